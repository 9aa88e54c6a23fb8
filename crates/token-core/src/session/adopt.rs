//! What other sessions have put into the store.

use std::time::Duration;

use super::{
    Shared,
    error::{TokenError, kind::TokenErrorKind},
    event::SessionEvent,
    login::Login,
    refresh_outcome::ServedToken,
    refusal_proof,
    settings::{PROVEN_REFUSAL_HOLDS, REFUSAL_HOLDS},
    source::TokenSource,
    state::context::RefreshContext,
    token::Generation,
};
use crate::runtime;
use crate::store::record::Record;
use crate::store::record::StoredToken;
use crate::time::after;

/// A token that differs by less from the one that is served is the same: sums of times are not exact.
const SLACK: Duration = Duration::from_secs(1);

/// Returns the part of `record` that is for this login, and notes whose it is if it is another's.
///
/// Of another login's record only the number of the last token counts.
pub(super) fn own<S: TokenSource>(
    shared: &Shared<S>,
    record: Option<Record>,
    login: Option<&Login>,
) -> Option<Record> {
    let record = record?;
    let id = login.map(Login::id);
    let other = match (&id, &record.login) {
        (Some(own), Some(owner)) if own != owner => owner.clone(),
        // A source that does not say who it is takes what there is, and a record of an older version is
        // anybody's.
        _ => {
            shared.write().state.note_owner(None);
            return Some(record);
        }
    };
    // A store of its own, and a login that this session had before, are not a conflict.
    let is_former = {
        let inner = shared.read();
        inner.state.had_login(&other)
    };
    if shared.settings.store.is_shared()
        && !is_former
        && shared.write().state.note_owner(Some(other))
    {
        shared.events.report(SessionEvent::StoreConflict);
    }
    Some(Record {
        generation: record.generation,
        login: record.login,
        ..Record::default()
    })
}

/// Takes over what another session has put into the store, if that is news.
pub(super) fn adopt<S: TokenSource>(
    shared: &Shared<S>,
    context: &RefreshContext,
    record: &Record,
) -> Result<Option<ServedToken>, TokenError> {
    let now = runtime::now();
    let generation = Generation(record.generation);
    let Some(stored) = usable(record, context) else {
        return Ok(None);
    };
    let is_news = context.held.as_ref().is_none_or(|held| {
        held.token.generation() != generation
            || after(now, stored.remaining) > held.expires_at + SLACK
    });
    if !is_news {
        return Ok(None);
    }
    let event = SessionEvent::Adopted(generation);
    ServedToken::new(shared, stored, generation, now, event).map(Some)
}

/// Returns the token of the store, if it lives and is none that must not come back.
pub(super) fn usable<'r>(record: &'r Record, context: &RefreshContext) -> Option<&'r StoredToken> {
    let generation = Generation(record.generation);
    let forced = context.force.map(|force| force.generation);
    record
        .token
        .as_ref()
        .filter(|token| !token.remaining.is_zero())
        .filter(|_| context.dropped < Some(generation) && forced < Some(generation))
}

/// Keeps to what another session has heard of the server: that this login is refused, or has to wait.
pub(super) async fn heed<S: TokenSource>(
    shared: &Shared<S>,
    context: &RefreshContext,
    record: &Record,
    login: Option<&Login>,
) -> Result<(), TokenError> {
    if let Some(wait) = record.wait.filter(|wait| !wait.is_zero()) {
        return Err(TokenError::asked_to_wait(wait));
    }
    if context.retry_credentials {
        return Ok(());
    }
    let left = match (login, &record.refusal, record.refused) {
        (Some(login), Some(refusal), _) => {
            let left = PROVEN_REFUSAL_HOLDS.saturating_sub(refusal.age);
            if left.is_zero() || !refusal_proof::is_of(shared, &refusal.proof, login).await {
                return Ok(());
            }
            left
        }
        (None, Some(refusal), _) => REFUSAL_HOLDS.saturating_sub(refusal.age),
        (None, None, Some(age)) => REFUSAL_HOLDS.saturating_sub(age),
        _ => return Ok(()),
    };
    if left.is_zero() {
        return Ok(());
    }
    Err(TokenError::lasting(
        TokenErrorKind::CredentialsRefused,
        "another process sent these credentials, and the server refused them",
        left,
    ))
}
