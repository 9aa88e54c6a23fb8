//! Masks for the secrets that a server sends back.

mod escape;
mod needle;

use std::{borrow::Cow, fmt};

use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderMap, HeaderValue};

use crate::{
    credential::secret::Secret,
    transport::{body::Body, request::Request},
};
use needle::Needle;

/// The secrets of one request, to be masked in whatever its server says.
///
/// A server may quote what it was sent: `the token abc is unknown`.
/// Nothing is computed before there is a text to mask.
#[derive(Default, Clone)]
pub(crate) struct Masks {
    headers: Vec<HeaderValue>,
    others: Vec<Secret>,
    /// A body that carries a secret.
    body: Option<Body>,
}

/// What replaces a secret.
const MASK: &str = "[redacted]";

/// How much of a text is searched; no message shows as much.
const SEARCHED: usize = 4096;

impl Masks {
    /// Remembers the sensitive headers and a secret body, by reference count, and the secrets beside them.
    pub(crate) fn of(request: &Request) -> Self {
        let body = request.body.as_ref();
        Self {
            headers: sensitive(&request.headers),
            others: request.secrets.clone(),
            body: body.filter(|_| request.operation.secret_request).cloned(),
        }
    }

    /// Remembers these secrets.
    pub(crate) fn of_secrets(secrets: Vec<Secret>) -> Self {
        Self {
            others: secrets,
            ..Self::default()
        }
    }

    /// Marks the headers sensitive that quote a secret of the request.
    pub(crate) fn mark(&self, headers: &mut HeaderMap) {
        let needles = self.needles();
        for value in headers.values_mut() {
            let text = String::from_utf8_lossy(value.as_bytes());
            if let Cow::Owned(_) = mask(&text, &needles) {
                value.set_sensitive(true);
            }
        }
    }

    /// Returns `text`, or the beginning of a long one, with every secret masked.
    ///
    /// Those are the secrets of the headers, the ones beside them, and every string of a JSON body: which of
    /// its strings are secret is no longer known here, so that all of them count.
    pub(crate) fn apply<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut end = SEARCHED.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        mask(text.get(..end).unwrap_or_default(), &self.needles())
    }

    fn needles(&self) -> Vec<Needle> {
        let body = self.body.as_ref().and_then(Body::as_bytes);
        let body: Option<serde_json::Value> =
            body.and_then(|body| serde_json::from_slice(body).ok());
        let mut secrets = Vec::new();
        for value in &self.headers {
            if let Ok(value) = std::str::from_utf8(value.as_bytes()) {
                collect_parts(value, &mut secrets);
            }
        }
        secrets.extend(self.others.iter().cloned());
        if let Some(body) = &body {
            collect_strings(body, &mut secrets);
        }
        let forms = secrets.iter().map(Secret::expose).flat_map(Needle::forms);
        forms.collect()
    }
}

impl fmt::Debug for Masks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Masks")
    }
}

fn sensitive(headers: &HeaderMap) -> Vec<HeaderValue> {
    let sensitive = headers.values().filter(|value| value.is_sensitive());
    sensitive.cloned().collect()
}

/// Adds a header's value as it was sent, without its scheme, and the values of its parameters.
fn collect_parts(value: &str, secrets: &mut Vec<Secret>) {
    /// The shortest value of a parameter that is not a setting such as `v=1`.
    const SHORTEST: usize = 6;
    secrets.push(value.into());
    let credentials = value.split_once(' ').map(|(_scheme, rest)| rest);
    secrets.extend(credentials.map(Secret::from));
    let decoded = credentials.and_then(|text| STANDARD.decode(text).ok());
    let decoded = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
    if let Some((_user, password)) = decoded.as_deref().and_then(|text| text.split_once(':')) {
        secrets.push(password.into());
    }
    let parameters = value.split([';', ',']).filter_map(|part| {
        let (_name, value) = part.split_once('=')?;
        Some(value.trim().trim_matches('"'))
    });
    secrets.extend(
        parameters
            .filter(|value| value.len() >= SHORTEST)
            .map(Secret::from),
    );
}

/// Returns `text` with the longest match at each place masked, in one pass.
fn mask<'t>(text: &'t str, needles: &[Needle]) -> Cow<'t, str> {
    let mut masked = String::new();
    let mut rest = text;
    let mut copied = 0;
    let mut within_a_word = false;
    while let Some(next) = rest.chars().next() {
        let matches = needles.iter().filter_map(|needle| {
            let length = needle.found(rest, within_a_word)?;
            Some((length, needle.lead))
        });
        let begin = text.len() - rest.len();
        let taken = match matches.max() {
            Some((length, lead)) => {
                masked.push_str(text.get(copied..begin).unwrap_or_default());
                // The characters before it hold the first bits of it.
                let trimmed = masked.trim_end_matches(needle::is_base64).len();
                masked.truncate(trimmed.max(masked.len().saturating_sub(lead)));
                masked.push_str(MASK);
                copied = begin + length;
                length
            }
            None => next.len_utf8(),
        };
        let (taken, tail) = rest.split_at_checked(taken).unwrap_or((rest, ""));
        within_a_word = taken.ends_with(char::is_alphanumeric);
        rest = tail;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    masked.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(masked)
}

fn collect_strings(body: &serde_json::Value, strings: &mut Vec<Secret>) {
    match body {
        serde_json::Value::String(text) => strings.push(text.as_str().into()),
        serde_json::Value::Array(items) => {
            for item in items {
                collect_strings(item, strings);
            }
        }
        serde_json::Value::Object(members) => {
            for member in members.values() {
                collect_strings(member, strings);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests;
