//! Where the value of a secret setting comes from: it is fixed, or read again each time.

use std::{fmt, sync::Arc};

use super::SettingInfo;
use crate::{
    credential::secret::{Secret, file::SecretFile, provider::SecretProvider},
    error::{Error, box_error::BoxError},
};

/// A secret that a builder was set up with, or where to read it.
#[derive(Clone)]
pub(crate) enum SecretOrigin {
    /// It stays as it is.
    Fixed(Secret),
    /// It is read from a file each time.
    File(SecretFile),
    /// It is obtained from a provider each time.
    Provider(Arc<dyn SecretProvider>),
}

impl SecretOrigin {
    /// Returns what is known when the client is built: a fixed secret, or what the file holds now.
    ///
    /// It blocks for as long as the file takes.
    pub(crate) fn at_build(&self, setting: SettingInfo) -> Result<Option<Secret>, Error> {
        match self {
            Self::Fixed(secret) => Ok(Some(secret.clone())),
            Self::File(file) => match file.read() {
                Ok(secret) => Ok(Some(secret)),
                Err(error) => Err(Error::config(format!("{}: {error}", self.name(setting)))),
            },
            Self::Provider(_) => Ok(None),
        }
    }

    /// Returns the secret as it is now.
    pub(crate) async fn read(&self, setting: SettingInfo) -> Result<Secret, BoxError> {
        let read = match self {
            Self::Fixed(secret) => return Ok(secret.clone()),
            Self::File(file) => file.secret().await,
            Self::Provider(provider) => provider.secret().await,
        };
        let secret = read.map_err(|error| format!("{}: {error}", self.name(setting)))?;
        match setting.place.problem(secret.expose()) {
            Some(problem) => Err(format!("{} {problem}", self.subject(setting)).into()),
            None => Ok(secret),
        }
    }

    /// Refuses a secret that no request can carry.
    pub(crate) fn check(&self, setting: SettingInfo, secret: &Secret) -> Result<(), Error> {
        match setting.place.problem(secret.expose()) {
            Some(problem) => Err(Error::config(format!(
                "{} {problem}",
                self.subject(setting)
            ))),
            None => Ok(()),
        }
    }

    /// Returns what a problem of the secret is said of.
    fn subject(&self, setting: SettingInfo) -> String {
        let name = self.name(setting);
        match self {
            Self::Fixed(_) => name,
            Self::File(file) => format!("{name}: the file {}", file.path().display()),
            Self::Provider(_) => format!("{name}: the secret"),
        }
    }

    /// Returns the setter that was called, and its variable.
    fn name(&self, setting: SettingInfo) -> String {
        let SettingInfo {
            setter, variable, ..
        } = setting;
        // As one word of a longer name it is not a keyword any more.
        let setter = setter.trim_start_matches("r#").trim_end_matches('_');
        match self {
            Self::Fixed(_) => setting.to_string(),
            Self::File(_) if variable.is_empty() => format!("`.{setter}_file(…)`"),
            Self::File(_) => format!("`.{setter}_file(…)` (or {variable}_FILE)"),
            Self::Provider(_) => format!("`.{setter}_provider(…)`"),
        }
    }
}

impl fmt::Debug for SecretOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(secret) => secret.fmt(f),
            Self::File(file) => file.fmt(f),
            Self::Provider(provider) => provider.fmt(f),
        }
    }
}
