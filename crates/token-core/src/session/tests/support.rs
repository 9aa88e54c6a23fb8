//! A source that plays a script, and counts what it is asked for.

pub(crate) mod play;

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use tokio::time::{Instant, sleep};

use play::{End, says_so};
pub(super) use play::{Play, good};

use crate::{
    credential::secret::Secret,
    session::{
        TokenSession,
        login::Login,
        minted::Minted,
        settings::SessionSettings,
        source::{TokenSource, error::SourceError, renewal::Renewal},
    },
};

pub(super) const HOUR: Duration = Duration::from_secs(60 * 60);
pub(super) const DAY: Duration = Duration::from_secs(24 * 60 * 60);

pub(super) const fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

pub(super) const fn millis(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// What the source was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Mint,
    Renew,
    Revoke,
}

/// The source; clones share the script and the counts.
#[derive(Debug, Clone)]
pub(super) struct Source {
    script: Arc<Mutex<VecDeque<Play>>>,
    asked: Arc<Mutex<Vec<(Asked, Instant)>>>,
    busy: Arc<AtomicUsize>,
    life: Duration,
    renewal: Option<Renewal>,
    can_revoke: bool,
    login: Arc<Mutex<Option<Login>>>,
}

impl Source {
    /// Creates one of tokens that live a day; once the script is played, all goes well.
    pub(super) fn of(script: impl IntoIterator<Item = Play>) -> Self {
        Self {
            script: Arc::new(Mutex::new(script.into_iter().collect())),
            asked: Arc::default(),
            busy: Arc::default(),
            life: DAY,
            renewal: None,
            can_revoke: false,
            login: Arc::default(),
        }
    }

    pub(super) fn life(mut self, life: Duration) -> Self {
        self.life = life;
        self
    }

    /// Has its tokens renewed as those of Mindbody.
    pub(super) fn renews(mut self) -> Self {
        self.renewal = Some(Renewal::new(7, DAY));
        self
    }

    pub(super) fn revokes(mut self) -> Self {
        self.can_revoke = true;
        self
    }

    /// Has it say from now on who it logs in as.
    pub(super) fn logs_in(self, user: &str, password: &str) -> Self {
        self.log_in(user, password);
        self
    }

    /// Changes its credentials.
    pub(super) fn log_in(&self, user: &str, password: &str) {
        let login = Login::new("https://api.example.com")
            .part("username", user)
            .password("password", Secret::from(password));
        *self.login.lock().unwrap() = Some(login);
    }

    pub(super) fn then(&self, play: Play) {
        self.script.lock().unwrap().push_back(play);
    }

    pub(super) fn session(&self) -> TokenSession<Self> {
        self.session_with(SessionSettings::default())
    }

    pub(super) fn session_with(&self, settings: SessionSettings) -> TokenSession<Self> {
        TokenSession::new(self.clone(), settings)
    }

    pub(super) fn count(&self, what: Asked) -> usize {
        let asked = self.asked.lock().unwrap();
        asked.iter().filter(|(asked, _)| *asked == what).count()
    }

    pub(super) fn mints(&self) -> usize {
        self.count(Asked::Mint)
    }

    pub(super) fn asked(&self) -> Vec<Asked> {
        let asked = self.asked.lock().unwrap();
        asked.iter().map(|(what, _)| *what).collect()
    }

    /// Returns how much time lay between one request and the next, in whole seconds.
    pub(super) fn gaps(&self) -> Vec<u64> {
        let asked = self.asked.lock().unwrap();
        asked
            .windows(2)
            .map(|pair| (pair[1].1 - pair[0].1).as_secs())
            .collect()
    }

    async fn play(&self, what: Asked) -> Result<Minted, SourceError> {
        let _turn = Turn::take(&self.busy);
        let number = {
            let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
            asked.push((what, Instant::now()));
            asked.len()
        };
        let play = self.script.lock().unwrap().pop_front();
        let Play { delay, end } = play.unwrap_or_else(good);
        if !delay.is_zero() {
            sleep(delay).await;
        }
        match end {
            End::Good => Ok(Minted::new(format!("CANARY-token-{number}")).lives(self.life)),
            End::Token(minted) => Ok(minted),
            End::Fails(None) => Err(SourceError::new("the server is down")),
            End::Fails(Some(wait)) => Err(SourceError::new("not now").retry_after(wait)),
            End::Says(status) => Err(says_so(status, true)),
            End::Forbids => Err(says_so(403, false)),
            End::Panics => panic!("the source has a bug"),
        }
    }
}

/// One request at a time.
struct Turn(Arc<AtomicUsize>);

impl Turn {
    fn take(busy: &Arc<AtomicUsize>) -> Self {
        let before = busy.fetch_add(1, Ordering::SeqCst);
        assert_eq!(before, 0, "two requests of one session are in flight");
        Self(Arc::clone(busy))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[async_trait]
impl TokenSource for Source {
    async fn login(&self) -> Result<Option<Login>, SourceError> {
        Ok(self.login.lock().unwrap().clone())
    }

    async fn mint(&self) -> Result<Minted, SourceError> {
        self.play(Asked::Mint).await
    }

    fn renewal(&self) -> Option<Renewal> {
        self.renewal
    }

    async fn renew(&self, token: &Secret) -> Result<(), SourceError> {
        assert!(token.expose().starts_with("CANARY"));
        self.play(Asked::Renew).await.map(drop)
    }

    fn can_revoke(&self) -> bool {
        self.can_revoke
    }

    async fn revoke(&self, token: &Secret) -> Result<(), SourceError> {
        assert!(token.expose().starts_with("CANARY"));
        self.play(Asked::Revoke).await.map(drop)
    }
}
