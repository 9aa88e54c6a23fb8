//! How a client is set up.

use std::{fmt, path::PathBuf, sync::Arc, time::Duration};

use http::{HeaderMap, HeaderName, HeaderValue};

use super::server::Variables;
use super::{Limits, Pipeline, Settings, transport};
use crate::{
    credential::{Basic, Credential, Secret, SecretFile, SecretProvider},
    error::{Error, InvalidArgument},
    generated::{ApiInfo, SecretOrigin},
    meter,
    retry::{RetryBudget, RetryPolicy},
    settings::{DEFAULT_ATTEMPT_TIMEOUT, DEFAULT_MAX_BODY, DEFAULT_TIMEOUT},
    transport::Transport,
};

/// Settings of a [`Pipeline`]; generated client builders pass them on.
pub struct PipelineBuilder {
    pub(super) api: &'static ApiInfo,
    pub(super) base_url: Option<String>,
    pub(super) server: usize,
    pub(super) variables: Variables,
    secrets: Vec<(&'static str, SecretOrigin)>,
    credentials: Vec<(&'static str, Arc<dyn Credential>)>,
    /// What the credential of this name was refused for when it was set.
    pub(super) refused: Option<(&'static str, InvalidArgument)>,
    transport: Option<Arc<dyn Transport>>,
    pub(super) headers: HeaderMap,
    pub(super) user_agent: Option<String>,
    pub(super) connect_timeout: Option<Duration>,
    pub(super) limits: Limits,
    budget: Arc<RetryBudget>,
}

impl PipelineBuilder {
    pub(super) fn new(api: &'static ApiInfo) -> Self {
        Self {
            api,
            base_url: None,
            server: 0,
            variables: Vec::new(),
            secrets: Vec::new(),
            credentials: Vec::new(),
            refused: None,
            transport: None,
            headers: HeaderMap::new(),
            user_agent: None,
            connect_timeout: None,
            limits: Limits {
                call: DEFAULT_TIMEOUT,
                attempt: DEFAULT_ATTEMPT_TIMEOUT,
                max_body: DEFAULT_MAX_BODY,
                retry: RetryPolicy::default(),
                sends_once: false,
            },
            budget: Arc::default(),
        }
    }

    /// Sends every operation to `url`, those with servers of their own included.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Chooses one of the API's servers, and the one in the same place of an operation's own.
    pub fn server(mut self, index: usize) -> Self {
        self.server = index;
        self
    }

    /// Sets a variable of the servers' URLs; see [`ApiInfo::variables`].
    pub fn server_variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    /// Sets a fixed secret for the scheme `name`.
    pub fn secret(self, name: &'static str, secret: impl Into<Secret>) -> Self {
        self.origin(name, SecretOrigin::Fixed(secret.into()))
    }

    /// Sets the file that holds the secret for the scheme `name`, and that is read for each attempt.
    pub fn secret_file(self, name: &'static str, path: impl Into<PathBuf>) -> Self {
        self.origin(name, SecretOrigin::File(SecretFile::new(path)))
    }

    /// Sets what is asked for the secret of the scheme `name` for each attempt.
    pub fn secret_provider(self, name: &'static str, provider: impl SecretProvider) -> Self {
        self.origin(name, SecretOrigin::Provider(Arc::new(provider)))
    }

    fn origin(mut self, name: &'static str, origin: SecretOrigin) -> Self {
        self.forget(name);
        self.secrets.push((name, origin));
        self
    }

    /// Sets a fixed user name and password for the scheme `name`.
    pub fn basic(mut self, name: &'static str, username: &str, password: &Secret) -> Self {
        match Basic::new(username, password) {
            Ok(credential) => self.credential(name, Arc::new(credential)),
            Err(refused) => {
                self.forget(name);
                self.refused = Some((name, refused));
                self
            }
        }
    }

    /// Sets the credential for the scheme `name`.
    pub fn credential(mut self, name: &'static str, credential: Arc<dyn Credential>) -> Self {
        self.forget(name);
        self.credentials.push((name, credential));
        self
    }

    /// Replaces the transport.
    pub fn transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// Sets how long a call may take with everything in it; 45 s by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.limits.call = timeout;
        self
    }

    /// Sets how long one attempt may take; 15 s by default.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.limits.attempt = timeout;
        self
    }

    /// Sets how long connecting may take; 5 s by default, or half an attempt where that is less.
    ///
    /// It has no effect on a transport of your own.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Sets how many bytes of a response body are read at most; 1 MiB by default.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.limits.max_body = bytes;
        self
    }

    /// Sets when a call is repeated; see [`RetryPolicy`] for the default.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.limits.retry = policy;
        self
    }

    /// Shares a retry budget with other clients of the same server; each client has its own by default.
    pub fn retry_budget(mut self, budget: Arc<RetryBudget>) -> Self {
        self.budget = budget;
        self
    }

    /// Replaces the `User-Agent`, which is the crate's name and version.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Sends a header with every call; mark a secret one with `HeaderValue::set_sensitive`.
    pub fn default_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Drops what was set for the scheme `name`: the last setting holds.
    fn forget(&mut self, name: &str) {
        self.secrets.retain(|(key, _)| *key != name);
        self.credentials.retain(|(key, _)| *key != name);
        self.refused.take_if(|(key, _)| *key == name);
    }

    /// Returns the pipeline.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::error::ErrorKind::Config) for a base URL that is not safe, a variable of a server's URL
    /// that does not fit into it, a secret or a user agent that is empty or that a header cannot carry, a file that
    /// cannot be read, a limit of zero, a connect timeout that is not below the attempt's, or a transport that cannot
    /// be set up.
    /// Each names the setter and, if there is one, the environment variable.
    pub fn build(mut self) -> Result<Pipeline, Error> {
        meter::describe();
        self.check()?;
        let base_url = self.parsed_base_url()?;
        for (name, origin) in std::mem::take(&mut self.secrets) {
            let credential = self.credential_of(name, origin)?;
            self.credentials.push((name, credential));
        }
        self.set_user_agent()?;
        let transport = match self.transport.take() {
            Some(transport) => transport,
            None => transport::by_default(
                self.limits.attempt.min(self.limits.call),
                self.connect_timeout,
            )?,
        };
        Ok(Pipeline(Arc::new(Settings {
            api: self.api,
            base_url,
            server: self.server,
            variables: self.variables,
            credentials: self.credentials,
            transport,
            headers: self.headers,
            limits: self.limits,
            budget: self.budget,
        })))
    }
}

impl fmt::Debug for PipelineBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is not checked yet, so that it may hold a password.
        f.debug_struct("PipelineBuilder")
            .field("api", &self.api.crate_name)
            .finish_non_exhaustive()
    }
}
