//! Path templates, filled one segment at a time.

use crate::error::invalid_argument::InvalidArgument;

/// The longest path: a URL of the `http` crate has 65,534 bytes, and the base needs some of them.
const LONGEST: usize = 60_000;

/// Refuses an encoded value that would make a request to another resource.
pub(super) fn check(parameter: &'static str, value: &str) -> Result<(), InvalidArgument> {
    match value {
        "" => Err(InvalidArgument::new(
            parameter,
            "is empty; it is a part of the path",
        )),
        "." | ".." => Err(InvalidArgument::new(
            parameter,
            "is a dot segment; it would change the path",
        )),
        _ => Ok(()),
    }
}

/// Returns `template` with each `{name}` replaced by its encoded value, in one pass.
pub(super) fn fill(
    template: &'static str,
    values: &[(&'static str, String)],
) -> Result<String, InvalidArgument> {
    let mut path = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((literal, tail)) = rest.split_once('{') {
        let (name, tail) = tail.split_once('}').unwrap_or((tail, ""));
        let value = values.iter().find(|(parameter, _)| *parameter == name);
        let (_, value) =
            value.ok_or_else(|| InvalidArgument::new(name, "is missing from the path"))?;
        path.push_str(literal);
        path.push_str(value);
        rest = tail;
    }
    path.push_str(rest);
    let (segments, _query) = path.split_once('?').unwrap_or((&path, ""));
    if segments
        .split('/')
        .any(|segment| matches!(segment, "." | ".."))
    {
        let first = values.first().map_or("path", |(parameter, _)| parameter);
        return Err(InvalidArgument::new(
            first,
            "makes a dot segment with what stands beside it; it would change the path",
        ));
    }
    if path.len() > LONGEST {
        let longest = values.iter().max_by_key(|(_, value)| value.len());
        let name = longest.map_or("path", |(parameter, _)| parameter);
        return Err(InvalidArgument::new(name, "is too long for a URL"));
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::{check, fill};
    use crate::transport::request::encode::Encode;

    #[test]
    fn keeps_a_value_in_its_segment() {
        for (value, encoded) in [
            ("a/b?c#d é", "a%2Fb%3Fc%23d%20%C3%A9"),
            ("%2e%2e", "%252e%252e"),
            ("..a", "..a"),
            ("{x}", "%7Bx%7D"),
            ("a\\b\r\n\t", "a%5Cb%0D%0A%09"),
        ] {
            assert_eq!(Encode::Strict.text(value), encoded);
            assert!(check("id", encoded).is_ok());
        }
        for value in ["", ".", ".."] {
            assert_eq!(check("id", value).unwrap_err().parameter(), "id");
        }
        let dots = [("a", ".".to_owned()), ("b", "2".to_owned())];
        assert_eq!(fill("/x.{a}/{b}", &dots).unwrap(), "/x../2");
        assert!(fill("/.{a}/{b}", &dots).is_err());
    }

    #[test]
    fn fills_a_template_once() {
        let values = [("a", "%7Bb%7D".to_owned()), ("b", "2".to_owned())];
        assert_eq!(fill("/v{b}/{a}/x", &values).unwrap(), "/v2/%7Bb%7D/x");
        assert_eq!(fill("/{c}", &values).unwrap_err().parameter(), "c");
    }
}
