//! Secrets that change while the program runs.

use std::{
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use async_trait::async_trait;

use crate::{credential::secret::Secret, error::box_error::BoxError};

/// Supplies a secret that may change while the program runs, as from a secret manager.
///
/// A session asks for a secret of its login each time before it logs in, and a client asks for an API key for each
/// attempt of a call; keep the secret in memory if obtaining it is slow.
/// [`SecretFile`](crate::credential::SecretFile) and [`SharedSecret`] are providers, and so is an `Arc` of one.
///
/// ```
/// use token_core::{Secret, async_trait, credential::SecretProvider, error::BoxError};
///
/// #[derive(Debug)]
/// struct Vault;
///
/// #[async_trait]
/// impl SecretProvider for Vault {
///     async fn secret(&self) -> Result<Secret, BoxError> {
///         Ok("from the vault".into())
///     }
/// }
/// ```
#[async_trait]
pub trait SecretProvider: fmt::Debug + Send + Sync + 'static {
    /// Returns the secret as it is now.
    ///
    /// # Errors
    ///
    /// Anything that keeps it from being obtained; the text is part of the error that a caller gets, so that it must
    /// not hold the secret.
    /// A session tries again after its pause, and credentials do not count as refused.
    async fn secret(&self) -> Result<Secret, BoxError>;
}

#[async_trait]
impl<P: SecretProvider + ?Sized> SecretProvider for Arc<P> {
    async fn secret(&self) -> Result<Secret, BoxError> {
        (**self).secret().await
    }
}

/// A secret that the program itself replaces while clients use it; clones share it.
///
/// ```
/// # use token_core::credential::SharedSecret;
/// let password = SharedSecret::new("expired");
/// // client builder: .password_provider(password.clone())
/// password.set("corrected");
/// ```
#[derive(Clone)]
pub struct SharedSecret(Arc<RwLock<Secret>>);

impl SharedSecret {
    /// Creates the secret.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self(Arc::new(RwLock::new(secret.into())))
    }

    /// Replaces the secret; the next login or call uses the new one.
    ///
    /// If the server refused the previous one, the new one is sent with the next call.
    pub fn set(&self, secret: impl Into<Secret>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = secret.into();
    }
}

#[async_trait]
impl SecretProvider for SharedSecret {
    async fn secret(&self) -> Result<Secret, BoxError> {
        Ok(self
            .0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone())
    }
}

impl fmt::Debug for SharedSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedSecret([redacted])")
    }
}
