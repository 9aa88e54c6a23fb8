//! A server, a client of it, and calls that are watched.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use token_core::{
    Call, Error,
    credential::Credential,
    http::{HeaderName, HeaderValue},
    operation::Operation,
    retry::{RetryBudget, RetryPolicy},
    transport::{ReqwestTransport, ReqwestTransportBuilder},
};

use tokio::time::timeout;

use super::{
    calls::{self, Client},
    canary,
    capture::Capture,
    play::Play,
    seen::{Failure, Seen, Success},
    server::Server,
    tls::Authority,
};

/// What kind of operation is called: what may be repeated depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Safe,
    NonIdempotent,
    Delete,
}

/// Every kind of operation.
pub(crate) const EVERY: [Kind; 3] = [Kind::Safe, Kind::NonIdempotent, Kind::Delete];

/// Checks every kind of operation, all at one time, since most of the time is spent waiting.
pub(crate) async fn with_every_kind(check: impl AsyncFn(Kind)) {
    tokio::join!(
        Box::pin(check(Kind::Safe)),
        Box::pin(check(Kind::NonIdempotent)),
        Box::pin(check(Kind::Delete))
    );
}

/// How a client is set up.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) connect: Duration,
    pub(crate) attempt: Duration,
    pub(crate) call: Duration,
    pub(crate) max_body: usize,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: Arc<RetryBudget>,
    /// `None` for one without a proxy, which all scenes of a thread share.
    pub(crate) transport: Option<ReqwestTransportBuilder>,
}

impl Settings {
    /// Returns settings with time for a busy machine, and next to no wait between attempts.
    pub(crate) fn patient() -> Self {
        let moment = Duration::from_millis(1);
        Self {
            connect: Duration::from_secs(4),
            attempt: Duration::from_secs(8),
            call: Duration::from_secs(30),
            max_body: 1 << 20,
            retry: RetryPolicy::default().base(moment).throttled_base(moment),
            budget: Arc::default(),
            transport: None,
        }
    }

    /// Returns patient settings that trust `authority`.
    pub(crate) fn trusting(authority: &Authority) -> Self {
        let transport = ReqwestTransport::builder().no_proxy();
        Self::over(transport.root_certificates(authority.pem()))
    }

    /// Returns patient settings with a transport of their own.
    pub(crate) fn over(transport: ReqwestTransportBuilder) -> Self {
        Self {
            transport: Some(transport),
            ..Self::patient()
        }
    }

    /// Returns settings for servers that stall: 200 ms to connect, 400 ms an attempt.
    pub(crate) fn hasty() -> Self {
        Self {
            connect: Duration::from_millis(200),
            attempt: Duration::from_millis(400),
            call: Duration::from_secs(5),
            ..Self::patient()
        }
    }
}

/// A server that counts the requests that it may have processed.
pub(crate) trait Counts {
    fn requests(&self) -> usize;
}

impl Counts for Server {
    fn requests(&self) -> usize {
        Server::requests(self)
    }
}

/// A server and a client of it.
pub(crate) struct Scene<S = Server> {
    pub(crate) server: S,
    pub(crate) client: Client,
    /// What the deadline of each call is.
    limit: Duration,
}

/// How late a call may end on a busy machine.
const GRACE: Duration = Duration::from_millis(900);

impl Scene {
    /// Sets up a server that plays `plays` in order, the last one again and again, and a patient client.
    pub(crate) async fn of(plays: impl Into<Vec<Play>>) -> Self {
        Self::set(Server::plays(plays).await, Settings::patient())
    }

    pub(crate) fn set(server: Server, settings: Settings) -> Self {
        let url = server.url();
        Self::at(&url, server, settings)
    }

    /// Sets up a client that has its token from `credential`.
    pub(crate) fn of_credential(server: Server, credential: impl Credential) -> Self {
        Capture::here();
        let settings = Settings::patient();
        let limit = settings.call;
        let client = calls::client_of(&server.url(), settings, credential).unwrap();
        canary::assert_absent("the client", &format!("{client:?} {client:#?}"));
        Self {
            server,
            client,
            limit,
        }
    }
}

impl<S: Counts> Scene<S> {
    /// Sets up a client of the server at `url`.
    pub(crate) fn at(url: &str, server: S, settings: Settings) -> Self {
        Capture::here();
        canary::assert_absent(
            "the transport's builder",
            &format!("{:?}", settings.transport),
        );
        let limit = settings.call;
        let client = calls::client(url, settings).unwrap();
        canary::assert_absent("the client", &format!("{client:?} {client:#?}"));
        Self {
            server,
            client,
            limit,
        }
    }

    /// Calls an operation of the kind, and checks what holds for every call.
    pub(crate) async fn call(&self, kind: Kind) -> Seen {
        match kind {
            Kind::Safe => self.watch(calls::safe(&self.client)).await,
            Kind::NonIdempotent => self.watch(calls::non_idempotent(&self.client)).await,
            Kind::Delete => self.watch(calls::delete(&self.client, "t1")).await,
        }
    }

    /// Sends `call` with one more secret, and checks what holds for every call.
    pub(crate) async fn watch<O: Operation>(&self, call: Call<O>) -> Seen
    where
        O::Output: std::fmt::Debug,
    {
        let before = self.server.requests();
        let started = Instant::now();
        let outcome = timeout(self.limit.saturating_add(GRACE), send(call)).await;
        let outcome = outcome.unwrap_or_else(|_| panic!("{} outlives its deadline", O::INFO.id));
        let took = started.elapsed();
        Capture::here().assert_clean();
        Seen::new(outcome, self.server.requests() - before, took)
    }
}

/// Sends `call` with one more secret, and checks that nothing that comes of it prints one.
pub(crate) async fn send<O: Operation>(call: Call<O>) -> Result<Success, Failure>
where
    O::Output: std::fmt::Debug,
{
    let mut partner_key = HeaderValue::from_static(canary::PARTNER_KEY);
    partner_key.set_sensitive(true);
    let call = call.header(HeaderName::from_static("x-partner-key"), partner_key);
    match call.send().await {
        Ok(reply) => {
            canary::assert_absent("the reply", &format!("{reply:?} {reply:#?}"));
            Ok(Success {
                status: reply.status,
                headers: reply.headers,
                attempts: reply.attempts as usize,
                already_gone: reply.already_gone,
            })
        }
        Err(error) => {
            let documented = error.documented().is_some();
            let error = error.into_untyped();
            assert_silent(&error);
            Err(Failure { error, documented })
        }
    }
}

/// Panics when `error`, or one of its causes, prints a secret or more than one line.
fn assert_silent(error: &Error) {
    let line = error.to_string();
    assert!(
        line.len() < 1000 && !line.contains(char::is_control),
        "not one useful line: {line:?}"
    );
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        canary::assert_absent("the error", &format!("{error} {error:?} {error:#?}"));
        cause = error.source();
    }
}
