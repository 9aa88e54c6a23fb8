//! A place that a store keeps its token in, and the stores that open it.

use std::{path::PathBuf, sync::Arc};

use tempfile::TempDir;
use token_core::store::{FileStore, MemoryStore, Record, RedisStore, TokenStore};

use super::RedisServer;

/// Which store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Memory,
    File,
    Redis,
}

impl Kind {
    pub(crate) const ALL: [Self; 3] = [Self::Memory, Self::File, Self::Redis];
    pub(crate) const OF_PROCESSES: [Self; 2] = [Self::File, Self::Redis];
}

/// A place with nothing in it.
pub(crate) enum Place {
    Memory(MemoryStore),
    File(TempDir),
    Redis(RedisServer),
}

const KEY: &str = "the-token";

impl Place {
    pub(crate) async fn new(kind: Kind) -> Self {
        match kind {
            Kind::Memory => Self::Memory(MemoryStore::new()),
            Kind::File => Self::File(tempfile::tempdir().unwrap()),
            Kind::Redis => Self::Redis(RedisServer::start().await),
        }
    }

    /// Returns one more store of this place.
    pub(crate) fn open(&self) -> Arc<dyn TokenStore> {
        match self {
            Self::Memory(store) => Arc::new(store.clone()),
            Self::File(_) | Self::Redis(_) => open(&self.address()),
        }
    }

    /// Returns the words by which another process finds the place.
    pub(crate) fn address(&self) -> String {
        match self {
            Self::Memory(_) => "memory:".to_owned(),
            Self::File(folder) => format!("file:{}", folder.path().join("token").display()),
            Self::Redis(server) => server.url(),
        }
    }

    /// Saves `record` under a lease of its own.
    pub(crate) async fn save(&self, record: &Record) {
        let store = self.open();
        let lease = store.lease(super::PATIENCE).await.unwrap();
        let mut lease = lease.expect("the lease is free");
        lease.save(record, None).await.unwrap();
        lease.release().await.unwrap();
    }

    /// Returns the record that is there.
    pub(crate) async fn record(&self) -> Record {
        self.open().load(None).await.unwrap().unwrap()
    }
}

/// Returns a store of the place with this address.
pub(crate) fn open(address: &str) -> Arc<dyn TokenStore> {
    match address.split_once(':').unwrap() {
        ("memory", _) => Arc::new(MemoryStore::new()),
        ("file", path) => Arc::new(FileStore::new(PathBuf::from(path))),
        _ => Arc::new(RedisStore::new(address, KEY).unwrap()),
    }
}
