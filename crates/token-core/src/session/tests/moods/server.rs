//! A server whose mood changes, and which notes every login.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use async_trait::async_trait;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use tokio::time::{Instant, sleep};

use super::super::support::{DAY, millis, secs};
use crate::{
    model::datetime::DateTime,
    session::{
        minted::Minted,
        source::{
            TokenSource,
            error::{SourceError, failure_class},
        },
    },
};

/// One login that was sent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Login {
    pub(super) session: usize,
    pub(super) sent: Instant,
    /// When its token arrived, if one did that lives.
    pub(super) minted: Option<Instant>,
    /// Whether the credentials were refused, which no pause follows.
    pub(super) is_refused: bool,
    /// When the server wants the next one.
    pub(super) ready: Option<Instant>,
}

/// How the server is.
#[derive(Debug, Clone, Copy)]
enum Mood {
    /// Tokens live for so many milliseconds, which may be none or less.
    Lives(i64),
    /// It responds with this status, and as the API documents it or not.
    Says(u16, bool),
    /// And asks to wait.
    Asks(u16, Duration),
    /// It does its work, and no response comes.
    Loses,
    /// Each login is another mood.
    Swings,
}

#[derive(Debug, Clone)]
pub(super) struct Server(Arc<Mutex<World>>);

#[derive(Debug)]
struct World {
    mood: Mood,
    dice: fastrand::Rng,
    /// The longest life of a token in milliseconds; with a long one there is little to log in for.
    longest: i64,
    /// How far its clock is off, in seconds.
    skew: i64,
    takes: Duration,
    logins: Vec<Login>,
    tokens: HashMap<String, Instant>,
}

impl Server {
    pub(super) fn new(seed: u64) -> Self {
        let mut dice = fastrand::Rng::with_seed(seed ^ 0x5eed);
        let longest = [1_000, 3_000, 60_000, i64::MAX][dice.usize(..4)];
        Self(Arc::new(Mutex::new(World {
            mood: any_mood(&mut dice, longest),
            longest,
            skew: dice.i64(-90_000..90_000),
            takes: millis(50),
            dice,
            logins: Vec::new(),
            tokens: HashMap::new(),
        })))
    }

    fn lock(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap()
    }

    pub(super) fn changes(&self, dice: &mut fastrand::Rng) {
        let mut world = self.lock();
        world.mood = any_mood(dice, world.longest);
        world.takes = [millis(0), millis(50), secs(2), secs(14)][dice.usize(..4)];
    }

    pub(super) fn logins(&self) -> Vec<Login> {
        self.lock().logins.clone()
    }

    /// Returns the token that arrived last.
    pub(super) fn newest(&self) -> Option<String> {
        let world = self.lock();
        let minted = world
            .logins
            .iter()
            .rposition(|login| login.minted.is_some());
        minted.map(|number| format!("token-{number}"))
    }

    pub(super) fn expiry(&self, token: &str) -> Instant {
        self.lock().tokens[token]
    }

    pub(super) fn door(&self, session: usize) -> Door {
        Door {
            server: self.clone(),
            session,
        }
    }
}

fn any_mood(dice: &mut fastrand::Rng, longest: i64) -> Mood {
    match dice.u32(..8) {
        0 => Mood::Says(dice.u16(300..600), dice.bool()),
        1 => Mood::Says(
            [400, 401, 403, 429, 500, 503][dice.usize(..6)],
            dice.u32(..8) == 0,
        ),
        2 => {
            let longest = [10, 100, 4_000][dice.usize(..3)];
            let status = [429, 503, 403, 400][dice.usize(..4)];
            Mood::Asks(status, secs(dice.u64(..longest)))
        }
        3 => Mood::Loses,
        4 | 5 => Mood::Swings,
        // As likely of some seconds as of some hours.
        6 => Mood::Lives(dice.i64(-1_000..10_000).min(longest)),
        _ => Mood::Lives(dice.i64(1_000..2 * 86_400_000).min(longest)),
    }
}

/// The way of one session to the server.
#[derive(Debug)]
pub(super) struct Door {
    server: Server,
    session: usize,
}

impl Door {
    /// Notes the login, and returns its number and what comes of it.
    fn begin(&self) -> (usize, Mood, Duration) {
        let mut world = self.server.lock();
        world.logins.push(Login {
            session: self.session,
            sent: Instant::now(),
            minted: None,
            is_refused: false,
            ready: None,
        });
        let mut mood = world.mood;
        while matches!(mood, Mood::Swings) {
            let longest = world.longest;
            mood = any_mood(&mut world.dice, longest);
        }
        (world.logins.len() - 1, mood, world.takes)
    }

    /// Makes a token that ends by the clock of the server.
    fn token(&self, number: usize, life: i64) -> Result<Minted, SourceError> {
        let mut world = self.server.lock();
        let sent = world.logins[number].sent;
        let date = DateTime::UNIX_EPOCH + chrono::TimeDelta::seconds(1_700_000_000 + world.skew);
        let text = date.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        let headers = HeaderMap::from_iter([(header::DATE, HeaderValue::try_from(text).unwrap())]);
        let token = format!("token-{number}");
        let expires = date + chrono::TimeDelta::milliseconds(life);
        let minted = Minted::new(&*token).expires(Some(expires), &headers)?;
        let life = Duration::from_millis(life.unsigned_abs()).min(2 * DAY);
        let now = Instant::now();
        if sent + life > now {
            world.logins[number].minted = Some(now);
        }
        world.tokens.insert(token, sent + life);
        Ok(minted)
    }
}

#[async_trait]
impl TokenSource for Door {
    async fn mint(&self) -> Result<Minted, SourceError> {
        let (number, mood, takes) = self.begin();
        sleep(takes).await;
        let says = |status, is_documented| {
            let class = failure_class(StatusCode::from_u16(status).unwrap(), is_documented);
            SourceError {
                class,
                ..SourceError::new(format!("HTTP {status}"))
            }
        };
        match mood {
            Mood::Lives(life) => self.token(number, life),
            Mood::Says(status, is_documented) => {
                let is_refused = status == 401 || status == 403 && is_documented;
                self.server.lock().logins[number].is_refused = is_refused;
                Err(says(status, is_documented))
            }
            Mood::Asks(status, wait) => {
                let ready = Instant::now() + wait;
                self.server.lock().logins[number].ready = Some(ready);
                Err(says(status, false).retry_after(wait))
            }
            Mood::Loses => {
                sleep(DAY).await;
                Err(SourceError::new("lost"))
            }
            Mood::Swings => panic!("a mood that swings has been settled before"),
        }
    }
}
