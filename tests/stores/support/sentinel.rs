//! A real primary with a replica, and a Sentinel that watches them.

use token_core::store::RedisStore;

use super::{PASSWORD, RedisServer, eventually, replicates};

/// What the Sentinel calls the primary.
pub(crate) const NAME: &str = "mymaster";

/// A Sentinel with all that it watches.
pub(crate) struct Sentinel {
    pub(crate) primary: RedisServer,
    pub(crate) replica: RedisServer,
    pub(crate) watcher: RedisServer,
}

impl Sentinel {
    /// Starts all three; the Sentinel takes a primary for dead that is silent for half a second.
    pub(crate) async fn start() -> Self {
        let settings = format!("masterauth {PASSWORD}\nrepl-diskless-sync-delay 0\n");
        let primary = RedisServer::start_with(&["--port"], &settings).await;
        let follows = format!("{settings}replicaof 127.0.0.1 {}\n", primary.port());
        let replica = RedisServer::start_with(&["--port"], &follows).await;
        replicates(&replica).await;
        let settings_of_watcher = format!(
            "sentinel monitor {NAME} 127.0.0.1 {} 1\n\
             sentinel auth-pass {NAME} {PASSWORD}\n\
             sentinel down-after-milliseconds {NAME} 500\n\
             sentinel failover-timeout {NAME} 3000\n",
            primary.port()
        );
        let watcher =
            RedisServer::start_with(&["--sentinel", "--port"], &settings_of_watcher).await;
        let started = Self {
            primary,
            replica,
            watcher,
        };
        eventually("a Sentinel that knows the replica", async || {
            let known: Vec<token_core::redis::Value> = started
                .watcher
                .command(&["SENTINEL", "REPLICAS", NAME])
                .await;
            (!known.is_empty()).then_some(())
        })
        .await;
        started
    }

    /// Stops the replica, and has its connection closed, so that it never gets what is written from now on.
    pub(crate) async fn cut_replication(&self) {
        self.replica.signal("STOP");
        self.primary
            .command::<u32>(&["CLIENT", "KILL", "TYPE", "REPLICA"])
            .await;
    }

    /// Opens a store by the Sentinel, before which stands one that is not there.
    pub(crate) fn store(&self, key: &str) -> RedisStore {
        let nobody = "redis://127.0.0.1:1".to_owned();
        let primary = format!("redis://:{PASSWORD}@{NAME}/0");
        RedisStore::sentinel([nobody, self.watcher.url()], primary, key).unwrap()
    }
}
