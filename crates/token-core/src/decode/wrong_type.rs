//! Which type was expected and which one was found, from the messages of `serde`, which quote the value.

use super::integer::{FRACTION, OUT_OF_RANGE};

/// A string that is of the right type of JSON, and not of the form that its type has.
pub(crate) const OTHER_FORM: &str = "a string of another form";

/// Returns a message that names both types, and nothing of the value.
///
/// `last` is the type of the last value that was read as any JSON, which is how serde's untagged enums are read.
pub(super) fn words(message: &str, last: &str) -> Option<String> {
    if message.starts_with("data did not match any variant of untagged enum ") {
        return Some(format!(
            "expected one of the documented values, found {last}"
        ));
    }
    if message.starts_with("unknown variant ") {
        return Some("expected one of the documented values, found another one".to_owned());
    }
    let message = ["invalid type: ", "invalid value: ", "invalid length "]
        .into_iter()
        .find_map(|start| message.strip_prefix(start))?;
    // What was expected comes last and from code, so that a value which looks like it is never taken for it.
    let (found, expected) = message.rsplit_once(", expected ")?;
    let (expected, found) = (expected_words(expected), found_words(found));
    Some(format!("expected {expected}, found {found}"))
}

/// Returns the name of a type that `serde` or this crate expects; other types have names that are not for users.
fn expected_words(expected: &str) -> &'static str {
    const OURS: [&str; 16] = [
        "an integer",
        "a 32-bit integer",
        "an unsigned integer",
        "an unsigned 32-bit integer",
        "an 8-bit integer",
        "a 16-bit integer",
        "an unsigned 8-bit integer",
        "an unsigned 16-bit integer",
        "a number",
        "a string",
        "a boolean",
        "an object",
        "an array",
        "a date and time of RFC 3339",
        "a date of RFC 3339",
        "a string in base64",
    ];
    if let Some(ours) = OURS.into_iter().find(|ours| *ours == expected) {
        return ours;
    }
    match expected {
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => "an integer",
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => "an unsigned integer",
        "f32" | "f64" => "a number",
        "a borrowed string" | "str" | "string" | "a character" => "a string",
        "bool" => "a boolean",
        "a sequence" | "a set" => "an array",
        "a map" => "an object",
        "unit" => "null",
        _ if expected.starts_with("struct ") => "an object",
        _ if expected.starts_with("enum ") => "one of the documented values",
        _ if ["a tuple ", "tuple ", "an array "]
            .iter()
            .any(|start| expected.starts_with(start)) =>
        {
            "an array of a certain length"
        }
        _ => "another type",
    }
}

fn found_words(found: &str) -> &'static str {
    const OURS: [&str; 9] = [
        "a string",
        "an object",
        "an array",
        "a boolean",
        "null",
        "a number",
        OUT_OF_RANGE,
        FRACTION,
        OTHER_FORM,
    ];
    if let Some(ours) = OURS.into_iter().find(|ours| *ours == found) {
        return ours;
    }
    // The value follows in quotes.
    match found.split([' ', '`', '"']).next().unwrap_or_default() {
        "string" | "character" => "a string",
        "integer" | "floating" => "a number",
        "boolean" => "a boolean",
        "map" => "an object",
        "sequence" => "an array",
        "unit" => "null",
        _ => "another value",
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn both_types_are_named_and_no_value_is() {
        for (message, expected) in [
            (
                r#"invalid type: string "CANARY", expected f64"#,
                "expected a number, found a string",
            ),
            (
                r#"invalid type: string "x", expected CANARY", expected struct Pet"#,
                "expected an object, found a string",
            ),
            (
                "invalid value: integer `77`, expected u8",
                "expected an unsigned integer, found a number",
            ),
            (
                "invalid type: map, expected a sequence",
                "expected an array, found an object",
            ),
            (
                "invalid type: null, expected a string",
                "expected a string, found null",
            ),
            (
                "invalid type: CANARY, expected CANARY",
                "expected another type, found another value",
            ),
            (
                "unknown variant `CANARY`, expected `a` or `b`",
                "expected one of the documented values, found another one",
            ),
            (
                "data did not match any variant of untagged enum Color",
                "expected one of the documented values, found a number",
            ),
        ] {
            assert_eq!(words(message, "a number").as_deref(), Some(expected));
        }
        assert_eq!(words("CANARY, expected a string", "a number"), None);
    }
}
