//! The comparison of the clocks.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

/// How far clocks may drift apart unheeded: more than they are read apart on a busy machine, less than a suspension.
const SLACK: i64 = 100_000_000;

/// After how long by the monotonic clock the others are read anyway: a wall clock that is set back during a suspension
/// may hide it.
const INTERVAL: i64 = 1_000_000_000;

/// The cheap clocks in nanoseconds, from any moment on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trigger {
    pub(super) monotonic: i64,
    pub(super) wall: i64,
}

/// All clocks in nanoseconds, from any moment on; the boot clock is not there on every system.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    pub(super) monotonic: i64,
    pub(super) wall: i64,
    pub(super) boot: Option<i64>,
}

/// What is known of the clocks.
#[derive(Debug)]
pub(super) struct Watch {
    /// How far the wall clock was ahead of the monotonic one when they were compared last.
    ahead: AtomicI64,
    /// The monotonic clock of that moment.
    compared: AtomicI64,
    /// For how long the machine was suspended, in nanoseconds.
    suspended: AtomicU64,
    seen: Mutex<Option<Seen>>,
}

#[derive(Debug)]
struct Seen {
    /// How far the boot clock was ahead of the monotonic one at first.
    boot_ahead: Option<i64>,
    /// How far the wall clock was ahead when it was read last.
    wall_ahead: i64,
}

impl Watch {
    pub(super) const fn new() -> Self {
        Self {
            ahead: AtomicI64::new(i64::MIN),
            compared: AtomicI64::new(i64::MIN),
            suspended: AtomicU64::new(0),
            seen: Mutex::new(None),
        }
    }

    /// Returns for how long the machine was suspended; `read` is called where the cheap clocks give reason to.
    pub(super) fn so_far(&self, cheap: Trigger, read: impl FnOnce() -> Reading) -> Duration {
        let ahead = cheap.wall.saturating_sub(cheap.monotonic);
        let apart = ahead.abs_diff(self.ahead.load(Ordering::Relaxed));
        let since = cheap
            .monotonic
            .saturating_sub(self.compared.load(Ordering::Relaxed));
        if apart > SLACK.unsigned_abs() || since > INTERVAL {
            self.compare(&read());
            self.ahead.store(ahead, Ordering::Relaxed);
            self.compared.store(cheap.monotonic, Ordering::Relaxed);
        }
        Duration::from_nanos(self.suspended.load(Ordering::Relaxed))
    }

    fn compare(&self, now: &Reading) {
        let wall_ahead = now.wall.saturating_sub(now.monotonic);
        let boot_ahead = now.boot.map(|boot| boot.saturating_sub(now.monotonic));
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(seen) = &mut *seen else {
            *seen = Some(Seen {
                boot_ahead,
                wall_ahead,
            });
            return;
        };
        let before = self.suspended.load(Ordering::Relaxed);
        let suspended = if let (Some(now), Some(first)) = (boot_ahead, seen.boot_ahead) {
            // In all, so that the error of reading clocks one after another does not add up.
            u64::try_from(now.saturating_sub(first)).unwrap_or(0)
        } else {
            let jump = wall_ahead.saturating_sub(seen.wall_ahead);
            before.saturating_add(u64::try_from(jump).unwrap_or(0))
        };
        seen.wall_ahead = wall_ahead;
        if suspended > before.saturating_add(SLACK.unsigned_abs()) {
            self.suspended.store(suspended, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000_000_000;
    const HOUR: i64 = 3600 * SECOND;

    /// Clocks that show what a test says.
    struct Play {
        watch: Watch,
        now: Reading,
    }

    impl Play {
        fn new(boot: Option<i64>) -> Self {
            let now = Reading {
                monotonic: 5 * SECOND,
                wall: 500_000 * HOUR,
                boot,
            };
            let play = Self {
                watch: Watch::new(),
                now,
            };
            assert_eq!(play.ask(), 0);
            play
        }

        fn runs(&mut self, time: i64) {
            self.now.monotonic += time;
            self.sleeps(time);
        }

        fn sleeps(&mut self, time: i64) {
            self.now.wall += time;
            self.now.boot = self.now.boot.map(|boot| boot + time);
        }

        /// Returns the seconds of suspension.
        fn ask(&self) -> u64 {
            let Reading {
                monotonic, wall, ..
            } = self.now;
            self.watch
                .so_far(Trigger { monotonic, wall }, || self.now)
                .as_secs()
        }
    }

    #[test]
    fn a_suspension_counts_by_the_boot_clock() {
        let mut play = Play::new(Some(7 * SECOND));
        play.runs(HOUR);
        assert_eq!(play.ask(), 0);
        play.sleeps(HOUR);
        assert_eq!(play.ask(), 3600);
        play.runs(10);
        play.sleeps(5 * SECOND);
        assert_eq!(play.ask(), 3605);
    }

    #[test]
    fn a_wall_clock_that_is_set_changes_nothing_beside_a_boot_clock() {
        let mut play = Play::new(Some(7 * SECOND));
        for step in [HOUR, -3 * HOUR, 26 * HOUR] {
            play.now.wall += step;
            play.runs(10);
            assert_eq!(play.ask(), 0, "{step}");
        }
    }

    #[test]
    fn a_wall_clock_that_is_set_back_meanwhile_hides_no_suspension_for_long() {
        let mut play = Play::new(Some(7 * SECOND));
        play.sleeps(HOUR);
        play.now.wall -= HOUR;
        play.runs(2 * SECOND);
        assert_eq!(play.ask(), 3600);
    }

    #[test]
    fn without_a_boot_clock_a_wall_clock_that_goes_ahead_counts() {
        let mut play = Play::new(None);
        play.runs(HOUR);
        assert_eq!(play.ask(), 0);
        play.sleeps(HOUR);
        assert_eq!(play.ask(), 3600);
        // One that is set back does not make a token young again.
        play.now.wall -= 10 * HOUR;
        assert_eq!(play.ask(), 3600);
        play.sleeps(60 * SECOND);
        assert_eq!(play.ask(), 3660);
    }

    #[test]
    fn what_is_read_moments_apart_does_not_add_up() {
        let mut play = Play::new(Some(7 * SECOND));
        for _ in 0..1000 {
            play.runs(2 * SECOND);
            let boot = play.now.boot;
            play.now.boot = boot.map(|boot| boot + 50_000_000);
            assert_eq!(play.ask(), 0);
            play.now.boot = boot;
        }
    }
}
