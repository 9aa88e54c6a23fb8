//! `Retry-After`, as RFC 9110 section 10.2.3 has it and as servers really send it.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, NaiveDateTime};
use http::{HeaderMap, HeaderValue, header};

/// Returns how long the server asks to wait, the longest time if it says several.
///
/// A date is read against the response's own `Date`, so that a wrong clock here does no harm.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    headers
        .get_all(header::RETRY_AFTER)
        .iter()
        .filter_map(|value| delay(value, headers))
        .max()
}

fn delay(value: &HeaderValue, headers: &HeaderMap) -> Option<Duration> {
    let text = value.to_str().ok()?.trim();
    let Some(until) = http_date(text) else {
        // Several headers may have been joined on the way.
        return text.split(',').filter_map(seconds).max();
    };
    let now = headers
        .get(header::DATE)
        .and_then(|date| http_date(date.to_str().ok()?))
        .unwrap_or_else(local_now);
    Some(Duration::from_secs(
        u64::try_from(until.saturating_sub(now)).unwrap_or(0),
    ))
}

/// Returns a number of seconds as a time.
///
/// Fractions are not in the standard, but waiting less than asked would be worse than reading them.
fn seconds(text: &str) -> Option<Duration> {
    let seconds: f64 = text.trim().parse().ok()?;
    let finite = seconds.is_finite().then_some(seconds.max(0.0))?;
    Some(Duration::try_from_secs_f64(finite).unwrap_or(Duration::MAX))
}

/// Returns an HTTP date in seconds since the Unix epoch.
pub(crate) fn http_date(text: &str) -> Option<i64> {
    // The two obsolete forms, of RFC 850 and of asctime, are to be read as well.
    let obsolete = |form| NaiveDateTime::parse_from_str(text, form).map(|date| date.and_utc());
    DateTime::parse_from_rfc2822(text)
        .map(|date| date.to_utc())
        .or_else(|_| obsolete("%A, %d-%b-%y %H:%M:%S GMT"))
        .or_else(|_| obsolete("%a %b %e %H:%M:%S %Y"))
        .ok()
        .map(|date| date.timestamp())
}

fn local_now() -> i64 {
    let since_epoch = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since_epoch.as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::{HeaderMap, HeaderValue, header};

    use super::retry_after;

    fn asked(values: &[&str], date: Option<&str>) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header::RETRY_AFTER, HeaderValue::from_str(value).unwrap());
        }
        if let Some(date) = date {
            headers.insert(header::DATE, HeaderValue::from_str(date).unwrap());
        }
        retry_after(&headers)
    }

    #[test]
    fn reads_seconds() {
        for (text, seconds) in [
            ("0", 0.0),
            ("2", 2.0),
            ("-1", 0.0),
            ("1.5", 1.5),
            (" 7 ", 7.0),
        ] {
            assert_eq!(
                asked(&[text], None),
                Some(Duration::from_secs_f64(seconds)),
                "{text}"
            );
        }
        assert!(asked(&["1e9"], None) > Some(Duration::from_secs(900_000_000)));
        assert_eq!(asked(&["1e99"], None), Some(Duration::MAX));
        for text in ["", "soon", "NaN", "inf"] {
            assert_eq!(asked(&[text], None), None, "{text}");
        }
        assert_eq!(asked(&["120, 60"], None), Some(Duration::from_secs(120)));
        assert_eq!(
            asked(&["2", "5", "soon"], None),
            Some(Duration::from_secs(5))
        );
    }

    #[test]
    fn reads_dates_against_the_response() {
        let date = Some("Sun, 22 Nov 2026 07:00:00 GMT");
        assert_eq!(
            asked(&["Sun, 22 Nov 2026 07:00:09 GMT"], date),
            Some(Duration::from_secs(9))
        );
        assert_eq!(
            asked(&["Sun, 22 Nov 2026 06:00:00 GMT"], date),
            Some(Duration::ZERO)
        );
        for obsolete in ["Sunday, 22-Nov-26 07:00:09 GMT", "Sun Nov 22 07:00:09 2026"] {
            assert_eq!(asked(&[obsolete], date), Some(Duration::from_secs(9)));
        }
        // The server's clock is years off; only the difference counts.
        let date = Some("Thu, 01 Jan 1998 00:00:00 GMT");
        assert_eq!(
            asked(&["Thu, 01 Jan 1998 00:00:03 GMT"], date),
            Some(Duration::from_secs(3))
        );
    }
}
