//! Operations: plain values that know their requests and their responses.
//!
//! A generated crate has a type for each operation of its API, which implements [`Operation`].
//! A transport reads [`OperationInfo`] from the request that it sends, to name the operation in a log or to leave out
//! what is secret.
//!
//! ```
//! use token_core::{error::InvalidArgument, operation::Operation, url::Url};
//!
//! /// Returns the URL that an operation is sent to.
//! fn url_of(operation: &impl Operation, base: &Url) -> Result<Url, InvalidArgument> {
//!     Ok(operation.request(base)?.url)
//! }
//! ```

pub(crate) mod info;

use url::Url;

pub use info::{Idempotency, OperationInfo};

use crate::{
    call::reply::Reply,
    error::{
        Error, decode_error::DecodeError, documented::DocumentedError,
        invalid_argument::InvalidArgument,
    },
    transport::{request::Request, response::Response},
};

/// One call of an API as a plain value.
///
/// Both directions are pure, so that everything an operation does can be tested without a socket.
/// A [`Call`](crate::call::Call) carries it: [`request`](Self::request), then the credentials, the transport,
/// and [`decode`](Self::decode).
pub trait Operation: Send + Sync + Sized + 'static {
    /// What the operation returns on success.
    type Output: Send + 'static;

    /// The errors that the API documents for it.
    type Error: DocumentedError;

    /// What is known about the operation before it is called.
    const INFO: &'static OperationInfo;

    /// Returns the request to `base`, without credentials.
    ///
    /// # Errors
    ///
    /// An argument that cannot be encoded: a missing one, an empty path segment, a header with a line break.
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
    /// [`ErrorKind::Decode`](crate::error::ErrorKind::Decode) for a success that cannot be read,
    /// [`TransportErrorKind::Redirect`](crate::transport::TransportErrorKind::Redirect) for a redirect, and
    /// [`ErrorKind::Api`](crate::error::ErrorKind::Api) for any other status.
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
