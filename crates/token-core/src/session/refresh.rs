//! What a refresh does: look into the store, take the lease, renew or mint, save.

use std::time::Duration;

use super::{
    Generation, Renewal, SessionEvent, Shared, TokenError, TokenSource,
    adopt::{adopt, usable},
    mint::mint,
    runtime,
    served::{Served, Settled},
    source::Verdict,
    state::Duty,
    store::{Lease, Record},
};

/// The first wait for a lease that another session has; it doubles up to the longest.
const FIRST_WAIT: Duration = Duration::from_millis(25);
const LONGEST_WAIT: Duration = Duration::from_millis(500);

/// Refreshes the token, unless another session has done so.
///
/// Half of the time is for the request under the lease, which lasts as long.
/// Whoever started to wait together with a holder that died then has the other half left to do its work.
pub(super) async fn refresh<S: TokenSource>(
    shared: &Shared<S>,
    duty: &Duty,
) -> Result<Settled, TokenError> {
    let store = &shared.settings.store;
    let duration = shared.settings.lease();
    let started = runtime::now();
    let mut wait = FIRST_WAIT;
    let mut lease = loop {
        let record = store.load(None).await.map_err(TokenError::store)?;
        if let Some(served) = adopt(shared, duty, record)? {
            return Ok(Settled::Served(served));
        }
        if let Some(lease) = store.lease(duration).await.map_err(TokenError::store)? {
            shared.bulletin.probe.leased(runtime::now() - started);
            break lease;
        }
        if let Some(held) = duty.held.as_ref().filter(|_| !duty.hastened) {
            return Ok(Settled::Busy(held.token.generation()));
        }
        runtime::sleep(wait.mul_f64(0.5 + 0.5 * fastrand::f64())).await;
        wait = (wait * 2).min(LONGEST_WAIT);
    };
    let settled = under_lease(shared, duty, &mut *lease).await;
    let released = lease.release().await.map_err(TokenError::store);
    settled.map(|served| Settled::Served(served.unless(released, |error| error)))
}

async fn under_lease<S: TokenSource>(
    shared: &Shared<S>,
    duty: &Duty,
    lease: &mut dyn Lease,
) -> Result<Served, TokenError> {
    // Whoever had the lease before may have refreshed.
    let record = shared.settings.store.load(None).await;
    let record = record.map_err(TokenError::store)?;
    if let Some(served) = adopt(shared, duty, record.clone())? {
        return Ok(served);
    }
    let mut record = record.unwrap_or_default();
    if let Some(renewal) = shared.source.renewal()
        && usable(&record, duty).is_some_and(|token| token.renewals < renewal.limit)
        && let Some(served) = renew(shared, renewal, &mut record, lease).await?
    {
        return Ok(served);
    }
    mint(shared, duty, record, lease).await
}

/// Renews the token of the record; `None` when the server will not, so that a new one must be minted.
async fn renew<S: TokenSource>(
    shared: &Shared<S>,
    renewal: Renewal,
    record: &mut Record,
    lease: &mut dyn Lease,
) -> Result<Option<Served>, TokenError> {
    let started = runtime::now();
    let generation = Generation(record.generation);
    let Some(token) = &mut record.token else {
        return Ok(None);
    };
    // Counted before the request leaves, because an answer may get lost.
    token.renewals += 1;
    let secret = token.token.clone();
    lease.save(record, None).await.map_err(TokenError::store)?;
    match shared.within_lease(shared.source.renew(&secret)).await? {
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
    let served = Served::new(shared, &stored, generation, runtime::now(), event)?;
    let saved = lease.save(record, None).await;
    Ok(Some(served.unless(saved, TokenError::store)))
}

impl<S: TokenSource> Shared<S> {
    /// Drops a token that a server refused to renew because it is dead.
    fn drop_dead(&self, generation: Generation) {
        self.write().state.drop_token(generation);
        self.bulletin.tell(SessionEvent::Refused(generation));
    }

    /// Makes a request of the source, which must be over before the lease is.
    ///
    /// To save what it brought is not part of it: a token is not thrown away because the store is slow.
    pub(super) async fn within_lease<T>(
        &self,
        request: impl Future<Output = T>,
    ) -> Result<T, TokenError> {
        let limit = self.settings.lease();
        let answer = runtime::timeout(limit, request).await;
        answer.ok_or_else(|| TokenError::slow(limit))
    }
}
