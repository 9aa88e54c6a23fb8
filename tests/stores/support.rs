//! What several subjects need.

mod place;
mod proxy;
mod records;
mod redis_server;
mod server_program;
pub(crate) mod worker;

use std::time::Duration;

pub(crate) use place::{Kind, Place};
pub(crate) use proxy::Proxy;
pub(crate) use records::{record, token_of};
pub(crate) use redis_server::RedisServer;
pub(crate) use server_program::server_program;
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
