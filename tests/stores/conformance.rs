//! What every store must do.

use std::time::Duration;

use libtest_mimic::Trial;
use token_core::store::Record;

use crate::harness::{tests, tests_of_kinds};
use crate::support::{Kind, Place, Task, Worker, eventually, record, token_of};

const LONG: Duration = Duration::from_secs(24 * 3600);

async fn what_was_saved_is_what_every_store_of_the_place_loads(kind: Kind) {
    let place = Place::new(kind).await;
    assert!(place.open().load(None).await.unwrap().is_none());
    place.save(&record(3, "first", 2, LONG)).await;
    place.save(&record(4, "sec\"ond\\\u{1}ü", 5, LONG)).await;
    for store in [place.open(), place.open()] {
        let loaded = store.load(None).await.unwrap().unwrap();
        assert_eq!(loaded.generation, 4);
        assert_eq!(token_of(&loaded), "sec\"ond\\\u{1}ü");
        let token = loaded.token.unwrap();
        assert_eq!((token.renewals, token.forced, token.life), (5, false, LONG));
    }
}

async fn a_token_that_is_taken_out_is_gone_and_its_number_stays(kind: Kind) {
    let place = Place::new(kind).await;
    place.save(&record(3, "a-token", 2, LONG)).await;
    let mut emptied: Record = place.record().await;
    emptied.token = None;
    place.save(&emptied).await;
    let loaded = place.record().await;
    assert!(loaded.token.is_none());
    assert_eq!(loaded.generation, 3);
}

async fn a_record_ages_while_it_is_stored(kind: Kind) {
    let place = Place::new(kind).await;
    let mut saved = record(1, "a-token", 0, LONG);
    saved.refused = Some(Duration::from_secs(7));
    place.save(&saved).await;
    tokio::time::sleep(Duration::from_millis(120)).await;
    let loaded = place.record().await;
    // The clocks count in hundredths of a second at the coarsest.
    let passed = Duration::from_millis(100);
    let token = loaded.token.unwrap();
    assert!(token.age >= passed, "{:?}", token.age);
    assert!(token.age < Duration::from_secs(3600), "{:?}", token.age);
    assert_eq!(token.age + token.remaining, LONG);
    assert_eq!(loaded.refused, Some(Duration::from_secs(7) + token.age));
    assert_eq!(token.life, LONG);
}

async fn one_at_a_time_has_the_lease(kind: Kind) {
    let place = Place::new(kind).await;
    let tries: Vec<_> = (0..20)
        .map(|_| {
            let store = place.open();
            tokio::spawn(async move { store.lease(LONG).await.unwrap() })
        })
        .collect();
    let mut leases = Vec::new();
    for taking in tries {
        leases.extend(taking.await.unwrap());
    }
    assert_eq!(leases.len(), 1);
    assert!(place.open().lease(LONG).await.unwrap().is_none());
    // Loading needs none.
    assert!(place.open().load(None).await.unwrap().is_none());
    leases.pop().unwrap().release().await.unwrap();
    let again = place.open().lease(LONG).await.unwrap();
    assert!(again.is_some());
}

async fn a_lease_that_is_dropped_ends(kind: Kind) {
    let place = Place::new(kind).await;
    drop(place.open().lease(LONG).await.unwrap().unwrap());
    eventually("the lease", async || {
        place.open().lease(LONG).await.unwrap()
    })
    .await;
}

async fn a_lease_ends_with_its_process(kind: Kind) {
    let place = Place::new(kind).await;
    let mut holder = Worker::start(Task::Hold, &place, "http://127.0.0.1:1");
    assert_eq!(holder.says().await, "held");
    assert!(place.open().lease(LONG).await.unwrap().is_none());
    holder.kill().await;
    eventually("the lease", async || {
        place.open().lease(LONG).await.unwrap()
    })
    .await;
}

/// As the file store says of itself.
async fn a_process_that_is_stopped_keeps_the_lease_of_a_file_until_it_is_killed() {
    let place = Place::new(Kind::File).await;
    let mut holder = Worker::start(Task::Hold, &place, "http://127.0.0.1:1");
    assert_eq!(holder.says().await, "held");
    holder.signal("STOP");
    // Longer than it asked for.
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert!(place.open().lease(LONG).await.unwrap().is_none());
    holder.kill().await;
    eventually("the lease", async || {
        place.open().lease(LONG).await.unwrap()
    })
    .await;
}

async fn who_loads_while_others_save_sees_all_of_a_record_or_none(kind: Kind) {
    let place = Place::new(kind).await;
    let texts = ["a".repeat(20), "b".repeat(100_000)];
    place.save(&record(0, &texts[0], 0, LONG)).await;
    let writer = tokio::spawn({
        let (store, texts) = (place.open(), texts.clone());
        async move {
            let mut lease = store.lease(LONG).await.unwrap().unwrap();
            for round in 0..60 {
                for (which, text) in texts.iter().enumerate() {
                    let number = round * 2 + u64::try_from(which).unwrap();
                    lease
                        .save(&record(number, text, 0, LONG), None)
                        .await
                        .unwrap();
                }
            }
        }
    });
    let mut last = 0;
    let store = place.open();
    while !writer.is_finished() {
        let loaded = store.load(None).await.unwrap().unwrap();
        assert!(loaded.generation >= last);
        last = loaded.generation;
        let expected = &texts[usize::try_from(last % 2).unwrap()];
        assert!(token_of(&loaded) == expected, "{last}");
    }
    writer.await.unwrap();
}

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = tests_of_kinds![Kind::ALL;
        what_was_saved_is_what_every_store_of_the_place_loads,
        a_token_that_is_taken_out_is_gone_and_its_number_stays,
        a_record_ages_while_it_is_stored,
        one_at_a_time_has_the_lease,
        a_lease_that_is_dropped_ends,
        who_loads_while_others_save_sees_all_of_a_record_or_none,
    ];
    trials.extend(tests_of_kinds![Kind::OF_PROCESSES; a_lease_ends_with_its_process]);
    trials.extend(tests![
        a_process_that_is_stopped_keeps_the_lease_of_a_file_until_it_is_killed
    ]);
    trials
}
