//! A process that shares a token: this binary once more, with a task in its environment.

use std::{
    env,
    process::{Command as Blocking, Stdio},
    sync::Arc,
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

const TASK: &str = "STORES_TASK";
const URL: &str = "STORES_URL";
const PLACE: &str = "STORES_PLACE";

/// What starts a line that a worker says.
const SAYS: &str = "worker: ";

/// What a worker does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    /// Says that it asks for the token, asks, and says the token.
    Ask,
    /// Asks again and again until the token is not the one that was found, or was renewed, and says it.
    Refresh,
    /// Takes the lease, says so, and sits on it.
    Hold,
    /// Saves one record after the other, and says when it has begun.
    Scribble,
    /// Uses the token until it is killed.
    Soak,
}

impl Task {
    const ALL: [Self; 5] = [
        Self::Ask,
        Self::Refresh,
        Self::Hold,
        Self::Scribble,
        Self::Soak,
    ];
}

/// What a worker finds in its environment.
pub(crate) struct Orders {
    pub(crate) task: Task,
    pub(crate) url: String,
    pub(crate) place: String,
}

/// Returns what this process is to do, if it is a worker.
pub(crate) fn orders() -> Option<Orders> {
    let name = env::var(TASK).ok()?;
    let task = Task::ALL
        .into_iter()
        .find(|task| format!("{task:?}") == name);
    Some(Orders {
        task: task.unwrap(),
        url: env::var(URL).unwrap(),
        place: env::var(PLACE).unwrap(),
    })
}

/// Says a line to the test.
#[expect(clippy::print_stdout, reason = "it is how a worker talks")]
pub(crate) fn say(line: &str) {
    println!("{SAYS}{line}");
}

/// A worker; dropped, it is killed.
pub(crate) struct Worker {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Worker {
    /// Starts a process that has `task` to do at `place`, with the API at `url`.
    pub(crate) fn start(task: Task, place: &super::Place, url: &str) -> Self {
        let mut child = Command::new(env::current_exe().unwrap())
            .env(TASK, format!("{task:?}"))
            .env(URL, url)
            .env(PLACE, place.address())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    /// Returns the next line that the worker says.
    pub(crate) async fn says(&mut self) -> String {
        let listening = async {
            while let Some(line) = self.lines.next_line().await.unwrap() {
                if let Some(said) = line.strip_prefix(SAYS) {
                    return said.to_owned();
                }
            }
            panic!("the worker ended without a word");
        };
        let said = tokio::time::timeout(super::PATIENCE, listening).await;
        said.expect("a word of the worker")
    }

    /// Kills the process as `kill -9` does.
    pub(crate) async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// Stops the process, or lets it go on: `STOP`, `CONT`.
    pub(crate) fn signal(&self, name: &str) {
        signal(self.child.id().unwrap(), name);
    }
}

/// Returns what every worker says next, which is the same.
pub(crate) async fn all_say(workers: &mut [Worker]) -> String {
    let mut said = Vec::new();
    for worker in workers {
        said.push(worker.says().await);
    }
    said.dedup();
    assert_eq!(said.len(), 1, "{said:?}");
    said.remove(0)
}

/// Sends a signal by its name.
pub(crate) fn signal(process: u32, name: &str) {
    let sent = Blocking::new("kill")
        .args(["-s", name, &process.to_string()])
        .status();
    assert!(sent.unwrap().success());
}

/// Keeps a process alive until it is killed, but not longer than the test can live.
pub(crate) async fn sit(held: impl Send) {
    tokio::time::sleep(super::PATIENCE + Duration::from_secs(30)).await;
    drop(held);
}

/// Returns the store that the orders name.
pub(crate) fn place(orders: &Orders) -> Arc<dyn token_core::store::TokenStore> {
    super::place::open(&orders.place)
}
