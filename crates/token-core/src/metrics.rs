//! The names of all metrics, for the feature `metrics`; a program installs a recorder of the
//! [`metrics`](https://docs.rs/metrics) facade to export them.

use ::metrics::{Unit, describe_counter, describe_gauge, describe_histogram};

/// The duration of one HTTP request, by the OpenTelemetry conventions; a call may send several.
pub const REQUEST_DURATION: &str = "http.client.request.duration";
/// The duration of a call with its credentials, attempts and waits.
pub const CALL_DURATION: &str = "token_core.call.duration";
/// How many attempts a call took.
pub const CALL_ATTEMPTS: &str = "token_core.call.attempts";
/// Retries that the retry budget refused.
pub const BUDGET_REFUSALS: &str = "token_core.call.budget_refusals";
/// Tokens minted.
pub const MINTS: &str = "token_core.session.mints";
/// Tokens renewed.
pub const RENEWALS: &str = "token_core.session.renewals";
/// Tokens taken over from a shared store.
pub const ADOPTIONS: &str = "token_core.session.adoptions";
/// Tokens that a server refused, or that the program invalidated.
pub const REFUSALS: &str = "token_core.session.refusals";
/// Times that the store held the record of another login.
pub const STORE_CONFLICTS: &str = "token_core.session.store_conflicts";
/// Failed refreshes, and tokens that could not be saved.
pub const FAILURES: &str = "token_core.session.failures";
/// When the token ends, in Unix seconds.
pub const EXPIRES_AT: &str = "token_core.session.expires_at";
/// The duration of a refresh.
pub const REFRESH_DURATION: &str = "token_core.session.refresh.duration";
/// The wait for the lease of the store.
pub const LEASE_WAIT: &str = "token_core.session.lease.wait";

/// The labels of the metrics.
pub(crate) mod label {
    pub(crate) const API: &str = "token_core.api";
    pub(crate) const OPERATION: &str = "token_core.operation";
    pub(crate) const SESSION: &str = "token_core.session";
    pub(crate) const ERROR: &str = "error.type";
    pub(crate) const STATUS: &str = "http.response.status_code";
    pub(crate) const METHOD: &str = "http.request.method";
    pub(crate) const TEMPLATE: &str = "url.template";
    pub(crate) const ADDRESS: &str = "server.address";
    pub(crate) const PORT: &str = "server.port";
}

/// What a metric is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Instrument {
    /// The name, as a recorder gets it; the exporter for Prometheus turns dots into underscores.
    pub name: &'static str,
    /// How its values add up.
    pub kind: InstrumentKind,
    /// `s` for seconds, `1` for a count.
    pub unit: &'static str,
    /// The labels that it may have; none has unbounded values.
    pub labels: &'static [&'static str],
    /// What it measures.
    pub description: &'static str,
}

/// How the values of a metric add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum InstrumentKind {
    /// It only grows.
    Counter,
    /// The last value counts.
    Gauge,
    /// Its values are a distribution.
    Histogram,
}

use InstrumentKind::{Counter, Gauge, Histogram};

/// Every metric of this crate.
pub const INSTRUMENTS: &[Instrument] = &[
    Instrument {
        name: REQUEST_DURATION,
        kind: Histogram,
        unit: "s",
        labels: &[
            label::METHOD,
            label::TEMPLATE,
            label::ADDRESS,
            label::PORT,
            label::STATUS,
            label::ERROR,
        ],
        description: "Duration of HTTP client requests, one for each attempt.",
    },
    Instrument {
        name: CALL_DURATION,
        kind: Histogram,
        unit: "s",
        labels: &[label::API, label::OPERATION, label::STATUS, label::ERROR],
        description: "Duration of calls with their credentials, attempts and waits.",
    },
    Instrument {
        name: CALL_ATTEMPTS,
        kind: Histogram,
        unit: "1",
        labels: &[label::API, label::OPERATION],
        description: "Attempts per call; 0 if nothing was sent.",
    },
    Instrument {
        name: BUDGET_REFUSALS,
        kind: Counter,
        unit: "1",
        labels: &[label::API, label::OPERATION],
        description: "Retries that the retry budget refused.",
    },
    of_session(MINTS, Counter, "1", "Tokens minted."),
    of_session(RENEWALS, Counter, "1", "Tokens renewed."),
    of_session(
        ADOPTIONS,
        Counter,
        "1",
        "Tokens taken over from a shared store.",
    ),
    of_session(
        REFUSALS,
        Counter,
        "1",
        "Tokens that a server refused or the program invalidated.",
    ),
    of_session(
        STORE_CONFLICTS,
        Counter,
        "1",
        "Times that the store held the record of another login.",
    ),
    Instrument {
        labels: &[label::SESSION, label::ERROR],
        ..of_session(
            FAILURES,
            Counter,
            "1",
            "Failed refreshes, and tokens that could not be saved.",
        )
    },
    of_session(
        EXPIRES_AT,
        Gauge,
        "s",
        "When the served token ends, in Unix seconds; 0 after it was refused, revoked or closed.",
    ),
    Instrument {
        labels: &[label::SESSION, label::ERROR],
        ..of_session(
            REFRESH_DURATION,
            Histogram,
            "s",
            "Duration of refreshes, the wait for the lease included.",
        )
    },
    of_session(
        LEASE_WAIT,
        Histogram,
        "s",
        "Wait for the lease of the store before a refresh.",
    ),
];

const fn of_session(
    name: &'static str,
    kind: InstrumentKind,
    unit: &'static str,
    description: &'static str,
) -> Instrument {
    Instrument {
        name,
        kind,
        unit,
        labels: &[label::SESSION],
        description,
    }
}

/// Describes every metric to the recorder that is installed now.
///
/// Clients and sessions do so when they are created; it is for recorders that are installed after that.
pub fn describe() {
    for instrument in INSTRUMENTS {
        let Instrument {
            name, description, ..
        } = *instrument;
        let unit = match instrument.unit {
            "s" => Unit::Seconds,
            _ => Unit::Count,
        };
        match instrument.kind {
            Counter => describe_counter!(name, unit, description),
            Gauge => describe_gauge!(name, unit, description),
            Histogram => describe_histogram!(name, unit, description),
        }
    }
}
