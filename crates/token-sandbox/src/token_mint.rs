//! Token values: unique, recognizable, and different in every sandbox.

use std::hash::{BuildHasher, RandomState};

/// Makes token values.
///
/// Each value names its kind and number, so that a test can say which token leaked.
/// Its tail is random, so that no sandbox accepts what another one made.
#[derive(Debug, Default)]
pub(crate) struct TokenMint {
    minted: u64,
    random: RandomState,
}

impl TokenMint {
    /// Returns a new opaque token, as in `kind-3-0123456789abcdef0123456789abcdef`.
    pub(crate) fn opaque(&mut self, kind: &str) -> String {
        let (number, tail) = self.next(kind);
        format!("{kind}-{number}-{tail}")
    }

    /// Returns a new token with the three parts of a JWT.
    pub(crate) fn jwt(&mut self, kind: &str) -> String {
        let (number, tail) = self.next(kind);
        // The first part is `{"alg":"HS256","typ":"JWT"}`; nothing here reads the other two.
        format!("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.{kind}-{number}.{tail}")
    }

    fn next(&mut self, kind: &str) -> (u64, String) {
        self.minted += 1;
        let first = self.random.hash_one((kind, self.minted));
        let second = self.random.hash_one((first, self.minted));
        (self.minted, format!("{first:016x}{second:016x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_long_recognizable_and_unique() {
        let mut mint = TokenMint::default();
        let tokens = [mint.opaque("kind"), mint.opaque("kind"), mint.jwt("kind")];
        assert!(tokens[0].starts_with("kind-1-"));
        assert!(tokens[1].starts_with("kind-2-"));
        assert!(tokens[2].contains(".kind-3."));
        assert!(tokens.iter().all(|token| token.len() >= 32));
    }

    #[test]
    fn two_mints_never_agree() {
        let tokens = [(); 2].map(|()| TokenMint::default().opaque("kind"));
        assert_ne!(tokens[0], tokens[1]);
    }
}
