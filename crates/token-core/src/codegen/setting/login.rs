//! What a session logs in with.

use std::{
    fmt,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use super::{SettingInfo, origin::SecretOrigin};
use crate::{
    credential::secret::{Secret, file::SecretFile, provider::SecretProvider},
    error::Error,
    session::source::error::SourceError,
};

/// One of the values with which a session logs in, such as the password; the generated code is its only user.
///
/// It is fixed, or read again for each login from a file or a [`SecretProvider`].
/// `Debug` prints no value.
pub struct LoginInput {
    setting: SettingInfo,
    origin: Option<SecretOrigin>,
    /// What was read for the login that comes next.
    read: Mutex<Option<Secret>>,
}

impl LoginInput {
    /// Creates the input, which is not set.
    pub fn new(setting: SettingInfo) -> Self {
        Self {
            setting,
            origin: None,
            read: Mutex::default(),
        }
    }

    /// Sets a value that stays the same.
    pub fn set(&mut self, value: impl Into<Secret>) {
        self.origin = Some(SecretOrigin::Fixed(value.into()));
    }

    /// Sets the file that is read for each login; see [`SecretFile`].
    pub fn set_file(&mut self, path: impl Into<PathBuf>) {
        self.origin = Some(SecretOrigin::File(SecretFile::new(path)));
    }

    /// Sets what is asked for each login.
    pub fn set_provider(&mut self, provider: impl SecretProvider) {
        self.origin = Some(SecretOrigin::Provider(Arc::new(provider)));
    }

    /// Takes back what was set.
    pub fn clear(&mut self) {
        self.origin = None;
    }

    /// Returns whether all `inputs` are set, so that there is a login; `false` if none is.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::error::ErrorKind::Config) if some are set and others are not, for a value that cannot be
    /// sent, and for a file that cannot be read.
    pub fn check(inputs: &[Self]) -> Result<bool, Error> {
        for input in inputs {
            if let Some(origin) = &input.origin
                && let Some(secret) = origin.at_build(input.setting)?
            {
                origin.check(input.setting, &secret)?;
            }
        }
        let missing = inputs.iter().find(|input| input.origin.is_none());
        match missing {
            None => Ok(!inputs.is_empty()),
            Some(_) if inputs.iter().all(|input| input.origin.is_none()) => Ok(false),
            Some(missing) => Err(missing
                .setting
                .refuse("is not set, and the login is incomplete without it")),
        }
    }

    /// Reads the value anew, and keeps it for the next [`take`](Self::take).
    ///
    /// # Errors
    ///
    /// A file or a provider that fails, and a value that cannot be sent; trying again later may help.
    pub async fn read(&self) -> Result<Secret, SourceError> {
        let Some(origin) = &self.origin else {
            return Err(SourceError::new(format!("{} is not set", self.setting)));
        };
        let secret = origin.read(self.setting).await.map_err(SourceError::new)?;
        *self.lock() = Some(secret.clone());
        Ok(secret)
    }

    /// Returns what was [`read`](Self::read) last, so that a login is sent with the values that were compared;
    /// reads it if nothing was read since the last time.
    ///
    /// # Errors
    ///
    /// See [`read`](Self::read).
    pub async fn take(&self) -> Result<Secret, SourceError> {
        let read = self.lock().take();
        if let Some(secret) = read {
            return Ok(secret);
        }
        let secret = self.read().await?;
        self.lock().take();
        Ok(secret)
    }

    // Nothing panics while it holds the lock.
    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Secret>> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for LoginInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_tuple("LoginInput");
        shown.field(&self.setting.setter);
        if let Some(origin) = &self.origin {
            shown.field(origin);
        }
        shown.finish()
    }
}
