//! A real `redis-server`, which lives as long as its handle.

use std::{
    io::Write,
    net::{Ipv4Addr, TcpListener},
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;
use token_core::{RedisStore, TokenStore};

use super::eventually;

/// What is in every URL, and must be in no output.
pub(crate) const PASSWORD: &str = "canary-of-redis";

/// A server on a loopback port, without persistence.
pub(crate) struct RedisServer {
    child: Child,
    port: u16,
    folder: TempDir,
}

impl RedisServer {
    /// Starts a server on a port that is free.
    pub(crate) async fn start() -> Self {
        loop {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
            let port = listener.local_addr().unwrap().port();
            drop(listener);
            let folder = tempfile::tempdir().unwrap();
            let mut server = Self {
                child: spawn(port, &folder),
                port,
                folder,
            };
            // Somebody else may have taken the port in between.
            if server.is_up().await {
                return server;
            }
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://:{PASSWORD}@127.0.0.1:{}/0", self.port)
    }

    /// Kills the server, and everything that it knows.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts it again on its port.
    pub(crate) async fn restart(&mut self) {
        self.child = spawn(self.port, &self.folder);
        assert!(self.is_up().await, "the port {} is taken", self.port);
    }

    /// Stops the process, or lets it go on: `STOP`, `CONT`.
    pub(crate) fn signal(&self, signal: &str) {
        super::worker::signal(self.child.id(), signal);
    }

    /// Waits until the server answers; `false` when it has ended instead.
    async fn is_up(&mut self) -> bool {
        let store = RedisStore::new(self.url(), "is-it-up").unwrap();
        let store = store.timeout(Duration::from_secs(1));
        eventually("an answer of redis-server", async || {
            if self.child.try_wait().unwrap().is_some() {
                return Some(false);
            }
            store.load(None).await.is_ok().then_some(true)
        })
        .await
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        // It may have been killed by the test.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn spawn(port: u16, folder: &TempDir) -> Child {
    let program = super::server_program().expect("a test that starts a server is a `redis_test`");
    let mut child = Command::new(program)
        .arg("-")
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    // Not as an argument, where every user of the machine sees it.
    let settings = format!(
        "bind 127.0.0.1\nport {port}\nrequirepass {PASSWORD}\nsave \"\"\nappendonly no\nloglevel warning\n"
    );
    let mut input = child.stdin.take().unwrap();
    input.write_all(settings.as_bytes()).unwrap();
    child
}
