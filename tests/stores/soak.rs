//! Six processes on one store for a while, with kills, stops, and a server in every mood.
//!
//! It runs for 20 s; `SOAK_SECONDS=1200 cargo test -p workspace-tests --test stores soak` is the long form.
//! What must hold whatever comes:
//!
//! - Two logins never overlap, unless the process of the earlier one was stopped while it held a lease of Redis.
//! - No process uses a token that had ended before it asked for one.
//! - A process that failed to log in waits for a second at least before it tries again.
//! - Two logins that succeed are 5 s apart, over all processes, unless the first process died or stood still.

mod server;
mod worker;

use std::{
    env, fs,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use libtest_mimic::Trial;

use crate::harness::tests_of_kinds;
use crate::support::{Kind, Place, Task, Worker};
use server::{Mood, Server};

pub(crate) use worker::work;

/// Returns the time in milliseconds by a clock that all processes share, and that is never set if the system has such a clock.
fn clock() -> i128 {
    let uptime = fs::read_to_string("/proc/uptime").ok();
    let seconds = uptime.and_then(|text| text.split(' ').next()?.parse().ok());
    let up = seconds.and_then(|seconds: f64| Duration::try_from_secs_f64(seconds).ok());
    let time = up.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).unwrap());
    i128::try_from(time.as_millis()).unwrap()
}

const PROCESSES: usize = 6;

/// How long it runs, unless `SOAK_SECONDS` says otherwise.
const USUAL: u64 = 20;

/// A process, and until when it is stopped.
struct Process {
    worker: Worker,
    stopped: Option<Instant>,
}

/// The processes, and what is done to them.
struct Soak {
    place: Place,
    server: Server,
    processes: Vec<Process>,
    dice: fastrand::Rng,
}

impl Soak {
    fn start_process(place: &Place, server: &Server, number: usize) -> Process {
        server.is_disturbed(number);
        Process {
            worker: Worker::start(Task::Soak, place, &server.url(number)),
            stopped: None,
        }
    }

    /// Does the next thing that may happen.
    async fn happen(&mut self) {
        let number = self.dice.usize(..PROCESSES);
        match self.dice.u32(..100) {
            0..6 => {
                let next = Self::start_process(&self.place, &self.server, number);
                let last = std::mem::replace(&mut self.processes[number], next);
                last.worker.kill().await;
            }
            6..16 if self.processes[number].stopped.is_none() => {
                self.server.is_disturbed(number);
                self.processes[number].worker.signal("STOP");
                let pause = Duration::from_millis(self.dice.u64(100..6000));
                self.processes[number].stopped = Some(Instant::now() + pause);
            }
            16..22 => self.server.jump(self.dice.i64(-100_000..100_000)),
            22..40 => self.server.set_mood(Mood::any(&mut self.dice)),
            _ => {}
        }
        self.wake(|until| until <= Instant::now());
    }

    fn wake(&mut self, is_over: impl Fn(Instant) -> bool) {
        for (number, process) in self.processes.iter_mut().enumerate() {
            if process.stopped.is_some_and(&is_over) {
                process.stopped = None;
                process.worker.signal("CONT");
                self.server.is_disturbed(number);
            }
        }
    }
}

async fn six_processes_on_one_store(kind: Kind) {
    let seconds = env::var("SOAK_SECONDS")
        .ok()
        .map(|text| text.parse().unwrap());
    let seed = env::var("SOAK_SEED").ok().map(|text| text.parse().unwrap());
    let seed = seed.unwrap_or_else(|| fastrand::u64(..));
    let place = Place::new(kind).await;
    let server = Server::start(seed).await;
    let processes = (0..PROCESSES).map(|number| Soak::start_process(&place, &server, number));
    let processes = processes.collect();
    let mut soak = Soak {
        place,
        server,
        processes,
        dice: fastrand::Rng::with_seed(seed),
    };
    let end = Instant::now() + Duration::from_secs(seconds.unwrap_or(USUAL));
    while Instant::now() < end {
        soak.happen().await;
        tokio::time::sleep(Duration::from_millis(100)).await;
        soak.server.no_violation(seed);
    }
    // In the end all is well again, and so is every process.
    soak.wake(|_until| true);
    soak.server.set_mood(Mood::Good);
    soak.server.no_violation(seed);
    let summary = soak.server.summary(kind == Kind::Redis, seed);
    say(kind, seed, &summary);
}

#[expect(
    clippy::print_stderr,
    reason = "the outcome is for the reader of the output"
)]
fn say(kind: Kind, seed: u64, summary: &str) {
    eprintln!("soak of {kind:?}, SOAK_SEED={seed}: {summary}");
}

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    tests_of_kinds![Kind::OF_PROCESSES; six_processes_on_one_store]
}
