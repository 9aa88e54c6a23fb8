//! How much time passes between two processes.

use std::{
    fs,
    time::{Duration, SystemTime},
};

use serde::{Deserialize, Serialize};

/// A moment that another process can measure from.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Moment {
    /// Milliseconds since 1970 by the wall clock, which anybody may set.
    wall_ms: u64,
    boot: Option<Boot>,
}

/// A moment by the clock that counts from the start of the machine, sleep included, and that cannot be set.
#[derive(Debug, Serialize, Deserialize)]
struct Boot {
    /// Which start, and whose clock: times of another one do not compare.
    id: String,
    up_ms: u64,
}

impl Moment {
    pub(super) fn now() -> Self {
        let wall = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        Self {
            wall_ms: wall.map_or(0, milliseconds),
            boot: Boot::now(),
        }
    }

    /// Returns how long ago `earlier` was; nothing, if by the clock it has not come yet.
    pub(super) fn since(&self, earlier: &Self) -> Duration {
        let passed = match (&self.boot, &earlier.boot) {
            (Some(now), Some(then)) if now.id == then.id => now.up_ms.saturating_sub(then.up_ms),
            _ => self.wall_ms.saturating_sub(earlier.wall_ms),
        };
        Duration::from_millis(passed)
    }
}

impl Boot {
    /// Returns the time since the machine started; `None` where the system does not tell it as Linux does.
    fn now() -> Option<Self> {
        let id = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
        let uptime = fs::read_to_string("/proc/uptime").ok()?;
        let seconds: f64 = uptime.split_whitespace().next()?.parse().ok()?;
        let up = Duration::try_from_secs_f64(seconds).ok()?;
        // A time namespace has an offset of its own; a kernel without them has one clock.
        let namespace = fs::read_link("/proc/self/ns/time").unwrap_or_default();
        Some(Self {
            id: format!("{} {}", id.trim(), namespace.display()),
            up_ms: milliseconds(up),
        })
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_MS: u64 = 24 * 3600 * 1000;

    fn moment(wall_ms: u64, boot: Option<(&str, u64)>) -> Moment {
        Moment {
            wall_ms,
            boot: boot.map(|(id, up_ms)| Boot {
                id: id.to_owned(),
                up_ms,
            }),
        }
    }

    #[test]
    fn a_wall_clock_that_is_set_changes_nothing_within_one_boot() {
        let saved = moment(10 * DAY_MS, Some(("a", 5000)));
        for wall in [9 * DAY_MS, 10 * DAY_MS, 11 * DAY_MS] {
            let now = moment(wall, Some(("a", 6500)));
            assert_eq!(now.since(&saved), Duration::from_millis(1500));
        }
    }

    #[test]
    fn across_a_restart_the_wall_clock_counts() {
        let saved = moment(10 * DAY_MS, Some(("a", 5000)));
        let now = moment(11 * DAY_MS, Some(("b", 10)));
        assert_eq!(now.since(&saved), Duration::from_millis(DAY_MS));
        let elsewhere = moment(11 * DAY_MS, None);
        assert_eq!(elsewhere.since(&saved), Duration::from_millis(DAY_MS));
    }

    #[test]
    fn a_step_back_counts_as_nothing() {
        let saved = moment(10 * DAY_MS, None);
        assert_eq!(moment(9 * DAY_MS, None).since(&saved), Duration::ZERO);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn linux_has_a_boot_clock_that_ticks() {
        let first = Moment::now();
        assert!(first.boot.is_some());
        std::thread::sleep(Duration::from_millis(30));
        assert!(Moment::now().since(&first) >= Duration::from_millis(20));
    }
}
