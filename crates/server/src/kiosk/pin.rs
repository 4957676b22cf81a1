//! The staff PIN: what a device needs to check it by itself.

use linli_contract::PinCheck;
use sha2::Sha256;

use crate::account::secrets;
use crate::error::{Error, Result};

/// Derives the key, off the async threads: it takes its time on purpose. Whoever reads it can still try all
/// six digits; it opens a page about the device, and nothing of a person.
pub(super) async fn check_of(pin: String, iterations: u32) -> Result<PinCheck> {
    tokio::task::spawn_blocking(move || {
        let salt = secrets::random::<16>()?;
        Ok(PinCheck {
            salt: secrets::hex(&salt),
            iterations,
            key: key(&pin, &salt, iterations),
        })
    })
    .await
    .map_err(Error::internal)?
}

fn key(pin: &str, salt: &[u8], iterations: u32) -> String {
    let mut key = [0; 32];
    pbkdf2::pbkdf2_hmac::<Sha256>(pin.as_bytes(), salt, iterations, &mut key);
    secrets::hex(&key)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// RFC 7914, section 11.
    #[test]
    fn the_key_is_what_others_derive_too() {
        let expected = "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc";
        assert_eq!(key("passwd", b"salt", 1), expected);
    }

    #[tokio::test]
    async fn two_devices_with_one_pin_have_different_keys() {
        let one = check_of("304718".to_owned(), 1000).await.unwrap();
        let two = check_of("304718".to_owned(), 1000).await.unwrap();
        assert!(one.salt != two.salt && one.key != two.key);
        assert_eq!((one.salt.len(), one.key.len()), (32, 64));
    }
}
