//! Integers as JSON spells them: `3`, `3.0`, `30e-1`, `-0`.

use std::ops::RangeInclusive;

use super::found::found;

/// An integer type: its range, and its name in errors.
pub(super) struct Width {
    range: RangeInclusive<i128>,
    pub(super) name: &'static str,
}

impl Width {
    pub(super) const I8: Self = Self::new(i8::MIN as i128..=i8::MAX as i128, "an 8-bit integer");
    pub(super) const I16: Self = Self::new(i16::MIN as i128..=i16::MAX as i128, "a 16-bit integer");
    pub(super) const I32: Self = Self::new(i32::MIN as i128..=i32::MAX as i128, "a 32-bit integer");
    pub(super) const I64: Self = Self::new(i64::MIN as i128..=i64::MAX as i128, "an integer");
    pub(super) const U8: Self = Self::new(0..=u8::MAX as i128, "an unsigned 8-bit integer");
    pub(super) const U16: Self = Self::new(0..=u16::MAX as i128, "an unsigned 16-bit integer");
    pub(super) const U32: Self = Self::new(0..=u32::MAX as i128, "an unsigned 32-bit integer");
    pub(super) const U64: Self = Self::new(0..=u64::MAX as i128, "an unsigned integer");

    const fn new(range: RangeInclusive<i128>, name: &'static str) -> Self {
        Self { range, name }
    }

    /// Returns the integer that a JSON value is, digit by digit; an error says what the value is instead.
    pub(super) fn read(&self, json: &str) -> Result<i128, &'static str> {
        if !json.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            return Err(found(json));
        }
        let integer = match json.parse() {
            Ok(integer) => integer,
            Err(_) => spelled(json)?,
        };
        if self.range.contains(&integer) {
            Ok(integer)
        } else {
            Err(OUT_OF_RANGE)
        }
    }
}

/// What is found where a number is an integer, and does not fit the type.
pub(super) const OUT_OF_RANGE: &str = "a number out of range";

/// What is found where a number is not an integer.
pub(super) const FRACTION: &str = "a number with a fraction";

/// The most digits of an integer that fits any of the types.
const MOST_DIGITS: i64 = 20;

/// Returns the integer that a JSON number with a point or an exponent is; its length bounds the work, not its size.
fn spelled(number: &str) -> Result<i128, &'static str> {
    let (is_negative, number) = match number.strip_prefix('-') {
        Some(number) => (true, number),
        None => (false, number),
    };
    let (decimal, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    let fraction = fraction.trim_end_matches('0');
    let is_zero = |digits: &str| digits.bytes().all(|digit| digit == b'0');
    if is_zero(whole) && is_zero(fraction) {
        return Ok(0);
    }
    // An exponent beyond 64 bits is beyond every integer, or below.
    let exponent = exponent.parse::<i64>().unwrap_or({
        if exponent.starts_with('-') {
            i64::MIN
        } else {
            i64::MAX
        }
    });
    let length = |digits: &str| i64::try_from(digits.len()).unwrap_or(i64::MAX);
    // Zeros at the end of `3000e-3` are neither digits of the integer nor a fraction.
    let (whole, zeros) = if fraction.is_empty() {
        let digits = whole.trim_end_matches('0');
        (digits, length(whole) - length(digits))
    } else {
        (whole, 0)
    };
    // How many zeros follow the digits that are written.
    let zeros = exponent
        .saturating_add(zeros)
        .saturating_sub(length(fraction));
    if zeros < 0 {
        return Err(FRACTION);
    }
    let digits = whole.bytes().chain(fraction.bytes());
    let digits = digits.skip_while(|digit| *digit == b'0');
    let mut integer = 0_i128;
    let mut count = 0;
    for digit in digits {
        count += 1;
        if count > MOST_DIGITS {
            return Err(OUT_OF_RANGE);
        }
        integer = integer * 10 + i128::from(digit - b'0');
    }
    if zeros > MOST_DIGITS - count {
        return Err(OUT_OF_RANGE);
    }
    for _ in 0..zeros {
        integer *= 10;
    }
    Ok(if is_negative { -integer } else { integer })
}

#[cfg(test)]
mod tests {
    use super::{FRACTION, OUT_OF_RANGE, Width};

    const I64: Width = Width::I64;
    const U32: Width = Width::U32;

    #[test]
    fn an_integer_is_read_in_every_spelling() {
        for (json, integer) in [
            ("0", 0),
            ("-0", 0),
            ("-0.0", 0),
            ("0e999999999999999999999", 0),
            ("0.000e-5", 0),
            ("1.0", 1),
            ("1E2", 100),
            ("3e7", 30_000_000),
            ("3.0e+7", 30_000_000),
            ("3000e-3", 3),
            ("1.50e1", 15),
            ("0.003e3", 3),
            ("-2.0", -2),
            ("9007199254740993.0", 9_007_199_254_740_993),
            ("9223372036854775807.0", i64::MAX.into()),
            ("-9223372036854775808.0", i64::MIN.into()),
            ("9.223372036854775807e18", i64::MAX.into()),
            ("0.00000000000000000000000000001e30", 10),
        ] {
            assert_eq!(I64.read(json), Ok(integer), "{json}");
        }
        assert_eq!(U32.read("-0"), Ok(0));
        assert_eq!(U32.read("4294967295.0"), Ok(4_294_967_295));
    }

    #[test]
    fn what_is_not_an_integer_is_named() {
        let long = format!("1{}", "0".repeat(1_000_000));
        for (json, found) in [
            ("1.5", FRACTION),
            ("15e-1", FRACTION),
            ("1e-400", FRACTION),
            ("1e-99999999999999999999", FRACTION),
            ("1.00000000000000000000000001", FRACTION),
            ("9007199254740992.5", FRACTION),
            ("1e400", OUT_OF_RANGE),
            ("1e99999999999999999999", OUT_OF_RANGE),
            ("9223372036854775808", OUT_OF_RANGE),
            ("99999999999999999999999999999999999999999.0", OUT_OF_RANGE),
            (&long, OUT_OF_RANGE),
            (r#""1""#, "a string"),
            ("null", "null"),
            ("[1]", "an array"),
            ("true", "a boolean"),
        ] {
            assert_eq!(I64.read(json), Err(found));
        }
        assert_eq!(U32.read("-1"), Err(OUT_OF_RANGE));
        assert_eq!(U32.read("4294967296.0"), Err(OUT_OF_RANGE));
    }
}
