//! Instants and days as servers really write them.

use chrono::{NaiveDate, NaiveDateTime, SecondsFormat, Utc};
use serde::{Deserializer, Serializer};
use serde_with::{DeserializeAs, SerializeAs};

use super::text_visitor::TextVisitor;

/// An instant in UTC.
pub type DateTime = chrono::DateTime<Utc>;

/// A day of the calendar.
pub type Date = NaiveDate;

/// Reads RFC 3339, and also the .NET style that leaves out the offset; what has no offset is UTC.
///
/// A `serde_with` adapter: `#[serde(with = "serde_with::As::<Option<LenientDateTime>>")]`.
/// It writes RFC 3339 in UTC.
#[derive(Debug)]
pub struct LenientDateTime;

impl<'de> DeserializeAs<'de, DateTime> for LenientDateTime {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<DateTime, D::Error> {
        deserializer.deserialize_str(TextVisitor {
            name: "a date and time of RFC 3339",
            parse,
        })
    }
}

impl SerializeAs<DateTime> for LenientDateTime {
    fn serialize_as<S: Serializer>(value: &DateTime, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&value.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

/// Reads a day, and also an instant, of which it takes the day as it is written.
///
/// A `serde_with` adapter like [`LenientDateTime`]; it writes `2026-11-22`.
#[derive(Debug)]
pub struct LenientDate;

impl<'de> DeserializeAs<'de, Date> for LenientDate {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        deserializer.deserialize_str(TextVisitor {
            name: "a date of RFC 3339",
            parse: parse_date,
        })
    }
}

impl SerializeAs<Date> for LenientDate {
    fn serialize_as<S: Serializer>(value: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }
}

fn parse_date(text: &str) -> Option<Date> {
    let day = text.split(['T', ' ']).next()?;
    if day != text {
        parse(text)?;
    }
    Date::parse_from_str(day, "%Y-%m-%d").ok()
}

pub(crate) fn parse(text: &str) -> Option<DateTime> {
    chrono::DateTime::parse_from_rfc3339(text)
        .map(|instant| instant.to_utc())
        .or_else(|_| {
            NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").map(|local| local.and_utc())
        })
        .ok()
}

#[cfg(test)]
mod tests {
    use super::{parse, parse_date};

    #[test]
    fn a_day_may_come_with_a_time() {
        let day = parse_date("2026-11-22");
        assert!(day.is_some());
        assert_eq!(parse_date("2026-11-22T00:00:00"), day);
        assert_eq!(parse_date("2026-11-22T23:30:00-08:00"), day);
        for text in ["", "2026-11-22T", "22.11.2026", "2026-02-30"] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn reads_what_servers_write() {
        let expected = parse("2026-11-22T07:08:09.1234567Z").unwrap();
        for text in [
            "2026-11-22T07:08:09.1234567",
            "2026-11-22T08:08:09.1234567+01:00",
            "2026-11-22 07:08:09.1234567Z",
        ] {
            assert_eq!(parse(text), Some(expected), "{text}");
        }
        assert!(parse("2026-11-22T07:08:09").is_some());
        for text in [
            "",
            "2026-11-22",
            "tomorrow",
            "2026-13-01T00:00:00Z",
            "2026-11-22T07:08",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
