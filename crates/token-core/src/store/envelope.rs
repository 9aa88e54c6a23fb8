//! What a store keeps: a record in the clear, or sealed with a secret of its login.

use std::fmt;

use serde::{Deserialize, Serialize, de::IgnoredAny};
use zeroize::Zeroizing;

use super::record::{self, Record};
#[cfg(feature = "seal")]
use super::seal;
use crate::{
    credential::Secret,
    error::BoxError,
    session::{Login, LoginId},
};

/// The version of the envelope that is written, and the only one that is read.
pub(super) const VERSION: u8 = 1;

/// A sealed record; it has no member of a [`Record`], so that neither is ever taken for the other.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Envelope {
    pub(super) sealed: Head,
    /// The record's JSON as ciphertext with its tag, in Base64.
    pub(super) text: String,
}

/// What is in the clear, and authenticated.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    pub(super) version: u8,
    pub(super) generation: u64,
    pub(super) login: Option<LoginId>,
    /// What the key was derived with, in Base64.
    pub(super) salt: String,
    pub(super) nonce: String,
}

/// Tells a sealed record from one in the clear without reading either.
#[derive(Deserialize)]
struct Probe {
    sealed: Option<IgnoredAny>,
}

/// Why a record cannot be opened; it never holds what is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unopened {
    Malformed {
        line: usize,
        column: usize,
    },
    Version(u8),
    #[cfg(not(feature = "seal"))]
    NoFeature,
    #[cfg(feature = "seal")]
    NoSecret,
    #[cfg(feature = "seal")]
    EmptySecret,
    #[cfg(feature = "seal")]
    Changed,
}

impl Unopened {
    /// serde's own message may quote the text, which may hold a token.
    pub(super) fn at(error: &serde_json::Error) -> Self {
        Self::Malformed {
            line: error.line(),
            column: error.column(),
        }
    }

    /// Returns the message, and what to do where the record cannot be opened by anybody.
    pub(super) fn with_advice(self) -> String {
        match self {
            Self::Malformed { .. } => format!("{self}; delete it to have a new token minted"),
            Self::Version(_) => self.to_string(),
            #[cfg(not(feature = "seal"))]
            Self::NoFeature => self.to_string(),
            #[cfg(feature = "seal")]
            Self::NoSecret | Self::EmptySecret => self.to_string(),
            #[cfg(feature = "seal")]
            Self::Changed => format!("{self}; delete it to have a new token minted"),
        }
    }
}

impl fmt::Display for Unopened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { line, column } => write!(
                f,
                "the store holds no token record of this version: line {line}, column {column}"
            ),
            Self::Version(version) => {
                write!(f, "the record is sealed by the unknown version {version}")
            }
            #[cfg(not(feature = "seal"))]
            Self::NoFeature => f.write_str(
                "the record is sealed, and this program is built without the feature `seal` of token-core",
            ),
            #[cfg(feature = "seal")]
            Self::NoSecret => f.write_str(
                "the record is sealed, and this session has no secret to open it with; see `seal_with`",
            ),
            #[cfg(feature = "seal")]
            Self::EmptySecret => f.write_str("the secret to seal with is empty"),
            #[cfg(feature = "seal")]
            Self::Changed => {
                f.write_str("the record was changed, or sealed with another secret")
            }
        }
    }
}

impl std::error::Error for Unopened {}

/// Whose record it is, and what it is sealed with.
#[derive(Clone, Copy)]
pub(super) struct Owner<'a> {
    pub(super) login: Option<&'a Login>,
    /// The secret of the store, which goes before that of the login.
    pub(super) secret: Option<&'a Secret>,
}

#[cfg(feature = "seal")]
impl Owner<'_> {
    fn secret(&self) -> Result<Option<&Secret>, Unopened> {
        let secret = self
            .secret
            .or_else(|| self.login.and_then(Login::seal_secret));
        match secret {
            Some(secret) if secret.expose().is_empty() => Err(Unopened::EmptySecret),
            secret => Ok(secret),
        }
    }
}

impl Record {
    /// Writes the record as a store is to keep it: sealed where `login` has a secret for that, or in the clear.
    ///
    /// What is sealed is encrypted and authenticated; the number of the token and the id of the login stay
    /// readable.
    /// `associated` is authenticated with it, and not stored: what else decides how the record is read, such as
    /// the moment that it was saved.
    /// It takes the feature `seal`, which `rustls` turns on; without it the record is JSON with the token in the
    /// clear.
    /// The text is wiped when dropped.
    ///
    /// # Errors
    ///
    /// A secret that is empty.
    pub fn seal(
        &self,
        login: Option<&Login>,
        associated: &[u8],
    ) -> Result<Zeroizing<String>, BoxError> {
        seal(
            self,
            Owner {
                login,
                secret: None,
            },
            associated,
        )
    }

    /// Reads what [`seal`](Self::seal) wrote, and what [`to_json`](Self::to_json) wrote.
    ///
    /// Of a record that another login has sealed, only the number and the id of that login are returned.
    ///
    /// # Errors
    ///
    /// Text that is no record, that was changed since it was sealed, or that was sealed with another secret; the
    /// error does not quote it.
    pub fn open(text: &str, login: Option<&Login>, associated: &[u8]) -> Result<Self, BoxError> {
        Ok(open(
            text,
            Owner {
                login,
                secret: None,
            },
            associated,
        )?)
    }
}

/// Writes `record` for its owner.
pub(super) fn seal(
    record: &Record,
    owner: Owner<'_>,
    associated: &[u8],
) -> Result<Zeroizing<String>, BoxError> {
    #[cfg(feature = "seal")]
    if let Some(secret) = owner.secret()? {
        let login = record.login.clone().or_else(|| owner.login.map(Login::id));
        let envelope = seal::close(record, login, secret, associated)?;
        return Ok(Zeroizing::new(serde_json::to_string(&envelope)?));
    }
    let _ = (owner.login, owner.secret, associated);
    record.to_json()
}

/// Reads a record of any kind.
pub(super) fn open(text: &str, owner: Owner<'_>, associated: &[u8]) -> Result<Record, Unopened> {
    let probe: Probe = serde_json::from_str(text).map_err(|error| Unopened::at(&error))?;
    if probe.sealed.is_none() {
        return record::read(text);
    }
    let envelope: Envelope = serde_json::from_str(text).map_err(|error| Unopened::at(&error))?;
    if envelope.sealed.version != VERSION {
        return Err(Unopened::Version(envelope.sealed.version));
    }
    unseal(envelope, owner, associated)
}

#[cfg(feature = "seal")]
fn unseal(mut envelope: Envelope, owner: Owner<'_>, associated: &[u8]) -> Result<Record, Unopened> {
    let secret = owner.secret()?;
    let ours = owner.login.map(Login::id);
    let theirs = envelope.sealed.login.clone();
    if let (Some(_), Some(_)) = (&ours, &theirs)
        && ours != theirs
    {
        // One of our own, of which the id was changed, is no other login's.
        envelope.sealed.login = ours;
        if secret.is_some_and(|secret| seal::open(&envelope, secret, associated).is_ok()) {
            return Err(Unopened::Changed);
        }
        return Ok(Record {
            generation: envelope.sealed.generation,
            login: theirs,
            ..Record::default()
        });
    }
    let mut record = seal::open(&envelope, secret.ok_or(Unopened::NoSecret)?, associated)?;
    record.login = theirs;
    Ok(record)
}

#[cfg(not(feature = "seal"))]
fn unseal(_envelope: Envelope, _owner: Owner<'_>, _associated: &[u8]) -> Result<Record, Unopened> {
    Err(Unopened::NoFeature)
}
