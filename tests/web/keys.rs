//! A provider's key: made in the browser, kept there, and never taken out of it.

use linli::platform::envelope::{Closed, seal};
use linli::platform::{db, keys};
use linli_contract::{Envelope, KeyAlgorithm, NewEnvelope, NewPublicKey, PublicKey, Timestamp};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{instead, text};

const TEXT: &str = "GAD-7 (1999)\n14 分 · 中度\n\n感到紧张\n2 一半以上的天数\n";

fn published(new: &NewPublicKey) -> PublicKey {
    PublicKey {
        id: "k".to_owned(),
        algorithm: KeyAlgorithm::RsaOaep256,
        modulus: new.modulus.clone(),
        exponent: new.exponent.clone(),
    }
}

fn stored(new: NewEnvelope) -> Envelope {
    Envelope {
        key_id: new.key_id,
        wrapped_key: new.wrapped_key,
        iv: new.iv,
        ciphertext: new.ciphertext,
        shared_at: Timestamp(0),
    }
}

async fn sealed_for(key: &NewPublicKey) -> Envelope {
    stored(seal(TEXT, &published(key)).await.unwrap())
}

#[wasm_bindgen_test]
async fn what_is_sealed_for_a_key_is_opened_where_the_key_is_and_by_its_owner_alone() {
    keys::forget("shen").await.unwrap();
    let key = keys::create("shen").await.unwrap();
    assert_eq!(key.exponent, "AQAB");
    // What the contract asks of a modulus: 2048 to 4096 bits in base64url.
    assert!((342..=683).contains(&key.modulus.len()));
    let envelope = sealed_for(&key).await;
    assert!(!format!("{envelope:?}").contains("GAD"));
    assert_eq!(keys::open("shen", &envelope).await, Ok(TEXT.to_owned()));
    assert_eq!(keys::open("he", &envelope).await, Err(Closed::NoKey));
    let _other = keys::create("he").await.unwrap();
    assert_eq!(keys::open("he", &envelope).await, Err(Closed::OtherKey));
    assert_eq!(keys::holds("shen", &key.modulus).await, Ok(true));
    assert_eq!(keys::holds("he", &key.modulus).await, Ok(false));
    keys::forget("he").await.unwrap();
    assert_eq!(keys::holds("shen", &key.modulus).await, Ok(true));
    keys::forget("shen").await.unwrap();
    assert_eq!(keys::open("shen", &envelope).await, Err(Closed::NoKey));
}

#[wasm_bindgen_test]
async fn an_older_key_opens_what_was_sealed_for_it_and_the_new_one_does_not() {
    keys::forget("shen").await.unwrap();
    let older = keys::create("shen").await.unwrap();
    let (before, newer) = (
        sealed_for(&older).await,
        keys::create("shen").await.unwrap(),
    );
    let after = sealed_for(&newer).await;
    for envelope in [&before, &after] {
        assert_eq!(keys::open("shen", envelope).await, Ok(TEXT.to_owned()));
    }
    keys::forget_one("shen", &older.modulus).await.unwrap();
    assert_eq!(keys::open("shen", &before).await, Err(Closed::OtherKey));
    assert_eq!(keys::open("shen", &after).await, Ok(TEXT.to_owned()));
    keys::forget("shen").await.unwrap();
}

#[wasm_bindgen_test]
async fn what_was_changed_on_its_way_is_not_opened() {
    keys::forget("shen").await.unwrap();
    let key = keys::create("shen").await.unwrap();
    let whole = sealed_for(&key).await;
    let changed = |text: &str| {
        let (first, rest) = text.split_at(1);
        let other = if first == "A" { "B" } else { "A" };
        format!("{other}{rest}")
    };
    let mut altered = whole.clone();
    altered.ciphertext = changed(&whole.ciphertext);
    assert_eq!(keys::open("shen", &altered).await, Err(Closed::Broken));
    let mut cut = whole.clone();
    cut.ciphertext.truncate(8);
    assert_eq!(keys::open("shen", &cut).await, Err(Closed::Broken));
    let mut nonsense = whole.clone();
    nonsense.iv.insert(0, '?');
    assert_eq!(keys::open("shen", &nonsense).await, Err(Closed::Broken));
    let mut rewrapped = whole.clone();
    rewrapped.wrapped_key = changed(&whole.wrapped_key);
    assert_eq!(keys::open("shen", &rewrapped).await, Err(Closed::OtherKey));
    keys::forget("shen").await.unwrap();
}

#[wasm_bindgen_test]
async fn the_private_half_survives_signing_out_and_cannot_be_taken_out() {
    keys::forget("shen").await.unwrap();
    let key = keys::create("shen").await.unwrap();
    db::destroy().await.unwrap();
    assert_eq!(keys::holds("shen", &key.modulus).await, Ok(true));
    let taken = text(
        r"new Promise((resolve, reject) => {
            const open = indexedDB.open('linli-keys');
            open.onerror = reject;
            open.onsuccess = () => {
              const all = open.result.transaction('keys').objectStore('keys').getAll();
              all.onsuccess = async () => {
                open.result.close();
                const [{ key }] = all.result;
                const said = [key.type, String(key.extractable), key.usages.join()];
                for (const format of ['pkcs8', 'jwk']) {
                  said.push(await crypto.subtle.exportKey(format, key).then(() => 'taken', () => 'refused'));
                }
                resolve(said.join(' '));
              };
            };
          })",
    )
    .await;
    assert_eq!(taken, "private false decrypt refused refused");
    keys::forget("shen").await.unwrap();
}

#[wasm_bindgen_test]
async fn a_browser_that_keeps_nothing_makes_no_key_and_says_so() {
    let _none = instead("indexedDB", "return null").await;
    assert_eq!(keys::create("shen").await, Err(keys::Unmade::Storage));
}

#[wasm_bindgen_test]
async fn a_browser_without_cryptography_makes_no_key_and_opens_none() {
    keys::forget("shen").await.unwrap();
    let key = keys::create("shen").await.unwrap();
    let envelope = sealed_for(&key).await;
    {
        let _none = instead("crypto", "return { subtle: undefined }").await;
        assert_eq!(keys::create("shen").await, Err(keys::Unmade::Unable));
        assert_eq!(keys::open("shen", &envelope).await, Err(Closed::Unable));
    }
    keys::forget("shen").await.unwrap();
}
