//! The kinds of objects that OpenAPI defines.

use super::{Row, lifecycle, objects, operations, schema};
use crate::document::Version;

/// A kind of object, named as the standard names it; those of the lifecycle are ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the standard documents its objects")]
pub enum Kind {
    Callback,
    Components,
    Contact,
    Discriminator,
    Document,
    Encoding,
    Example,
    ExternalDocs,
    Header,
    Info,
    License,
    Link,
    MediaType,
    OAuthFlow,
    OAuthFlows,
    Operation,
    Parameter,
    PathItem,
    Paths,
    Reference,
    RequestBody,
    Response,
    Responses,
    Schema,
    SecurityScheme,
    Server,
    ServerVariable,
    Tag,
    TokenLifecycle,
    TokenMint,
    TokenRenewal,
    TokenRevocation,
    Xml,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 33] = [
        Self::Callback,
        Self::Components,
        Self::Contact,
        Self::Discriminator,
        Self::Document,
        Self::Encoding,
        Self::Example,
        Self::ExternalDocs,
        Self::Header,
        Self::Info,
        Self::License,
        Self::Link,
        Self::MediaType,
        Self::OAuthFlow,
        Self::OAuthFlows,
        Self::Operation,
        Self::Parameter,
        Self::PathItem,
        Self::Paths,
        Self::Reference,
        Self::RequestBody,
        Self::Response,
        Self::Responses,
        Self::Schema,
        Self::SecurityScheme,
        Self::Server,
        Self::ServerVariable,
        Self::Tag,
        Self::TokenLifecycle,
        Self::TokenMint,
        Self::TokenRenewal,
        Self::TokenRevocation,
        Self::Xml,
    ];

    /// Returns the name for diagnostics, with its article.
    pub fn title(self) -> &'static str {
        match self {
            Self::Callback => "a callback",
            Self::Components => "the components",
            Self::Contact => "a contact",
            Self::Discriminator => "a discriminator",
            Self::Document => "the document's root",
            Self::Encoding => "an encoding",
            Self::Example => "an example",
            Self::ExternalDocs => "external documentation",
            Self::Header => "a header",
            Self::Info => "the info object",
            Self::License => "a license",
            Self::Link => "a link",
            Self::MediaType => "a media type",
            Self::OAuthFlow => "an OAuth flow",
            Self::OAuthFlows => "the OAuth flows",
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::PathItem => "a path item",
            Self::Paths => "the paths",
            Self::Reference => "a reference",
            Self::RequestBody => "a request body",
            Self::Response => "a response",
            Self::Responses => "the responses",
            Self::Schema => "a schema",
            Self::SecurityScheme => "a security scheme",
            Self::Server => "a server",
            Self::ServerVariable => "a server variable",
            Self::Tag => "a tag",
            Self::TokenLifecycle => "a token's lifecycle",
            Self::TokenMint => "the minting of a token",
            Self::TokenRenewal => "the renewal of a token",
            Self::TokenRevocation => "the revocation of a token",
            Self::Xml => "an XML object",
        }
    }

    /// Returns the keys that the objects of this kind may have, in any version.
    pub fn rows(self) -> &'static [Row] {
        match self {
            Self::Callback | Self::Paths | Self::Responses => &[],
            Self::Components => objects::COMPONENTS,
            Self::Contact => objects::CONTACT,
            Self::Discriminator => schema::DISCRIMINATOR,
            Self::Document => objects::DOCUMENT,
            Self::Encoding => operations::ENCODING,
            Self::Example => operations::EXAMPLE,
            Self::ExternalDocs => objects::EXTERNAL_DOCS,
            Self::Header => operations::HEADER,
            Self::Info => objects::INFO,
            Self::License => objects::LICENSE,
            Self::Link => operations::LINK,
            Self::MediaType => operations::MEDIA_TYPE,
            Self::OAuthFlow => objects::OAUTH_FLOW,
            Self::OAuthFlows => objects::OAUTH_FLOWS,
            Self::Operation => operations::OPERATION,
            Self::Parameter => operations::PARAMETER,
            Self::PathItem => operations::PATH_ITEM,
            Self::Reference => objects::REFERENCE,
            Self::RequestBody => operations::REQUEST_BODY,
            Self::Response => operations::RESPONSE,
            Self::Schema => schema::SCHEMA,
            Self::SecurityScheme => objects::SECURITY_SCHEME,
            Self::Server => objects::SERVER,
            Self::ServerVariable => objects::SERVER_VARIABLE,
            Self::Tag => objects::TAG,
            Self::TokenLifecycle => lifecycle::LIFECYCLE,
            Self::TokenMint => lifecycle::MINT,
            Self::TokenRenewal => lifecycle::RENEWAL,
            Self::TokenRevocation => lifecycle::REVOCATION,
            Self::Xml => schema::XML,
        }
    }

    /// Returns the row of a key in one version.
    pub fn row(self, key: &str, version: Version) -> Option<&'static Row> {
        let known = |row: &&Row| row.key == key && row.only.is_none_or(|only| only == version);
        self.rows().iter().find(known)
    }

    /// Returns the row of a schema's key that another version has.
    ///
    /// Documents change their version and keep their schemas, so that such a key is honoured.
    pub fn row_of_other_version(self, key: &str, version: Version) -> Option<&'static Row> {
        let other = match version {
            Version::V30 => Version::V31,
            Version::V31 => Version::V30,
        };
        let row = self.row(key, other).filter(|_| self == Self::Schema)?;
        (!row.rule.is_unsupported() && self.row(key, version).is_none()).then_some(row)
    }

    /// Returns what stands below every key, where the keys are the author's: paths, statuses, expressions.
    pub(super) fn below_any_key(self) -> Option<Self> {
        match self {
            Self::Paths | Self::Callback => Some(Self::PathItem),
            Self::Responses => Some(Self::Response),
            _ => None,
        }
    }

    /// Returns whether the object is one of this generator's own, in which nobody else puts keys.
    pub(super) fn is_own(self) -> bool {
        matches!(
            self,
            Self::TokenLifecycle | Self::TokenMint | Self::TokenRenewal | Self::TokenRevocation
        )
    }

    /// Returns whether a reference may stand for the object.
    pub(super) fn may_be_reference(self) -> bool {
        matches!(
            self,
            Self::Callback
                | Self::Example
                | Self::Header
                | Self::Link
                | Self::Parameter
                | Self::RequestBody
                | Self::Response
                | Self::Schema
                | Self::SecurityScheme
        )
    }

    /// Returns the kind of the components in a section.
    pub fn of_section(section: &str) -> Option<Self> {
        let mut kinds = Self::ALL.into_iter();
        kinds.find(|kind| kind.section() == Some(section))
    }

    /// Returns the key under `components` that holds the parts which may stand for an object of this kind.
    pub fn section(self) -> Option<&'static str> {
        Some(match self {
            Self::Callback => "callbacks",
            Self::Example => "examples",
            Self::Header => "headers",
            Self::Link => "links",
            Self::Parameter => "parameters",
            Self::RequestBody => "requestBodies",
            Self::Response => "responses",
            Self::Schema => "schemas",
            Self::SecurityScheme => "securitySchemes",
            _ => return None,
        })
    }
}
