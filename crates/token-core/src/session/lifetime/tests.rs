//! The table of `TokenPointers`, row by row.

use std::time::{Duration, SystemTime};

use chrono::TimeDelta;
use http::{HeaderMap, HeaderValue, header};

use super::{Life, Over, Times, age};
use crate::model::datetime::DateTime;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// What the server calls now in these tests: years from what the clock of this machine says.
fn now() -> DateTime {
    "2001-01-01T00:00:00Z".parse().unwrap()
}

#[expect(clippy::unnecessary_wraps, reason = "a time that a response gives")]
fn at(seconds: i64) -> Option<DateTime> {
    Some(now() + TimeDelta::seconds(seconds))
}

/// Headers with a `Date` that is so many seconds off, and an `Age`.
fn headers(date: Option<i64>, age: Option<&str>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let Some(date) = date.and_then(at) {
        let date = date.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        headers.insert(header::DATE, HeaderValue::try_from(date).unwrap());
    }
    if let Some(age) = age {
        headers.insert(header::AGE, HeaderValue::try_from(age).unwrap());
    }
    headers
}

#[expect(clippy::unnecessary_wraps, reason = "a life that a response gives")]
fn seconds(seconds: i64) -> Option<Duration> {
    Some(Duration::from_secs(u64::try_from(seconds).unwrap()))
}

/// What a response says, and how long its token lives by that: `None` for the default, an error for one that is over.
struct Row {
    expires: Option<DateTime>,
    issued: Option<DateTime>,
    date: Option<i64>,
    age: Option<&'static str>,
    declared: Option<Duration>,
    life: Result<Option<Duration>, Over>,
}

/// A token of two days that was just issued, by a server whose clock and `Date` are right.
fn row() -> Row {
    Row {
        expires: at(2 * DAY),
        issued: at(0),
        date: Some(0),
        age: None,
        declared: seconds(2 * DAY),
        life: Ok(seconds(2 * DAY)),
    }
}

#[test]
#[rustfmt::skip]
fn every_row_of_the_table() {
    let table = [
        row(),
        // `issued` decides, and `Date` is not used: hours off, years off, or missing.
        Row { date: Some(2 * HOUR), ..row() },
        Row { date: Some(-2 * HOUR), ..row() },
        Row { date: Some(3 * DAY), ..row() },
        Row { date: None, ..row() },
        Row { declared: None, ..row() },
        // Both times are of one clock, which may be ahead of everything else.
        Row { issued: at(HOUR), expires: at(DAY + HOUR), life: Ok(seconds(DAY)), ..row() },
        Row { issued: at(900 * DAY), expires: at(901 * DAY), life: Ok(seconds(DAY)), ..row() },
        // The response of a cache is as old as it says.
        Row { age: Some("3000"), life: Ok(seconds(2 * DAY - 3_000)), ..row() },
        Row { age: Some("3000"), date: Some(2 * HOUR), life: Ok(seconds(2 * DAY - 3_000)), ..row() },
        Row { age: Some("172800"), life: Ok(seconds(0)), ..row() },
        Row { age: Some("172801"), life: Err(Over), ..row() },
        // An `issued` that is not possible says nothing, and `Date` decides.
        Row { issued: None, ..row() },
        Row { issued: at(3 * DAY), date: Some(DAY), life: Ok(seconds(DAY)), ..row() },
        Row { issued: at(2 * DAY), date: Some(DAY), life: Ok(seconds(DAY)), ..row() },
        Row { issued: Some(DateTime::UNIX_EPOCH), date: Some(DAY), life: Ok(seconds(DAY)), ..row() },
        Row { issued: Some(DateTime::MIN_UTC), date: Some(DAY), life: Ok(seconds(DAY)), ..row() },
        Row { issued: at(-900 * DAY), date: Some(DAY), life: Ok(seconds(DAY)), ..row() },
        Row { issued: None, age: Some("3000"), life: Ok(seconds(2 * DAY - 3_000)), ..row() },
        Row { issued: None, date: Some(2 * DAY), life: Ok(seconds(0)), ..row() },
        Row { issued: None, date: Some(2 * DAY + 1), life: Err(Over), ..row() },
        Row { issued: None, date: Some(2 * DAY - 10), age: Some("11"), life: Err(Over), ..row() },
        // Nothing exceeds what is declared, less the age.
        Row { declared: seconds(DAY), life: Ok(seconds(DAY)), ..row() },
        Row { declared: seconds(DAY), age: Some("3000"), life: Ok(seconds(DAY - 3_000)), ..row() },
        Row { expires: Some(DateTime::MAX_UTC), life: Ok(seconds(2 * DAY)), ..row() },
        Row { issued: None, date: Some(-2 * HOUR), life: Ok(seconds(2 * DAY)), ..row() },
        // The declared life is the shorter one, and the time that is given ends before it.
        Row { issued: None, date: Some(2 * HOUR), life: Ok(seconds(2 * DAY - 2 * HOUR)), ..row() },
        // No clock of the server: the one of this machine, unless by that the token is over.
        Row { issued: None, date: None, life: Ok(None), ..row() },
        // Nothing is said of the end.
        Row { expires: None, life: Ok(None), ..row() },
        Row { expires: None, issued: None, date: None, life: Ok(None), ..row() },
        // A token that had ended by the server's own times is over, whatever is declared.
        Row { expires: at(-10), issued: None, life: Err(Over), ..row() },
        Row { expires: Some(DateTime::UNIX_EPOCH), life: Err(Over), ..row() },
        Row { expires: Some(DateTime::MIN_UTC), declared: None, life: Err(Over), ..row() },
    ];
    for (number, row) in table.into_iter().enumerate() {
        let Row { expires, issued, date, age, declared, life } = row;
        let times = Times { expires, expires_in: None, issued, greatest: declared };
        let found = times.life(&headers(date, age)).map(|life| life.said);
        assert_eq!(found, life, "row {number}");
    }
}

#[test]
fn the_clock_of_this_machine_comes_last() {
    for (age, declared, longest) in [
        (None, None, DAY),
        (None, seconds(HOUR), HOUR),
        // That clock is of now: what caches held the response for is behind it.
        (Some("3000"), None, DAY),
        (Some("3000"), seconds(HOUR), 600),
    ] {
        let times = Times {
            expires: Some(DateTime::from(SystemTime::now()) + TimeDelta::seconds(DAY)),
            greatest: declared,
            ..Times::default()
        };
        let life = times.life(&headers(None, age)).unwrap().said.unwrap();
        let longest = seconds(longest).unwrap();
        assert!(
            life <= longest && longest < life + Duration::from_secs(60),
            "{life:?}"
        );
    }
}

#[test]
fn seconds_less_the_age() {
    for (expires_in, age, declared, life) in [
        (3_600.0, None, None, Ok(seconds(3_600))),
        (3_600.0, Some("3000"), None, Ok(seconds(600))),
        (3_600.0, Some("3000"), seconds(3_300), Ok(seconds(300))),
        (3_600.0, Some("3601"), None, Err(Over)),
        (3_600.0, None, seconds(60), Ok(seconds(60))),
        (0.0, None, None, Ok(seconds(0))),
        (-0.5, None, None, Err(Over)),
        (1e300, None, seconds(60), Ok(seconds(60))),
        (1e300, None, None, Ok(Some(Duration::MAX))),
    ] {
        let times = Times {
            expires_in: Some(expires_in),
            expires: at(5),
            issued: at(0),
            greatest: declared,
        };
        let found = times.life(&headers(Some(0), age)).map(|life| life.said);
        assert_eq!(found, life, "{expires_in} {age:?} {declared:?}");
    }
}

#[test]
fn what_is_not_said() {
    let quarter = Duration::from_secs(15 * 60);
    let hour = Duration::from_secs(3_600);
    let day = 24 * hour;
    for (default, greatest, age, life) in [
        (None, None, 0, quarter),
        (None, None, 100, Duration::from_secs(800)),
        (None, Some(day), 0, day),
        (None, Some(day), 3_600, 23 * hour),
        (Some(hour), Some(day), 0, hour),
        (Some(day), Some(hour), 0, hour),
        (Some(hour), None, 0, hour),
        (None, Some(hour), 4_000, Duration::ZERO),
    ] {
        let unsaid = Life {
            said: None,
            greatest,
            age: Duration::from_secs(age),
        };
        assert_eq!(unsaid.or(default), life, "{default:?} {greatest:?} {age}");
        let said = Life {
            said: Some(hour),
            ..unsaid
        };
        assert_eq!(said.or(default), hour);
    }
}

#[test]
fn strange_ages() {
    for (text, expected) in [
        ("3000", 3_000),
        (" 3000 ", 3_000),
        ("3000, 10", 3_000),
        ("", 0),
        ("-3000", 0),
        ("+3000", 0),
        ("3000.5", 0),
        ("an hour", 0),
        (", 5", 0),
        ("99999999999999999999999", u64::MAX),
    ] {
        let found = age(&headers(None, Some(text)));
        assert_eq!(found, Duration::from_secs(expected), "{text}");
    }
    let mut twice = headers(None, Some("7"));
    twice.append(header::AGE, HeaderValue::from_static("9"));
    assert_eq!(age(&twice), Duration::from_secs(7));
}

#[test]
fn strange_dates() {
    let times = Times {
        expires: at(DAY),
        ..Times::default()
    };
    let life = |values: &[&str]| {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header::DATE, HeaderValue::try_from(*value).unwrap());
        }
        times.life(&headers).unwrap().said
    };
    // The clock of this machine, by which the token is over, and so nothing.
    for nothing in ["", "now", "Thu, 01 Jan 1970 00:00:07 GMT"] {
        assert_eq!(life(&[nothing]), None, "{nothing}");
    }
    let (early, late) = (
        "Mon, 01 Jan 2001 00:00:00 GMT",
        "Mon, 01 Jan 2001 02:00:00 GMT",
    );
    for both in [[early, late], [late, early]] {
        assert_eq!(life(&both), seconds(22 * HOUR));
    }
    assert_eq!(life(&[early, "now"]), seconds(DAY));
}
