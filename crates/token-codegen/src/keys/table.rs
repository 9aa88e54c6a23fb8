//! Which keys each kind of object has.

use super::kind::Kind;
use super::row::Row;
use super::{lifecycle, objects, operations, schema};
use crate::version::Version;

impl Kind {
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
}
