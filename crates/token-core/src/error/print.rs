//! How an error reads: one line, without bodies, secrets and queries.

use std::fmt;

use http::{StatusCode, header};
use url::Url;

use super::{DocumentedError, Error, ErrorKind};
use crate::{Response, redact};

/// The longest message of a server that is printed.
const LONGEST: usize = 200;

/// Returns what the server said by refusing: `HTTP 401 Unauthorized: DeniedAccess: Invalid credentials`.
pub(super) fn refusal<E: DocumentedError>(status: StatusCode, documented: Option<&E>) -> String {
    let mut line = format!("HTTP {status}");
    let said = documented.map(|error| [error.code(), error.message()]);
    for part in said.into_iter().flatten().flatten() {
        line.push_str(": ");
        line.extend(
            part.chars()
                .take(LONGEST)
                .map(|c| if c.is_control() { ' ' } else { c }),
        );
    }
    line
}

/// Returns where a redirect leads: the origin only, because the rest may hold a secret.
pub(super) fn redirect(response: &Response) -> String {
    let target = response
        .headers
        .get(header::LOCATION)
        .and_then(|value| value.to_str().ok());
    let origin = target
        .and_then(|target| Url::parse(target).ok())
        .map(|url| url.origin().ascii_serialization());
    let origin = origin.as_deref().unwrap_or("the same host");
    format!(
        "HTTP {}: the server redirects to {origin}, which is not followed",
        response.status
    )
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            write!(f, "{}: ", operation.id)?;
        }
        f.write_str(&self.0.message)?;
        // A cause that only its own type explains: the place in the body.
        if let (ErrorKind::Decode | ErrorKind::Config, Some(source)) = (self.kind(), &self.0.source)
        {
            write!(f, ": {source}")?;
        }
        if let Some(id) = self.request_id() {
            write!(f, " (request id {id})")?;
        }
        if self.attempts().len() > 1 {
            write!(f, " ({} attempts)", self.attempts().len())?;
        }
        Ok(())
    }
}

impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.kind())
            .field("message", &format_args!("{self}"))
            .field("status", &self.status())
            .field("headers", &self.headers().map(redact::Headers))
            .field("body", &self.raw_body().map(|body| redact::Body(body)))
            .field("attempts", &self.attempts())
            .field("source", &self.0.source.as_ref().map(ToString::to_string))
            .finish_non_exhaustive()
    }
}
