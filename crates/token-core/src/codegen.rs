//! For generated code only: not covered by semantic versioning.
//!
//! A generated crate and the token-core that it was generated for belong together, and this is what passes between
//! them: what a crate knows of its API ([`ApiInfo`], [`CredentialInfo`]), the client that its own wraps
//! ([`Pipeline`]), how its requests are written ([`RequestBuilder`]), and how its models are read
//! ([`object!`](object), [`OneOf`], [`OpenObject`]).
//! Programs use none of it; the stable interface of a generated crate's operations is [`operation`](crate::operation).

pub(crate) mod api_info;
pub(crate) mod client_settings;
mod double_option;
mod header_reader;
mod object;
mod one_of;
mod open_object;
mod raw_json;
pub(crate) mod server_variable;
pub(crate) mod setting;
mod tag;
mod variant;

pub use crate::credential::secret::ExposeSecret;
pub use crate::decode::reader::JsonReader;
pub use crate::model::datetime::{LenientDate, LenientDateTime};
pub use crate::pipeline::{Pipeline, PipelineBuilder};
pub use crate::transport::request::{RequestBuilder, Style};
#[doc(inline)]
pub use crate::{__client_settings as client_settings, __object as object};
pub use api_info::{ApiInfo, CredentialInfo, CredentialKind};
pub use client_settings::ClientSettings;
pub use double_option::DoubleOption;
pub use header_reader::HeaderReader;
pub use object::{Object, ObjectReader, ObjectWriter, read_object};
pub use one_of::OneOf;
pub use open_object::{KnownMembers, OpenObject};
pub use raw_json::RawJson;
pub use server_variable::{ServerVariable, VariablePlace};
pub use setting::{LoginInput, SettingInfo, ValuePlace};
pub use variant::{JsonKind, VariantMatcher};
