//! A new token, and what keeps one from being asked for too often.

use std::time::Duration;

use tokio::time::Instant;

use super::{
    Generation, SessionEvent, Shared, SourceError, TokenError, TokenErrorKind, TokenSource,
    runtime,
    served::Served,
    settings::FORCED_INTERVAL,
    state::Duty,
    store::{Lease, Record, StoredToken},
};
use crate::time::LONGEST;

/// Mints a token, and saves it.
pub(super) async fn mint<S: TokenSource>(
    shared: &Shared<S>,
    duty: &Duty,
    mut record: Record,
    lease: &mut dyn Lease,
) -> Result<Served, TokenError> {
    // The life of a token counts from before its request leaves.
    let started = runtime::now();
    if duty.force {
        check_forced(&record, duty)?;
        shared.write().state.forcing(started);
    }
    let minted = match shared.within_lease(shared.source.mint()).await? {
        Ok(minted) => minted,
        Err(error) => return Err(refused_mint(record, error, lease, started).await),
    };
    let passed = runtime::now() - started;
    let life = minted.life.or(shared.settings.default_life);
    // Within the range of every store.
    let life = life.min(LONGEST);
    let stored = StoredToken {
        token: minted.token,
        renewals: 0,
        forced: duty.force,
        age: passed,
        life,
        remaining: life.saturating_sub(passed),
    };
    record.generation = record.generation.max(duty.last).saturating_add(1);
    record.refused = None;
    let generation = Generation(record.generation);
    let event = SessionEvent::Minted(generation);
    let served = Served::new(shared, &stored, generation, runtime::now(), event)?;
    record.token = Some(stored);
    Ok(served.unless(lease.save(&record, None).await, TokenError::store))
}

/// Keeps refused tokens from forcing mint after mint, whichever process did the last one.
fn check_forced(record: &Record, duty: &Duty) -> Result<(), TokenError> {
    let just_forced = record.token.as_ref().filter(|token| {
        token.forced
            && token.age < FORCED_INTERVAL
            && duty.refused >= Some(Generation(record.generation))
    });
    match just_forced {
        Some(token) => Err(TokenError::refused_anew(
            FORCED_INTERVAL.saturating_sub(token.age),
        )),
        None => Ok(()),
    }
}

/// Lets the other processes know of refused credentials.
async fn refused_mint(
    mut record: Record,
    error: SourceError,
    lease: &mut dyn Lease,
    started: Instant,
) -> TokenError {
    let error = TokenError::of_mint(error);
    if error.kind() == TokenErrorKind::CredentialsRefused {
        record.shift(runtime::now() - started);
        record.refused = Some(Duration::ZERO);
        // The refusal is what the caller must hear of, whether or not it can be saved.
        let _ = lease.save(&record, None).await;
    }
    error
}
