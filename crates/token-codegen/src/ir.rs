//! What a crate is made of: plain data between the document and the tokens.
//!
//! No word of `OpenAPI` lives past this point, and no Rust token before it.
//! Lists are in the order of the document, so that the output is the same from run to run.

mod credential;
mod error;
pub mod groups;
mod lifecycle;
mod model;
mod nesting;
mod operation;
mod output;
mod type_ref;

use super::names::RustName;
pub use credential::{Credential, CredentialId, CredentialKind};
pub use error::{ErrorEnum, ErrorId, ErrorVariant, FieldStep};
pub use lifecycle::{End, Lifecycle, LoginInput, LoginRole, Mint, Renewal, TokenCall};
pub use model::{
    EnumValue, Field, JsonKind, Model, Presence, Remarks, Sent, Shape, Union, UnionVariant,
    VariantMatcher,
};
pub use nesting::recursion_limit;
pub use operation::{
    Body, BodyFormat, Idempotency, Operation, OperationId, Parameter, Place, Style, StyleForm,
};
pub use output::{
    Output, OutputEnum, OutputVariant, Payload, ResponseHeader, ResponseHeaders, Status,
};
pub use type_ref::{ModelId, TypeRef};

/// Everything that one generated crate holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Api {
    /// The document's path as the generated header names it: `specs/squadcast-tokens.yaml`.
    pub document: String,
    /// The name of the API's trait: `SquadcastTokensApi`.
    pub name: RustName,
    /// The document's title.
    pub title: String,
    /// The document's description, as Markdown; may be empty.
    pub docs: String,
    /// Prefix of the environment variables, without the trailing underscore: `SQUADCAST`.
    pub env_prefix: String,
    /// Where the API lives; the first one is the default.
    /// Empty when the document names no absolute server: then a client needs a base URL.
    pub servers: Vec<Server>,
    /// What may vary in the URLs of servers, those of single operations included.
    pub server_variables: Vec<ServerVariable>,
    /// Parameters that every operation takes and that are set once on the client.
    pub client_parameters: Vec<ClientParameter>,
    /// The ways to authenticate.
    pub credentials: Vec<Credential>,
    /// The models, each once: those of components in the order of the document, then those of schemas that are
    /// where they are used, inner ones first.
    pub models: Vec<Model>,
    /// The error enums, each shared by all operations that document the same errors.
    pub errors: Vec<ErrorEnum>,
    /// The operations.
    pub operations: Vec<Operation>,
    /// The headers of their responses, errors included; `None` if the document names none.
    pub headers: Option<ResponseHeaders>,
    /// How a token lives, where the document says so.
    pub lifecycle: Option<Lifecycle>,
}

/// One place where the API lives.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// The variant of the generated `Region`.
    pub name: RustName,
    /// The document's description; may be empty.
    pub docs: String,
    /// The absolute URL, without a trailing slash; its variables are in braces, by the names of their setters.
    pub url: String,
}

/// A part of the servers' URLs that is set on the client.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerVariable {
    /// The builder's setter, without the signs of a raw identifier what is in the braces.
    pub name: RustName,
    /// The document's description; may be empty.
    pub docs: String,
    /// The value when nothing is set.
    pub default: String,
    /// The values that there are, the default among them; empty: any that fits.
    pub values: Vec<EnumValue>,
    /// The type of these values.
    pub ty: RustName,
    /// Where it is; where it does so in several places, the one that takes less.
    pub place: VariablePlace,
    /// The environment variable that `from_env()` reads: `SQUADCAST_SUBDOMAIN`.
    pub env: String,
}

/// Where in a URL a variable is; the later, the more it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VariablePlace {
    /// In front of `://`.
    Scheme,
    /// In the name of the host, or its port.
    Host,
    /// In the path.
    Path,
}

/// A parameter that is set once on the client and may be overridden per call.
#[derive(Debug, Clone, PartialEq)]
pub struct ClientParameter {
    /// The parameter's name; operations have the parameter under the same wire name.
    pub name: RustName,
    /// The document's description; may be empty.
    pub docs: String,
    /// Its type.
    pub ty: TypeRef,
    /// The value that the document gives when nothing is set.
    pub default: Option<String>,
    /// Whether callers should do without it.
    pub deprecated: bool,
    /// The environment variable that `from_env()` reads: `MINDBODY_SITE_ID`.
    pub env: String,
}
