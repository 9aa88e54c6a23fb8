//! One refresh for any number of callers, in a task of its own.

use std::{sync::Arc, thread, time::Duration};

use tokio::{sync::watch, time::Instant};

use super::{
    Inner, Shared,
    error::{TokenError, kind::TokenErrorKind},
    refresh,
    refresh_outcome::{RefreshOutcome, ServedToken},
    source::TokenSource,
    state::{Lookup, context::RefreshContext},
    token::{Generation, Token},
};
use crate::runtime;
use crate::time::after;

/// How a refresh ended, for all who wait.
pub(super) type TokenResult = Result<Token, TokenError>;

/// Where callers wait; closed without an outcome, the refresh is lost and must be started again.
pub(super) type Waiting = watch::Receiver<Option<TokenResult>>;

/// How much longer than a refresh may take those who wait for one do so.
const GRACE: Duration = Duration::from_secs(1);

impl<S: TokenSource> Shared<S> {
    /// Joins the refresh that is under way, or starts one.
    ///
    /// `None`: it has settled since the caller looked, who should look again.
    pub(super) fn join(self: &Arc<Self>) -> Result<Option<Waiting>, TokenError> {
        let (flight, waiting) = {
            let mut inner = self.write();
            if let Some(waiting) = inner.under_way() {
                return Ok(Some(waiting));
            }
            let now = runtime::now();
            match inner.state.look(now) {
                Lookup::Missing | Lookup::Stale(_) | Lookup::Doubted(_) | Lookup::Recheck(_) => {}
                Lookup::Fresh(_) | Lookup::Failed(_) => return Ok(None),
            }
            // Asked before anything changes: no runtime could carry out the refresh.
            if !runtime::is_present() {
                return Err(no_runtime());
            }
            let context = inner.state.begin(now);
            self.launch(&mut inner, context)
        };
        // A runtime that is going down drops the task at once, which must find no lock held.
        if flight.context.pause.is_some() {
            // A look at what has changed, which sends nothing, is none that an operator needs to see.
            runtime::spawn(flight.run());
        } else {
            runtime::spawn(self.events.probe.refresh(flight.run()));
        }
        Ok(Some(waiting))
    }

    /// Joins what is under way, or has the store looked at for a token after the one that was refused.
    ///
    /// `None`: there is no other session to put one there, or it was looked at moments ago.
    pub(super) fn join_look(self: &Arc<Self>, refused: Generation) -> Option<Waiting> {
        if !self.settings.store.is_shared() || !runtime::is_present() {
            return None;
        }
        let (flight, waiting) = {
            let mut inner = self.write();
            if let Some(waiting) = inner.under_way() {
                return Some(waiting);
            }
            let context = inner.state.begin_look(refused, runtime::now())?;
            self.launch(&mut inner, context)
        };
        runtime::spawn(flight.run());
        Some(waiting)
    }

    fn launch(
        self: &Arc<Self>,
        inner: &mut Inner,
        context: RefreshContext,
    ) -> (Flight<S>, Waiting) {
        let (sender, waiting) = watch::channel(None);
        inner.flight = Some(waiting.clone());
        let flight = Flight {
            shared: Arc::clone(self),
            context,
            sender,
            settled: false,
        };
        (flight, waiting)
    }

    /// Returns until when a caller who begins to wait now does so.
    pub(super) fn patience(&self) -> Instant {
        after(
            runtime::now(),
            self.settings.refresh_timeout.saturating_add(GRACE),
        )
    }

    /// Waits for how a refresh ends; `None` if it got lost, or no caller can use its token.
    pub(super) async fn outcome(
        &self,
        mut waiting: Waiting,
        deadline: Instant,
    ) -> Option<TokenResult> {
        let landing = async {
            let outcome = waiting.wait_for(Option::is_some).await.ok()?;
            outcome.clone()
        };
        if !runtime::is_present() {
            return landing.await;
        }
        // The refresh ends by itself, unless its runtime is not driven any more.
        let limit = deadline.saturating_duration_since(runtime::now());
        runtime::timeout(limit, landing).await.unwrap_or_else(|| {
            Some(Err(TokenError::new(
                TokenErrorKind::Timeout,
                "no refresh has ended in time; one goes on, or its Tokio runtime stands still",
            )))
        })
    }
}

/// Returns whether a caller has waited in vain; a failed refresh leaves the token that there is.
pub(super) fn is_late(outcome: TokenResult) -> bool {
    outcome.is_err_and(|error| error.kind() == TokenErrorKind::Timeout)
}

/// A refresh that is under way.
struct Flight<S: TokenSource> {
    shared: Arc<Shared<S>>,
    context: RefreshContext,
    sender: watch::Sender<Option<TokenResult>>,
    settled: bool,
}

impl<S: TokenSource> Flight<S> {
    async fn run(mut self) {
        let started = runtime::now();
        let refreshing = refresh::refresh(&self.shared, &self.context);
        let limit = self.shared.settings.refresh_timeout;
        let settled = runtime::timeout(limit, refreshing)
            .await
            .unwrap_or_else(|| Err(TokenError::slow(limit)));
        let took = runtime::now() - started;
        let probe = &self.shared.events.probe;
        if !matches!(settled, Ok(RefreshOutcome::Nothing)) {
            probe.refreshed(took, settled.as_ref().err());
        }
        self.settle(settled);
    }

    /// Ends the refresh: the new state and "nothing is under way" become visible as one.
    fn settle(&mut self, settled: Result<RefreshOutcome, TokenError>) {
        self.settled = true;
        let (mut event, mut life, mut failure) = (None, None, None);
        let outcome = {
            let mut inner = self.shared.write();
            inner.flight = None;
            let now = runtime::now();
            match settled {
                Ok(RefreshOutcome::Busy(generation)) => {
                    inner.state.leave_to_others(now);
                    // It may have been dropped, or have ended, in the meantime.
                    let held = inner.state.live(now);
                    let held = held.filter(|entry| entry.token.generation() == generation);
                    held.map(|entry| Ok(entry.token.clone()))
                }
                Ok(RefreshOutcome::Served(ServedToken {
                    entry,
                    event: new,
                    unsaved,
                })) => {
                    let token = entry.token.clone();
                    let left = entry.expires_at.saturating_duration_since(now);
                    let serves = inner.state.serve(entry);
                    if serves {
                        event = Some(new);
                        life = Some(left);
                    }
                    if let Some(error) = unsaved {
                        failure = Some(error.clone());
                        inner.state.note(error, now);
                    }
                    // One that was dropped in the meantime helps no caller: they start again.
                    serves.then_some(Ok(token))
                }
                // Those who wait look again, and find what they found before.
                Ok(RefreshOutcome::Nothing) => inner.state.standing(now).map(Err),
                Err(error) => {
                    failure = Some(error.clone());
                    inner.state.fail(error.clone(), now);
                    Some(Err(error))
                }
            }
        };
        let events = &self.shared.events;
        if let Some(life) = life {
            events.probe.serves(life);
        }
        if let Some(event) = event {
            events.report(event);
        }
        if let Some(error) = failure {
            events.report_failure(&error);
        }
        // There may be no caller left that waits.
        let _ = self.sender.send(outcome);
    }
}

/// The task is gone before it settled: the source panicked, or the runtime ended.
impl<S: TokenSource> Drop for Flight<S> {
    fn drop(&mut self) {
        if self.settled {
            return;
        }
        if thread::panicking() {
            let error = TokenError::new(TokenErrorKind::Failed, "the token source panicked");
            self.settle(Err(error));
        } else {
            // Those who wait see the channel close, and start again in a runtime that lives.
            self.shared.write().flight = None;
        }
    }
}

/// Returns the error for a refresh that no runtime can carry out.
fn no_runtime() -> TokenError {
    TokenError::new(
        TokenErrorKind::NoRuntime,
        "the token cannot be refreshed outside of a Tokio runtime; await it inside one",
    )
}
