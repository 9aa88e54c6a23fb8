//! Points in time and numbers of seconds as servers really write them.

use std::time::Duration;

use chrono::{NaiveDateTime, TimeDelta};
use serde_json::value::RawValue;

use crate::{
    model::datetime::{self, DateTime},
    retry::after::http_date,
};

/// From here on a number counts smaller units: as seconds it would be the year 5138.
const TOO_MANY_SECONDS: f64 = 1e11;

/// Returns a point in time; `None` for what is not one.
///
/// Text is RFC 3339, also without the offset (which is UTC then), without the colon in it, or with a space for
/// the `T`; an HTTP date; or the older `/Date(1795327200000)/` of .NET.
/// A number, also in quotes, counts seconds since the Unix epoch, or the milliseconds, microseconds or
/// nanoseconds where as seconds it would be beyond the year 5138.
pub(super) fn instant(json: &RawValue) -> Option<DateTime> {
    let text = text(json)?;
    let text = text.trim();
    number(text)
        .or_else(|| dotnet(text))
        .map(since_epoch)
        .or_else(|| written(text))
}

/// Returns a number of seconds, which may have a fraction and stand in quotes; `None` for what is not one.
pub(super) fn seconds(json: &RawValue) -> Option<f64> {
    number(text(json)?.trim())
}

/// Returns the text of a string, or that of any other value as it is.
fn text(json: &RawValue) -> Option<String> {
    let raw = json.get();
    if raw.starts_with('"') {
        serde_json::from_str(raw).ok()
    } else {
        Some(raw.to_owned())
    }
}

fn number(text: &str) -> Option<f64> {
    // The parser also knows the words `inf` and `nan`.
    let number: f64 = text.parse().ok()?;
    number.is_finite().then_some(number)
}

/// Returns the milliseconds of `/Date(1795327200000+0100)/`; the offset is only for display.
fn dotnet(text: &str) -> Option<f64> {
    let inside = text.strip_prefix("/Date(")?.strip_suffix(")/")?;
    let digits = inside.split(['+', '-']).next()?;
    let milliseconds = number(digits).filter(|_| !digits.is_empty())?;
    // As a number of seconds, so that an early date is not taken for one.
    Some(milliseconds / 1000.0)
}

fn since_epoch(mut number: f64) -> DateTime {
    for _unit in ["ms", "µs", "ns"] {
        if number >= TOO_MANY_SECONDS {
            number /= 1000.0;
        }
    }
    let since = Duration::try_from_secs_f64(number.max(0.0)).ok();
    // A time beyond the calendar is as good as the end of the calendar.
    since
        .and_then(|since| TimeDelta::from_std(since).ok())
        .and_then(|since| DateTime::UNIX_EPOCH.checked_add_signed(since))
        .unwrap_or(DateTime::MAX_UTC - TimeDelta::seconds(1))
}

fn written(text: &str) -> Option<DateTime> {
    let text = text.strip_suffix(" UTC").unwrap_or(text);
    let offset = |form| chrono::DateTime::parse_from_str(text, form).map(|at| at.to_utc());
    let utc = |form| NaiveDateTime::parse_from_str(text, form).map(|at| at.and_utc());
    datetime::parse(text)
        .or_else(|| offset("%Y-%m-%dT%H:%M:%S%.f%z").ok())
        .or_else(|| offset("%Y-%m-%d %H:%M:%S%.f %z").ok())
        .or_else(|| utc("%Y-%m-%d %H:%M:%S%.f").ok())
        .or_else(|| chrono::DateTime::from_timestamp(http_date(text)?, 0))
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::{instant, seconds};
    use crate::model::datetime::DateTime;

    fn raw(json: &str) -> &RawValue {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn one_instant_in_every_spelling() {
        let expected: DateTime = "2026-11-22T07:00:00Z".parse().unwrap();
        for json in [
            r#""2026-11-22T07:00:00Z""#,
            r#""2026-11-22t07:00:00z""#,
            r#""2026-11-22T08:00:00+01:00""#,
            r#""2026-11-22T08:00:00+0100""#,
            r#""2026-11-22T07:00:00""#,
            r#""2026-11-22T07:00:00.0000000""#,
            r#"" 2026-11-22 07:00:00 ""#,
            r#""2026-11-22 07:00:00 UTC""#,
            r#""2026-11-22 07:00:00 +0000""#,
            r#""Sun, 22 Nov 2026 07:00:00 GMT""#,
            r#""\/Date(1795330800000)\/""#,
            r#""/Date(1795330800000+0100)/""#,
            "1795330800",
            "1795330800.0",
            "1.7953308e9",
            r#""1795330800""#,
            r#"" 1.7953308e9 ""#,
            "1795330800000",
            r#""1795330800000""#,
            "1795330800000000",
            "1795330800000000000",
        ] {
            assert_eq!(instant(raw(json)), Some(expected), "{json}");
        }
    }

    #[test]
    fn the_ends_of_the_scale() {
        assert_eq!(instant(raw("0")), Some(DateTime::UNIX_EPOCH));
        assert_eq!(instant(raw("-5")), Some(DateTime::UNIX_EPOCH));
        let years = |json| instant(raw(json)).unwrap().format("%Y").to_string();
        assert_eq!(years("99999999999"), "5138");
        assert_eq!(years("100000000000"), "1973");
        assert!(instant(raw("1e300")).unwrap() > instant(raw("99999999999")).unwrap());
        for json in [
            "null",
            "true",
            "{}",
            "[]",
            r#""""#,
            r#""soon""#,
            r#""NaN""#,
            r#""inf""#,
            "1e999",
            r#""/Date()/""#,
            r#""2026-11-22""#,
            r#""\ud800""#,
        ] {
            assert_eq!(instant(raw(json)), None, "{json}");
        }
    }

    #[test]
    fn seconds_are_numbers_with_or_without_quotes() {
        for (json, expected) in [
            ("3600", Some(3600.0)),
            (r#""3600""#, Some(3600.0)),
            ("3599.5", Some(3599.5)),
            ("3.6e3", Some(3600.0)),
            ("-1", Some(-1.0)),
            ("null", None),
            (r#""an hour""#, None),
            (r#""""#, None),
        ] {
            assert_eq!(seconds(raw(json)), expected, "{json}");
        }
    }
}
