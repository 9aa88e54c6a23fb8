//! Path templates: `/v3/refresh-token/{refreshTokenID}`.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// A path template that requests can be made from.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::lower) struct Template<'p> {
    /// The template as it is sent.
    pub(in crate::lower) sent: String,
    /// The names of its parameters, each once.
    pub(in crate::lower) names: Vec<&'p str>,
    /// What was changed to make it fit to be sent.
    pub(in crate::lower) normalized: Option<&'static str>,
}

/// Returns the template of a path, or what is wrong with it.
pub(in crate::lower) fn template(path: &str) -> Result<Template<'_>, &'static str> {
    if path.contains("://") {
        return Err("is a whole URL");
    }
    if path
        .split('/')
        .any(|segment| segment == "." || segment == "..")
    {
        return Err("has a segment `.` or `..`");
    }
    let mut template = Template {
        sent: String::with_capacity(path.len()),
        names: Vec::new(),
        normalized: None,
    };
    if !path.starts_with('/') {
        template.sent.push('/');
        template.normalized = Some("does not start with `/`");
    }
    let mut rest = path;
    loop {
        let (literal, after) = match rest.split_once('{') {
            Some((literal, after)) => (literal, Some(after)),
            None => (rest, None),
        };
        if literal.contains('}') {
            return Err("has a `}` without a `{`");
        }
        if template.add(literal) {
            return Ok(template);
        }
        let Some(after) = after else {
            return Ok(template);
        };
        let Some((name, behind)) = after.split_once('}') else {
            return Err("has a `{` without a `}`");
        };
        if name.is_empty() || name.contains(['{', '/']) {
            return Err("has braces that hold no name");
        }
        if !template.names.contains(&name) {
            template.names.push(name);
        }
        template.sent.extend(["{", name, "}"]);
        rest = behind;
    }
}

impl Template<'_> {
    /// Adds what is sent as it is, and returns whether the template ends there.
    fn add(&mut self, literal: &str) -> bool {
        let (literal, has_fragment) = match literal.split_once('#') {
            Some((literal, _fragment)) => (literal, true),
            None => (literal, false),
        };
        for c in literal.chars() {
            if c.is_ascii_alphanumeric() || "/-._~!$&'()*+,;=:@%?".contains(c) {
                self.sent.push(c);
                continue;
            }
            self.normalized = Some("has characters that no path may hold");
            let mut bytes = [0; 4];
            let encoded = utf8_percent_encode(c.encode_utf8(&mut bytes), NON_ALPHANUMERIC);
            self.sent.extend(encoded);
        }
        if has_fragment {
            self.normalized = Some("has a fragment, which is never sent");
        }
        has_fragment
    }
}

#[cfg(test)]
mod tests {
    use super::template;

    #[test]
    fn finds_parameters_anywhere_in_a_segment() {
        for (path, expected) in [
            ("/", vec![]),
            (
                "/v{version}/{kind}.{format}/{id}:run",
                vec!["version", "kind", "format", "id"],
            ),
            ("/{a}/{a}?q={b}", vec!["a", "b"]),
        ] {
            let template = template(path).unwrap();
            assert_eq!(template.names, expected);
            assert_eq!((template.sent.as_str(), template.normalized), (path, None));
        }
    }

    #[test]
    fn normalizes_what_cannot_be_sent() {
        for (path, sent) in [
            ("/files/{id}#shared_link", "/files/{id}"),
            ("/<upload_url>", "/%3Cupload_url%3E"),
            ("/a b/é", "/a%20b/%C3%A9"),
            ("a/{id}", "/a/{id}"),
            ("", "/"),
        ] {
            let template = template(path).unwrap();
            assert_eq!(template.sent, sent);
            assert!(template.normalized.is_some());
        }
    }

    #[test]
    fn refuses_what_is_not_a_path() {
        for path in [
            "/{",
            "/{}",
            "/}",
            "/{a",
            "/{{a}}",
            "/../a",
            "https://a.example.com/a",
        ] {
            assert!(template(path).is_err(), "{path}");
        }
    }
}
