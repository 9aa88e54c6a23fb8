//! What a generated crate says about its API: the servers, and how to authenticate.

use super::{
    server_variable::ServerVariable,
    setting::{SettingInfo, ValuePlace},
};

/// What is known about an API before it is called.
#[derive(Debug)]
pub struct ApiInfo {
    /// The crate that was generated for it, for the `User-Agent`.
    pub crate_name: &'static str,
    /// That crate's version.
    pub crate_version: &'static str,
    /// Where the API lives; the first one is the default.
    pub servers: &'static [&'static str],
    /// What may vary in the URLs of these servers, and of those of single operations.
    pub variables: &'static [ServerVariable],
    /// The ways to authenticate.
    pub credentials: &'static [CredentialInfo],
    /// The environment variable of the base URL, for messages; empty if there is none.
    pub base_url_variable: &'static str,
}

/// One way to authenticate.
#[derive(Debug)]
pub struct CredentialInfo {
    /// The scheme's name in the document.
    pub name: &'static str,
    /// The builder's setter, for messages.
    pub setter: &'static str,
    /// The environment variable, for messages.
    pub variable: &'static str,
    /// How the secret travels.
    pub kind: CredentialKind,
    /// What a session logs in with that supplies the credential; empty if none does.
    pub login: &'static [SettingInfo],
}

impl CredentialInfo {
    /// Returns the setting for a fixed secret.
    pub(crate) fn setting(&self) -> SettingInfo {
        let place = match self.kind {
            CredentialKind::Bearer | CredentialKind::Header(_) => ValuePlace::SecretHeader,
            CredentialKind::Basic | CredentialKind::Query(_) | CredentialKind::Cookie(_) => {
                ValuePlace::Elsewhere
            }
        };
        SettingInfo::new(self.setter, self.variable, place)
    }
}

/// How a secret travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CredentialKind {
    /// As `Authorization: Bearer <secret>`.
    Bearer,
    /// As `Authorization: Basic`, from the secret `username:password`.
    Basic,
    /// As the value of the header of this name.
    Header(&'static str),
    /// As the value of the query parameter of this name.
    Query(&'static str),
    /// As the value of the cookie of this name.
    Cookie(&'static str),
}
