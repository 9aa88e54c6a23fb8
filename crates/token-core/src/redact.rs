//! What may be printed: the allow-list of headers, and masks for secrets that a server sends back.

use std::fmt;

use http::{HeaderMap, HeaderValue, header};

/// The headers whose values may be printed; of all others only the name is.
const PRINTABLE: [header::HeaderName; 8] = [
    header::ACCEPT,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::DATE,
    header::RETRY_AFTER,
    header::SERVER,
    header::USER_AGENT,
    header::VARY,
];

/// Prints headers by the allow-list.
pub(crate) struct Headers<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for Headers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(
                self.0
                    .iter()
                    .map(|(name, value)| (name.as_str(), Value(name, value))),
            )
            .finish()
    }
}

struct Value<'a>(&'a header::HeaderName, &'a HeaderValue);

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if PRINTABLE.contains(self.0) && !self.1.is_sensitive() {
            self.1.fmt(f)
        } else {
            f.write_str("[redacted]")
        }
    }
}

/// Prints the length of a body, never the body.
pub(crate) struct Body<'a>(pub(crate) &'a [u8]);

impl fmt::Debug for Body<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} bytes>", self.0.len())
    }
}

/// The secrets of one request, to be masked in whatever its server says.
///
/// A server may quote what it was sent: `the token abc is unknown`.
#[derive(Default)]
pub(crate) struct Masks(Vec<HeaderValue>);

impl Masks {
    /// Remembers the sensitive headers, by reference count.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        Self(
            headers
                .values()
                .filter(|value| value.is_sensitive())
                .cloned()
                .collect(),
        )
    }

    /// Marks the headers sensitive that quote a secret of the request's headers.
    pub(crate) fn mark(&self, headers: &mut HeaderMap) {
        for value in headers.values_mut() {
            let quotes = |secret: &str| {
                let text = String::from_utf8_lossy(value.as_bytes());
                !secret.is_empty() && text.contains(secret)
            };
            if self.secrets().any(quotes) {
                value.set_sensitive(true);
            }
        }
    }

    /// Returns `text` with every secret of the headers, and every string of the JSON `body`, masked.
    pub(crate) fn apply(&self, mut text: String, body: Option<&[u8]>) -> String {
        for secret in self.secrets() {
            text = mask(&text, secret);
        }
        if let Some(Ok(body)) = body.map(serde_json::from_slice) {
            text = mask_strings(text, &body);
        }
        text
    }

    /// Returns the secrets as they were sent, and without their scheme.
    fn secrets(&self) -> impl Iterator<Item = &str> {
        let sent = self.0.iter();
        sent.filter_map(|value| std::str::from_utf8(value.as_bytes()).ok())
            .flat_map(|value| {
                [
                    Some(value),
                    value.split_once(' ').map(|(_scheme, rest)| rest),
                ]
            })
            .flatten()
    }
}

fn mask(text: &str, secret: &str) -> String {
    if secret.is_empty() {
        text.to_owned()
    } else {
        text.replace(secret, "[redacted]")
    }
}

fn mask_strings(text: String, body: &serde_json::Value) -> String {
    match body {
        serde_json::Value::String(secret) => mask(&text, secret),
        serde_json::Value::Array(items) => items.iter().fold(text, mask_strings),
        serde_json::Value::Object(members) => members.values().fold(text, mask_strings),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::Masks;

    #[test]
    fn masks_what_a_server_quotes() {
        let mut headers = HeaderMap::new();
        let mut value = HeaderValue::from_static("Bearer tok-1");
        value.set_sensitive(true);
        headers.insert("authorization", value);
        headers.insert("accept", HeaderValue::from_static("application/json"));
        let said = "application/json: tok-1 of ada / pw2 is wrong".to_owned();
        let masked = Masks::of(&headers).apply(said, Some(br#"{"user":"ada","nested":["pw2"]}"#));
        assert_eq!(
            masked,
            "application/json: [redacted] of [redacted] / [redacted] is wrong"
        );
    }
}
