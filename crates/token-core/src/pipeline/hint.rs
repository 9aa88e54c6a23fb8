//! How to supply a credential that a client does not have.

use super::Pipeline;
use crate::{
    codegen::{
        api_info::{CredentialInfo, CredentialKind},
        setting::SettingInfo,
    },
    error::Error,
    operation::info::OperationInfo,
};

impl Pipeline {
    /// Refuses a client that lacks a credential which the login needs for `operation`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::error::ErrorKind::Config) with the setters that are missing.
    pub fn require_for_login(&self, operation: &'static OperationInfo) -> Result<(), Error> {
        let alternatives = operation.security;
        if alternatives.is_empty() || alternatives.iter().any(|names| self.has_all(names)) {
            return Ok(());
        }
        Err(Error::config(format!(
            "the login calls {}, which has {}",
            operation.id,
            self.missing_credential_hint(operation)
        )))
    }

    pub(super) fn has_all(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.has(name))
    }

    fn has(&self, name: &str) -> bool {
        self.0.credentials.iter().any(|(key, _)| *key == name)
    }

    /// Returns how to supply what an operation needs: the alternative with a login, or else the first one.
    pub(super) fn missing_credential_hint(&self, operation: &'static OperationInfo) -> String {
        let alternatives = operation.security.iter();
        let mut missing = alternatives.map(|names| {
            let names = names.iter().filter(|name| !self.has(name));
            names.map(|name| (*name, self.info(name))).collect()
        });
        let first: Vec<_> = missing.next().unwrap_or_default();
        let has_login = |(_, info): &(_, Option<&CredentialInfo>)| {
            info.is_some_and(|info| !info.login.is_empty())
        };
        let named = if first.iter().any(has_login) {
            first
        } else {
            let with_login = missing.find(|missing: &Vec<_>| missing.iter().any(has_login));
            with_login.unwrap_or(first)
        };
        let hints: Vec<String> = named
            .into_iter()
            .map(|(name, info)| info.map_or_else(|| format!("set `{name}`"), hint))
            .collect();
        format!("no credential; {}", hints.join(", and "))
    }

    fn info(&self, name: &str) -> Option<&'static CredentialInfo> {
        self.0.api.credentials.iter().find(|info| info.name == name)
    }
}

/// Returns what to call for a credential: the login first, because a fixed token ends.
fn hint(info: &CredentialInfo) -> String {
    let own = info.setting();
    if info.login.is_empty() {
        return format!("set {own}");
    }
    let login: Vec<String> = info.login.iter().map(SettingInfo::to_string).collect();
    let what = match info.kind {
        CredentialKind::Bearer => "a fixed token",
        CredentialKind::Basic
        | CredentialKind::Header(_)
        | CredentialKind::Query(_)
        | CredentialKind::Cookie(_) => "it",
    };
    format!(
        "log in with {}, or set {what} with {own}",
        login.join(" and ")
    )
}
