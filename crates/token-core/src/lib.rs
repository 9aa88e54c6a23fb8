#![doc = include_str!("../README.md")]
//!
//! [`Credential`]: credential::Credential
//! [`ErrorKind::Api`]: error::ErrorKind::Api
//! [`FileStore`]: store::FileStore
//! [`Lease`]: store::Lease
//! [`Lease::save`]: store::Lease::save
//! [`MemoryStore`]: store::MemoryStore
//! [`Operation::decode`]: operation::Operation::decode
//! [`Operation::request`]: operation::Operation::request
//! [`Record::open`]: store::Record::open
//! [`Record::seal`]: store::Record::seal
//! [`RetryBudget`]: retry::RetryBudget
//! [`RetryPolicy`]: retry::RetryPolicy
//! [`SecretFile`]: credential::SecretFile
//! [`SecretProvider`]: credential::SecretProvider
//! [`SessionSettings::name`]: session::SessionSettings::name
//! [`SharedSecret`]: credential::SharedSecret
//! [`TokenErrorKind::as_str`]: session::TokenErrorKind::as_str
//! [`TokenSession`]: session::TokenSession
//! [`TokenStore`]: store::TokenStore
//! [`Transport`]: transport::Transport
//! [`TransportErrorKind::ProxyAuthentication`]: transport::TransportErrorKind::ProxyAuthentication
//! [`TransportErrorKind::Redirect`]: transport::TransportErrorKind::Redirect
//! [`TransportErrorKind::as_str`]: transport::TransportErrorKind::as_str

// The docs that `client_settings!` writes name this crate, here as in the crates of the APIs.
#[expect(unused_extern_crates, reason = "only docs name it")]
extern crate self as token_core;

mod base_url;
mod call;
pub mod codegen;
pub mod credential;
mod decode;
pub mod error;
mod meter;
#[cfg(feature = "metrics")]
pub mod metrics;
pub mod model;
#[cfg_attr(
    not(feature = "tracing"),
    allow(dead_code, reason = "some of it only a trace shows")
)]
mod observe;
pub mod operation;
mod pipeline;
mod redact;
pub mod retry;
mod runtime;
pub mod session;
pub mod settings;
pub mod store;
#[cfg(feature = "mock")]
pub mod testing;
mod time;
mod trace;
pub mod transport;

/// Whether calls are metered; the gate of allocations allows for it.
#[doc(hidden)]
pub const IS_METERED: bool = cfg!(feature = "metrics");

pub use call::{Call, Reply};
pub use credential::Secret;
pub use error::Error;

/// The client that [`RedisStore::with_client`](store::RedisStore::with_client) takes.
#[cfg(feature = "redis")]
pub use ::redis;
/// The client that [`ReqwestTransport::from_client`](transport::ReqwestTransport::from_client) takes.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use ::reqwest;
/// The macro for implementing this crate's async traits, such as [`Transport`](transport::Transport) and
/// [`TokenSource`](session::TokenSource).
pub use async_trait::async_trait;
/// The crates whose types are part of this crate's interface.
pub use {bytes, chrono, http, serde, serde_json, url};
