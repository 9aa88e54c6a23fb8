//! The metrics of a run, compared with the table in token-core's README.
#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and the lint's own exception covers test functions only"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, SystemTime},
};

use metrics::{Unit, set_default_local_recorder};
use metrics_util::{
    MetricKind,
    debugging::{DebugValue, DebuggingRecorder, Snapshotter},
};
use squadcast_tokens::{Client, ListUserTokens};
use token_core::{
    Secret, async_trait,
    http::StatusCode,
    metrics::{INSTRUMENTS, InstrumentKind},
    retry::RetryBudget,
    session::{Login, Minted, Renewal, SessionSettings, SourceError, TokenSession, TokenSource},
    store::MemoryStore,
    testing::ScriptedTransport,
};

const README: &str = include_str!("../../../crates/token-core/README.md");

const HOUR: Duration = Duration::from_secs(3600);

/// What a recorder has of one metric.
#[derive(Debug, Default)]
struct Recorded {
    kind: Option<MetricKind>,
    unit: Option<Unit>,
    labels: BTreeSet<String>,
    /// The labels with their values, and the value.
    series: Vec<(BTreeMap<String, String>, String)>,
}

fn recorded(snapshotter: &Snapshotter) -> BTreeMap<String, Recorded> {
    let mut all: BTreeMap<String, Recorded> = BTreeMap::new();
    for (key, unit, _description, value) in snapshotter.snapshot().into_vec() {
        let (kind, key) = key.into_parts();
        let one = all.entry(key.name().to_owned()).or_default();
        one.kind = Some(kind);
        one.unit = unit;
        let labels = key.labels();
        let labels: BTreeMap<_, _> = labels
            .map(|label| (label.key().to_owned(), label.value().to_owned()))
            .collect();
        one.labels.extend(labels.keys().cloned());
        let value = match value {
            DebugValue::Counter(count) => count.to_string(),
            DebugValue::Gauge(value) => value.to_string(),
            DebugValue::Histogram(values) => format!("{} values", values.len()),
        };
        one.series.push((labels, value));
    }
    all
}

/// A source whose tokens live for an hour, and which fails when it is asked to.
#[derive(Debug, Clone, Default)]
struct Source(Arc<AtomicBool>);

/// A source of another account.
#[derive(Debug)]
struct Other;

#[async_trait]
impl TokenSource for Other {
    async fn login(&self) -> Result<Option<Login>, SourceError> {
        Ok(Some(login("bob")))
    }

    async fn mint(&self) -> Result<Minted, SourceError> {
        Ok(Minted::new("CANARY").lives(HOUR))
    }
}

fn login(user: &str) -> Login {
    Login::new("https://api.example.com").part("username", user)
}

#[async_trait]
impl TokenSource for Source {
    async fn login(&self) -> Result<Option<Login>, SourceError> {
        Ok(Some(login("alice")))
    }

    async fn mint(&self) -> Result<Minted, SourceError> {
        if self.0.load(Ordering::SeqCst) {
            return Err(SourceError::new("down for maintenance"));
        }
        Ok(Minted::new("CANARY").lives(HOUR))
    }

    fn renewal(&self) -> Option<Renewal> {
        Some(Renewal::new(1, HOUR))
    }

    async fn renew(&self, _token: &Secret) -> Result<(), SourceError> {
        Ok(())
    }
}

/// Lets a refresh in the background end.
async fn landed<S: TokenSource>(session: &TokenSession<S>) {
    while session.snapshot().is_refreshing {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// Does everything that is measured.
async fn live() {
    let budget = Arc::new(RetryBudget::default());
    let client = Client::builder()
        .access_token("CANARY")
        .retry_budget(Arc::clone(&budget))
        .transport(
            ScriptedTransport::new()
                .status(StatusCode::BAD_GATEWAY)
                .times(100),
        )
        .build()
        .unwrap();
    // Until the last retry is refused, and no call longer.
    while budget.available() >= 28 {
        client
            .list_user_tokens(ListUserTokens::new())
            .await
            .unwrap_err();
    }
    client
        .list_user_tokens(ListUserTokens::new())
        .await
        .unwrap_err();

    let source = Source::default();
    let settings = SessionSettings::default()
        .store(MemoryStore::new())
        .name("backend");
    let session = TokenSession::new(source.clone(), settings.clone());
    session.token().await.unwrap();
    let other = TokenSession::new(source.clone(), settings.clone());
    other.token().await.unwrap();
    // In the window before the end.
    tokio::time::advance(Duration::from_secs(60 * 60 - 100)).await;
    session.token().await.unwrap();
    landed(&session).await;
    assert_eq!(session.snapshot().renewals, 1);
    source.0.store(true, Ordering::SeqCst);
    let token = session.token().await.unwrap();
    session.refused(token.generation());
    // The refresh fails, and the token stays in service.
    session.token().await.unwrap();

    // Last, since it takes the place of the other account's record.
    let conflicting = TokenSession::new(Other, settings.name("conflicting"));
    conflicting.token().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_table_in_the_readme_is_what_a_run_emits() {
    let recorder = DebuggingRecorder::new();
    let _guard = set_default_local_recorder(&recorder);
    let snapshotter = recorder.snapshotter();
    live().await;
    let metrics = recorded(&snapshotter);

    let rows = rows();
    let names: Vec<_> = INSTRUMENTS
        .iter()
        .map(|instrument| instrument.name)
        .collect();
    assert_eq!(
        rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(),
        names
    );
    for name in metrics.keys() {
        assert!(names.contains(&name.as_str()), "{name} is not documented");
    }
    for (row, instrument) in rows.iter().zip(INSTRUMENTS) {
        let emitted = &metrics.get(instrument.name);
        let emitted = emitted.unwrap_or_else(|| panic!("{} is not emitted", instrument.name));
        let kind = match instrument.kind {
            InstrumentKind::Counter => MetricKind::Counter,
            InstrumentKind::Gauge => MetricKind::Gauge,
            _ => MetricKind::Histogram,
        };
        assert_eq!(emitted.kind, Some(kind));
        assert_eq!(row[1], format!("{:?}", instrument.kind).to_lowercase());
        let unit = if row[2] == "s" {
            Unit::Seconds
        } else {
            Unit::Count
        };
        assert_eq!(emitted.unit, Some(unit), "{}", instrument.name);
        assert_eq!(row[2], instrument.unit);
        let labels: BTreeSet<_> = row[3].split(", ").map(str::to_owned).collect();
        let declared = instrument.labels.iter().map(|label| (*label).to_owned());
        assert_eq!(labels, declared.collect());
        assert!(emitted.labels.is_subset(&labels), "{emitted:?}");
        assert_eq!(row[4], instrument.description);
    }
    assert!(!format!("{metrics:?}").contains("CANARY"));
}

#[tokio::test(start_paused = true)]
async fn values_have_the_labels_of_what_they_measure() {
    let recorder = DebuggingRecorder::new();
    let _guard = set_default_local_recorder(&recorder);
    let snapshotter = recorder.snapshotter();
    live().await;
    let metrics = recorded(&snapshotter);
    let series = |name: &str| &metrics[name].series;
    let labels = |labels: &[(&str, &str)]| -> BTreeMap<String, String> {
        let labels = labels.iter();
        labels
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    };
    let operation = [
        ("token_core.api", "squadcast-tokens"),
        ("token_core.operation", "listUserTokens"),
    ];
    let failed = [
        operation[0],
        operation[1],
        ("http.response.status_code", "502"),
        ("error.type", "502"),
    ];
    let one = |name: &str| series(name).first().cloned().unwrap();
    assert_eq!(one("token_core.call.duration").0, labels(&failed));
    assert_eq!(
        one("token_core.call.budget_refusals"),
        (labels(&operation), "1".to_owned())
    );
    let session = ("token_core.session", "backend");
    let mints = series("token_core.session.mints");
    assert!(
        mints.contains(&(labels(&[session]), "1".to_owned())),
        "{mints:?}"
    );
    assert_eq!(
        one("token_core.session.adoptions"),
        (labels(&[session]), "1".to_owned())
    );
    let failure = labels(&[session, ("error.type", "failed")]);
    assert_eq!(
        one("token_core.session.failures"),
        (failure, "1".to_owned())
    );
    // The token was refused.
    let ends = series("token_core.session.expires_at");
    assert!(
        ends.contains(&(labels(&[session]), "0".to_owned())),
        "{ends:?}"
    );
    let conflicting = labels(&[("token_core.session", "conflicting")]);
    assert_eq!(
        one("token_core.session.store_conflicts"),
        (conflicting, "1".to_owned())
    );
}

#[tokio::test(start_paused = true)]
async fn the_end_of_a_token_is_a_moment_of_the_wall_clock() {
    let recorder = DebuggingRecorder::new();
    let _guard = set_default_local_recorder(&recorder);
    let snapshotter = recorder.snapshotter();
    let now = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap();
    let session = TokenSession::new(Source::default(), SessionSettings::default());
    session.token().await.unwrap();
    let metrics = recorded(&snapshotter);
    let (labels, value) = metrics["token_core.session.expires_at"]
        .series
        .first()
        .unwrap();
    assert_eq!(labels["token_core.session"], "custom");
    let end: f64 = value.parse().unwrap();
    let expected = (now + HOUR).as_secs_f64();
    assert!((end - expected).abs() < 60.0, "{end} {expected}");
}

/// Returns the cells of the table of metrics, without their code marks.
fn rows() -> Vec<Vec<String>> {
    let (_, rest) = README.split_once("| metric |").unwrap();
    let rows = rest
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let cells = |row: &str| {
        let cells = row.trim_matches('|').split('|');
        cells.map(|cell| cell.trim().replace('`', "")).collect()
    };
    rows.map(cells).collect()
}
