//! Random schedules against a server that knows what must never happen.
//!
//! A failure prints the seed and the shortest schedule that still fails.
//! `SCHEDULES_SEED` runs one seed alone.

mod bad;
mod server;

use std::{ops::Range, time::Duration};

use tokio::{
    runtime::Builder,
    time::{sleep, timeout},
};

use self::{
    bad::Bad,
    server::{Door, Server},
};
use super::support::{millis, secs};
use crate::{
    credential::Credential,
    session::{TokenSession, settings::SessionSettings, token::Generation},
    store::memory::MemoryStore,
};

const SEEDS: Range<u64> = 0..3_000;
const LENGTH: usize = 60;
const SESSIONS: usize = 2;
const REFRESH_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a caller waits at most.
const PATIENCE: Duration = Duration::from_millis(11_001);

/// One step; sessions are named by their number.
#[derive(Debug, Clone, Copy)]
enum Step {
    Pass(Duration),
    /// A caller asks, and waits in the background.
    Ask(usize),
    /// A caller asks, and leaves soon.
    Leave(usize),
    /// A caller asks, and uses the token at the server.
    Use(usize),
    /// The token comes near its end, and a caller asks, so that it is refreshed.
    Tend(usize),
    /// A server responds with 401 to this generation, counted back from the last one.
    Refuse(usize, u64),
    Invalidate(usize),
    /// The process dies, and another one starts on the same store.
    Restart(usize),
    Close(usize),
    /// What comes of the next request.
    Next(Bad),
    /// The server forgets all tokens.
    Forget,
}

fn steps(dice: &mut fastrand::Rng) -> Vec<Step> {
    let passes = [
        1, 50, 1_000, 5_000, 11_000, 60_000, 305_000, 3_400_000, 3_600_000,
    ];
    let quiet = dice.u32(..4) == 0;
    (0..dice.usize(1..LENGTH))
        .map(|_| {
            let session = dice.usize(..SESSIONS);
            match dice.u32(..20) {
                // Only a quiet session gets as far as the last renewal.
                0..8 | 14..19 if quiet => Step::Tend(session),
                0..5 => Step::Pass(millis(passes[dice.usize(..passes.len())])),
                5..7 => Step::Ask(session),
                7 => Step::Leave(session),
                8..10 => Step::Use(session),
                10..12 => Step::Tend(session),
                12 => Step::Refuse(session, dice.u64(..4)),
                13 => Step::Invalidate(session),
                14 => Step::Restart(session),
                15 if dice.u32(..4) == 0 => Step::Close(session),
                16 => Step::Forget,
                _ => Step::Next(Bad::any(dice)),
            }
        })
        .collect()
}

/// A session, and what its program knows.
struct Client {
    session: TokenSession<Door>,
    told: Generation,
    closed: bool,
}

impl Client {
    fn on(server: &Server, store: &MemoryStore) -> Self {
        let settings = SessionSettings::default()
            .store(store.clone())
            .refresh_timeout(REFRESH_TIMEOUT);
        Self {
            session: TokenSession::new(server.door(), settings),
            told: Generation(0),
            closed: false,
        }
    }

    /// Asks for the token, which must come in time and be none that was dropped.
    fn ask(
        &self,
        server: &Server,
    ) -> impl Future<Output = Option<crate::session::Token>> + Send + 'static {
        let (session, told, closed) = (self.session.clone(), self.told, self.closed);
        let server = server.clone();
        async move {
            let Ok(outcome) = timeout(PATIENCE, session.token()).await else {
                server.violated("a caller waits past the deadline");
                return None;
            };
            let token = outcome.ok()?;
            if token.generation() <= told {
                server.violated("a token is handed out that the program has dropped");
            }
            if closed {
                server.violated("a closed session returns a token");
            }
            Some(token)
        }
    }

    /// Drops the token, which must not come back.
    fn invalidate(&mut self) {
        let served = self.session.snapshot().generation;
        self.session.invalidate();
        if self.session.snapshot().generation.is_none() {
            self.told = self.told.max(served.unwrap_or_default());
        }
        self.session.source().may_try_again();
    }
}

async fn play(steps: &[Step], server: &Server) {
    let store = MemoryStore::new();
    let mut clients: Vec<_> = (0..SESSIONS).map(|_| Client::on(server, &store)).collect();
    for step in steps {
        match *step {
            Step::Pass(time) => sleep(time).await,
            Step::Ask(client) => drop(tokio::spawn(clients[client].ask(server))),
            Step::Leave(client) => {
                let _ = timeout(millis(3), clients[client].ask(server)).await;
            }
            Step::Use(client) => {
                let token = clients[client].ask(server).await;
                if let Some(token) = token.filter(|token| !server.accepts(token.expose())) {
                    clients[client].session.rejected(token.generation()).await;
                }
            }
            Step::Tend(client) => {
                // What was begun before has landed, if all went well.
                sleep(millis(6)).await;
                let left = clients[client].session.snapshot().expires_in;
                sleep(left.unwrap_or_default().saturating_sub(secs(200))).await;
                clients[client].ask(server).await;
            }
            Step::Refuse(client, back) => {
                let last = clients[client].session.snapshot().generation;
                let number = last.map_or(0, |last| last.0) + 1;
                let generation = Generation(number.saturating_sub(back));
                clients[client].session.refused(generation);
            }
            Step::Invalidate(client) => clients[client].invalidate(),
            Step::Restart(client) => clients[client] = Client::on(server, &store),
            Step::Close(client) => {
                clients[client].session.close_within(secs(3)).await;
                clients[client].closed = true;
            }
            Step::Next(bad) => server.next(bad),
            Step::Forget => server.forget(),
        }
    }
    recovers(&clients, server).await;
}

/// Nothing is latched: once the server is well, and the program says so, all have good tokens.
async fn recovers(clients: &[Client], server: &Server) {
    server.is_well();
    sleep(secs(400)).await;
    for client in clients.iter().filter(|client| !client.closed) {
        client.session.invalidate();
        client.session.source().may_try_again();
    }
    sleep(secs(61)).await;
    for client in clients.iter().filter(|client| !client.closed) {
        if client.ask(server).await.is_none() {
            server.violated("a session does not recover");
        }
    }
}

/// Returns what went wrong.
fn run(seed: u64, steps: &[Step]) -> Vec<&'static str> {
    fastrand::seed(seed);
    let server = Server::default();
    let runtime = Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    runtime.block_on(play(steps, &server));
    server.violations()
}

/// Leaves out steps as long as it fails without them.
fn shrink(seed: u64, mut steps: Vec<Step>) -> Vec<Step> {
    let mut size = steps.len();
    while size > 0 {
        let mut start = 0;
        while start < steps.len() {
            let mut fewer = steps.clone();
            fewer.drain(start..(start + size).min(steps.len()));
            if run(seed, &fewer).is_empty() {
                start += size;
            } else {
                steps = fewer;
            }
        }
        size /= 2;
    }
    steps
}

#[test]
fn no_schedule_breaks_a_promise() {
    let one = std::env::var("SCHEDULES_SEED").ok();
    let seeds = one.map_or(SEEDS, |seed| {
        let seed = seed.parse().unwrap();
        seed..seed + 1
    });
    for seed in seeds {
        let steps = steps(&mut fastrand::Rng::with_seed(seed));
        let violations = run(seed, &steps);
        if !violations.is_empty() {
            let shortest = shrink(seed, steps);
            panic!("seed {seed}: {violations:?} by {shortest:#?}");
        }
    }
}
