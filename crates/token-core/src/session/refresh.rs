//! What a refresh does: look into the store, take the lease, renew or mint, save.

use std::time::Duration;

use super::{
    Shared,
    adopt::{adopt, heed, own, usable},
    error::TokenError,
    event::SessionEvent,
    login::Login,
    mint::{Minting, mint},
    recheck::{self, Recheck},
    refresh_outcome::{RefreshOutcome, ServedToken},
    source::{TokenSource, error::FailureClass, renewal::Renewal},
    state::context::RefreshContext,
    token::Generation,
};
use crate::runtime;
use crate::store::Lease;
use crate::store::record::Record;

/// The first wait for a lease that another session has; it doubles up to the longest.
const FIRST_WAIT: Duration = Duration::from_millis(25);
const LONGEST_WAIT: Duration = Duration::from_millis(500);

/// How often a refresh that waits looks whether the session was closed.
const SLICE: Duration = Duration::from_millis(100);

/// Refreshes the token, unless another session has done so.
///
/// Half of the time is for the request under the lease, which lasts as long.
/// A session that started to wait together with a holder that died then has the other half left to do its work.
pub(super) async fn refresh<S: TokenSource>(
    shared: &Shared<S>,
    context: &RefreshContext,
) -> Result<RefreshOutcome, TokenError> {
    if context.only_looks || context.pause.is_some() {
        match recheck::recheck(shared, context).await {
            Recheck::Found(served) => return Ok(RefreshOutcome::Served(served)),
            Recheck::Nothing => return Ok(RefreshOutcome::Nothing),
            Recheck::OtherLogin => shared.write().state.correcting(),
        }
    }
    let mut asked = runtime::now();
    let mut wait = FIRST_WAIT;
    loop {
        let login = shared.login().await?;
        let record = shared.load(login.as_ref()).await?;
        let record = own(shared, record, login.as_ref());
        if let Some(record) = &record
            && let Some(served) = adopt(shared, context, record)?
        {
            let owned = own_up(shared, record, login.as_ref()).await;
            return Ok(RefreshOutcome::Served(served.unless(owned)));
        }
        let Some(mut lease) = shared.take_lease(login.as_ref()).await? else {
            if let Some(held) = &context.held
                && context.force.is_none()
                && !context.hastened
            {
                return Ok(RefreshOutcome::Busy(held.token.generation()));
            }
            runtime::sleep(wait.mul_f64(0.5 + 0.5 * fastrand::f64())).await;
            wait = (wait * 2).min(LONGEST_WAIT);
            continue;
        };
        shared.events.probe.leased(runtime::now() - asked);
        let minting = under_lease(shared, context, &mut *lease).await;
        let released = shared.release(lease, login.as_ref()).await;
        match minting? {
            Minting::Served(served) => {
                return Ok(RefreshOutcome::Served(served.unless(released)));
            }
            Minting::TooSoon(time) if rest(shared, context, time).await? => asked = runtime::now(),
            Minting::TooSoon(_) => return Ok(RefreshOutcome::Nothing),
        }
    }
}

/// Waits until the floor between two mints is over; `false` if the session is closed meanwhile.
///
/// What is left must fit well into the time of a refresh.
async fn rest<S: TokenSource>(
    shared: &Shared<S>,
    context: &RefreshContext,
    time: Duration,
) -> Result<bool, TokenError> {
    let now = runtime::now();
    let spent = now.saturating_duration_since(context.started);
    if time >= shared.settings.refresh_timeout.saturating_sub(spent) {
        return Err(TokenError::too_soon(time));
    }
    let until = now + time;
    loop {
        if shared.read().state.is_closed() {
            return Ok(false);
        }
        let left = until.saturating_duration_since(runtime::now());
        if left.is_zero() {
            return Ok(true);
        }
        runtime::sleep(left.min(SLICE)).await;
    }
}

/// Has the record of an older version say whose it is, so that no other login takes it too.
async fn own_up<S: TokenSource>(
    shared: &Shared<S>,
    record: &Record,
    login: Option<&Login>,
) -> Result<(), TokenError> {
    let Some(login) = login.filter(|_| record.login.is_none()) else {
        return Ok(());
    };
    let Some(mut lease) = shared.take_lease(Some(login)).await? else {
        // Its holder is about to do the same.
        return Ok(());
    };
    if let Some(mut record) = shared.load(Some(login)).await?
        && record.login.is_none()
    {
        record.login = Some(login.id());
        shared.save(&mut *lease, &record, Some(login)).await?;
    }
    shared.release(lease, Some(login)).await
}

async fn under_lease<S: TokenSource>(
    shared: &Shared<S>,
    context: &RefreshContext,
    lease: &mut dyn Lease,
) -> Result<Minting, TokenError> {
    // What the next mint sends, which may have changed since.
    let login = shared.login().await?;
    let login = login.as_ref();
    // The previous holder of the lease may have refreshed.
    let record = shared.load(login).await?;
    let mut record = own(shared, record, login).unwrap_or_default();
    if let Some(served) = adopt(shared, context, &record)? {
        if record.login.is_some() || login.is_none() {
            return Ok(Minting::Served(served));
        }
        record.login = login.map(Login::id);
        let saved = shared.save(lease, &record, login).await;
        return Ok(Minting::Served(served.unless(saved)));
    }
    if let Some(renewal) = shared.source.renewal()
        && usable(&record, context).is_some_and(|token| token.renewals < renewal.limit)
        && let Some(served) = renew(shared, renewal, &mut record, login, lease).await?
    {
        return Ok(Minting::Served(served));
    }
    shared.write().state.sending(login.cloned());
    heed(shared, context, &record, login).await?;
    mint(shared, context, record, login, lease).await
}

/// Renews the token of the record; `None` when the server will not, so that a new one must be minted.
async fn renew<S: TokenSource>(
    shared: &Shared<S>,
    renewal: Renewal,
    record: &mut Record,
    login: Option<&Login>,
    lease: &mut dyn Lease,
) -> Result<Option<ServedToken>, TokenError> {
    let started = runtime::now();
    let generation = Generation(record.generation);
    let Some(token) = &mut record.token else {
        return Ok(None);
    };
    // Counted before the request leaves, because a response may get lost.
    token.renewals += 1;
    let secret = token.token.clone();
    record.login = login.map(Login::id);
    shared.save(lease, record, login).await?;
    match shared.within_lease(shared.source.renew(&secret)).await? {
        Ok(()) => {}
        Err(error) if error.class == FailureClass::Passing => {
            let error = shared.masked(error, login, Some(&secret));
            return Err(TokenError::of_renewal(error));
        }
        Err(error) => {
            if error.class == FailureClass::Unauthorized {
                shared.drop_dead(generation);
            }
            record.shift(runtime::now() - started);
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
    let served = ServedToken::new(shared, &stored, generation, runtime::now(), event)?;
    let saved = shared.save(lease, record, login).await;
    Ok(Some(served.unless(saved)))
}

impl<S: TokenSource> Shared<S> {
    /// Returns the login that the source sends now.
    pub(super) async fn login(&self) -> Result<Option<Login>, TokenError> {
        let login = self.source.login().await;
        login.map_err(|error| TokenError::of_mint(self.masked(error, None, None), true))
    }

    /// Drops a token that a server refused to renew because it is dead.
    fn drop_dead(&self, generation: Generation) {
        self.write().state.drop_token(generation);
        self.events.report(SessionEvent::Refused(generation));
    }

    /// Makes a request of the source, which must be over before the lease is.
    ///
    /// To save what it brought is not part of it: a token is not thrown away because the store is slow.
    pub(super) async fn within_lease<T>(
        &self,
        request: impl Future<Output = T>,
    ) -> Result<T, TokenError> {
        let limit = self.settings.lease();
        let response = runtime::timeout(limit, request).await;
        response.ok_or_else(|| TokenError::slow(limit))
    }
}
