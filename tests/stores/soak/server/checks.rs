//! What must hold of the logins as a whole.

use std::time::{Duration, Instant};

use super::State;

impl State {
    /// Returns whether the process was killed or stopped in this time, or so shortly before or after that it could
    /// not do what it had to.
    fn was_disturbed(&self, process: usize, from: Instant, until: Instant) -> bool {
        // A stop takes 6 s at most, and saving a token far less than a second.
        let (before, after) = (Duration::from_secs(7), Duration::from_secs(1));
        let mut disturbed = self.disturbed.iter();
        disturbed.any(|(who, at)| *who == process && *at + before >= from && *at <= until + after)
    }

    pub(super) fn check_overlaps(&self, is_redis: bool, seed: u64) {
        for (at, login) in self.logins.iter().enumerate() {
            let Some(ended) = login.ended else { continue };
            for next in &self.logins[at + 1..] {
                let is_stopped = is_redis && self.was_disturbed(login.process, login.began, ended);
                assert!(
                    next.began >= ended || is_stopped,
                    "SOAK_SEED={seed}: two logins at one time: {login:?} {next:?}"
                );
            }
        }
    }

    /// After a failure that a process saw, it waits for a second at least.
    pub(super) fn check_pauses(&self, seed: u64) {
        for (at, login) in self.logins.iter().enumerate() {
            let Some(ended) = login.ended.filter(|_| !login.is_good) else {
                continue;
            };
            let next = self.logins[at + 1..]
                .iter()
                .find(|next| next.process == login.process);
            let Some(next) = next else { continue };
            assert!(
                next.began - ended > Duration::from_millis(900)
                    || self.was_disturbed(login.process, login.began, next.began),
                "SOAK_SEED={seed}: no pause after a failure: {login:?} {next:?}"
            );
        }
    }

    /// Two logins that succeed are 5 s apart, unless the process of the first one could not save its token.
    pub(super) fn check_floor(&self, seed: u64) {
        let closest = self.closest();
        let is_kept = closest.is_none_or(|gap| gap >= Duration::from_millis(4900));
        assert!(
            is_kept,
            "SOAK_SEED={seed}: two logins within {closest:?}: {:#?}",
            self.logins
        );
    }

    pub(super) fn closest(&self) -> Option<Duration> {
        let good: Vec<_> = self.logins.iter().filter(|login| login.is_good).collect();
        let pairs = good.windows(2).filter_map(|pair| {
            let ended = pair[0].ended?;
            let is_saved = !self.was_disturbed(pair[0].process, pair[0].began, ended);
            is_saved.then(|| pair[1].began - pair[0].began)
        });
        pairs.min()
    }
}
