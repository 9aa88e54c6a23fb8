//! How an operation writes its request.

mod body;
mod multipart;
mod parameters;

use std::fmt;

use http::{HeaderMap, HeaderValue, header};
use url::Url;

use super::{Request, path};
use crate::{
    credential::secret::Secret,
    error::invalid_argument::InvalidArgument,
    operation::info::OperationInfo,
    settings::{DEFAULT_ATTEMPT_TIMEOUT, DEFAULT_MAX_BODY},
    transport::body::Body,
};
use multipart::Multipart;

/// Collects the arguments of one operation; the generated code is its only user.
pub struct RequestBuilder {
    operation: &'static OperationInfo,
    path: Vec<(&'static str, String)>,
    query: Vec<(String, String)>,
    cookies: Vec<(String, String)>,
    headers: HeaderMap,
    body: Option<Body>,
    multipart: Option<Multipart>,
    secrets: Vec<Secret>,
}

impl fmt::Debug for RequestBuilder {
    // The arguments may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBuilder")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}

impl RequestBuilder {
    /// Starts a request of `operation`.
    pub fn new(operation: &'static OperationInfo) -> Self {
        let mut headers = HeaderMap::with_capacity(8);
        headers.insert(header::ACCEPT, HeaderValue::from_static(operation.accept));
        Self {
            operation,
            path: Vec::new(),
            query: Vec::new(),
            cookies: Vec::new(),
            headers,
            body: None,
            multipart: None,
            secrets: Vec::new(),
        }
    }

    /// Returns the request to `base`, below its path.
    ///
    /// # Errors
    ///
    /// A part of the path template that was not filled, and cookies that cannot be encoded.
    pub fn build(mut self, base: &Url) -> Result<Request, InvalidArgument> {
        let filled = path::fill(self.operation.path, &self.path)?;
        // What a template has behind `?` belongs to every request of the operation.
        let (path, fixed) = filled.split_once('?').unwrap_or((&filled, ""));
        let mut url = base.clone();
        url.set_path(&format!("{}{path}", base.path().trim_end_matches('/')));
        let own = self
            .query
            .iter()
            .map(|(key, value)| format!("{key}={value}"));
        let given = [base.query().unwrap_or_default(), fixed].map(str::to_owned);
        let query: Vec<_> = given
            .into_iter()
            .chain(own)
            .filter(|part| !part.is_empty())
            .collect();
        if !query.is_empty() {
            url.set_query(Some(&query.join("&")));
        }
        self.finish_body()?;
        let mut request = Request {
            operation: self.operation,
            method: self.operation.method.clone(),
            url,
            headers: self.headers,
            body: self.body,
            secrets: self.secrets,
            attempt: 1,
            timeout: DEFAULT_ATTEMPT_TIMEOUT,
            max_body: DEFAULT_MAX_BODY,
        };
        for (name, value) in self.cookies {
            request.add_cookie(&format!("{name}={value}"))?;
        }
        Ok(request)
    }
}
