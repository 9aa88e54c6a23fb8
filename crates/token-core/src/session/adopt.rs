//! What other sessions have put into the store.

use std::time::Duration;

use super::{
    Generation, SessionEvent, Shared, TokenError, TokenErrorKind, TokenSource, runtime,
    served::Served,
    settings::REFUSAL_HOLDS,
    state::Duty,
    store::{Record, StoredToken},
};
use crate::time::after;

/// A token that differs by less from the one that is served is the same: sums of times are not exact.
const SLACK: Duration = Duration::from_secs(1);

/// Takes over what another session has put into the store, if that is news.
pub(super) fn adopt<S: TokenSource>(
    shared: &Shared<S>,
    duty: &Duty,
    record: Option<Record>,
) -> Result<Option<Served>, TokenError> {
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
            return Served::new(shared, stored, generation, now, event).map(Some);
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
pub(super) fn usable<'r>(record: &'r Record, duty: &Duty) -> Option<&'r StoredToken> {
    record
        .token
        .as_ref()
        .filter(|token| !token.remaining.is_zero())
        .filter(|_| duty.refused < Some(Generation(record.generation)))
}
