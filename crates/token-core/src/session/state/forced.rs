//! Responses of 401, and the mints that they force.

use std::time::Duration;

use tokio::time::Instant;

use super::{State, entry::Entry};
use crate::session::{
    settings::{FORCED_HELPED, FORCED_INTERVAL, LONGEST_FORCED_INTERVAL, MINT_FLOOR},
    token::Generation,
};

/// A mint that a refused token forces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::session) struct Forced {
    /// The token that was refused; only one after it will do.
    pub(in crate::session) generation: Generation,
    /// How many such mints there are in a row with this one.
    pub(in crate::session) number: u32,
}

impl Forced {
    /// Creates the state for a token that is looked for, and not minted.
    pub(super) fn none_after(generation: Generation) -> Self {
        Self {
            generation,
            number: 0,
        }
    }
}

/// What a refused token leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::session) enum Refusal {
    /// Another token is served, or can be obtained: the request is worth retrying.
    Another,
    /// A mint is forced; the token is served until there is another one.
    Forced,
    /// The token stays in service, and no other one is minted now.
    Stays,
}

impl State {
    /// A server responded with 401 to a token; returns what that leads to, and whether it is the first such response.
    pub(in crate::session) fn refuse(
        &mut self,
        generation: Generation,
        now: Instant,
    ) -> (Refusal, bool) {
        if self.closed {
            return (Refusal::Stays, false);
        }
        let Some(entry) = self.live(now) else {
            let refusal = match self.pausing(now) {
                None => Refusal::Another,
                Some(_) => Refusal::Stays,
            };
            return (refusal, false);
        };
        if entry.token.generation() != generation {
            return (Refusal::Another, false);
        }
        let (age, number) = (entry.age(now), entry.forced);
        let is_first = self.refused.is_none_or(|(known, _)| known != generation);
        let first_age = match self.refused {
            Some((known, age)) if known == generation => age,
            _ => age,
        };
        self.refused = Some((generation, first_age));
        if self.force.is_some() {
            return (Refusal::Forced, is_first);
        }
        if self.pausing(now).is_some() || age < interval(number) {
            return (Refusal::Stays, is_first);
        }
        // A forced token that was good for long shows that forcing it was right.
        let row = if first_age < FORCED_HELPED { number } else { 0 };
        self.force = Some(Forced {
            generation,
            number: row.saturating_add(1),
        });
        (Refusal::Forced, is_first)
    }

    /// Returns whether the token is to be replaced because a server responded with 401.
    pub(super) fn is_doubted(&self, entry: &Entry) -> bool {
        self.force
            .is_some_and(|force| force.generation >= entry.token.generation())
    }

    /// Drops the token that is served because the program says so, unless that was done moments ago.
    pub(in crate::session) fn invalidate(&mut self, now: Instant) -> Option<Generation> {
        let entry = self.live(now)?;
        let (generation, forced) = (entry.token.generation(), entry.forced);
        if forced > 0 && entry.age(now) < MINT_FLOOR {
            return None;
        }
        self.drop_token(generation);
        self.force = Some(Forced {
            generation,
            number: 1,
        });
        Some(generation)
    }
}

impl Entry {
    fn age(&self, now: Instant) -> Duration {
        let age = self.minted_at.map(|at| now.saturating_duration_since(at));
        age.unwrap_or(Duration::MAX)
    }
}

/// Returns how long no other token is forced after one that was, as the last of so many in a row.
///
/// One that was not forced may be replaced as soon as the floor between mints allows.
fn interval(number: u32) -> Duration {
    match number.checked_sub(1) {
        None => Duration::ZERO,
        Some(before) => {
            let factor = 1_u32.checked_shl(before).unwrap_or(u32::MAX);
            FORCED_INTERVAL
                .saturating_mul(factor)
                .min(LONGEST_FORCED_INTERVAL)
        }
    }
}
