//! What an operation is: a plain value that knows its request and its answers.

use http::Method;
use url::Url;

use crate::{
    DecodeError, DocumentedError, Error, InvalidArgument, Reply, Request, Response, ServerVariable,
    SettingInfo, ValuePlace,
};

/// One call of an API as a plain value.
///
/// Both directions are pure, so that everything an operation does can be tested without a socket.
/// A [`Call`](crate::Call) carries it: [`request`](Self::request), then the credentials, the transport,
/// and [`decode`](Self::decode).
pub trait Operation: Send + Sync + Sized + 'static {
    /// What the operation answers when it succeeds.
    type Output: Send + 'static;

    /// The errors that the API documents for it.
    type Error: DocumentedError;

    /// What is known about the operation before it is called.
    const INFO: &'static OperationInfo;

    /// Returns the request to `base`, without credentials.
    ///
    /// # Errors
    ///
    /// An argument that cannot travel: a missing one, an empty path segment, a header with a line break.
    fn request(&self, base: &Url) -> Result<Request, InvalidArgument>;

    /// Returns what a successful response holds.
    ///
    /// # Errors
    ///
    /// A body that is not what the API documents.
    fn output(response: &Response) -> Result<Self::Output, DecodeError>;

    /// Returns what a response means: the output, or the error with everything that came.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) for a success that cannot be read,
    /// [`TransportErrorKind::Redirect`](crate::TransportErrorKind::Redirect) for a redirect, and
    /// [`ErrorKind::Api`](crate::ErrorKind::Api) for any other status.
    fn decode(response: Response) -> Result<Reply<Self::Output>, Error<Self::Error>> {
        if !response.status.is_success() {
            let documented = Self::Error::decode(&response);
            return Err(Error::from_response(Self::INFO, response, documented));
        }
        match Self::output(&response) {
            Ok(value) => Ok(Reply::new(value, response.status, response.headers)),
            Err(error) => Err(Error::undecodable(Self::INFO, response, &error)),
        }
    }
}

/// What is known about an API before it is called.
#[derive(Debug)]
pub struct ApiInfo {
    /// The crate that was generated for it, for the `User-Agent`.
    pub crate_name: &'static str,
    /// That crate's version.
    pub crate_version: &'static str,
    /// Where the API lives; the first one is the default.
    pub servers: &'static [&'static str],
    /// What may vary in the URLs of these servers, and of those of single operations.
    pub variables: &'static [ServerVariable],
    /// The ways to authenticate.
    pub credentials: &'static [CredentialInfo],
    /// The environment variable of the base URL, for messages; empty if there is none.
    pub base_url_variable: &'static str,
}

/// One way to authenticate.
#[derive(Debug)]
pub struct CredentialInfo {
    /// The scheme's name in the document.
    pub name: &'static str,
    /// The builder's setter, for messages.
    pub setter: &'static str,
    /// The environment variable, for messages.
    pub variable: &'static str,
    /// How the secret travels.
    pub kind: CredentialKind,
    /// What a session logs in with that supplies the credential; empty if none does.
    pub login: &'static [SettingInfo],
}

impl CredentialInfo {
    /// Returns the setting for a fixed secret.
    pub(crate) fn setting(&self) -> SettingInfo {
        let place = match self.kind {
            CredentialKind::Bearer | CredentialKind::Header(_) => ValuePlace::SecretHeader,
            CredentialKind::Basic | CredentialKind::Query(_) | CredentialKind::Cookie(_) => {
                ValuePlace::Elsewhere
            }
        };
        SettingInfo::new(self.setter, self.variable, place)
    }
}

/// How a secret travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CredentialKind {
    /// As `Authorization: Bearer <secret>`.
    Bearer,
    /// As `Authorization: Basic`, from the secret `username:password`.
    Basic,
    /// As the value of the header of this name.
    Header(&'static str),
    /// As the value of the query parameter of this name.
    Query(&'static str),
    /// As the value of the cookie of this name.
    Cookie(&'static str),
}

/// What is known about an operation before it is called.
#[derive(Debug)]
pub struct OperationInfo {
    /// The `operationId`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path template: `/v3/refresh-token/{refreshTokenID}`, with the query that every request has.
    pub path: &'static str,
    /// What the operation accepts as an answer, for the header `Accept`.
    pub accept: &'static str,
    /// Servers of this operation alone, one for each of the API's; empty: the API's own.
    pub servers: &'static [&'static str],
    /// Alternatives of credentials by name; all of one alternative are needed. Empty: none is.
    pub security: &'static [&'static [&'static str]],
    /// Whether repeating the request may do harm.
    pub idempotency: Idempotency,
    /// Whether the request carries a secret besides its credentials.
    pub secret_request: bool,
    /// Whether a successful response carries a secret.
    pub secret_response: bool,
}

impl OperationInfo {
    /// Returns whether the request may be repeated without doing more than it did the first time.
    pub fn is_idempotent(&self) -> bool {
        self.idempotency != Idempotency::NonIdempotent
    }
}

/// What a repeated request may do, in the words of RFC 9110 section 9.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idempotency {
    /// It changes nothing.
    Safe,
    /// Once or many times, the effect is the same.
    Idempotent,
    /// Each time may have an effect of its own.
    NonIdempotent,
}
