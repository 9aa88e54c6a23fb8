//! What a store keeps: a record in the clear, or sealed with a secret of its login.

use serde::{Deserialize, de::IgnoredAny};
use zeroize::Zeroizing;

use super::record::{self, Record};
#[cfg(feature = "seal")]
use super::seal;
use super::{
    sealed::{Envelope, VERSION},
    unopened::Unopened,
};
use crate::{credential::secret::Secret, error::box_error::BoxError, session::login::Login};

/// Distinguishes a sealed record from one in the clear without reading either.
#[derive(Deserialize)]
struct Probe {
    sealed: Option<IgnoredAny>,
}

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
    /// Text that is not a record, that was changed since it was sealed, or that was sealed with another secret; the
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
        // One of our own, of which the id was changed, is not another login's.
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
