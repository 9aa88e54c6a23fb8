//! What a plain scalar means: the core schema of YAML 1.2.2, section 10.3.2.

use super::Value;

/// Returns the value of a scalar without quotes.
pub(super) fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if is_number(text) => Value::Number(text.to_owned()),
        _ => Value::String(text.to_owned()),
    }
}

fn is_number(text: &str) -> bool {
    if let Some(octal) = text.strip_prefix("0o") {
        return is_run(octal, |c| matches!(c, '0'..='7'));
    }
    if let Some(hexadecimal) = text.strip_prefix("0x") {
        return is_run(hexadecimal, |c| c.is_ascii_hexdigit());
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    matches!(unsigned, ".inf" | ".Inf" | ".INF")
        || matches!(text, ".nan" | ".NaN" | ".NAN")
        || is_decimal(unsigned)
}

fn is_decimal(unsigned: &str) -> bool {
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let mantissa_is_number =
        digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty());
    let exponent_is_number = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        is_run(exponent, |c| c.is_ascii_digit())
    });
    mantissa_is_number && exponent_is_number
}

fn is_run(text: &str, of: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(of)
}

#[cfg(test)]
mod tests {
    use super::{Value, plain};

    #[test]
    fn follows_the_core_schema() {
        for number in [
            "0",
            "-12",
            "+7",
            "0o17",
            "0xFf",
            "1.",
            ".5",
            "-1.5e+3",
            "1E9",
            ".inf",
            "-.INF",
            ".nan",
            "18446744073709552000",
        ] {
            assert_eq!(plain(number), Value::Number(number.to_owned()));
        }
        for text in [
            "200 OK",
            "1_000",
            "0o8",
            "0x",
            "1e",
            "e3",
            ".",
            "-",
            "+.",
            "-.nan",
            "yes",
            "on",
            "1.2.3",
            "2026-11-22",
        ] {
            assert_eq!(plain(text), Value::String(text.to_owned()));
        }
        assert_eq!(plain("Null"), Value::Null);
        assert_eq!(plain("TRUE"), Value::Bool(true));
        assert_eq!(plain("False"), Value::Bool(false));
    }
}
