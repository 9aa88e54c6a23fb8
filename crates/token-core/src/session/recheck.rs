//! A look at the store and the source while nothing may be sent.

use super::{
    Shared,
    adopt::{adopt, own},
    login::Login,
    refresh_outcome::ServedToken,
    settings::GLANCE_LIMIT,
    source::TokenSource,
    state::context::RefreshContext,
};
use crate::runtime;

/// What a look brings.
#[derive(Debug)]
pub(super) enum Recheck {
    /// Another session has put a token into the store.
    Found(ServedToken),
    /// Nothing has changed.
    Nothing,
    /// The source has another login than the one that failed, which is worth a try at once.
    OtherLogin,
}

/// Sees whether the source or the store has changed; it sends nothing, and takes no lease.
///
/// The source is asked each time, so that corrected credentials are sent at once.
/// Whatever goes wrong with it, there is a failure already that says more.
pub(super) async fn recheck<S: TokenSource>(
    shared: &Shared<S>,
    context: &RefreshContext,
) -> Recheck {
    let looked = runtime::timeout(GLANCE_LIMIT, look(shared, context)).await;
    looked.unwrap_or_else(|| {
        shared.write().state.recheck_took_long(runtime::now());
        Recheck::Nothing
    })
}

async fn look<S: TokenSource>(shared: &Shared<S>, context: &RefreshContext) -> Recheck {
    let login = shared.source.login().await.unwrap_or_default();
    if shared.settings.store.is_shared()
        && let Some(served) = look_into_store(shared, context, login.as_ref()).await
    {
        return Recheck::Found(served);
    }
    let is_other = context
        .pause
        .as_ref()
        .is_some_and(|pause| pause.may_correct && login.is_some() && pause.sent != login);
    if is_other {
        Recheck::OtherLogin
    } else {
        Recheck::Nothing
    }
}

async fn look_into_store<S: TokenSource>(
    shared: &Shared<S>,
    context: &RefreshContext,
    login: Option<&Login>,
) -> Option<ServedToken> {
    if !shared.write().state.may_look_into_store(runtime::now()) {
        return None;
    }
    let Ok(record) = shared.settings.store.load(login).await else {
        shared.write().state.recheck_failed(runtime::now());
        return None;
    };
    let record = own(shared, record, login)?;
    adopt(shared, context, &record).ok().flatten()
}
