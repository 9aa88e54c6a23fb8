//! Masks for the secrets that a server sends back.

use http::{HeaderMap, HeaderValue};

use crate::Secret;

/// The secrets of one request, to be masked in whatever its server says.
///
/// A server may quote what it was sent: `the token abc is unknown`.
#[derive(Default)]
pub(crate) struct Masks {
    headers: Vec<HeaderValue>,
    others: Vec<Secret>,
}

impl Masks {
    /// Remembers the sensitive headers, by reference count, and the secrets beside them.
    pub(crate) fn of(headers: &HeaderMap, others: &[Secret]) -> Self {
        Self {
            headers: headers
                .values()
                .filter(|value| value.is_sensitive())
                .cloned()
                .collect(),
            others: others.to_vec(),
        }
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
    ///
    /// Which strings of a body are secret is no longer known here, so that all of them count.
    pub(crate) fn apply(&self, text: &str, body: Option<&[u8]>) -> String {
        let body: Option<serde_json::Value> =
            body.and_then(|body| serde_json::from_slice(body).ok());
        let mut secrets: Vec<&str> = self.secrets().collect();
        if let Some(body) = &body {
            collect_strings(body, &mut secrets);
        }
        // A secret that begins with another one must be found first.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        mask(text, &secrets)
    }

    /// Returns the secrets as they were sent, and without their scheme.
    fn secrets(&self) -> impl Iterator<Item = &str> {
        let sent = self.headers.iter();
        let sent = sent
            .filter_map(|value| std::str::from_utf8(value.as_bytes()).ok())
            .flat_map(|value| {
                [
                    Some(value),
                    value.split_once(' ').map(|(_scheme, rest)| rest),
                ]
            })
            .flatten();
        sent.chain(self.others.iter().map(Secret::expose))
    }
}

/// The shortest secret that is masked within a word; masking `e` in every word would tell what it is.
const SHORTEST_WITHIN_A_WORD: usize = 4;

/// Returns `text` with the first of `secrets` that matches masked at each place, in one pass.
fn mask(text: &str, secrets: &[&str]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    let mut within_a_word = false;
    while let Some(next) = rest.chars().next() {
        let matching = |secret: &&&str| {
            let Some(tail) = rest.strip_prefix(**secret) else {
                return false;
            };
            let alone = !within_a_word && !tail.starts_with(char::is_alphanumeric);
            !secret.is_empty() && (alone || secret.len() >= SHORTEST_WITHIN_A_WORD)
        };
        let (taken, shown) = match secrets.iter().find(matching) {
            Some(secret) => (secret.len(), "[redacted]"),
            None => (
                next.len_utf8(),
                rest.get(..next.len_utf8()).unwrap_or_default(),
            ),
        };
        masked.push_str(shown);
        let (taken, tail) = rest.split_at_checked(taken).unwrap_or((rest, ""));
        within_a_word = taken.ends_with(char::is_alphanumeric);
        rest = tail;
    }
    masked
}

fn collect_strings<'a>(body: &'a serde_json::Value, strings: &mut Vec<&'a str>) {
    match body {
        serde_json::Value::String(text) => strings.push(text),
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
        let masks = Masks::of(&headers, &["query-key".into()]);
        let masked = masks.apply(
            "application/json: tok-1 of ada / pw2 and query-key is wrong",
            Some(br#"{"user":"ada","nested":["pw2"]}"#),
        );
        assert_eq!(
            masked,
            "application/json: [redacted] of [redacted] / [redacted] and [redacted] is wrong"
        );
    }

    #[test]
    fn masks_once_and_the_longest_first() {
        let masked = Masks::default().apply(
            "secret secret-2 redacted",
            Some(br#"["secret", "secret-2", "acted"]"#),
        );
        assert_eq!(masked, "[redacted] [redacted] red[redacted]");
    }

    #[test]
    fn leaves_words_alone_that_only_hold_a_short_secret() {
        let masked = Masks::default().apply("DeniedAccess for e: \u{e9}e e", Some(br#"["e", ""]"#));
        assert_eq!(masked, "DeniedAccess for [redacted]: \u{e9}e [redacted]");
    }
}
