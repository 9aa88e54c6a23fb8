#![doc = include_str!("../README.md")]

mod any_json;
mod base_url;
mod body;
mod call;
mod client;
mod credential;
mod datetime;
mod decode;
mod env;
mod error;
mod header_reader;
mod masks;
mod meter;
#[cfg(feature = "metrics")]
pub mod metrics;
mod model;
#[cfg_attr(
    not(feature = "tracing"),
    allow(dead_code, reason = "some of it only a trace shows")
)]
mod observe;
mod operation;
mod redact;
mod request;
mod response;
mod retry;
mod secret;
mod session;
mod setting;
mod time;
mod trace;
mod transport;

/// Whether calls are metered; the gate of allocations allows for it.
#[doc(hidden)]
pub const IS_METERED: bool = cfg!(feature = "metrics");

pub use any_json::AnyJson;
pub use body::{Body, BodyChunks};
pub use call::{Call, Reply};
pub use client::{Pipeline, PipelineBuilder, ServerVariable, VariablePlace};
pub use credential::{Basic, Bearer, CookieKey, Credential, HeaderKey, QueryKey};
pub use datetime::{Date, DateTime, LenientDate, LenientDateTime};
pub use decode::DecodeError;
pub use env::Environment;
pub use error::{Attempt, BoxError, DocumentedError, Error, ErrorKind};
pub use header_reader::HeaderReader;
pub use model::{
    Base64, Branch, Given, JsonKind, KnownMembers, MembersIn, MembersOut, Number, Object, OneOf,
    OpenObject, RawJson, read_object,
};
pub use operation::{
    ApiInfo, CredentialInfo, CredentialKind, Idempotency, Operation, OperationInfo,
};
pub use request::{FilePart, InvalidArgument, Request, RequestBuilder, Style};
pub use response::Response;
pub use retry::{RetryBudget, RetryPolicy};
pub use secret::{ExposeSecret, Secret, SecretFile, SecretProvider, SharedSecret};
#[cfg(feature = "redis")]
pub use session::RedisStore;
pub use session::{
    Closing, FileStore, Generation, Lease, Login, LoginId, MemoryStore, Minted, Record,
    RefusalProof, Renewal, SessionEvent, SessionEvents, SessionPhase, SessionSettings,
    SessionSnapshot, SourceError, StoredRefusal, StoredToken, Token, TokenError, TokenErrorKind,
    TokenPointers, TokenSession, TokenSource, TokenStore,
};
pub use setting::{LoginInput, SettingInfo, ValuePlace};
#[cfg(feature = "mock")]
pub use transport::{MockTransport, ScriptedTransport};
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use transport::{ReqwestTransport, ReqwestTransportBuilder};
pub use transport::{Sent, Transport, TransportError, TransportErrorKind};

/// The client that [`RedisStore::with_client`] takes.
#[cfg(feature = "redis")]
pub use ::redis;
/// The client that [`ReqwestTransport::from_client`] takes.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use ::reqwest;
/// The macro for implementing [`Transport`] and [`Credential`].
pub use async_trait::async_trait;
/// The crates whose types stand in this crate's interface.
pub use {bytes, chrono, http, serde, serde_json, url};
