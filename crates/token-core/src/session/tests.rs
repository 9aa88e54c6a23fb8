//! The session, by a source that plays a script and on a clock that stands still.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::unchecked_time_subtraction,
    reason = "a test fails by panicking, and clippy does not see a test module behind two conditions"
)]

mod causes;
mod closing;
mod failures;
mod flight;
mod floor;
mod lasting;
mod life;
mod logins;
mod moods;
mod odd_stores;
mod refusals;
mod renewals;
mod reports;
mod runtimes;
mod schedules;
mod stores;
mod support;
mod suspensions;
