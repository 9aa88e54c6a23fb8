//! How often a call is retried, and how long it waits.

use std::time::Duration;

use super::verdict::Verdict;

/// How often a call is retried, and how long it waits in between: by default 3 attempts, with random waits of up to
/// 100 ms (1 s for an overloaded server), doubling up to 20 s.
///
/// An operation that is not idempotent is repeated only when nothing was sent, on 429, and on 503 with a
/// `Retry-After`; in all other cases the server may have acted.
/// The wait is a random part of a time that doubles with every attempt, so that clients do not come back
/// together; a `Retry-After` is never undercut.
///
/// ```
/// # use std::time::Duration;
/// use token_core::retry::RetryPolicy;
///
/// let patient = RetryPolicy::default().max_attempts(5).base(Duration::from_millis(250));
/// let never = RetryPolicy::none();
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    max_attempts: u32,
    base: Duration,
    throttled_base: Duration,
    max_backoff: Duration,
    max_retry_after: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_attempts: 3,
            base: Duration::from_millis(100),
            throttled_base: Duration::from_secs(1),
            max_backoff: Duration::from_secs(20),
            max_retry_after: Duration::from_secs(60),
        }
    }
}

impl RetryPolicy {
    /// Returns the policy that never repeats a call, but for the one replay after a refused token.
    pub fn none() -> Self {
        Self::default().max_attempts(1)
    }

    /// Sets how many attempts a call has, the first one included; 3 by default.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// Sets the longest wait before the second attempt; 100 ms by default.
    pub fn base(mut self, base: Duration) -> Self {
        self.base = base;
        self
    }

    /// Sets the same for a server that says it is overloaded; 1 s by default.
    pub fn throttled_base(mut self, base: Duration) -> Self {
        self.throttled_base = base;
        self
    }

    /// Sets the longest wait of all; 20 s by default.
    pub fn max_backoff(mut self, backoff: Duration) -> Self {
        self.max_backoff = backoff;
        self
    }

    /// Sets the longest `Retry-After` that is waited for; 60 s by default.
    ///
    /// A longer one ends the call at once, and the error carries it.
    pub fn max_retry_after(mut self, retry_after: Duration) -> Self {
        self.max_retry_after = retry_after;
        self
    }

    /// Returns the wait after attempt number `attempt`, or `None` when there is to be no other.
    ///
    /// `asked` is what the server asks for, and `fraction` a random number from 0 to 1.
    pub(crate) fn wait(
        &self,
        verdict: Verdict,
        attempt: u32,
        asked: Option<Duration>,
        fraction: f64,
    ) -> Option<Duration> {
        let base = match verdict {
            _ if attempt >= self.max_attempts => return None,
            Verdict::Stop => return None,
            Verdict::Retry => self.base,
            Verdict::Throttled => self.throttled_base,
        };
        let doubled = base.saturating_mul(
            1_u32
                .checked_shl(attempt.saturating_sub(1))
                .unwrap_or(u32::MAX),
        );
        let backoff = doubled.min(self.max_backoff).mul_f64(fraction);
        match asked {
            None => Some(backoff),
            Some(asked) if asked > self.max_retry_after => None,
            // A little later than asked, so that clients with the same `Retry-After` do not come together.
            Some(asked) => Some(
                asked
                    .saturating_add(asked.mul_f64(0.1 * fraction))
                    .max(backoff),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::RetryPolicy;
    use crate::retry::verdict::Verdict;

    #[test]
    fn waits_double_up_to_the_cap() {
        let policy = RetryPolicy::default().max_attempts(u32::MAX);
        let longest = |verdict, attempt| policy.wait(verdict, attempt, None, 1.0).unwrap();
        assert_eq!(longest(Verdict::Retry, 1), Duration::from_millis(100));
        assert_eq!(longest(Verdict::Retry, 3), Duration::from_millis(400));
        assert_eq!(longest(Verdict::Throttled, 2), Duration::from_secs(2));
        for attempt in [10, 32, 33, u32::MAX - 1] {
            assert_eq!(longest(Verdict::Retry, attempt), Duration::from_secs(20));
        }
        assert_eq!(
            policy.wait(Verdict::Retry, 1, None, 0.0),
            Some(Duration::ZERO)
        );
    }

    #[test]
    fn ends_after_the_last_attempt() {
        let policy = RetryPolicy::default();
        assert!(policy.wait(Verdict::Retry, 2, None, 0.5).is_some());
        assert_eq!(policy.wait(Verdict::Retry, 3, None, 0.5), None);
        assert_eq!(RetryPolicy::none().wait(Verdict::Retry, 1, None, 0.5), None);
        assert_eq!(policy.wait(Verdict::Stop, 1, None, 0.5), None);
    }

    #[test]
    fn never_waits_less_than_asked_nor_longer_than_allowed() {
        let policy = RetryPolicy::default();
        let asked = |seconds, fraction| {
            policy.wait(
                Verdict::Throttled,
                1,
                Some(Duration::from_secs(seconds)),
                fraction,
            )
        };
        assert_eq!(asked(2, 0.0), Some(Duration::from_secs(2)));
        assert_eq!(asked(2, 1.0), Some(Duration::from_millis(2200)));
        assert_eq!(asked(0, 1.0), Some(Duration::from_secs(1)));
        assert_eq!(asked(60, 0.0), Some(Duration::from_secs(60)));
        assert_eq!(asked(61, 0.0), None);
        let endless = policy.max_retry_after(Duration::MAX);
        let wait = endless.wait(Verdict::Throttled, 1, Some(Duration::MAX), 1.0);
        assert_eq!(wait, Some(Duration::MAX));
    }
}
