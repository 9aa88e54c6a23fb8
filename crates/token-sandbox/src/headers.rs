//! Reading the request headers that carry credentials.

use axum::http::HeaderMap;

/// Returns a header's value; a header that is not text counts as missing.
pub(crate) fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

/// Returns the token of a `Bearer <token>` value; the scheme is compared without case.
pub(crate) fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bearer_scheme_has_no_case() {
        assert_eq!(bearer("Bearer t"), Some("t"));
        assert_eq!(bearer("bEARER  t"), Some("t"));
        assert_eq!(bearer("Basic t"), None);
        assert_eq!(bearer("Bearer"), None);
        assert_eq!(bearer("t"), None);
    }
}
