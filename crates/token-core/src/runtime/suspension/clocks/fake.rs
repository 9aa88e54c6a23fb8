//! Clocks on which a test plays a suspension; each thread has its own.

use std::{cell::RefCell, time::Duration};

use tokio::time::Instant;

use super::{Clocks, Reading, Trigger, Watch};

thread_local! {
    static CLOCKS: RefCell<Fake> = RefCell::new(Fake::new());
}

/// How far the clocks are ahead of the monotonic one, which is the time of Tokio.
struct Fake {
    start: Instant,
    watch: Watch,
    wall: i64,
    boot: Option<i64>,
}

impl Fake {
    fn new() -> Self {
        Self {
            start: Instant::now(),
            watch: Watch::new(),
            wall: 1_790_000_000_000_000_000,
            boot: Some(0),
        }
    }
}

pub(in super::super) fn with<T>(ask: impl FnOnce(&Watch, &dyn Clocks) -> T) -> T {
    CLOCKS.with_borrow(|fake| ask(&fake.watch, fake))
}

/// Suspends the machine: every clock goes on but the monotonic one.
pub(crate) fn suspend(time: Duration) {
    change(|fake| {
        fake.wall += nanoseconds(time);
        fake.boot = fake.boot.map(|boot| boot + nanoseconds(time));
    });
}

/// Sets the wall clock ahead, or back by `-1` times `time`.
pub(crate) fn step(direction: i64, time: Duration) {
    change(|fake| fake.wall += direction * nanoseconds(time));
}

/// Takes the boot clock away.
pub(crate) fn without_boot_clock() {
    change(|fake| {
        fake.boot = None;
        fake.watch = Watch::new();
    });
}

fn change(change: impl FnOnce(&mut Fake)) {
    CLOCKS.with_borrow_mut(change);
}

fn nanoseconds(time: Duration) -> i64 {
    i64::try_from(time.as_nanos()).unwrap_or(i64::MAX)
}

impl Clocks for Fake {
    fn trigger(&self, now: Instant) -> Trigger {
        let Reading {
            monotonic, wall, ..
        } = self.read(now);
        Trigger { monotonic, wall }
    }

    fn read(&self, now: Instant) -> Reading {
        let monotonic = nanoseconds(now.saturating_duration_since(self.start));
        Reading {
            monotonic,
            wall: self.wall + monotonic,
            boot: self.boot.map(|boot| boot + monotonic),
        }
    }
}
