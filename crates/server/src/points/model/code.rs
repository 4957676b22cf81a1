//! Pick-up codes: short enough to say, hard enough to guess, nothing that looks like something else.

use crate::error::{Error, Result};

/// Letters and digits without 0 O 1 I.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// A new code of 8.
///
/// # Errors
/// `server_error` where the system has no randomness.
pub fn issue() -> Result<String> {
    let mut bytes = [0_u8; 8];
    getrandom::fill(&mut bytes).map_err(Error::internal)?;
    // 256 is a multiple of 32: every letter is as likely as any other.
    let letter = |byte: &u8| char::from(ALPHABET[usize::from(byte % 32)]);
    Ok(bytes.iter().map(letter).collect())
}

/// A code as somebody scanned or typed it, in the form that is stored; what is none stays none.
pub fn read(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_eight_letters_that_cannot_be_mixed_up() {
        for _ in 0..200 {
            let code = issue().unwrap();
            assert_eq!(code.len(), 8);
            assert!(code.bytes().all(|b| ALPHABET.contains(&b)), "{code}");
            assert!(!code.contains(['0', 'O', '1', 'I']));
        }
        assert_eq!(read(" k7qm-2xwp　"), "K7QM2XWP");
    }
}
