//! Processes that are killed at the worst moment.

use std::time::Duration;

use libtest_mimic::Trial;
use token_sandbox::{Operation, Sandbox, seed};

use crate::harness::tests_of_kinds;
use crate::support::{Kind, Place, Proxy, Task, Worker, all_say, eventually, record, token_of};

const LONG: Duration = Duration::from_secs(24 * 3600);

/// What is left of a token that is to be refreshed.
const SHORT: Duration = Duration::from_secs(200);

/// The one that refreshes is killed, while its mint hangs and others wait for it.
async fn another_takes_over(kind: Kind) {
    let sandbox = Sandbox::start().await.unwrap();
    let place = Place::new(kind).await;
    let black_hole = Proxy::swallowing().await;
    let victim = Worker::start(Task::Ask, &place, black_hole.url());
    black_hole.seen().await;
    assert!(place.open().load(None).await.unwrap().is_none());
    assert!(place.open().lease(LONG).await.unwrap().is_none());
    let mut others: Vec<_> = (0..3)
        .map(|_| Worker::start(Task::Ask, &place, sandbox.url()))
        .collect();
    assert_eq!(all_say(&mut others).await, "asking");
    victim.kill().await;
    let said = all_say(&mut others).await;
    assert_eq!(sandbox.count(Operation::IssueToken), 1);
    let text = said.split(' ').next_back().unwrap();
    assert_eq!(token_of(&place.record().await), text);
}

/// Issues a token past all sessions, and saves it as one that was renewed so often and is about to end.
async fn seed_token(sandbox: &Sandbox, place: &Place, renewals: u32) -> String {
    let client = staff_user_token::Client::builder()
        .base_url(sandbox.url())
        .api_key(seed::API_KEY)
        .site_id(seed::SITE_ID)
        .build()
        .unwrap();
    let issue = staff_user_token::IssueToken::new(seed::USERNAME, seed::PASSWORD);
    let token = client
        .issue_token(issue)
        .await
        .unwrap()
        .access_token
        .unwrap();
    let token = token.expose().to_owned();
    place.save(&record(1, &token, renewals, SHORT)).await;
    sandbox.clear_received();
    token
}

/// Has a process killed whose renewal reached the server, and whose response did not reach it.
async fn kill_during_renewal(sandbox: &Sandbox, place: &Place) {
    let mute = Proxy::holding(sandbox.url()).await;
    let victim = Worker::start(Task::Refresh, place, mute.url());
    mute.seen().await;
    victim.kill().await;
    assert_eq!(sandbox.count(Operation::RenewToken), 1);
}

async fn a_renewal_that_was_lost_with_its_process_is_spent(kind: Kind) {
    let sandbox = Sandbox::start().await.unwrap();
    let place = Place::new(kind).await;
    let token = seed_token(&sandbox, &place, 0).await;
    kill_during_renewal(&sandbox, &place).await;
    assert_eq!(place.record().await.token.unwrap().renewals, 1);

    let mut next = Worker::start(Task::Refresh, &place, sandbox.url());
    assert_eq!(next.says().await, format!("1 2 {token}"));
    assert_eq!(sandbox.count(Operation::RenewToken), 2);
    assert_eq!(sandbox.count(Operation::IssueToken), 0);
    let record = place.record().await.token.unwrap();
    assert_eq!(record.renewals, 2);
    assert!(record.remaining > SHORT);
}

async fn the_last_renewal_is_not_tried_twice(kind: Kind) {
    let sandbox = Sandbox::start().await.unwrap();
    let place = Place::new(kind).await;
    let token = seed_token(&sandbox, &place, 6).await;
    kill_during_renewal(&sandbox, &place).await;

    let mut next = Worker::start(Task::Refresh, &place, sandbox.url());
    let said = next.says().await;
    assert!(said.starts_with("2 0 "), "{said}");
    assert!(!said.ends_with(&token), "{said}");
    assert_eq!(sandbox.count(Operation::RenewToken), 1);
    assert_eq!(sandbox.count(Operation::IssueToken), 1);
}

/// A process that saves without pause is killed, again and again.
async fn nothing_is_half_written(kind: Kind) {
    let place = Place::new(kind).await;
    place.save(&record(0, "a", 0, LONG)).await;
    for round in 0_u64..12 {
        let mut scribbler = Worker::start(Task::Scribble, &place, "http://127.0.0.1:1");
        assert_eq!(scribbler.says().await, "begun");
        // Long enough for some saves, and never at the same point of one.
        tokio::time::sleep(Duration::from_micros(20_000 + round * 1237)).await;
        scribbler.kill().await;
        let record = place.record().await;
        let token = token_of(&record);
        let expected = if token.starts_with('a') {
            ["a".repeat(30), "a".to_owned()]
        } else {
            ["b".repeat(200_000), String::new()]
        };
        assert!(
            expected.iter().any(|whole| whole == token),
            "{} letters",
            token.len()
        );
    }
    // What the last one left behind does not matter.
    eventually("the lease of a process that was killed", async || {
        place.open().lease(LONG).await.unwrap()
    })
    .await
    .save(&record(9, "z", 0, LONG), None)
    .await
    .unwrap();
    assert_eq!(token_of(&place.record().await), "z");
}

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    tests_of_kinds![Kind::OF_PROCESSES;
        another_takes_over,
        a_renewal_that_was_lost_with_its_process_is_spent,
        the_last_renewal_is_not_tried_twice,
        nothing_is_half_written,
    ]
}
