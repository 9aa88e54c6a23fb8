//! Which waits leave time for another attempt before the deadline.

use std::time::Duration;

/// The least time that another attempt is worth starting for.
pub(crate) const SHORTEST_ATTEMPT: Duration = Duration::from_millis(100);

/// Returns the wait, cut to what is `left` of the call, or `None` where no attempt could follow it.
///
/// An attempt that the deadline cuts short would turn a clear refusal into doubt.
pub(crate) fn fit_deadline(
    wait: Duration,
    asked: Option<Duration>,
    left: Duration,
) -> Option<Duration> {
    let longest = left.checked_sub(SHORTEST_ATTEMPT)?;
    match asked {
        // The jitter on top of it must not decide whether the server's wish fits.
        Some(asked) if asked <= longest => Some(wait.min(longest)),
        _ => (wait <= longest).then_some(wait),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::fit_deadline;

    #[test]
    fn leaves_time_for_an_attempt() {
        let seconds = Duration::from_secs;
        assert_eq!(fit_deadline(seconds(2), None, seconds(3)), Some(seconds(2)));
        assert_eq!(fit_deadline(seconds(3), None, seconds(3)), None);
        assert_eq!(
            fit_deadline(seconds(2), Some(seconds(2)), Duration::from_millis(2050)),
            None
        );
        let jittered = fit_deadline(
            Duration::from_millis(2200),
            Some(seconds(2)),
            Duration::from_millis(2200),
        );
        assert_eq!(jittered, Some(Duration::from_millis(2100)));
    }
}
