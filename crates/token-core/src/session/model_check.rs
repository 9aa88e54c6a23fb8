//! The session under the model checker: every interleaving of a few tasks, or many of more.
//!
//! The checker ends a run in which a task waits forever.
//! Each test says what else must hold in all of them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test fails by panicking and reports how much it tried, and clippy does not see a test module behind two conditions"
)]

mod races;
mod source;

use std::sync::Arc;

use shuttle::{
    Config, Runner,
    future::{JoinHandle, block_on, spawn},
    scheduler::{DfsScheduler, PctScheduler, RandomScheduler, Scheduler},
};

use self::source::Model;
use super::{
    TokenSession,
    error::TokenError,
    settings::SessionSettings,
    token::{Generation, Token},
};
use crate::credential::Credential;

/// How many runs of a test with more tasks than can be tried in full.
const RUNS: usize = 1_000;

/// As many runs as there are, up to this many.
const ALL: usize = 31_000;

/// Runs `test` in every order, as far as [`ALL`] goes.
fn exhaustively(test: impl Fn() + Send + Sync + 'static) {
    run(DfsScheduler::new(Some(ALL), false), test);
}

/// Runs `test` in random orders, and in those in which few changes of priority make the difference.
fn at_random(test: impl Fn() + Send + Sync + 'static) {
    let test = Arc::new(test);
    let again = Arc::clone(&test);
    run(RandomScheduler::new(RUNS), move || test());
    run(PctScheduler::new(4, RUNS), move || again());
}

fn run(scheduler: impl Scheduler + 'static, test: impl Fn() + Send + Sync + 'static) {
    let mut config = Config::default();
    // The futures of a debug build are large.
    config.stack_size = 256 << 10;
    let runs = Runner::new(scheduler, config).run(test);
    assert!(runs > 1, "there was one order only");
    eprintln!("{runs} runs");
}

/// A session, and what it is to be asked by several tasks.
#[derive(Clone)]
struct Subject {
    session: TokenSession<Model>,
}

impl Subject {
    fn of(model: Model) -> Self {
        Self::with(model, SessionSettings::default())
    }

    fn with(model: Model, settings: SessionSettings) -> Self {
        let session = TokenSession::new(model, settings);
        Self { session }
    }

    fn model(&self) -> &Model {
        self.session.source()
    }

    /// Asks for the token in a task of its own.
    fn caller(&self) -> JoinHandle<Result<Token, TokenError>> {
        let session = self.session.clone();
        spawn(async move { session.token().await })
    }

    /// Asks for the token in a task, as a call does that anybody may have had repeated.
    fn careful_caller(&self) -> JoinHandle<Option<Generation>> {
        let Self { session } = self.clone();
        spawn(async move { Some(session.token().await.ok()?.generation()) })
    }

    /// Refuses `generation` in a task, and waits for the next token; returns whether there is one.
    fn refuser(&self, generation: Generation) -> JoinHandle<bool> {
        let Self { session } = self.clone();
        spawn(async move { session.rejected(generation).await })
    }
}

fn wait<T>(handle: JoinHandle<T>) -> T {
    block_on(handle).unwrap()
}
