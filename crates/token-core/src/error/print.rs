//! How an error reads: one line, without bodies, secrets and queries.

use std::fmt;

use http::{StatusCode, header};
use url::{ParseError, Url};

use super::{DocumentedError, Error, ErrorKind};
use crate::{Response, masks::Masks, redact};

/// The longest text of a server that is printed.
const LONGEST: usize = 200;

/// Returns what the server said by refusing: `HTTP 401 Unauthorized: DeniedAccess: Invalid credentials`.
pub(super) fn refusal<E: DocumentedError>(
    status: StatusCode,
    documented: Option<&E>,
    masks: &Masks,
    body: Option<&[u8]>,
) -> String {
    let mut line = format!("HTTP {status}");
    if documented.is_none() && status.as_u16() < 400 {
        line.push_str(", which is neither a success nor an error");
    }
    let said = documented.map(|error| [error.code(), error.message()]);
    for part in said.into_iter().flatten().flatten() {
        // A secret is found while it is whole, before the text is shortened.
        let part = masks.apply(part, body);
        line.push_str(": ");
        line.extend(one_line(&part));
    }
    line
}

/// Returns the beginning of what a server said, without line breaks.
fn one_line(text: &str) -> impl Iterator<Item = char> {
    text.chars().take(LONGEST).map(|c| {
        if c.is_control() || breaks_lines(c) {
            ' '
        } else {
            c
        }
    })
}

/// Returns whether a character starts a line, or turns the direction of what follows.
fn breaks_lines(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
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
pub(super) fn redirect(response: &Response) -> String {
    let target = response
        .headers
        .get(header::LOCATION)
        .and_then(|value| value.to_str().ok())
        .and_then(destination)
        .map(|place| format!(" to {}", one_line(&place).collect::<String>()));
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
        if let Some(operation) = self.operation() {
            write!(f, "{}: ", operation.id)?;
        }
        f.write_str(&self.0.message)?;
        if self.is_budget_exhausted() {
            f.write_str("; not repeated, the retry budget is spent")?;
        }
        // A cause that only its own type explains: the place in the body.
        if let (ErrorKind::Decode | ErrorKind::Config, Some(source)) = (self.kind(), &self.0.source)
        {
            write!(f, ": {source}")?;
        }
        if let Some(id) = self.printable_request_id() {
            write!(f, " (request id {})", one_line(id).collect::<String>())?;
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
