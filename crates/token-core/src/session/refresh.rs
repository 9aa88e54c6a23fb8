//! What a refresh does: look into the store, take the lease, renew or mint, save.

use std::time::Duration;

use tokio::time::Instant;

use super::{
    Generation, Renewal, SessionEvent, Shared, SourceError, Token, TokenError, TokenErrorKind,
    TokenSource, runtime,
    settings::{FORCED_INTERVAL, REFUSAL_HOLDS},
    source::Verdict,
    state::{Duty, Entry, refresh_at},
    store::{Lease, Record, StoredToken},
};
use crate::time::{LONGEST, after};

/// The first wait for a lease that another session has; it doubles up to the longest.
const FIRST_WAIT: Duration = Duration::from_millis(25);
const LONGEST_WAIT: Duration = Duration::from_millis(500);

/// A token that differs by less from the one that is served is the same: sums of times are not exact.
const SLACK: Duration = Duration::from_secs(1);

/// How a refresh ended well.
#[derive(Debug)]
pub(super) enum Settled {
    /// There is a token, new or renewed.
    Served {
        entry: Entry,
        event: SessionEvent,
        /// Why the store does not know it.
        unsaved: Option<TokenError>,
    },
    /// Another session is refreshing, and the token at hand, of this generation, was still good.
    Busy(Generation),
}

/// Refreshes the token, unless another session has done so.
///
/// Half of the time is for what happens under the lease, which lasts as long.
/// Whoever started to wait together with a holder that died then has the other half left to do its work.
pub(super) async fn refresh<S: TokenSource>(
    shared: &Shared<S>,
    duty: &Duty,
) -> Result<Settled, TokenError> {
    let store = &shared.settings.store;
    let duration = shared.settings.lease();
    let mut wait = FIRST_WAIT;
    let mut lease = loop {
        let record = store.load().await.map_err(TokenError::store)?;
        if let Some(settled) = adopt(shared, duty, record)? {
            return Ok(settled);
        }
        if let Some(lease) = store.lease(duration).await.map_err(TokenError::store)? {
            break lease;
        }
        if let Some(held) = &duty.held {
            return Ok(Settled::Busy(held.token.generation()));
        }
        runtime::sleep(wait.mul_f64(0.5 + 0.5 * fastrand::f64())).await;
        wait = (wait * 2).min(LONGEST_WAIT);
    };
    let settled = runtime::timeout(duration, under_lease(shared, duty, &mut *lease))
        .await
        .unwrap_or_else(|| Err(TokenError::slow(duration)));
    let released = lease.release().await.map_err(TokenError::store);
    match (settled, released) {
        (
            Ok(Settled::Served {
                entry,
                event,
                unsaved,
            }),
            Err(error),
        ) => Ok(Settled::Served {
            entry,
            event,
            unsaved: unsaved.or(Some(error)),
        }),
        // What went wrong first says more.
        (settled, _) => settled,
    }
}

/// Takes over what another session has put into the store, if that is news.
fn adopt<S: TokenSource>(
    shared: &Shared<S>,
    duty: &Duty,
    record: Option<Record>,
) -> Result<Option<Settled>, TokenError> {
    let now = runtime::now();
    let Some(record) = record else {
        return Ok(None);
    };
    let generation = Generation(record.generation);
    if let Some(stored) = usable(&record, duty) {
        let is_news = duty.held.as_ref().is_none_or(|held| {
            held.token.generation() != generation
                || after(now, stored.remaining) > held.expires_at + SLACK
        });
        if is_news {
            let event = SessionEvent::Adopted(generation);
            return serve(shared, stored, generation, now, event, None).map(Some);
        }
    }
    match record.refused {
        Some(age) if age < REFUSAL_HOLDS && !duty.retry_credentials => Err(TokenError::lasting(
            TokenErrorKind::CredentialsRefused,
            "another process sent these credentials, and the server refused them",
            REFUSAL_HOLDS.saturating_sub(age),
        )),
        _ => Ok(None),
    }
}

/// Returns the token of the store, if it lives and was not refused.
fn usable<'r>(record: &'r Record, duty: &Duty) -> Option<&'r StoredToken> {
    record
        .token
        .as_ref()
        .filter(|token| !token.remaining.is_zero())
        .filter(|_| duty.refused < Some(Generation(record.generation)))
}

async fn under_lease<S: TokenSource>(
    shared: &Shared<S>,
    duty: &Duty,
    lease: &mut dyn Lease,
) -> Result<Settled, TokenError> {
    // Whoever had the lease before may have refreshed.
    let record = shared.settings.store.load().await;
    let record = record.map_err(TokenError::store)?;
    if let Some(settled) = adopt(shared, duty, record.clone())? {
        return Ok(settled);
    }
    let mut record = record.unwrap_or_default();
    if let Some(renewal) = shared.source.renewal()
        && usable(&record, duty).is_some_and(|token| token.renewals < renewal.limit)
        && let Some(settled) = renew(shared, renewal, &mut record, lease).await?
    {
        return Ok(settled);
    }
    mint(shared, duty, record, lease).await
}

/// Renews the token of the record; `None` when the server will not, so that a new one must be minted.
async fn renew<S: TokenSource>(
    shared: &Shared<S>,
    renewal: Renewal,
    record: &mut Record,
    lease: &mut dyn Lease,
) -> Result<Option<Settled>, TokenError> {
    let started = runtime::now();
    let generation = Generation(record.generation);
    let Some(token) = &mut record.token else {
        return Ok(None);
    };
    // Counted before the request leaves, because an answer may get lost.
    token.renewals += 1;
    let secret = token.token.clone();
    lease.save(record).await.map_err(TokenError::store)?;
    match shared.source.renew(&secret).await {
        Ok(()) => {}
        Err(error) if error.verdict == Verdict::Passing => {
            return Err(TokenError::of_renewal(error));
        }
        Err(error) => {
            if error.verdict == Verdict::Unauthorized {
                shared.drop_dead(generation);
            }
            return Ok(None);
        }
    }
    record.shift(runtime::now() - started);
    let Some(token) = &mut record.token else {
        return Ok(None);
    };
    token.remaining = token.remaining.saturating_add(renewal.extends);
    token.life = token.remaining;
    let stored = token.clone();
    let event = SessionEvent::Renewed(generation, stored.renewals);
    let unsaved = lease.save(record).await.err().map(TokenError::store);
    serve(shared, &stored, generation, runtime::now(), event, unsaved).map(Some)
}

async fn mint<S: TokenSource>(
    shared: &Shared<S>,
    duty: &Duty,
    mut record: Record,
    lease: &mut dyn Lease,
) -> Result<Settled, TokenError> {
    // The life of a token counts from before its request leaves.
    let started = runtime::now();
    if duty.force {
        check_forced(&record, duty)?;
        shared.write().state.forcing(started);
    }
    let minted = match shared.source.mint().await {
        Ok(minted) => minted,
        Err(error) => return Err(refused_mint(record, error, lease, started).await),
    };
    let passed = runtime::now() - started;
    let life = minted.life.unwrap_or(shared.settings.default_life);
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
    let settled = serve(shared, &stored, generation, runtime::now(), event, None)?;
    record.token = Some(stored);
    match (settled, lease.save(&record).await) {
        (Settled::Served { entry, event, .. }, Err(error)) => Ok(Settled::Served {
            entry,
            event,
            unsaved: Some(TokenError::store(error)),
        }),
        (settled, _) => Ok(settled),
    }
}

/// Keeps refused tokens from forcing mint after mint, whichever process did the last one.
fn check_forced(record: &Record, duty: &Duty) -> Result<(), TokenError> {
    let just_forced = record.token.as_ref().filter(|token| {
        token.forced
            && token.age < FORCED_INTERVAL
            && duty.refused >= Some(Generation(record.generation))
    });
    match just_forced {
        Some(token) => Err(TokenError::lasting(
            TokenErrorKind::TokenRefused,
            "the server refuses the token that it has just minted",
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
        let _ = lease.save(&record).await;
    }
    error
}

/// Makes the entry for a token of the store, as it is at `now`.
fn serve<S: TokenSource>(
    shared: &Shared<S>,
    stored: &StoredToken,
    generation: Generation,
    now: Instant,
    event: SessionEvent,
    unsaved: Option<TokenError>,
) -> Result<Settled, TokenError> {
    let token = Token::new(stored.token.clone(), generation)
        .map_err(|error| TokenError::new(TokenErrorKind::Failed, error.to_string()))?;
    let expires_at = after(now, stored.remaining);
    let window = shared.settings.window(stored.life);
    Ok(Settled::Served {
        entry: Entry {
            token,
            renewals: stored.renewals,
            refresh_at: refresh_at(expires_at, window, fastrand::f64()),
            expires_at,
        },
        event,
        unsaved,
    })
}
