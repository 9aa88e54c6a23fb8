//! Path templates: `/v3/refresh-token/{refreshTokenID}`.

/// Returns the names of a template's parameters, or what is wrong with it.
pub(super) fn parameters(path: &str) -> Result<Vec<&str>, &'static str> {
    let Some(mut rest) = path.strip_prefix('/') else {
        return Err("does not start with `/`");
    };
    if path
        .split('/')
        .any(|segment| segment == "." || segment == "..")
    {
        return Err("has a segment `.` or `..`");
    }
    let mut names: Vec<&str> = Vec::new();
    loop {
        let (literal, after) = match rest.split_once('{') {
            Some((literal, after)) => (literal, Some(after)),
            None => (rest, None),
        };
        check_literal(literal)?;
        let Some(after) = after else { return Ok(names) };
        let Some((name, behind)) = after.split_once('}') else {
            return Err("has a `{` without a `}`");
        };
        if name.is_empty() || name.contains(['{', '/']) {
            return Err("has braces that hold no name");
        }
        if names.contains(&name) {
            return Err("names a parameter twice");
        }
        names.push(name);
        rest = behind;
    }
}

/// Refuses what would leave the path, or would not arrive as it is written.
fn check_literal(literal: &str) -> Result<(), &'static str> {
    if literal.contains('}') {
        return Err("has a `}` without a `{`");
    }
    if literal.contains(['?', '#']) {
        return Err("goes on into a query or a fragment");
    }
    let is_valid = |c: char| c.is_ascii_alphanumeric() || "/-._~!$&'()*+,;=:@%".contains(c);
    if !literal.chars().all(is_valid) {
        return Err("has a character that no path may hold");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::parameters;

    #[test]
    fn finds_parameters_anywhere_in_a_segment() {
        assert_eq!(parameters("/"), Ok(vec![]));
        assert_eq!(
            parameters("/v{version}/{kind}.{format}/{id}:run"),
            Ok(vec!["version", "kind", "format", "id"])
        );
    }

    #[test]
    fn refuses_what_is_no_path() {
        for path in [
            "", "a", "/{", "/{}", "/}", "/{a", "/{{a}}", "/{a}/{a}", "/a?b", "/a#b", "/a b", "/é",
            "/../a",
        ] {
            assert!(parameters(path).is_err(), "{path}");
        }
    }
}
