//! Servers that do anything at random, and what a session sends to them at most.
//!
//! The bound: a success ends a row of failures, and the next mint comes 5 s later; `k` failures after that take
//! `2^k - 1` s more. So `k + 1` logins take `5 + 2^k - 1` s, of which two failures are the most: 3 in 8 s, or 1,350
//! in an hour, and one row of failures more at the start.
//! `MOODS_SEED` runs one seed alone.

mod server;

use std::time::Duration;

use tokio::{
    runtime::Builder,
    time::{Instant, sleep},
};

use self::server::{Door, Login, Server};
use super::{
    reports::OPERATION,
    support::{HOUR, millis, secs},
};
use crate::{
    credential::Credential,
    session::{TokenSession, settings::SessionSettings, snapshot::SessionPhase},
    store::memory::MemoryStore,
};

const SEEDS: std::ops::Range<u64> = 0..16;

/// How many logins one session sends in any hour.
const BOUND: usize = 1_352;

const TIME: Duration = Duration::from_secs(2 * 60 * 60);

/// A session, and what its calls know.
struct Client {
    session: TokenSession<Door>,
    /// The token that it handed out last.
    last: Option<String>,
}

impl Client {
    /// Calls an endpoint that accepts every token; it must not fail while the newest one lives.
    async fn call(&mut self, server: &Server) {
        let base = url::Url::parse("https://api.example").unwrap();
        let mut request = crate::transport::request::RequestBuilder::new(&OPERATION)
            .build(&base)
            .unwrap();
        let now = Instant::now();
        let lives = self.last.as_ref().is_some_and(|token| {
            server.newest().as_ref() == Some(token) && server.expiry(token) > now
        });
        let applied = self.session.apply(&mut request).await;
        if lives {
            assert!(applied.is_ok(), "a good call fails: {applied:?}");
            assert!(now.elapsed().is_zero(), "a good call waits");
        }
        if applied.is_ok() {
            let bearer = request.headers["authorization"].to_str().unwrap();
            let token = bearer.trim_start_matches("Bearer ");
            assert!(
                server.expiry(token) > Instant::now(),
                "an ended token is handed out"
            );
            self.last = Some(token.to_owned());
        }
    }
}

/// Calls an endpoint that responds with 401 to every token.
async fn call_in_vain(session: TokenSession<Door>) {
    for _ in 0..2 {
        let Ok(token) = session.token().await else {
            return;
        };
        if !session.rejected(token.generation()).await {
            return;
        }
    }
}

async fn play(dice: &mut fastrand::Rng, server: &Server) {
    let store = MemoryStore::new();
    let mut clients = [0, 1].map(|number| Client {
        session: TokenSession::new(
            server.door(number),
            SessionSettings::default().store(store.clone()),
        ),
        last: None,
    });
    let until = Instant::now() + TIME;
    // How busy the program is, and how many of its calls are in vain.
    let pause = [millis(300), secs(1), secs(5)][dice.usize(..3)];
    let in_vain = dice.u32(1..20);
    while Instant::now() < until {
        if dice.u32(..600) == 0 {
            server.changes(dice);
        }
        let client = &mut clients[dice.usize(..2)];
        match dice.u32(..20) {
            choice if choice < in_vain => {
                // Others do not wait for it.
                tokio::spawn(call_in_vain(client.session.clone()));
            }
            _ => client.call(server).await,
        }
        let is_refused = client.session.snapshot().phase == SessionPhase::Refused;
        if dice.u32(..if is_refused { 50 } else { 10_000 }) == 0 {
            client.session.invalidate();
            client.last = None;
        }
        sleep(pause.mul_f64(dice.f64())).await;
    }
}

fn run(seed: u64) {
    fastrand::seed(seed);
    let mut dice = fastrand::Rng::with_seed(seed);
    let server = Server::new(seed);
    let runtime = Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    runtime.block_on(play(&mut dice, &server));
    let logins = server.logins();
    for session in [0, 1] {
        let sent: Vec<_> = logins
            .iter()
            .filter(|login| login.session == session)
            .map(|login| login.sent)
            .collect();
        let most = sent
            .iter()
            .map(|start| {
                sent.iter()
                    .filter(|at| **at >= *start && **at - *start < HOUR)
                    .count()
            })
            .max();
        assert!(most <= Some(BOUND), "{most:?} logins in an hour");
    }
    let minted: Vec<_> = logins
        .iter()
        .filter(|login| login.minted.is_some())
        .collect();
    for pair in minted.windows(2) {
        let gap = pair[1]
            .sent
            .saturating_duration_since(pair[0].minted.unwrap());
        assert!(gap >= secs(5), "two mints that succeed are {gap:?} apart");
    }
    check_pauses(&logins);
    for (number, login) in logins.iter().enumerate() {
        let next = logins[number + 1..].iter().map(|next| next.sent).min();
        if let (Some(ready), Some(next)) = (login.ready, next) {
            assert!(next >= ready, "a `Retry-After` is undercut");
        }
    }
}

/// Checks that each failure in a row is followed by a pause twice as long, up to the shortest of the longest pauses.
fn check_pauses(logins: &[Login]) {
    let mut failed: [Option<(Instant, u32)>; 2] = [None; 2];
    for login in logins {
        let row = &mut failed[login.session];
        let mut number = 0;
        if let Some((sent, count)) = *row {
            let pause = secs(1 << (count - 1).min(5)).min(secs(30));
            let gap = login.sent - sent;
            assert!(gap >= pause, "{gap:?} after {count} failures in a row");
            number = count;
        }
        *row = Some((login.sent, number + 1));
        if login.is_refused {
            *row = None;
        }
        if login.minted.is_some() {
            // The other session may take it, which ends its row as well.
            failed = [None; 2];
        }
    }
}

#[test]
fn no_server_gets_more_logins_than_the_bound() {
    let one = std::env::var("MOODS_SEED").ok();
    let seeds = one.map_or(SEEDS, |seed| {
        let seed = seed.parse().unwrap();
        seed..seed + 1
    });
    for seed in seeds {
        if let Err(panic) = std::panic::catch_unwind(|| run(seed)) {
            let said = panic.downcast_ref::<String>();
            panic!("MOODS_SEED={seed}: {}", said.map_or("", String::as_str));
        }
    }
}
