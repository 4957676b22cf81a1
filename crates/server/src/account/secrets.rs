//! Tokens, and hashes of what people type to sign in.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// Argon2id with the smallest setting that OWASP recommends: 19 MiB, two passes. A code of six
/// digits lives five minutes, in which trying all of them against this is out of reach; a PIN is
/// further protected by the five tries.
fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes a PIN or a code. Takes about 20 ms on purpose: call it on a blocking thread.
pub fn hash(secret: &str) -> Result<String> {
    let salt = SaltString::encode_b64(&random::<16>()?).map_err(Error::internal)?;
    Ok(argon2()?
        .hash_password(secret.as_bytes(), &salt)
        .map_err(Error::internal)?
        .to_string())
}

/// Whether a secret is the one of this hash. An empty hash (nobody's) takes as long and is `false`,
/// so that the time of an answer does not tell which numbers are known.
pub fn verify(secret: &str, hash: &str) -> Result<bool> {
    let argon2 = argon2()?;
    if hash.is_empty() {
        let mut out = [0; 32];
        argon2
            .hash_password_into(secret.as_bytes(), b"nobody's", &mut out)
            .map_err(Error::internal)?;
        return Ok(false);
    }
    let hash = PasswordHash::new(hash).map_err(Error::internal)?;
    Ok(argon2.verify_password(secret.as_bytes(), &hash).is_ok())
}

/// As [`hash`], off the async threads.
pub async fn hash_slowly(secret: String) -> Result<String> {
    tokio::task::spawn_blocking(move || hash(&secret))
        .await
        .map_err(Error::internal)?
}

/// As [`verify`], off the async threads.
pub async fn verify_slowly(secret: String, hash: String) -> Result<bool> {
    tokio::task::spawn_blocking(move || verify(&secret, &hash))
        .await
        .map_err(Error::internal)?
}

/// A session's token: 256 random bits.
pub fn token() -> Result<String> {
    Ok(hex(&random::<32>()?))
}

/// What the database keeps of a token.
pub fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// A sign-in code of six digits.
pub fn code() -> Result<String> {
    // 2^64 is not a multiple of a million, but the difference is one in ten billion.
    let number = u64::from_le_bytes(random::<8>()?) % 1_000_000;
    Ok(format!("{number:06}"))
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Random bytes of the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(Error::internal)?;
    Ok(bytes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_right_for_its_own_secret_only_and_never_the_same_twice() {
        let one = hash("351544").unwrap();
        assert!(verify("351544", &one).unwrap());
        assert!(!verify("351545", &one).unwrap());
        assert!(!verify("", "").unwrap());
        assert_ne!(one, hash("351544").unwrap());
        assert!(verify("1", "nonsense").is_err());
    }

    #[test]
    fn a_code_has_six_digits() {
        for _ in 0..100 {
            let code = code().unwrap();
            assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()));
        }
    }
}
