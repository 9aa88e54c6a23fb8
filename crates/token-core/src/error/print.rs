//! How an error reads: one line, without bodies, secrets and queries.

use std::fmt::{self, Write as _};

use http::{StatusCode, header};
use url::{ParseError, Url};

use super::{
    Error,
    documented::DocumentedError,
    text::{LONGEST_LINE, LONGEST_QUOTE, Line},
};
use crate::{
    redact::{self, secrets::Masks},
    transport::response::Response,
};

/// The longest name of an operation, or of a request, that is printed.
const LONGEST_NAME: usize = 80;

/// Returns what the server said by refusing: `HTTP 401 Unauthorized: DeniedAccess: Invalid credentials`.
pub(super) fn refusal<E: DocumentedError>(
    status: StatusCode,
    documented: Option<&E>,
    masks: &Masks,
) -> String {
    let mut line = format!("HTTP {status}");
    if documented.is_none() && status.as_u16() < 400 {
        line.push_str(", which is neither a success nor an error");
    }
    let said = documented.map(|error| [error.code(), error.message()]);
    for part in said.into_iter().flatten().flatten() {
        let part = quote(part, masks);
        if !part.as_str().is_empty() {
            line.push_str(": ");
            line.push_str(part.as_str());
        }
    }
    line
}

/// Returns the beginning of a text from elsewhere; a secret is found while it is whole, before the text is shortened.
fn quote(text: &str, masks: &Masks) -> Line {
    Line::within(LONGEST_QUOTE, masks.apply(text).into_owned())
}

/// Returns whether a response sends the client elsewhere: by its status, or by its status and `Location`.
///
/// 300 offers a choice and 304 refers to a copy that a client does not have; 101 changes the protocol.
pub(super) fn is_redirect(response: &Response) -> bool {
    match response.status.as_u16() {
        301 | 302 | 303 | 307 | 308 => true,
        300 | 304 => false,
        _ => response.status.is_redirection() && response.headers.contains_key(header::LOCATION),
    }
}

/// Returns where a redirect leads: the origin only, because the rest may hold a secret.
pub(super) fn redirect(response: &Response, masks: &Masks) -> String {
    let target = response
        .headers
        .get(header::LOCATION)
        .and_then(|value| value.to_str().ok())
        .and_then(destination)
        .map(|place| format!(" to {}", quote(&place, masks)));
    format!(
        "HTTP {}: the server redirects{}, which is not followed",
        response.status,
        target.unwrap_or_default()
    )
}

fn destination(location: &str) -> Option<String> {
    if let Some(rest) = location.strip_prefix("//") {
        // The scheme is that of the request.
        let origin = Url::parse(&format!("https://{rest}")).ok()?.origin();
        return Some(origin.ascii_serialization().replacen("https:", "", 1));
    }
    match Url::parse(location) {
        Ok(url) if url.origin().is_tuple() => Some(url.origin().ascii_serialization()),
        Err(ParseError::RelativeUrlWithoutBase) => Some("the same host".to_owned()),
        _ => None,
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before = String::new();
        if let Some(operation) = self.operation() {
            before = format!("{}: ", Line::within(LONGEST_NAME, operation.id));
        }
        let mut behind = String::new();
        if self.is_budget_exhausted() {
            behind.push_str("; not repeated, the retry budget is spent");
        }
        if let Some(id) = self.printable_request_id() {
            let id = Line::within(LONGEST_NAME, id.to_owned());
            write!(behind, " (request id {id})")?;
        }
        if self.attempts().len() > 1 {
            write!(behind, " ({} attempts)", self.attempts().len())?;
        }
        let around = before.chars().count() + behind.chars().count();
        let room = LONGEST_LINE.saturating_sub(around);
        let message = Line::within(room, self.0.message.as_str().to_owned());
        write!(f, "{before}{message}{behind}")
    }
}

impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.kind())
            .field("message", &format_args!("{self}"))
            .field("status", &self.status())
            .field("headers", &self.headers().map(redact::Known))
            .field("body", &self.raw_body().map(|body| redact::Body(body)))
            .field("attempts", &self.attempts())
            .field("source", &self.0.cause)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod tests;
