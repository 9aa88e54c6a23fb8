//! The work of a worker, and ten of them on one token.

use std::{sync::Arc, time::Duration};

use libtest_mimic::Trial;
use staff_user_token::{Client, IssueToken, RenewToken, RevokeToken};
use token_core::{
    Secret, async_trait,
    error::BoxError,
    session::{Login, Minted, Renewal, SessionSettings, SourceError, TokenSession, TokenSource},
    store::{Lease, Record, TokenStore},
};
use token_sandbox::{Operation, Sandbox, seed};

use crate::harness::{tests, tests_of_kinds};
use crate::support::{Kind, Place, Proxy, Task, Worker, all_say, record};

mod work {
    pub(super) use crate::support::worker::{Orders, place, say, sit};
}

/// How long a refresh of a worker may take; half of it is the lease.
pub(crate) const REFRESH_TIMEOUT: Duration = Duration::from_secs(16);

const DAY: Duration = Duration::from_secs(24 * 3600);

/// Tokens of the staff account of the sandbox.
#[derive(Debug)]
struct Staff {
    client: Client,
    renews: bool,
}

impl Staff {
    fn at(url: &str, renews: bool) -> Self {
        let client = Client::builder()
            .base_url(url)
            .api_key(seed::API_KEY)
            .site_id(seed::SITE_ID)
            .build();
        Self {
            client: client.unwrap(),
            renews,
        }
    }
}

#[async_trait]
impl TokenSource for Staff {
    async fn mint(&self) -> Result<Minted, SourceError> {
        let issue = IssueToken::new(seed::USERNAME, seed::PASSWORD);
        let reply = self.client.issue_token(issue).send().await?;
        let token = reply
            .value
            .access_token
            .ok_or_else(|| SourceError::new("no token"))?;
        Minted::new(token).expires(reply.value.expires, &reply.headers)
    }

    fn renewal(&self) -> Option<Renewal> {
        self.renews.then(|| Renewal::new(7, DAY))
    }

    async fn renew(&self, token: &Secret) -> Result<(), SourceError> {
        let renew = RenewToken::new().authorization(token.clone());
        self.client.renew_token(renew).await?;
        Ok(())
    }

    fn can_revoke(&self) -> bool {
        true
    }

    async fn revoke(&self, token: &Secret) -> Result<(), SourceError> {
        let revoke = RevokeToken::new().authorization(token.clone());
        self.client.revoke_token(revoke).await?;
        Ok(())
    }
}

/// The store that was opened, as the settings take it.
#[derive(Debug)]
struct Opened(Arc<dyn TokenStore>);

#[async_trait]
impl TokenStore for Opened {
    async fn load(&self, login: Option<&Login>) -> Result<Option<Record>, BoxError> {
        self.0.load(login).await
    }

    async fn lease(&self, duration: Duration) -> Result<Option<Box<dyn Lease>>, BoxError> {
        self.0.lease(duration).await
    }
}

async fn a_worker_alone_gets_a_token() {
    let sandbox = Sandbox::start().await.unwrap();
    let place = Place::new(Kind::Memory).await;
    let mut alone = Worker::start(Task::Ask, &place, sandbox.url());
    assert_eq!(alone.says().await, "asking");
    let said = alone.says().await;
    assert!(said.starts_with("1 0 mindbody-staff"), "{said}");
    assert_eq!(sandbox.count(Operation::IssueToken), 1);
}

/// Does what a worker is ordered to.
pub(crate) async fn work_on(orders: &work::Orders) {
    let store = work::place(orders);
    let settings = SessionSettings::default()
        .refresh_timeout(REFRESH_TIMEOUT)
        .store(Opened(Arc::clone(&store)));
    // The server of the soak only logs in.
    let staff = Staff::at(&orders.url, orders.task != Task::Soak);
    let session = TokenSession::new(staff, settings);
    match orders.task {
        Task::Ask => {
            work::say("asking");
            say_token(&session).await;
        }
        Task::Refresh => {
            session.token().await.unwrap();
            let found = session.snapshot();
            loop {
                session.token().await.unwrap();
                let now = session.snapshot();
                if (now.generation, now.renewals) != (found.generation, found.renewals) {
                    return say_token(&session).await;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        Task::Hold => {
            let lease = store.lease(Duration::from_secs(3)).await.unwrap().unwrap();
            work::say("held");
            work::sit(lease).await;
        }
        Task::Scribble => scribble(&*store).await,
        Task::Soak => crate::soak::work(&session, &orders.url).await,
    }
}

/// Says the token: its number, how often it was renewed, and its text.
async fn say_token(session: &TokenSession<Staff>) {
    let token = session.token().await.unwrap();
    let renewals = session.snapshot().renewals;
    work::say(&format!(
        "{} {renewals} {}",
        token.generation(),
        token.expose()
    ));
}

/// Saves until it is killed, in records of two sizes of which each can be told from a part of it.
async fn scribble(store: &dyn TokenStore) {
    work::say("begun");
    let letters = ["a".repeat(30), "b".repeat(200_000)];
    for generation in 0.. {
        // The one who was killed before may have left a lease behind.
        if let Some(mut lease) = store.lease(Duration::from_millis(300)).await.unwrap() {
            for letters in &letters {
                lease
                    .save(&record(generation, letters, 0, DAY), None)
                    .await
                    .unwrap();
            }
            lease.release().await.unwrap();
        }
    }
}

/// Ten processes that have no token, and want one at the same time.
async fn ten_workers_mint_once(kind: Kind) {
    let sandbox = Sandbox::start().await.unwrap();
    let place = Place::new(kind).await;
    let proxy = Proxy::holding(sandbox.url()).await;
    let mut workers: Vec<_> = (0..10)
        .map(|_| Worker::start(Task::Ask, &place, proxy.url()))
        .collect();
    // The first mint gets its response only after all have asked and had time to send one of their own.
    assert_eq!(all_say(&mut workers).await, "asking");
    proxy.seen().await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    proxy.open();
    all_say(&mut workers).await;
    assert_eq!(sandbox.count(Operation::IssueToken), 1);
    assert_eq!(sandbox.received().len(), 1);
}

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = tests![a_worker_alone_gets_a_token];
    trials.extend(tests_of_kinds![Kind::OF_PROCESSES; ten_workers_mint_once]);
    trials
}
