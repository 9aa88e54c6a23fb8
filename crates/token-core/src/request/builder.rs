//! How an operation writes its request.

use std::fmt::Display;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use serde::Serialize;
use url::Url;

use super::{InvalidArgument, Request, path, secret_header};
use crate::{OperationInfo, Secret};

/// Collects the arguments of one operation; the generated code is its only user.
#[derive(Debug)]
pub struct RequestBuilder {
    operation: &'static OperationInfo,
    path: Vec<(&'static str, String)>,
    headers: HeaderMap,
    body: Option<Bytes>,
}

impl RequestBuilder {
    /// Starts a request of `operation`.
    pub fn new(operation: &'static OperationInfo) -> Self {
        let mut headers = HeaderMap::with_capacity(8);
        headers.insert(header::ACCEPT, HeaderValue::from_static(operation.accept));
        Self {
            operation,
            path: Vec::new(),
            headers,
            body: None,
        }
    }

    /// Fills `{parameter}` of the path template.
    ///
    /// # Errors
    ///
    /// An empty value, and the dot segments `.` and `..`.
    pub fn path(
        &mut self,
        parameter: &'static str,
        value: impl Display,
    ) -> Result<(), InvalidArgument> {
        let value = path::encode(parameter, &value.to_string())?;
        self.path.push((parameter, value));
        Ok(())
    }

    /// Sets a header.
    ///
    /// # Errors
    ///
    /// A value with a line break or another control character.
    pub fn header(
        &mut self,
        parameter: &'static str,
        value: impl Display,
    ) -> Result<(), InvalidArgument> {
        self.insert(parameter, HeaderValue::try_from(value.to_string()).ok())
    }

    /// Sets a header that carries a secret: it is marked sensitive.
    ///
    /// # Errors
    ///
    /// As [`header`](Self::header), and an empty value; the value is not quoted.
    pub fn secret_header(
        &mut self,
        parameter: &'static str,
        value: &Secret,
    ) -> Result<(), InvalidArgument> {
        if value.expose().is_empty() {
            return Err(InvalidArgument::new(
                parameter,
                "is empty; it is a secret that the server checks",
            ));
        }
        self.insert(parameter, secret_header("", value))
    }

    /// Sets the body.
    ///
    /// # Errors
    ///
    /// A value that JSON cannot hold.
    pub fn json(&mut self, body: &impl Serialize) -> Result<(), InvalidArgument> {
        let bytes = serde_json::to_vec(body)
            .map_err(|_| InvalidArgument::new("body", "cannot be written as JSON"))?;
        self.headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        );
        self.body = Some(Bytes::from(bytes));
        Ok(())
    }

    /// Returns the request to `base`, below its path.
    ///
    /// # Errors
    ///
    /// A part of the path template that was not filled.
    pub fn build(mut self, base: &Url) -> Result<Request, InvalidArgument> {
        let path = path::fill(self.operation.path, &self.path)?;
        let mut url = base.clone();
        url.set_path(&format!("{}{path}", base.path().trim_end_matches('/')));
        if self.body.is_none()
            && [Method::POST, Method::PUT, Method::PATCH].contains(&self.operation.method)
        {
            // RFC 9110 section 8.6; some servers answer 411 without it.
            self.headers
                .insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        Ok(Request {
            operation: self.operation,
            method: self.operation.method.clone(),
            url,
            headers: self.headers,
            body: self.body,
            attempt: 1,
            timeout: Request::DEFAULT_TIMEOUT,
            max_body: Request::DEFAULT_MAX_BODY,
        })
    }

    fn insert(
        &mut self,
        parameter: &'static str,
        value: Option<HeaderValue>,
    ) -> Result<(), InvalidArgument> {
        let name = HeaderName::from_bytes(parameter.as_bytes())
            .map_err(|_| InvalidArgument::new(parameter, "is not a header name"))?;
        let value = value.ok_or_else(|| {
            InvalidArgument::new(
                parameter,
                "holds a character that a header cannot carry, such as a line break",
            )
        })?;
        self.headers.insert(name, value);
        Ok(())
    }
}
