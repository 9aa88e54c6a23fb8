//! A real Redis server, which lives as long as its handle.

use std::{
    fs,
    net::{Ipv4Addr, TcpListener},
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;
use token_core::redis;
use tokio::net::TcpStream;

use super::eventually;

/// What is in every URL, and must be in no output.
pub(crate) const PASSWORD: &str = "canary-of-redis";

/// How it starts; the rest is the same for all.
const SETTINGS: &str = "bind 127.0.0.1\nsave \"\"\nappendonly no\nloglevel warning\n";

/// A server on a loopback port, without persistence.
pub(crate) struct RedisServer {
    child: Child,
    port: u16,
    directory: TempDir,
    arguments: Vec<&'static str>,
}

impl RedisServer {
    /// Starts a server on a port that is free.
    pub(crate) async fn start() -> Self {
        Self::start_with(&["--port"], "").await
    }

    /// Starts a server that has these settings too, and whose port is this option of the command line.
    pub(crate) async fn start_with(arguments: &[&'static str], settings: &str) -> Self {
        loop {
            if let Some(server) = Self::try_start(arguments, settings).await {
                return server;
            }
        }
    }

    /// Starts a server; `None` when it ended at once, because the port was taken or a setting is unknown to it.
    pub(crate) async fn try_start(arguments: &[&'static str], settings: &str) -> Option<Self> {
        let port = free_port();
        let directory = tempfile::tempdir().unwrap();
        // Not as an argument, where every user of the machine sees it; Sentinel writes into it.
        let password = format!("requirepass {PASSWORD}\n");
        let text = format!("{SETTINGS}{password}{settings}");
        fs::write(directory.path().join("redis.conf"), text).unwrap();
        let mut server = Self {
            child: spawn(port, &directory, arguments),
            port,
            directory,
            arguments: arguments.to_vec(),
        };
        server.is_up().await.then_some(server)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
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
        self.child = spawn(self.port, &self.directory, &self.arguments);
        assert!(self.is_up().await, "the port {} is taken", self.port);
    }

    /// Stops the process, or lets it go on: `STOP`, `CONT`.
    pub(crate) fn signal(&self, signal: &str) {
        super::worker::signal(self.child.id(), signal);
    }

    /// Sends a command past the store.
    pub(crate) async fn command<T: redis::FromRedisValue>(&self, words: &[&str]) -> T {
        let outcome = self.try_command(words).await;
        outcome.unwrap_or_else(|error| panic!("{words:?}: {error}"))
    }

    /// Sends a command past the store, which the server may refuse.
    pub(crate) async fn try_command<T: redis::FromRedisValue>(
        &self,
        words: &[&str],
    ) -> redis::RedisResult<T> {
        let client = redis::Client::open(self.url()).unwrap();
        let mut connection = client.get_multiplexed_async_connection().await?;
        let mut command = redis::cmd(words[0]);
        command.arg(&words[1..]);
        command.query_async(&mut connection).await
    }

    /// Waits until the server listens; `false` when it has ended instead.
    async fn is_up(&mut self) -> bool {
        eventually("a server that listens", async || {
            let listens = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))
                .await
                .is_ok();
            // Another process may have taken the port.
            tokio::time::sleep(Duration::from_millis(if listens { 20 } else { 5 })).await;
            if self.child.try_wait().unwrap().is_some() {
                return Some(false);
            }
            listens.then_some(true)
        })
        .await
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        // It may have been killed by the test, or be stopped.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns a port that is free, and so is the one that a node of a cluster takes besides.
fn free_port() -> u16 {
    loop {
        let port = fastrand::u16(12_000..32_000);
        let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
        if bind(port).is_ok() && bind(port + 10_000).is_ok() {
            return port;
        }
    }
}

fn spawn(port: u16, directory: &TempDir, arguments: &[&str]) -> Child {
    let program = super::server_program().expect("a test that starts a server is a `redis_test`");
    Command::new(program)
        .arg("redis.conf")
        .args(arguments)
        .arg(port.to_string())
        .current_dir(directory.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}
