//! Secrets that are planted in every call, and the search for them in everything that is printed.

/// The credential of the client.
pub(crate) const ACCESS_TOKEN: &str = "CANARY-access-token-CANARY";

/// A header that the caller marks as sensitive.
pub(crate) const PARTNER_KEY: &str = "CANARY-partner-key-CANARY";

/// What the body of the non-idempotent operation holds.
pub(crate) const BODY: &str = "CANARY-body-CANARY";

/// Credentials of a proxy; the user's name makes the password start at a boundary of Base64.
pub(crate) const PROXY_USER: &str = "us:CANARY-proxy-CANARY";

/// How a canary looks: as text, in Base64, and as a list of bytes.
const FORMS: [&str; 3] = ["CANARY", "Q0FOQVJZ", "67, 65, 78, 65, 82, 89"];

/// Returns whether a secret, or a part of one, is in `text`.
pub(crate) fn is_in(text: &str) -> bool {
    FORMS.iter().any(|form| text.contains(form))
}

/// Panics when a secret is in `text`.
pub(crate) fn assert_absent(what: &str, text: &str) {
    assert!(!is_in(text), "{what} holds a secret: {text}");
}
