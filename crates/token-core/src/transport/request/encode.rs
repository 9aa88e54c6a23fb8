//! Percent-encoding, by where a text goes.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use super::style::Style;

/// Everything but the unreserved characters of RFC 3986, so that a value never leaves its place.
const STRICT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What `allowReserved` leaves alone, less what would end the query or begin another parameter: `#`, `&`, `+` and brackets.
const RESERVED: &AsciiSet = &STRICT
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b'%');

/// What RFC 6265 keeps out of the value of a cookie, and the sign of an escape.
const COOKIE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b',')
    .add(b';')
    .add(b'\\')
    .add(b'%');

/// Where a text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encode {
    /// Into a path or a query.
    Strict,
    /// Into a query or a form whose reserved characters stay.
    Reserved,
    /// Into a form, where a space is `+`.
    Form,
    /// Into the value of a cookie.
    Cookie,
    /// Into a header, as it is.
    Verbatim,
}

impl Encode {
    /// Returns how a value of a style goes there.
    pub(crate) fn styled(self, style: Style) -> Self {
        if style.reserved { Self::Reserved } else { self }
    }

    /// Returns the text as it travels.
    pub(crate) fn text(self, text: &str) -> String {
        match self {
            Self::Strict => utf8_percent_encode(text, STRICT).to_string(),
            Self::Reserved => reserved(text),
            Self::Form => utf8_percent_encode(text, STRICT)
                .to_string()
                .replace("%20", "+"),
            Self::Cookie => utf8_percent_encode(text, COOKIE).to_string(),
            Self::Verbatim => text.to_owned(),
        }
    }
}

/// Keeps the escapes that a value holds already, as RFC 6570 section 3.2.3 has it.
fn reserved(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for (index, part) in text.split('%').enumerate() {
        if index > 0 {
            let mut digits = part.bytes();
            let is_escape = [digits.next(), digits.next()]
                .iter()
                .all(|digit| digit.is_some_and(|digit| digit.is_ascii_hexdigit()));
            encoded.push_str(if is_escape { "%" } else { "%25" });
        }
        encoded.extend(utf8_percent_encode(part, RESERVED));
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::Encode;

    #[test]
    fn a_text_stays_in_its_place() {
        for (encode, expected) in [
            (Encode::Strict, "a%20b%2F%3F%23%26%3D%25%2B%3B%2C%22%C3%A9"),
            (Encode::Reserved, "a%20b/?%23%26=%25%2B;,%22%C3%A9"),
            (Encode::Form, "a+b%2F%3F%23%26%3D%25%2B%3B%2C%22%C3%A9"),
            (Encode::Cookie, "a%20b/?#&=%25+%3B%2C%22%C3%A9"),
            (Encode::Verbatim, "a b/?#&=%+;,\"é"),
        ] {
            assert_eq!(encode.text("a b/?#&=%+;,\"é"), expected, "{encode:?}");
        }
        assert_eq!(Encode::Reserved.text("%2F%zz%"), "%2F%25zz%25");
    }
}
