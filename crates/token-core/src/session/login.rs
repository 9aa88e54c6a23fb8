//! The login of a session: where it is sent, and what identifies it.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::Url;
use zeroize::Zeroizing;

use crate::credential::secret::Secret;

/// The login that a [`TokenSource`](crate::session::TokenSource) sends, and where it is sent.
///
/// A session compares it with the login that a stored record belongs to, so that the token of one account is never
/// used for another, and with the login that the server refused, so that corrected credentials are sent at once.
///
/// `Debug` prints the names of the parts, and no value.
///
/// ```
/// use token_core::{Secret, session::Login};
///
/// let login = Login::new("https://api.example.com")
///     .part("username", "alice")
///     .password("password", Secret::from("hunter2"));
/// assert!(!format!("{login:?}").contains("alice"));
/// // A new password is still the same account.
/// let changed = Login::new("https://api.example.com")
///     .part("username", "alice")
///     .password("password", Secret::from("correct horse"));
/// assert_ne!(login, changed);
/// assert_eq!(login.id(), changed.id());
/// ```
#[derive(Clone)]
pub struct Login {
    origin: String,
    parts: Vec<Part>,
}

#[derive(Clone)]
struct Part {
    name: &'static str,
    role: Role,
    value: Secret,
}

/// What a part does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    /// It is public, and identifies.
    Public,
    /// It is secret and random, and identifies.
    Key,
    /// The same, and seals what is stored.
    SealKey,
    /// It was chosen by a person: it neither identifies nor seals.
    Password,
}

impl Login {
    /// Creates the login that is sent to `origin`, as `https://api.example.com`; a path in it does not count.
    pub fn new(origin: impl Into<String>) -> Self {
        let origin = origin.into();
        let parsed = Url::parse(&origin).ok().map(|url| url.origin());
        Self {
            origin: parsed
                .filter(url::Origin::is_tuple)
                .map_or(origin, |parsed| parsed.ascii_serialization()),
            parts: Vec::new(),
        }
    }

    /// Adds a public part that identifies the account, as a user name or the number of a site.
    #[must_use]
    pub fn part(self, name: &'static str, value: impl Into<String>) -> Self {
        self.with(name, Role::Public, value.into().into())
    }

    /// Adds a secret that was made at random, as an API key; it identifies the account.
    ///
    /// A secret that a person chose is a [`password`](Self::password).
    #[must_use]
    pub fn key(self, name: &'static str, value: Secret) -> Self {
        self.with(name, Role::Key, value)
    }

    /// Adds a secret as [`key`](Self::key) does, with which stored records are sealed as well.
    #[must_use]
    pub fn seal_key(self, name: &'static str, value: Secret) -> Self {
        self.with(name, Role::SealKey, value)
    }

    /// Adds a secret that a person chose; it does not identify the account, and nothing is sealed with it.
    #[must_use]
    pub fn password(self, name: &'static str, value: Secret) -> Self {
        self.with(name, Role::Password, value)
    }

    /// Has stored records sealed with the key `name`; without such a key nothing changes.
    pub(crate) fn sealed_with(mut self, name: &str) -> Self {
        for part in &mut self.parts {
            if part.name == name && part.role == Role::Key {
                part.role = Role::SealKey;
            }
        }
        self
    }

    fn with(mut self, name: &'static str, role: Role, value: Secret) -> Self {
        self.parts.push(Part { name, role, value });
        // In whatever order they are added.
        self.parts.sort_by_key(|part| (part.name, part.role));
        self
    }

    /// Returns what identifies the account; it holds no secret, and passwords have no part in it.
    ///
    /// With the feature `seal` it is 128 bits of a SHA-256; without it a checksum of 32 bits, which distinguishes accounts
    /// apart that were mixed up by accident.
    pub fn id(&self) -> LoginId {
        LoginId(digest(&self.text(|role| role != Role::Password)))
    }

    /// Returns whether a person chose a part of it, so that trying it again and again may lock the account.
    pub(crate) fn has_password(&self) -> bool {
        self.parts.iter().any(|part| part.role == Role::Password)
    }

    /// Returns the parts that are secret.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &Secret> {
        let secret = self.parts.iter().filter(|part| part.role != Role::Public);
        secret.map(|part| &part.value)
    }

    /// Returns the secret that stored records are sealed with.
    #[cfg(feature = "seal")]
    pub(crate) fn seal_secret(&self) -> Option<&Secret> {
        let part = self.parts.iter().find(|part| part.role == Role::SealKey);
        part.map(|part| &part.value)
    }

    /// Returns all of it, passwords included.
    #[allow(dead_code, reason = "the proof of a refusal is made of it")]
    pub(crate) fn whole(&self) -> Zeroizing<Vec<u8>> {
        self.text(|_| true)
    }

    /// Returns the origin and the parts that `counts` selects, each with its length before it.
    fn text(&self, counts: impl Fn(Role) -> bool) -> Zeroizing<Vec<u8>> {
        let parts = self.parts.iter().filter(|part| counts(part.role));
        let fields: Vec<&str> = std::iter::once(&*self.origin)
            .chain(parts.flat_map(|part| [part.name, part.value.expose()]))
            .collect();
        let length = fields.iter().map(|field| 8 + field.len()).sum();
        // It never grows: growing leaves a copy behind, unwiped.
        let mut text = Zeroizing::new(Vec::with_capacity(length));
        for field in fields {
            text.extend_from_slice(&(field.len() as u64).to_be_bytes());
            text.extend_from_slice(field.as_bytes());
        }
        text
    }
}

impl PartialEq for Login {
    fn eq(&self, other: &Self) -> bool {
        let parts = |login: &Self| {
            let parts = login.parts.iter();
            parts.map(|part| (part.name, part.role)).collect::<Vec<_>>()
        };
        parts(self) == parts(other) && *self.whole() == *other.whole()
    }
}

impl Eq for Login {}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.parts.iter().map(|part| part.name).collect();
        f.debug_struct("Login")
            .field("parts", &names)
            .finish_non_exhaustive()
    }
}

/// What identifies the account of a [`Login`]; it holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LoginId(String);

impl fmt::Display for LoginId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(feature = "seal")]
fn digest(text: &[u8]) -> String {
    use std::fmt::Write;

    let hash = ring::digest::digest(&ring::digest::SHA256, text);
    let mut id = String::from("sha256:");
    for byte in hash.as_ref().iter().take(16) {
        // Writing into a string does not fail.
        let _ = write!(id, "{byte:02x}");
    }
    id
}

/// FNV-1a in 32 bits: few on purpose, so that it says next to nothing about a key.
#[cfg(not(feature = "seal"))]
fn digest(text: &[u8]) -> String {
    let hash = text.iter().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    });
    format!("fnv32:{hash:08x}")
}
