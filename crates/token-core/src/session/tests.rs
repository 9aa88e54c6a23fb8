//! The session, by a source that plays a script and on a clock that stands still.

mod closing;
mod failures;
mod flight;
mod life;
mod refusals;
mod renewals;
mod reports;
mod runtimes;
mod schedules;
mod stores;
mod support;
