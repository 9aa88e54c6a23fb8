//! Durations of ISO 8601.

use std::time::Duration;

use crate::diagnostic::problem;
use crate::document::Located;
use crate::lower::Lowering;

impl Lowering<'_> {
    /// Returns a duration that is longer than nothing.
    pub(super) fn duration(&mut self, text: &Located<String>) -> Option<Duration> {
        match parse(&text.value) {
            Ok(duration) => Some(duration),
            Err(reason) => {
                self.sink
                    .report(&text.at, problem::bad_duration(&text.value, reason));
                None
            }
        }
    }
}

/// The units before the `T` and behind it, in their order, with their seconds; `None` for what differs in length.
const DATE: [(char, Option<u64>); 4] = [
    ('Y', None),
    ('M', None),
    ('W', Some(7 * 24 * 3600)),
    ('D', Some(24 * 3600)),
];
const TIME: [(char, Option<u64>); 3] = [('H', Some(3600)), ('M', Some(60)), ('S', Some(1))];

fn parse(text: &str) -> Result<Duration, &'static str> {
    const MALFORMED: &str = "is none of ISO 8601";
    let parts = text.strip_prefix('P').ok_or(MALFORMED)?;
    let (date, time) = match parts.split_once('T') {
        Some((_, "")) => return Err(MALFORMED),
        Some((date, time)) => (date, time),
        None => (parts, ""),
    };
    if parts.is_empty() {
        return Err(MALFORMED);
    }
    let seconds = sum(date, &DATE)?
        .checked_add(sum(time, &TIME)?)
        .ok_or("is too long")?;
    if seconds == 0 {
        return Err("is zero");
    }
    Ok(Duration::from_secs(seconds))
}

/// Adds up numbers with units, each unit once and in its order.
fn sum(mut text: &str, mut units: &[(char, Option<u64>)]) -> Result<u64, &'static str> {
    let mut total = 0_u64;
    while !text.is_empty() {
        let end = text.find(|c: char| !c.is_ascii_digit());
        let (digits, rest) = text.split_at(end.ok_or("lacks a unit")?);
        let letter = rest.chars().next().unwrap_or_default();
        let position = units.iter().position(|(unit, _)| *unit == letter);
        let position = position
            .filter(|_| !digits.is_empty())
            .ok_or("is none of ISO 8601")?;
        let (found, later) = units.split_at(position + 1);
        let length = found.last().and_then(|(_, length)| *length);
        let length = length.ok_or("has years or months, which differ in length")?;
        let number: u64 = digits.parse().map_err(|_| "is too long")?;
        let seconds = number.checked_mul(length).ok_or("is too long")?;
        total = total.checked_add(seconds).ok_or("is too long")?;
        units = later;
        text = rest.get(letter.len_utf8()..).unwrap_or_default();
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn reads_what_has_one_length() {
        for (text, seconds) in [
            ("PT24H", 86_400),
            ("P1D", 86_400),
            ("PT30M", 1_800),
            ("PT1H30M", 5_400),
            ("P1DT1S", 86_401),
            ("P2W", 1_209_600),
            ("P0DT1S", 1),
        ] {
            assert_eq!(parse(text).unwrap().as_secs(), seconds, "{text}");
        }
    }

    #[test]
    fn refuses_the_rest() {
        for text in [
            "",
            "P",
            "PT",
            "P1DT",
            "24H",
            "PT24",
            "PTH",
            "P1H",
            "PT1D",
            "PT1M1H",
            "PT1H1H",
            "P1Y",
            "P1M",
            "PT0S",
            "P0D",
            "PT1.5H",
            "P-1D",
            "pt1h",
            "PT1H ",
            "PT1Hé",
            "PT99999999999999999999S",
            "P99999999999999999W",
            "1",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
