//! What a store holds.

use std::{fmt, time::Duration};

use serde::{Deserialize, Serialize};
use serde_with::{As, DurationMilliSeconds};
use zeroize::Zeroizing;

use super::unopened::Unopened;
use crate::{
    credential::secret::{ExposeSecret, Secret},
    error::box_error::BoxError,
    session::login::LoginId,
};

/// What a [`TokenStore`](super::TokenStore) holds.
///
/// Every time in it is as of the moment that it was loaded, or is saved.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Record {
    /// The number of the last token; the next one gets the next number.
    pub generation: u64,
    /// The token; `None` after it was revoked.
    pub token: Option<StoredToken>,
    /// How long ago the server refused the credentials of a source that does not name its login.
    ///
    /// For 5 minutes they must not be sent again, because accounts are locked for it.
    #[serde(
        rename = "refused_ms",
        with = "As::<Option<DurationMilliSeconds<u64>>>"
    )]
    pub refused: Option<Duration>,
    /// The login that the record belongs to; `None` in one of a version before there were any.
    #[serde(default)]
    pub login: Option<LoginId>,
    /// How long ago a mint succeeded last; it outlives the token.
    #[serde(
        default,
        rename = "minted_ms",
        with = "As::<Option<DurationMilliSeconds<u64>>>"
    )]
    pub minted: Option<Duration>,
    /// The refusal of the login, if it is the last that the server said.
    #[serde(default)]
    pub refusal: Option<StoredRefusal>,
    /// How much longer the server asks to wait before the next login.
    #[serde(
        default,
        rename = "wait_ms",
        with = "As::<Option<DurationMilliSeconds<u64>>>"
    )]
    pub wait: Option<Duration>,
}

/// A login that the server refused.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StoredRefusal {
    /// How long ago that was.
    #[serde(rename = "age_ms", with = "As::<DurationMilliSeconds<u64>>")]
    pub age: Duration,
    /// The proof of which login it was.
    pub proof: RefusalProof,
}

/// The proof of which login was refused: a salted, slow hash of it; `Debug` does not print it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RefusalProof(pub(crate) String);

impl fmt::Debug for RefusalProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// A token that is shared.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StoredToken {
    /// The token.
    #[serde(with = "As::<ExposeSecret>")]
    pub token: Secret,
    /// How often it was renewed, including renewals that got no response.
    pub renewals: u32,
    /// Whether it was minted because a server responded with 401 to the one before.
    pub forced: bool,
    /// How many such mints in a row led to it.
    #[serde(default)]
    pub forced_in_a_row: u32,
    /// How long ago it was minted.
    #[serde(rename = "age_ms", with = "As::<DurationMilliSeconds<u64>>")]
    pub age: Duration,
    /// How long it lives in all, counted from its mint or its last renewal.
    #[serde(rename = "life_ms", with = "As::<DurationMilliSeconds<u64>>")]
    pub life: Duration,
    /// How much of its life is left.
    #[serde(rename = "remaining_ms", with = "As::<DurationMilliSeconds<u64>>")]
    pub remaining: Duration,
}

impl Record {
    /// Returns the record as it is after `passed`.
    #[must_use]
    pub fn after(mut self, passed: Duration) -> Self {
        self.shift(passed);
        self
    }

    /// Ages the record by `passed`.
    pub(crate) fn shift(&mut self, passed: Duration) {
        if let Some(token) = &mut self.token {
            token.age = token.age.saturating_add(passed);
            token.remaining = token.remaining.saturating_sub(passed);
        }
        self.refused = self.refused.map(|age| age.saturating_add(passed));
        self.minted = self.minted.map(|age| age.saturating_add(passed));
        self.wait = self.wait.map(|wait| wait.saturating_sub(passed));
        if let Some(refusal) = &mut self.refusal {
            refusal.age = refusal.age.saturating_add(passed);
        }
    }

    /// Writes the record as JSON, with the token in the clear; the text is wiped when dropped.
    ///
    /// A store uses [`seal`](Self::seal), which encrypts it where it can.
    ///
    /// # Errors
    ///
    /// None that is known; it is serde that could fail.
    pub fn to_json(&self) -> Result<Zeroizing<String>, BoxError> {
        let mut bytes = buffer(self);
        serde_json::to_writer(&mut *bytes, self)?;
        Ok(Zeroizing::new(String::from_utf8(std::mem::take(
            &mut *bytes,
        ))?))
    }

    /// Reads what [`to_json`](Self::to_json) wrote.
    ///
    /// # Errors
    ///
    /// Anything else; the error does not quote it.
    pub fn from_json(text: &str) -> Result<Self, BoxError> {
        Ok(read(text)?)
    }
}

/// Reads a record that is in the clear.
pub(super) fn read(text: &str) -> Result<Record, Unopened> {
    serde_json::from_str(text).map_err(|error| Unopened::at(&error))
}

/// Returns a buffer in which `record` has room, so that it never grows: growing leaves a copy behind, unwiped.
pub(super) fn buffer(record: &Record) -> Zeroizing<Vec<u8>> {
    // A byte becomes six at most, as `\u0000`; the rest is names and numbers.
    let token = record
        .token
        .as_ref()
        .map_or(0, |token| token.token.expose().len());
    Zeroizing::new(Vec::with_capacity(1024 + 6 * token))
}
