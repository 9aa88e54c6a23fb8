//! The keys of the document's frame: its root, what it says of itself, its components and how callers authenticate.

use super::kind::Kind;
use super::operations::CALLED;
use super::row::{Row, annotation, left_out, read};
use super::schema::ONE_DIALECT;
use crate::version::Version::V31;

pub(super) const DOCUMENT: &[Row] = &[
    read("openapi"),
    read("info").one(Kind::Info),
    left_out("jsonSchemaDialect", ONE_DIALECT).only(V31),
    read("servers").list(Kind::Server),
    read("paths").one(Kind::Paths),
    left_out("webhooks", CALLED).map(Kind::PathItem).only(V31),
    read("components").one(Kind::Components),
    // Each requirement maps names of schemes to scopes: no key in it is the standard's.
    read("security"),
    annotation("tags").list(Kind::Tag),
    annotation("externalDocs").one(Kind::ExternalDocs),
    // The keys of 3.2 are in the tables of 3.1, as which its documents are read.
    left_out(
        "$self",
        "references are resolved against the document's file",
    )
    .only(V31),
    read("x-token-lifecycle").one(Kind::TokenLifecycle),
];

pub(super) const INFO: &[Row] = &[
    read("title"),
    annotation("summary").only(V31),
    read("description"),
    annotation("termsOfService"),
    annotation("contact").one(Kind::Contact),
    annotation("license").one(Kind::License),
    annotation("version"),
];

pub(super) const CONTACT: &[Row] = &[annotation("name"), annotation("url"), annotation("email")];

pub(super) const LICENSE: &[Row] = &[
    annotation("name"),
    annotation("identifier").only(V31),
    annotation("url"),
];

pub(super) const SERVER: &[Row] = &[
    read("url"),
    annotation("name").only(V31),
    read("description"),
    read("variables").map(Kind::ServerVariable),
];

pub(super) const SERVER_VARIABLE: &[Row] = &[read("enum"), read("default"), read("description")];

pub(super) const EXTERNAL_DOCS: &[Row] = &[annotation("description"), annotation("url")];

pub(super) const TAG: &[Row] = &[
    annotation("name"),
    // OpenAPI 3.2 has these three; they say how documentation is arranged.
    annotation("summary").only(V31),
    annotation("parent").only(V31),
    annotation("kind").only(V31),
    annotation("description"),
    annotation("externalDocs").one(Kind::ExternalDocs),
];

pub(super) const REFERENCE: &[Row] = &[
    read("$ref"),
    annotation("summary").only(V31),
    read("description").only(V31),
];

/// A component takes effect where it is used, so those that have no supported use are inert.
pub(super) const COMPONENTS: &[Row] = &[
    read("schemas").map(Kind::Schema),
    read("responses").map(Kind::Response),
    read("parameters").map(Kind::Parameter),
    annotation("examples").map(Kind::Example),
    read("requestBodies").map(Kind::RequestBody),
    annotation("headers").map(Kind::Header),
    read("securitySchemes").map(Kind::SecurityScheme),
    annotation("links").map(Kind::Link),
    annotation("callbacks").map(Kind::Callback),
    annotation("pathItems").map(Kind::PathItem).only(V31),
    annotation("mediaTypes").map(Kind::MediaType).only(V31),
];

pub(super) const SECURITY_SCHEME: &[Row] = &[
    read("type"),
    read("description"),
    read("name"),
    read("in"),
    read("scheme"),
    annotation("bearerFormat"),
    // Where a token comes from is left to what supplies it.
    annotation("flows").one(Kind::OAuthFlows),
    annotation("openIdConnectUrl"),
    annotation("oauth2MetadataUrl").only(V31),
    annotation("deprecated").only(V31),
];

pub(super) const OAUTH_FLOWS: &[Row] = &[
    annotation("implicit").one(Kind::OAuthFlow),
    annotation("password").one(Kind::OAuthFlow),
    annotation("clientCredentials").one(Kind::OAuthFlow),
    annotation("authorizationCode").one(Kind::OAuthFlow),
    annotation("deviceAuthorization")
        .one(Kind::OAuthFlow)
        .only(V31),
];

pub(super) const OAUTH_FLOW: &[Row] = &[
    annotation("authorizationUrl"),
    annotation("deviceAuthorizationUrl").only(V31),
    annotation("tokenUrl"),
    annotation("refreshUrl"),
    annotation("scopes"),
];
