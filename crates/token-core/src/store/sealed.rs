//! The form of a sealed record.

use serde::{Deserialize, Serialize};

use crate::session::login::LoginId;

/// The version of the envelope that is written, and the only one that is read.
pub(super) const VERSION: u8 = 1;

/// A sealed record; it has no member of a [`Record`](super::Record), so that neither is ever taken for the other.
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
