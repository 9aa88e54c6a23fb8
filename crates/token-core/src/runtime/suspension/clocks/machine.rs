//! The clocks of the machine.

use std::{
    fs::File,
    io::Read,
    sync::LazyLock,
    time::{Duration, Instant, SystemTime},
};

use super::{Clocks, Reading, Trigger, Watch};

/// How far apart two clocks may be read; a busy machine may stop the process in between.
const APART: Duration = Duration::from_millis(5);

static WATCH: Watch = Watch::new();

/// From where the monotonic clock is counted.
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

struct Machine;

pub(in super::super) fn with<T>(ask: impl FnOnce(&Watch, &dyn Clocks) -> T) -> T {
    ask(&WATCH, &Machine)
}

impl Clocks for Machine {
    fn trigger(&self, now: tokio::time::Instant) -> Trigger {
        Trigger {
            monotonic: since_start(now.into_std()),
            wall: wall(),
        }
    }

    /// The monotonic clock is not that of `now`, which a test may have paused.
    fn read(&self, _now: tokio::time::Instant) -> Reading {
        let mut tries = 0;
        loop {
            tries += 1;
            let before = Instant::now();
            let boot = boot();
            let after = Instant::now();
            if tries == 3 || after.saturating_duration_since(before) <= APART {
                return Reading {
                    monotonic: since_start(after),
                    wall: wall(),
                    boot,
                };
            }
        }
    }
}

fn since_start(now: Instant) -> i64 {
    nanoseconds(now.saturating_duration_since(*START))
}

fn wall() -> i64 {
    let wall = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    nanoseconds(wall.unwrap_or_default())
}

/// Returns the time since the machine started, suspension included, where the system reports it as Linux does.
///
/// It allocates nothing, because a token may be handed out at the same time.
fn boot() -> Option<i64> {
    let mut text = [0; 64];
    let length = File::open("/proc/uptime").ok()?.read(&mut text).ok()?;
    let text = std::str::from_utf8(text.get(..length)?).ok()?;
    let seconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok().map(nanoseconds)
}

fn nanoseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_nanos()).unwrap_or(i64::MAX)
}
