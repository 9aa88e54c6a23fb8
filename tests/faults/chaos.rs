//! Row 45: the other rows, mixed by dice, with what must hold whatever comes.
//!
//! - No operation that is not idempotent is repeated once the server may have acted on it.
//! - No call ends later than its deadline, and none panics.
//! - No secret is printed or logged.
//! - The attempts that a call reports agree with what the server saw.
//!
//! The seed is printed with every failure, and a run with it plays the same faults.
//! The order in which concurrent calls meet them is up to the scheduler.
//!
//! The long run, and the same faults again:
//!
//! ```text
//! CHAOS_SECONDS=600 cargo test -p workspace-tests --test faults -- chaos --nocapture
//! CHAOS_SEED=17 cargo test -p workspace-tests --test faults -- chaos --nocapture
//! ```

use std::{
    collections::HashMap,
    env,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use token_core::{
    error::ErrorKind,
    http::{HeaderName, HeaderValue},
    retry::RetryPolicy,
    transport::{ReqwestTransport, Sent},
};
use tokio::{task::JoinSet, time::timeout};

use crate::support::{
    calls::{self, CREATED, Client, LISTED},
    capture::Capture,
    faults::{self, Fault},
    play::respond,
    scene::{EVERY, Kind, Scene, Settings, send},
    seen::{Failure, Success, assert_consistent},
    server::{Door, Setup},
    tls::{Authority, Shows},
};

/// Names a call, so that the server can tell its attempts from those of others.
const CALL_ID: HeaderName = HeaderName::from_static("x-call-id");

/// How many calls are under way at one time.
const CALLERS: usize = 16;

/// When the longest call is over, on a machine that is busy with all of them.
const LATEST: Duration = Duration::from_millis(1500 + 2000);

/// What the server did about the requests of each call, in order.
type History = Arc<Mutex<HashMap<String, Vec<Fault>>>>;

#[expect(clippy::print_stdout, reason = "a failed run is repeated by its seed")]
#[tokio::test]
async fn row_45_chaos() {
    let seed = env::var("CHAOS_SEED")
        .map_or_else(|_| fastrand::u64(..1_000_000), |text| text.parse().unwrap());
    let seconds = env::var("CHAOS_SECONDS").map_or(4, |text| text.parse().unwrap());
    println!("CHAOS_SEED={seed} CHAOS_SECONDS={seconds}");
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut dice = fastrand::Rng::with_seed(seed);
    let mut calls = 0;
    while Instant::now() < end {
        calls += round(&mut dice).await;
    }
    println!("{calls} calls, {} lines of log", Capture::here().lines());
    assert!(calls > 0);
}

/// Lets callers loose on a server of its own kind, and returns how many calls they made.
async fn round(dice: &mut fastrand::Rng) -> usize {
    let history = History::default();
    let server = serve(dice, &history).await;
    let scene = Arc::new(server);
    let mut callers = JoinSet::new();
    let calls = dice.usize(1..20);
    for caller in 0..CALLERS {
        let (scene, history) = (Arc::clone(&scene), Arc::clone(&history));
        let mut dice = fastrand::Rng::with_seed(dice.u64(..));
        callers.spawn(async move {
            for number in 0..calls {
                call(&mut dice, &scene, &history, format!("{caller}-{number}")).await;
            }
        });
    }
    callers.join_all().await;
    Capture::here().assert_clean();
    CALLERS * calls
}

/// Starts a server that plays faults at random, with TLS or without, and a client of it.
async fn serve(dice: &mut fastrand::Rng, history: &History) -> Scene {
    let authority = Authority::new();
    let (dice_of_server, history) = (
        Mutex::new(fastrand::Rng::with_seed(dice.u64(..))),
        Arc::clone(history),
    );
    let share_of_faults = dice.f64();
    let mut setup = Setup::decides(move |request| {
        let mut dice = dice_of_server.lock().unwrap();
        let fault = if dice.f64() < share_of_faults {
            Fault::any(&mut dice)
        } else {
            Fault::None
        };
        let id = request
            .header(CALL_ID.as_str())
            .unwrap_or_default()
            .to_owned();
        history.lock().unwrap().entry(id).or_default().push(fault);
        let body = if request.method == "GET" {
            LISTED
        } else {
            CREATED
        };
        fault.play(respond(200, &[], body))
    });
    if dice.bool() {
        setup = setup.tls(authority.server(Shows::Good));
    }
    let (dice_of_doors, share_of_doors) = (
        Mutex::new(fastrand::Rng::with_seed(dice.u64(..))),
        dice.f64() / 2.0,
    );
    setup = setup.doors(move || {
        let mut dice = dice_of_doors.lock().unwrap();
        if dice.f64() < share_of_doors {
            faults::any_door(&mut dice)
        } else {
            Door::Open
        }
    });
    if dice.bool() {
        setup = setup.idle(Duration::from_millis(dice.u64(1..30)), b"");
    }
    let mut transport = ReqwestTransport::builder()
        .no_proxy()
        .root_certificates(authority.pem());
    if dice.bool() {
        transport = transport.max_concurrent(dice.usize(1..CALLERS));
    }
    let moment = Duration::from_millis(dice.u64(1..10));
    let settings = Settings {
        connect: Duration::from_millis(150),
        attempt: Duration::from_millis(dice.u64(160..400)),
        call: Duration::from_millis(dice.u64(200..1500)),
        max_body: 1 << 16,
        retry: RetryPolicy::default()
            .max_attempts(dice.u32(1..6))
            .base(moment)
            .throttled_base(moment),
        ..Settings::over(transport)
    };
    Scene::set(setup.start().await, settings)
}

/// Makes one call, and checks the invariants.
async fn call(dice: &mut fastrand::Rng, scene: &Scene, history: &History, id: String) {
    let kind = EVERY[dice.usize(..EVERY.len())];
    let patience = match dice.u8(..8) {
        0 => Duration::from_millis(dice.u64(1..200)),
        _ => LATEST,
    };
    let started = Instant::now();
    let outcome = timeout(patience, send_as(kind, &scene.client, &id)).await;
    let took = started.elapsed();
    assert!(
        took < LATEST,
        "{kind:?} {id} outlives its deadline: {took:?}"
    );
    let treated = history
        .lock()
        .unwrap()
        .get(&id)
        .cloned()
        .unwrap_or_default();
    if kind == Kind::NonIdempotent {
        let (_, earlier) = treated.split_last().unwrap_or((&Fault::None, &[]));
        assert!(
            earlier.iter().all(Fault::leaves_undone),
            "{id} was repeated: {treated:?} {outcome:?}"
        );
    }
    match outcome {
        Err(_left_early) => {}
        Ok(Ok(success)) => {
            assert!(success.attempts >= treated.len(), "{id}: {treated:?}");
            assert!(kind == Kind::Delete || !success.already_gone);
        }
        Ok(Err(Failure { error, .. })) => {
            assert!(!matches!(
                error.kind(),
                ErrorKind::Config | ErrorKind::InvalidArgument | ErrorKind::Credential
            ));
            assert_consistent(&error, treated.len());
            assert!(
                kind != Kind::NonIdempotent
                    || error
                        .attempts()
                        .iter()
                        .rev()
                        .skip(1)
                        .all(|attempt| { attempt.sent == Sent::No || attempt.status.is_some() }),
                "{error:?}"
            );
        }
    }
}

async fn send_as(kind: Kind, client: &Client, id: &str) -> Result<Success, Failure> {
    let id = HeaderValue::from_str(id).unwrap();
    match kind {
        Kind::Safe => send(calls::safe(client).header(CALL_ID, id)).await,
        Kind::NonIdempotent => send(calls::non_idempotent(client).header(CALL_ID, id)).await,
        Kind::Delete => send(calls::delete(client, "t1").header(CALL_ID, id)).await,
    }
}
