//! What keeps a key from being used.

use std::{fmt, time::Duration};

use ::redis::{ErrorKind, RedisError};

use crate::error::{box_error::BoxError, text::Line};

/// The longest key that is printed, in characters.
const LONGEST_KEY: usize = 100;

/// What the codes of Redis mean for a store.
const MEANINGS: [(&str, &str); 10] = [
    ("NOAUTH", "the server demands a password"),
    ("WRONGPASS", "the server refuses the user or the password"),
    (
        "NOPERM",
        "the user may not run the commands EVAL and SET, or may not use this key",
    ),
    (
        "READONLY",
        "the server is a replica, which cannot be written to",
    ),
    ("LOADING", "the server is still loading its data"),
    ("OOM", "the server is out of memory"),
    (
        "MOVED",
        "the server is part of a cluster; use `RedisStore::cluster`",
    ),
    (
        "CROSSSLOT",
        "the server is part of a cluster; use `RedisStore::cluster`",
    ),
    (
        "CLUSTERDOWN",
        "the cluster does not serve the slot of the key",
    ),
    (
        "MASTERDOWN",
        "the server is a replica that has lost its primary",
    ),
];

/// A failure with the key that it is about; it never holds the stored value, nor the address of the server.
pub(super) struct Problem(Line);

/// What stands between the key and what is wrong.
const IN_REDIS: &str = "in Redis: ";

impl Problem {
    pub(super) fn boxed(key: &str, what: impl Into<String>) -> BoxError {
        let key = Line::within(LONGEST_KEY, key.to_owned());
        let what = what.into();
        Box::new(Self(Line::new(format!("the key `{key}` {IN_REDIS}{what}"))))
    }

    /// What stands under the key is not of this store.
    pub(super) fn foreign(key: &str, what: &str) -> BoxError {
        Self::boxed(key, format!("{what}; delete it to have a new token minted"))
    }

    /// Keeps of the client's error what cannot quote an argument or a response.
    pub(super) fn of(key: &str, error: &RedisError) -> BoxError {
        let Some(code) = code_of(error) else {
            let what = match error.kind() {
                ErrorKind::Io => format!("the server cannot be reached: {error}"),
                ErrorKind::MasterNameNotFoundBySentinel => {
                    "no Sentinel knows the primary by its name".to_owned()
                }
                ErrorKind::AuthenticationFailed => {
                    "the server refuses the user or the password".to_owned()
                }
                _ => format!("the exchange failed: {}", error.category()),
            };
            return Self::boxed(key, what);
        };
        if code == "WRONGTYPE" {
            return Self::foreign(key, "it holds something else than a hash");
        }
        let what = MEANINGS.iter().find(|(known, _)| *known == code);
        let what = what.map_or("the server responded with", |(_, meaning)| meaning);
        Self::boxed(key, format!("{what} ({code})"))
    }

    /// Says that the time was over, and what kept it from going well until then.
    pub(super) fn too_late(key: &str, limit: Duration, passing: Option<&RedisError>) -> BoxError {
        let what = format!("the server took longer than {limit:?}");
        match passing {
            None => Self::boxed(key, what),
            Some(error) => {
                let last = Self::of(key, error);
                let last = last.to_string();
                let last = last.rsplit_once(IN_REDIS).map_or(&*last, |(_, last)| last);
                Self::boxed(key, format!("{what}; the last failure: {last}"))
            }
        }
    }
}

/// Returns the code that a server's error begins with; older servers put that of a failing script behind a dash.
fn code_of(error: &RedisError) -> Option<&str> {
    let code = error.code()?;
    let inner = error.detail().and_then(|detail| detail.rsplit_once(": -"));
    let known = inner
        .and_then(|(_, inner)| inner.split(' ').next())
        .filter(|inner| *inner == "WRONGTYPE" || MEANINGS.iter().any(|(known, _)| known == inner));
    Some(known.unwrap_or(code))
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Problem({:?})", self.0)
    }
}

impl std::error::Error for Problem {}
