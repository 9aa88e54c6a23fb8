//! Where sessions have their tokens from: both APIs of the sandbox, and a counter.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use squadcast_tokens::GetAccessToken;
use staff_user_token::{IssueToken, RenewToken, RevokeToken};
use token_core::{
    Secret, async_trait,
    retry::RetryPolicy,
    session::{Minted, Renewal, SourceError, TokenSource},
};
use token_sandbox::{Sandbox, seed};

use super::{
    calls::{self, Client},
    canary,
    scene::Settings,
};

/// Exchanges the refresh token of the sandbox; each mint is one request.
#[derive(Debug)]
pub(crate) struct Exchange(Client);

impl Exchange {
    pub(crate) fn at(sandbox: &Sandbox) -> Self {
        let settings = Settings {
            retry: RetryPolicy::none(),
            ..Settings::patient()
        };
        let builder = calls::builder(sandbox.url(), settings).unwrap();
        Self(builder.build().unwrap())
    }
}

#[async_trait]
impl TokenSource for Exchange {
    async fn mint(&self) -> Result<Minted, SourceError> {
        let operation = GetAccessToken::new(seed::REFRESH_TOKEN);
        let reply = self.0.get_access_token(operation).send().await?;
        let token = reply.value.data;
        Minted::new(token.access_token).expires_at_unix(Some(token.expires_at), &reply.headers)
    }
}

/// Logs in as the staff of the sandbox.
#[derive(Debug)]
pub(crate) struct Login(staff_user_token::Client);

impl Login {
    pub(crate) fn at(sandbox: &Sandbox) -> Self {
        let client = staff_user_token::Client::builder()
            .base_url(sandbox.url())
            .api_key(seed::API_KEY)
            .site_id(seed::SITE_ID)
            .retry(RetryPolicy::none());
        Self(client.build().unwrap())
    }
}

#[async_trait]
impl TokenSource for Login {
    async fn mint(&self) -> Result<Minted, SourceError> {
        let operation = IssueToken::new(seed::USERNAME, seed::PASSWORD);
        let reply = self.0.issue_token(operation).send().await?;
        let token = reply.value.access_token;
        let token = token.ok_or_else(|| SourceError::new("there is no token in the response"))?;
        Minted::new(token).expires(reply.value.expires, &reply.headers)
    }

    fn renewal(&self) -> Option<Renewal> {
        Some(Renewal::new(7, Duration::from_secs(24 * 60 * 60)))
    }

    async fn renew(&self, token: &Secret) -> Result<(), SourceError> {
        let operation = RenewToken::new().authorization(token.clone());
        self.0.renew_token(operation).send().await?;
        Ok(())
    }

    fn can_revoke(&self) -> bool {
        true
    }

    async fn revoke(&self, token: &Secret) -> Result<(), SourceError> {
        let operation = RevokeToken::new().authorization(token.clone());
        self.0.revoke_token(operation).send().await?;
        Ok(())
    }
}

/// Makes tokens with numbers, without a server.
#[derive(Debug, Clone)]
pub(crate) struct Counter {
    mints: Arc<AtomicUsize>,
    life: Duration,
}

impl Counter {
    pub(crate) fn of_tokens_that_live(life: Duration) -> Self {
        Self {
            mints: Arc::default(),
            life,
        }
    }

    pub(crate) fn mints(&self) -> usize {
        self.mints.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl TokenSource for Counter {
    async fn mint(&self) -> Result<Minted, SourceError> {
        let number = self.mints.fetch_add(1, Ordering::SeqCst) + 1;
        Ok(Minted::new(format!("{}-{number}", canary::ACCESS_TOKEN)).lives(self.life))
    }
}
