//! What every client is made of: where the API is, how to get there, and how to authenticate.

mod builder;
mod checks;
mod hint;
mod login;
mod outcome;
pub(crate) mod run;
mod server;
mod transport;
mod variant;

use std::{fmt, sync::Arc, time::Duration};

use http::HeaderMap;
use url::Url;

pub use builder::PipelineBuilder;

use crate::{
    base_url,
    codegen::api_info::ApiInfo,
    credential::Credential,
    error::Error,
    operation::info::OperationInfo,
    redact::secrets::Masks,
    retry::{budget::RetryBudget, policy::RetryPolicy},
    session::token::Generation,
    transport::{request::Request, seam::Transport},
};

/// Carries the operations of one API; cheap to clone, and shared by all clones of a client.
#[derive(Clone)]
pub struct Pipeline(Arc<Settings>);

#[derive(Clone)]
struct Settings {
    api: &'static ApiInfo,
    /// Overrides every server, those of single operations included.
    base_url: Option<Url>,
    /// The index into the servers of the API, and into those of an operation that has its own.
    server: usize,
    /// What is set of what may vary in the servers' URLs.
    variables: server::Variables,
    credentials: Vec<(&'static str, Arc<dyn Credential>)>,
    transport: Arc<dyn Transport>,
    headers: HeaderMap,
    limits: Limits,
    budget: Arc<RetryBudget>,
}

/// A credential that an attempt went out with.
struct Used<'a> {
    credential: &'a dyn Credential,
    generation: Generation,
}

/// How long a call and its attempts may take, how often it is tried, and how much may come back.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) call: Duration,
    pub(crate) attempt: Duration,
    pub(crate) max_body: usize,
    pub(crate) retry: RetryPolicy,
    /// Whether a request that may have been sent is never repeated.
    pub(crate) sends_once: bool,
}

impl Pipeline {
    /// Starts the pipeline of `api`.
    pub fn builder(api: &'static ApiInfo) -> PipelineBuilder {
        PipelineBuilder::new(api)
    }

    pub(crate) fn api(&self) -> &'static ApiInfo {
        self.0.api
    }

    pub(crate) fn limits(&self) -> Limits {
        self.0.limits
    }

    /// Returns where `operation` goes: the call's base URL, the client's, the operation's, or the API's.
    pub(crate) fn base_url(
        &self,
        operation: &'static OperationInfo,
        call: Option<&str>,
    ) -> Result<Url, Error> {
        if let Some(text) = call {
            return base_url::parse(text);
        }
        if let Some(url) = &self.0.base_url {
            return Ok(url.clone());
        }
        let own = operation.servers.get(self.0.server);
        match own.or_else(|| self.0.api.servers.get(self.0.server)) {
            Some(template) => server::url(template, self.0.api, &self.0.variables),
            None => Err(Error::config("the API names no server; set a base URL")),
        }
    }

    /// Applies the first alternative of credentials that the client has in full, and returns what it used.
    async fn authorize(&self, request: &mut Request) -> Result<Vec<Used<'_>>, Error> {
        let operation = request.operation;
        let find = |name: &str| {
            self.0
                .credentials
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value)
        };
        let mut alternatives = operation.security.iter();
        let Some(names) = alternatives.find(|names| self.has_all(names)) else {
            return match operation.security {
                [] => Ok(Vec::new()),
                _ => Err(Error::credential(
                    operation,
                    self.missing_credential_hint(operation),
                )),
            };
        };
        let mut used = Vec::with_capacity(names.len());
        for credential in names.iter().filter_map(|name| find(name)) {
            let applied = credential.apply(request).await;
            let generation = applied
                .map_err(|cause| Error::failed_credential(operation, cause, &Masks::of(request)))?;
            used.push(Used {
                credential: &**credential,
                generation,
            });
        }
        Ok(used)
    }
}

impl fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.0.credentials.iter().map(|(name, _)| name).collect();
        f.debug_struct("Pipeline")
            .field("api", &self.0.api.crate_name)
            .field("base_url", &self.0.base_url.as_ref().map(Url::as_str))
            .field("server", &self.0.api.servers.get(self.0.server))
            .field("credentials", &names)
            .field("limits", &self.0.limits)
            .finish_non_exhaustive()
    }
}
