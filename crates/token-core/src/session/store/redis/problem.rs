//! What keeps a key from being used.

use std::fmt;

use ::redis::{ErrorKind, RedisError};

use crate::BoxError;

/// A failure with the key that it is about; it never holds what stands there, nor the address of the server.
#[derive(Debug)]
pub(super) struct Problem {
    key: String,
    what: String,
}

impl Problem {
    pub(super) fn boxed(key: &str, what: impl Into<String>) -> BoxError {
        Box::new(Self {
            key: key.to_owned(),
            what: what.into(),
        })
    }

    /// What stands under the key is not of this store.
    pub(super) fn foreign(key: &str, what: &str) -> BoxError {
        Self::boxed(key, format!("{what}; delete it to have a new token minted"))
    }

    /// Keeps of the client's error what cannot quote an argument or an answer.
    pub(super) fn of(key: &str, error: &RedisError) -> BoxError {
        match (error.kind(), error.code()) {
            (ErrorKind::Io, _) => {
                Self::boxed(key, format!("the server cannot be reached: {error}"))
            }
            (_, Some("WRONGTYPE")) => Self::foreign(key, "it holds something else than a hash"),
            (_, Some(code)) => Self::boxed(key, format!("the server answered {code}")),
            (_, None) => Self::boxed(key, format!("the exchange failed: {}", error.category())),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the key `{}` in Redis: {}", self.key, self.what)
    }
}

impl std::error::Error for Problem {}
