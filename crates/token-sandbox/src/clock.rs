//! The sandbox's clock: real time plus an offset that tests choose.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, TimeDelta, Utc};

/// The offset stops at a thousand years, so that adding a token's life to any time cannot overflow.
const FARTHEST: TimeDelta = TimeDelta::days(365_000);

/// A clock that ticks like the real one, some way off from it.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    offset: TimeDelta,
}

impl Clock {
    /// Returns the sandbox's time.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        real_time() + self.offset
    }

    /// Moves the clock forward.
    pub(crate) fn advance(&mut self, by: Duration) {
        let by = TimeDelta::from_std(by).map_or(FARTHEST, |by| by.min(FARTHEST));
        self.offset = (self.offset + by).min(FARTHEST);
    }

    /// Sets the clock, forward or back.
    pub(crate) fn set(&mut self, now: DateTime<Utc>) {
        self.offset = (now - real_time()).clamp(-FARTHEST, FARTHEST);
    }
}

/// Writes a time as the `Date` header has it (RFC 9110, section 5.6.7).
pub(crate) fn http_date(time: DateTime<Utc>) -> String {
    time.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

fn real_time() -> DateTime<Utc> {
    SystemTime::now().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advances_add_up() {
        let mut clock = Clock::default();
        clock.advance(Duration::from_secs(60));
        clock.advance(Duration::from_secs(30));
        assert_eq!(clock.offset, TimeDelta::seconds(90));
        assert!(clock.now() >= real_time() + TimeDelta::seconds(89));
    }

    #[test]
    fn can_be_set_behind_real_time() {
        let mut clock = Clock::default();
        let yesterday = real_time() - TimeDelta::days(1);
        clock.set(yesterday);
        assert!(clock.now() >= yesterday);
        assert!(clock.now() < yesterday + TimeDelta::minutes(1));
    }

    #[test]
    fn absurd_times_are_capped() {
        let mut clock = Clock::default();
        clock.advance(Duration::MAX);
        clock.advance(Duration::MAX);
        assert_eq!(clock.offset, FARTHEST);
        clock.set(DateTime::<Utc>::MIN_UTC);
        assert_eq!(clock.offset, -FARTHEST);
    }

    #[test]
    fn http_dates_are_fixed_width() {
        let time = DateTime::from_timestamp(784_111_777, 0).unwrap();
        assert_eq!(http_date(time), "Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
