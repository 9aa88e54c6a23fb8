//! The text of references: RFC 3986 as far as documents need it.

use percent_encoding::percent_decode_str;

/// The two halves of a reference.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target<'t> {
    /// The document; empty when it is the one that holds the reference.
    pub(super) uri: &'t str,
    /// The part of the document, without the `#`.
    pub(super) fragment: &'t str,
}

pub(super) fn split(target: &str) -> Target<'_> {
    let (uri, fragment) = target.split_once('#').unwrap_or((target, ""));
    Target { uri, fragment }
}

/// Returns whether a URI names a server, or a thing that has no place at all.
pub(super) fn is_absolute(uri: &str) -> bool {
    let has_scheme = uri.split_once(':').is_some_and(|(scheme, _)| {
        let is_letter = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(is_letter)
    });
    has_scheme || uri.starts_with("//")
}

/// Returns the path, from the document's directory, that a relative URI in the file at `base` leads to.
///
/// `None` for a path that leaves the directory, because a document must not make the generator read what lies
/// elsewhere.
pub(super) fn join(base: &str, uri: &str) -> Option<String> {
    let path = uri.split('?').next().unwrap_or(uri);
    let path = percent_decode_str(path).decode_utf8().ok()?;
    if path.starts_with('/') || path.contains(['\\', '\0']) {
        return None;
    }
    let mut parts: Vec<&str> = base.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{is_absolute, join};

    #[test]
    fn a_path_stays_in_the_directory() {
        assert_eq!(join("api.yaml", "pets/cat.yaml").unwrap(), "pets/cat.yaml");
        assert_eq!(
            join("pets/cat.yaml", "./../a%20b.json").unwrap(),
            "a b.json"
        );
        assert_eq!(
            join("pets/cat.yaml", "dog.yaml?x=1").unwrap(),
            "pets/dog.yaml"
        );
        for path in [
            "../x.yaml",
            "/etc/passwd",
            "a/../../x",
            "..%2fx",
            "a\\b",
            "%00",
        ] {
            assert_eq!(join("api.yaml", path), None, "{path}");
        }
    }

    #[test]
    fn a_scheme_makes_a_uri_absolute() {
        for uri in [
            "https://example.com/a.yaml",
            "urn:a",
            "//example.com/a",
            "file:///a",
        ] {
            assert!(is_absolute(uri), "{uri}");
        }
        for uri in ["a.yaml", "./a:b.yaml", "a/b:c.yaml"] {
            assert!(!is_absolute(uri), "{uri}");
        }
    }
}
