//! How a client is set up.

use std::{fmt, path::PathBuf, sync::Arc};

use super::server::Variables;
use super::{Limits, Pipeline, Settings, transport};
use crate::{
    codegen::{
        api_info::ApiInfo, client_settings, client_settings::ClientSettings,
        setting::origin::SecretOrigin,
    },
    credential::{
        Credential,
        basic::Basic,
        secret::{Secret, file::SecretFile, provider::SecretProvider},
    },
    error::{Error, invalid_argument::InvalidArgument},
    meter,
};

/// Settings of a [`Pipeline`]; generated client builders pass them on.
pub struct PipelineBuilder {
    pub(super) api: &'static ApiInfo,
    /// What [`client_settings!`](crate::codegen::client_settings) sets, here and for the builder that holds this one.
    pub settings: ClientSettings,
    pub(super) server: usize,
    pub(super) variables: Variables,
    secrets: Vec<(&'static str, SecretOrigin)>,
    credentials: Vec<(&'static str, Arc<dyn Credential>)>,
    /// What the credential of this name was refused for when it was set.
    pub(super) refused: Option<(&'static str, InvalidArgument)>,
}

impl PipelineBuilder {
    pub(super) fn new(api: &'static ApiInfo) -> Self {
        Self {
            api,
            settings: ClientSettings::default(),
            server: 0,
            variables: Vec::new(),
            secrets: Vec::new(),
            credentials: Vec::new(),
            refused: None,
        }
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

    /// Drops what was set for the scheme `name`: the last setting wins.
    fn forget(&mut self, name: &str) {
        self.secrets.retain(|(key, _)| *key != name);
        self.credentials.retain(|(key, _)| *key != name);
        self.refused.take_if(|(key, _)| *key == name);
    }

    /// Returns the pipeline.
    ///
    /// # Errors
    ///
    /// See [the settings](crate::settings#what-build-refuses).
    pub fn build(mut self) -> Result<Pipeline, Error> {
        meter::describe();
        self.check()?;
        let base_url = self.parsed_base_url()?;
        for (name, origin) in std::mem::take(&mut self.secrets) {
            let credential = self.credential_of(name, origin)?;
            self.credentials.push((name, credential));
        }
        self.set_user_agent()?;
        let ClientSettings {
            transport,
            timeout,
            attempt_timeout,
            connect_timeout,
            retry,
            retry_budget,
            max_body,
            headers,
            ..
        } = self.settings;
        let transport = match transport {
            Some(transport) => transport,
            None => transport::by_default(attempt_timeout.min(timeout), connect_timeout)?,
        };
        Ok(Pipeline(Arc::new(Settings {
            api: self.api,
            base_url,
            server: self.server,
            variables: self.variables,
            credentials: self.credentials,
            transport,
            headers,
            limits: Limits {
                call: timeout,
                attempt: attempt_timeout,
                max_body,
                retry,
                sends_once: false,
            },
            budget: retry_budget,
        })))
    }
}

client_settings!(PipelineBuilder, settings);

impl fmt::Debug for PipelineBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is not checked yet, so that it may hold a password.
        f.debug_struct("PipelineBuilder")
            .field("api", &self.api.crate_name)
            .finish_non_exhaustive()
    }
}
