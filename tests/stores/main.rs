//! What every token store must do, and what processes that share one make of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, and the lints' own exception covers `#[test]` functions only, not their helpers"
)]

mod cluster;
mod conformance;
mod harness;
mod kills;
mod redis;
mod sealing;
mod sentinel;
mod soak;
mod support;
mod tls;
mod workers;

use std::process::ExitCode;

fn main() -> ExitCode {
    // Workers are this binary too.
    if let Some(orders) = support::worker::orders() {
        harness::block_on(workers::work_on(&orders));
        return ExitCode::SUCCESS;
    }
    let modules = [
        cluster::trials(),
        conformance::trials(),
        kills::trials(),
        redis::trials(),
        sealing::trials(),
        sentinel::trials(),
        soak::trials(),
        tls::trials(),
        workers::trials(),
    ];
    harness::run(modules.into_iter().flatten().collect())
}
