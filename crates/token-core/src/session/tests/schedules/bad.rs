//! The ways in which a request may fail.

use std::time::Duration;

use super::super::support::{millis, secs};

/// What comes of a request.
#[derive(Debug, Clone, Copy)]
pub(super) enum Bad {
    Fails,
    AsksToWait,
    Refuses,
    Panics,
    /// It is done, and no response comes.
    Lost,
    Slow(Duration),
}

impl Bad {
    pub(super) fn any(dice: &mut fastrand::Rng) -> Self {
        let slow = Self::Slow([millis(2), secs(1), secs(9), secs(11)][dice.usize(..4)]);
        [
            Self::Fails,
            Self::AsksToWait,
            Self::Refuses,
            Self::Panics,
            Self::Lost,
            slow,
        ][dice.usize(..6)]
    }
}
