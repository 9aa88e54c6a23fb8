//! A server that knows which tokens are alive, counts, and notes what must never happen.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use async_trait::async_trait;
use tokio::time::{Instant, sleep};

use super::{
    super::support::{HOUR, millis, secs},
    bad::Bad,
};
use crate::{
    credential::secret::Secret,
    session::{
        minted::Minted,
        source::{TokenSource, error::SourceError, renewal::Renewal},
    },
};

/// How long refused credentials in a store keep the others from sending them.
const HOLD: Duration = Duration::from_secs(5 * 60);

/// How long it is at least from one mint that succeeds to the next.
const FLOOR: Duration = Duration::from_secs(5);

#[derive(Debug, Clone, Default)]
pub(super) struct Server(Arc<Mutex<World>>);

#[derive(Debug, Default)]
struct World {
    tokens: HashMap<String, Known>,
    minted: u64,
    in_flight: u32,
    next: Option<Bad>,
    /// When the credentials were refused last, if no token was minted since.
    refused: Option<Instant>,
    /// When a token was handed out last.
    minted_at: Option<Instant>,
    violations: Vec<&'static str>,
}

#[derive(Debug)]
struct Known {
    expires: Instant,
    renewals: u32,
}

impl Server {
    fn lock(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap()
    }

    /// Returns what a session has its tokens from.
    pub(super) fn door(&self) -> Door {
        Door {
            server: self.clone(),
            tried: Arc::default(),
        }
    }

    pub(super) fn next(&self, bad: Bad) {
        self.lock().next = Some(bad);
    }

    pub(super) fn forget(&self) {
        self.lock().tokens.clear();
    }

    pub(super) fn is_well(&self) {
        self.lock().next = None;
    }

    pub(super) fn accepts(&self, token: &str) -> bool {
        let world = self.lock();
        let known = world.tokens.get(token);
        known.is_some_and(|known| Instant::now() < known.expires)
    }

    pub(super) fn violated(&self, what: &'static str) {
        self.lock().violations.push(what);
    }

    pub(super) fn violations(&self) -> Vec<&'static str> {
        self.lock().violations.clone()
    }
}

/// The way of one session to the server.
#[derive(Debug, Clone)]
pub(super) struct Door {
    server: Server,
    /// What the session is to know of its credentials.
    tried: Arc<Mutex<Tried>>,
}

#[derive(Debug, Default)]
struct Tried {
    refused: bool,
    /// Whether the program says that they are worth a try, and the server has not responded to it yet.
    may_try_again: bool,
}

impl Door {
    /// The program says that the credentials are worth another try.
    pub(super) fn may_try_again(&self) {
        let mut tried = self.tried.lock().unwrap();
        tried.refused = false;
        tried.may_try_again = true;
    }

    /// Notes a login that should not be.
    fn check_login(&self) {
        let tried = self.tried.lock().unwrap();
        // A mint of another session shows that the server takes them again.
        let refused = self.server.lock().refused;
        if tried.refused && refused.is_some() {
            self.server.violated("refused credentials are sent again");
        }
        if let Some(at) = refused
            && at.elapsed() < HOLD
            && !tried.may_try_again
        {
            self.server
                .violated("credentials are sent that another session knows to be refused");
        }
    }

    /// Does what is due, in the time that it takes.
    async fn serve(&self, act: impl FnOnce(&mut World)) -> Result<(), SourceError> {
        let bad = {
            let mut world = self.server.lock();
            if world.in_flight > 0 {
                world.violations.push("two requests are in flight");
            }
            world.in_flight += 1;
            world.next.take()
        };
        let _in_flight = InFlight(&self.server);
        sleep(match bad {
            Some(Bad::Slow(time)) => time,
            _ => millis(5),
        })
        .await;
        match bad {
            Some(Bad::Fails) => return Err(SourceError::new("down")),
            Some(Bad::AsksToWait) => return Err(SourceError::new("busy").retry_after(secs(40))),
            Some(Bad::Refuses) => return Err(SourceError::refused("wrong")),
            // Unwinds without the noise of a panic's message.
            Some(Bad::Panics) => std::panic::resume_unwind(Box::new("a bug of the source")),
            _ => act(&mut self.server.lock()),
        }
        if matches!(bad, Some(Bad::Lost)) {
            sleep(HOUR).await;
        }
        Ok(())
    }
}

struct InFlight<'a>(&'a Server);

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.lock().in_flight -= 1;
    }
}

#[async_trait]
impl TokenSource for Door {
    async fn mint(&self) -> Result<Minted, SourceError> {
        self.check_login();
        let last = self.server.lock().minted_at;
        let is_early = last.is_some_and(|at| at.elapsed() < FLOOR);
        let mut text = String::new();
        let outcome = self
            .serve(|world| {
                world.minted += 1;
                text = format!("token-{}", world.minted);
                let known = Known {
                    expires: Instant::now() + HOUR,
                    renewals: 0,
                };
                world.tokens.insert(text.clone(), known);
                world.refused = None;
            })
            .await;
        let refused = outcome
            .as_ref()
            .is_err_and(|error| error.to_string() == "wrong");
        if refused {
            self.server.lock().refused = Some(Instant::now());
            self.tried.lock().unwrap().refused = true;
        }
        if refused || outcome.is_ok() {
            self.tried.lock().unwrap().may_try_again = false;
        }
        outcome?;
        if is_early {
            self.server
                .violated("two mints that succeed are less than 5 s apart");
        }
        self.server.lock().minted_at = Some(Instant::now());
        Ok(Minted::new(text).lives(HOUR))
    }

    fn renewal(&self) -> Option<Renewal> {
        Some(Renewal::new(7, HOUR))
    }

    async fn renew(&self, token: &Secret) -> Result<(), SourceError> {
        let mut outcome = Err(SourceError::refused("unknown"));
        self.serve(|world| {
            let Some(known) = world.tokens.get_mut(token.expose()) else {
                return;
            };
            known.renewals += 1;
            known.expires += HOUR;
            if known.renewals > 7 {
                world.violations.push("an eighth renewal");
            }
            outcome = Ok(());
        })
        .await?;
        outcome
    }

    fn can_revoke(&self) -> bool {
        true
    }

    async fn revoke(&self, token: &Secret) -> Result<(), SourceError> {
        self.server.lock().tokens.remove(token.expose());
        Ok(())
    }
}
