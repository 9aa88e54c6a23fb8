//! A server of tokens in every mood, which notes each login and each use of a token.

mod checks;
mod mood;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

pub(crate) use mood::Mood;

/// How much later than its end a token may seem to have been asked for: clocks count in hundredths of a second, and
/// processes wait for a processor.
const SLACK: i128 = 500;

/// A login, from its arrival until its response has left or its client has.
#[derive(Debug, Clone, Copy)]
struct Login {
    process: usize,
    began: Instant,
    ended: Option<Instant>,
    /// Whether the response was a token that lives.
    is_good: bool,
}

struct State {
    mood: Mood,
    /// How far the server's clock is off, in seconds.
    skew: i64,
    logins: Vec<Login>,
    /// When each token ends, by the clock that the processes share.
    ends: HashMap<String, i128>,
    uses: usize,
    /// When each process was started, stopped or woken.
    disturbed: Vec<(usize, Instant)>,
    violations: Vec<String>,
    dice: fastrand::Rng,
}

/// The server.
pub(super) struct Server {
    address: String,
    state: Arc<Mutex<State>>,
}

impl Server {
    pub(super) async fn start(seed: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State {
            mood: Mood::Good,
            skew: 0,
            logins: Vec::new(),
            ends: HashMap::new(),
            uses: 0,
            disturbed: Vec::new(),
            violations: Vec::new(),
            dice: fastrand::Rng::with_seed(!seed),
        }));
        let shared = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let state = Arc::clone(&shared);
                tokio::spawn(async move { serve(client, &state).await });
            }
        });
        Self { address, state }
    }

    pub(super) fn url(&self, process: usize) -> String {
        format!("{}/{process}", self.address)
    }

    pub(super) fn set_mood(&self, mood: Mood) {
        self.state.lock().unwrap().mood = mood;
    }

    /// Sets the server's clock forward, or back.
    pub(super) fn jump(&self, seconds: i64) {
        self.state.lock().unwrap().skew += seconds;
    }

    /// Notes that something was done to this process, now.
    pub(super) fn is_disturbed(&self, process: usize) {
        let mut state = self.state.lock().unwrap();
        state.disturbed.push((process, Instant::now()));
    }

    pub(super) fn no_violation(&self, seed: u64) {
        let state = self.state.lock().unwrap();
        assert!(
            state.violations.is_empty(),
            "SOAK_SEED={seed}: {:#?}",
            state.violations
        );
    }

    /// Checks the logins as a whole, and says what there was.
    pub(super) fn summary(&self, is_redis: bool, seed: u64) -> String {
        let state = self.state.lock().unwrap();
        state.check_overlaps(is_redis, seed);
        state.check_pauses(seed);
        state.check_floor(seed);
        let good = state.logins.iter().filter(|login| login.is_good).count();
        assert!(good > 0, "SOAK_SEED={seed}: no login ever succeeded");
        assert!(
            state.uses > 100,
            "SOAK_SEED={seed}: only {} uses",
            state.uses
        );
        let (logins, uses) = (state.logins.len(), state.uses);
        let closest = state
            .closest()
            .map_or_else(String::new, |gap| format!(", {gap:.1?} apart at least"));
        format!("{logins} logins, {good} of them good{closest}; {uses} uses")
    }
}

async fn serve(mut client: TcpStream, state: &Mutex<State>) {
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        match client.read(&mut chunk).await {
            Ok(count) if count > 0 => request.extend_from_slice(&chunk[..count]),
            _ => return,
        }
        let text = String::from_utf8_lossy(&request);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.trim().parse::<usize>())
        });
        if body.len() < length.map_or(0, Result::unwrap) {
            continue;
        }
        let path: Vec<_> = head
            .split(' ')
            .nth(1)
            .unwrap()
            .split('/')
            .skip(1)
            .map(str::to_owned)
            .collect();
        let process = path[0].parse().unwrap();
        if path.get(1).is_some_and(|word| word == "use") {
            let status = state
                .lock()
                .unwrap()
                .uses(process, path[2].parse().unwrap(), &path[3]);
            return respond(&mut client, &format!("HTTP/1.1 {status} X\r\n\r\n")).await;
        }
        return log_in(client, state, process).await;
    }
}

/// A client that has gone is the end of it.
async fn respond(client: &mut TcpStream, text: &str) {
    let _ = client.write_all(text.as_bytes()).await;
    let _ = client.shutdown().await;
}

async fn log_in(mut client: TcpStream, state: &Mutex<State>, process: usize) {
    let (at, mood, delay) = {
        let mut state = state.lock().unwrap();
        state.logins.push(Login {
            process,
            began: Instant::now(),
            ended: None,
            is_good: false,
        });
        let slow = if state.mood == Mood::Slow { 1500 } else { 60 };
        (state.logins.len() - 1, state.mood, state.dice.u64(1..slow))
    };
    // A client that dies meanwhile ends the login, for it is no longer there to receive a response.
    let mut nothing = [0; 1];
    let is_gone = tokio::select! {
        () = tokio::time::sleep(Duration::from_millis(delay)) => false,
        _ = client.read(&mut nothing) => true,
    };
    let response = {
        let mut state = state.lock().unwrap();
        let response = if is_gone { None } else { state.response(mood) };
        let login = &mut state.logins[at];
        login.ended = Some(Instant::now());
        login.is_good = response.is_some()
            && matches!(
                mood,
                Mood::Good | Mood::Slow | Mood::Forgetful | Mood::ShortLives
            );
        response
    };
    if let Some(response) = response {
        respond(&mut client, &response).await;
    }
}

impl State {
    /// Returns what a login gets; `None` is a response that is lost.
    fn response(&mut self, mood: Mood) -> Option<String> {
        let life: i64 = match mood {
            Mood::Fails => return Some("HTTP/1.1 500 X\r\ncontent-length: 0\r\n\r\n".to_owned()),
            Mood::Blocks => {
                let page = "<html>blocked</html>";
                return Some(format!(
                    "HTTP/1.1 403 X\r\ncontent-type: text/html\r\ncontent-length: {}\r\n\r\n{page}",
                    page.len()
                ));
            }
            Mood::Loses => return None,
            Mood::Late => -1,
            Mood::ShortLives => self.dice.i64(2..5),
            Mood::Good | Mood::Slow | Mood::Forgetful => self.dice.i64(8..20),
        };
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let token = format!("token-{}", self.dice.u64(..));
        let end = super::clock() + i128::from(life) * 1000;
        self.ends.insert(token.clone(), end);
        let clock = i64::try_from(now.as_secs()).unwrap() + self.skew;
        let time = |seconds| chrono::DateTime::from_timestamp(seconds, 0).unwrap();
        let date = time(clock).format("%a, %d %b %Y %H:%M:%S GMT");
        let expires = time(clock + life).format("%Y-%m-%dT%H:%M:%SZ");
        let body =
            format!(r#"{{"TokenType":"Bearer","AccessToken":"{token}","Expires":"{expires}"}}"#);
        Some(format!(
            "HTTP/1.1 200 OK\r\ndate: {date}\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        ))
    }

    /// Notes that a process uses a token that it asked for at this time; returns the status.
    fn uses(&mut self, process: usize, asked: i128, token: &str) -> u16 {
        self.uses += 1;
        match self.ends.get(token) {
            None => self.violations.push(format!(
                "{process} used a token that was never given: {token}"
            )),
            Some(end) if end + SLACK < asked => {
                let late = asked - end;
                self.violations.push(format!(
                    "{process} used {token}, which had ended {late} ms before it asked"
                ));
            }
            Some(_) if self.mood == Mood::Forgetful => return 401,
            Some(_) => {}
        }
        200
    }
}
