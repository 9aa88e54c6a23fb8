//! A new token, and what keeps one from being asked for too often.

use std::time::Duration;

use super::{
    Shared,
    error::{TokenError, kind::TokenErrorKind},
    event::SessionEvent,
    login::Login,
    minted::Minted,
    refresh_outcome::ServedToken,
    refusal_proof,
    settings::{FLOOR_SLACK, MINT_FLOOR},
    source::{TokenSource, error::SourceError},
    state::context::RefreshContext,
    token::Generation,
};
use crate::runtime;
use crate::store::Lease;
use crate::store::record::Record;
use crate::store::record::StoredRefusal;
use crate::store::record::StoredToken;
use crate::time::LONGEST;

/// How a mint ended well.
#[derive(Debug)]
pub(super) enum Minting {
    Served(ServedToken),
    /// Another one was minted moments ago: nothing was sent, and it is too soon for so long.
    TooSoon(Duration),
}

/// Mints a token, and saves it.
pub(super) async fn mint<S: TokenSource>(
    shared: &Shared<S>,
    context: &RefreshContext,
    mut record: Record,
    login: Option<&Login>,
    lease: &mut dyn Lease,
) -> Result<Minting, TokenError> {
    let wait = floor(shared, context, &record, login);
    if !wait.is_zero() {
        return Ok(Minting::TooSoon(wait));
    }
    // The life of a token counts from before its request leaves.
    let started = runtime::now();
    let minted = match shared.within_lease(shared.source.mint()).await? {
        Ok(minted) => minted,
        Err(error) => {
            record.shift(runtime::now() - started);
            return Err(failed(shared, context, record, (error, login), lease).await);
        }
    };
    let now = runtime::now();
    let stored = stored(shared, context, minted, now - started)?;
    record.generation = record.generation.max(context.last).saturating_add(1);
    let generation = Generation(record.generation);
    let event = SessionEvent::Minted(generation);
    let served = ServedToken::new(shared, &stored, generation, now, event)?;
    shared.write().state.minted(now);
    let record = Record {
        generation: record.generation,
        login: login.map(Login::id),
        token: Some(stored),
        minted: Some(Duration::ZERO),
        ..Record::default()
    };
    let saved = shared.save(lease, &record, login).await;
    Ok(Minting::Served(served.unless(saved)))
}

/// Returns how long the next mint has to wait for the floor between two that succeed.
///
/// The store knows of the other sessions, and the session of itself when the store was emptied.
fn floor<S: TokenSource>(
    shared: &Shared<S>,
    context: &RefreshContext,
    record: &Record,
    login: Option<&Login>,
) -> Duration {
    let sent = context.minted.as_ref().and_then(|(_, sent)| sent.as_ref());
    if sent.is_some() && login.is_some() && sent != login {
        // Credentials that were just changed.
        return Duration::ZERO;
    }
    let slack = if shared.settings.store.is_shared() {
        FLOOR_SLACK
    } else {
        Duration::ZERO
    };
    let stored = record
        .minted
        .or(record.token.as_ref().map(|token| token.age));
    let stored = stored.map(|age| (MINT_FLOOR + slack).saturating_sub(age));
    let own = context.minted.as_ref().map(|(at, _)| {
        let age = runtime::now().saturating_duration_since(*at);
        MINT_FLOOR.saturating_sub(age)
    });
    stored.max(own).unwrap_or_default()
}

/// Returns what is stored of a token whose request took `passed`; one that is over already is a failure.
fn stored<S: TokenSource>(
    shared: &Shared<S>,
    context: &RefreshContext,
    minted: Minted,
    passed: Duration,
) -> Result<StoredToken, TokenError> {
    let life = minted.life.or(shared.settings.default_life);
    // Within the range of every store.
    let life = life.min(LONGEST);
    if life.is_zero() {
        return Err(TokenError::useless(
            "no token could be minted: the server sent one that had expired already",
        ));
    }
    let remaining = life.saturating_sub(passed);
    if remaining.is_zero() {
        let message = format!(
            "no token could be minted: the server sent one that lives for {life:?}, and its request took {passed:?}"
        );
        return Err(TokenError::new(TokenErrorKind::Failed, message));
    }
    Ok(StoredToken {
        token: minted.token,
        renewals: 0,
        forced: context.force.is_some(),
        forced_in_a_row: context.force.map_or(0, |force| force.number),
        age: passed,
        life,
        remaining,
    })
}

/// Lets the other sessions know of a login that was refused, or that has to wait.
async fn failed<S: TokenSource>(
    shared: &Shared<S>,
    context: &RefreshContext,
    mut record: Record,
    (error, login): (SourceError, Option<&Login>),
    lease: &mut dyn Lease,
) -> TokenError {
    let failed_at = runtime::now();
    let has_password = login.is_none_or(Login::has_password);
    let error = TokenError::of_mint(shared.masked(error, login, None), has_password);
    let is_refused = error.kind() == TokenErrorKind::CredentialsRefused;
    let id = login.map(Login::id);
    let is_anothers = id.is_some() && record.login.is_some() && record.login != id;
    // The token of another login is left to it.
    if is_anothers || !is_refused && error.retry_after().is_none() {
        return error;
    }
    // What follows must end before the refresh does: the refusal is what the caller must hear of.
    let passed = failed_at.saturating_duration_since(context.started);
    let limit = shared.settings.refresh_timeout.saturating_sub(passed) / 2;
    let telling = async {
        record.login = id;
        record.wait = error.retry_after().map(|wait| wait.min(LONGEST));
        match login {
            // That of a private store would not be compared with anything.
            Some(login) if is_refused && shared.settings.store.is_shared() => {
                let proof = refusal_proof::of(shared, login).await;
                record.refusal = proof.map(|proof| StoredRefusal {
                    age: Duration::ZERO,
                    proof,
                });
            }
            None if is_refused => record.refused = Some(Duration::ZERO),
            _ => {}
        }
        record.shift(runtime::now() - failed_at);
        // Whether or not it can be saved.
        let _ = lease.save(&record, login).await;
    };
    let _ = runtime::timeout(limit, telling).await;
    error
}
