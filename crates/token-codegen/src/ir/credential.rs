//! Credentials: how callers authenticate.

use crate::names::RustName;

/// One way to authenticate.
#[derive(Debug, Clone, PartialEq)]
pub struct Credential {
    /// The scheme's name: the builder's setter, and the key in [`Operation::security`](super::Operation::security).
    pub name: RustName,
    /// The name of the builder's other setter, which takes what supplies the secret.
    pub supplier: RustName,
    /// The builder's setter of a file that holds the secret.
    pub file: RustName,
    /// The builder's setter of a provider of the secret.
    pub provider: RustName,
    /// The document's description; may be empty.
    pub docs: String,
    /// How the credential travels.
    pub kind: CredentialKind,
    /// The environment variable that `from_env()` reads: `SQUADCAST_ACCESS_TOKEN`.
    pub env: String,
    /// The environment variable with the path of the file: `SQUADCAST_ACCESS_TOKEN_FILE`.
    pub file_env: String,
    /// Whether every operation needs it, so that `from_env()` may insist on it.
    pub required: bool,
}

/// How a credential travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CredentialKind {
    /// `Authorization: Bearer <token>`.
    Bearer,
    /// `Authorization: Basic <user name and password>`.
    Basic,
    /// A header that holds the key as it is.
    Header(String),
    /// A query parameter that holds the key.
    Query(String),
    /// A cookie that holds the key.
    Cookie(String),
}

/// The index of a credential in [`Api::credentials`](super::Api::credentials).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CredentialId(pub usize);
