//! The kinds of objects that OpenAPI defines.

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

    /// Returns what is below every key, where the keys are the author's: paths, statuses, expressions.
    pub(super) fn below_any_key(self) -> Option<Self> {
        match self {
            Self::Paths | Self::Callback => Some(Self::PathItem),
            Self::Responses => Some(Self::Response),
            _ => None,
        }
    }

    /// Returns whether the object is one of this generator's own, which has no other keys.
    pub(super) fn is_own(self) -> bool {
        matches!(
            self,
            Self::TokenLifecycle | Self::TokenMint | Self::TokenRenewal | Self::TokenRevocation
        )
    }

    /// Returns whether a reference may replace the object.
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

    /// Returns the key under `components` that holds the parts which may replace an object of this kind.
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
