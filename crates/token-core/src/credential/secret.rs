//! Text that must never be shown.

pub(crate) mod file;
pub(crate) mod provider;

use std::fmt;

use serde::{Deserialize, Deserializer, Serializer};
use serde_with::{DeserializeAs, SerializeAs};
use zeroize::Zeroizing;

pub use file::SecretFile;
pub use provider::{SecretProvider, SharedSecret};

/// A token, a key or a password.
///
/// It prints as `[redacted]`, it is wiped when dropped, and only [`expose`](Self::expose) reads it.
/// It has no `Display`, no `PartialEq` and no `Serialize`, so that it cannot leave by accident.
///
/// ```
/// use token_core::Secret;
///
/// let secret = Secret::from("hunter2");
/// assert_eq!(format!("{secret:?}"), "[redacted]");
/// assert_eq!(secret.expose(), "hunter2");
/// ```
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Returns the text, for the one place that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

/// Writes a [`Secret`] in the clear, for a request body that carries it.
///
/// A `serde_with` adapter: `#[serde(with = "serde_with::As::<ExposeSecret>")]`.
/// Generated models that are only received do not use it, so that they cannot be written out.
#[derive(Debug)]
pub struct ExposeSecret;

impl SerializeAs<Secret> for ExposeSecret {
    fn serialize_as<S: Serializer>(secret: &Secret, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(secret.expose())
    }
}

impl<'de> DeserializeAs<'de, Secret> for ExposeSecret {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
        Secret::deserialize(deserializer)
    }
}
