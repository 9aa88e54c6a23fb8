//! A credential whose secret may change while the program runs.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;

use super::{Credential, fixed};
use crate::{
    codegen::{api_info::CredentialInfo, setting::origin::SecretOrigin},
    credential::secret::Secret,
    error::box_error::BoxError,
    session::{login::Login, token::Generation},
    transport::request::Request,
};

/// A credential whose secret is read again for each attempt.
pub(crate) struct Changing {
    info: &'static CredentialInfo,
    origin: SecretOrigin,
    last: Mutex<Option<Last>>,
}

/// The secret that was read last, and what was made of it.
struct Last {
    secret: Secret,
    credential: Arc<dyn Credential>,
    generation: Generation,
}

impl Changing {
    pub(crate) fn new(info: &'static CredentialInfo, origin: SecretOrigin) -> Self {
        Self {
            info,
            origin,
            last: Mutex::default(),
        }
    }

    /// Reads the secret, and returns the credential for it; the generation is another one if the secret is.
    async fn current(&self) -> Result<(Arc<dyn Credential>, Generation), BoxError> {
        let secret = self.origin.read(self.info.setting()).await?;
        // Nothing panics while it holds the lock.
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = &*last
            && last.secret.expose() == secret.expose()
        {
            return Ok((Arc::clone(&last.credential), last.generation));
        }
        let credential = fixed(self.info, &secret)?;
        let before = last.as_ref().map_or(0, |last| last.generation.0);
        let generation = Generation(before + 1);
        *last = Some(Last {
            secret,
            credential: Arc::clone(&credential),
            generation,
        });
        Ok((credential, generation))
    }
}

#[async_trait]
impl Credential for Changing {
    async fn apply(&self, request: &mut Request) -> Result<Generation, BoxError> {
        let (credential, generation) = self.current().await?;
        credential.apply(request).await?;
        Ok(generation)
    }

    async fn identify(&self, name: &'static str, login: Login) -> Result<Login, BoxError> {
        let (credential, _) = self.current().await?;
        credential.identify(name, login).await
    }

    async fn rejected(&self, generation: Generation) -> bool {
        let current = self.current().await;
        current.is_ok_and(|(_, current)| current != generation)
    }
}

impl fmt::Debug for Changing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Changing")
            .field(&self.info.name)
            .field(&self.origin)
            .finish()
    }
}
