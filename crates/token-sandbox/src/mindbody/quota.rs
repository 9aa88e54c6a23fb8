//! The daily quota of calls per API key.

use std::collections::HashMap;

use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};

use super::Refusal;

/// How many calls a key may make in a day of the sandbox's clock (UTC); without a limit, any number.
#[derive(Default)]
pub(super) struct Quota {
    pub(super) limit: Option<u32>,
    day: NaiveDate,
    spent: HashMap<String, u32>,
}

impl Quota {
    /// Counts a call, or refuses it when the key has spent its day.
    pub(super) fn spend(&mut self, api_key: &str, now: DateTime<Utc>) -> Result<(), Refusal> {
        if self.day != now.date_naive() {
            self.day = now.date_naive();
            self.spent.clear();
        }
        let spent = self.spent.entry(api_key.to_owned()).or_default();
        if self.limit.is_some_and(|limit| *spent >= limit) {
            return Err(Refusal::new(
                StatusCode::TOO_MANY_REQUESTS,
                "QuotaExceeded",
                "the API key has spent its calls of this day",
            ));
        }
        *spent += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn a_quota_is_per_key_and_day() {
        let now = DateTime::UNIX_EPOCH;
        let mut quota = Quota {
            limit: Some(2),
            ..Quota::default()
        };
        assert!(quota.spend("a", now).is_ok());
        assert!(quota.spend("a", now).is_ok());
        let refusal = quota.spend("a", now).unwrap_err();
        assert_eq!(refusal.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(quota.spend("b", now).is_ok());
        assert!(quota.spend("a", now + TimeDelta::days(1)).is_ok());
    }

    #[test]
    fn there_is_no_quota_unless_set() {
        let mut quota = Quota::default();
        assert!((0..2_000).all(|_| quota.spend("a", DateTime::UNIX_EPOCH).is_ok()));
    }
}
