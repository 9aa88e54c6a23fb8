//! What several subjects need.

mod certificates;
mod cluster;
mod place;
mod proxy;
mod records;
mod redis_server;
mod sentinel;
mod server_program;
mod tls_server;
pub(crate) mod worker;

use std::time::Duration;

pub(crate) use certificates::Authority;
pub(crate) use cluster::Cluster;
pub(crate) use place::{Kind, Place};
pub(crate) use proxy::Proxy;
pub(crate) use records::{record, token_of};
pub(crate) use redis_server::{PASSWORD, RedisServer};
pub(crate) use sentinel::Sentinel;
pub(crate) use server_program::server_program;
pub(crate) use tls_server::TlsServer;
pub(crate) use worker::{Task, Worker, all_say};

/// How long a test waits for what must come; nothing takes that long, unless it is broken.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Waits until `attempt` has something, and panics when it never has.
pub(crate) async fn eventually<T>(what: &str, mut attempt: impl AsyncFnMut() -> Option<T>) -> T {
    let trying = async {
        loop {
            if let Some(result) = attempt().await {
                return result;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let outcome = tokio::time::timeout(PATIENCE, trying).await;
    outcome.unwrap_or_else(|_| panic!("never came: {what}"))
}

/// Waits until the replica has what its primary has.
pub(crate) async fn replicates(replica: &RedisServer) {
    eventually("a replica that has caught up", async || {
        let info: String = replica.command(&["INFO", "replication"]).await;
        info.contains("master_link_status:up").then_some(())
    })
    .await;
}

/// Prints how long something took, for the pages that state it.
#[expect(
    clippy::print_stderr,
    reason = "a measurement is for the reader of the output"
)]
pub(crate) fn measured(what: &str, took: Duration) {
    eprintln!("measured: {what}: {took:.1?}");
}
