//! A call that logs in.

use std::error::Error as _;

use bytes::Bytes;
use http::HeaderMap;
use zeroize::Zeroize;

use super::{Call, has_no_length, is_cut_off, may_be_torn, reply::Reply};
use crate::{
    credential::secret::Secret,
    error::{Error, decode_error::DecodeError, documented::DocumentedError, kind::ErrorKind},
    observe::call::CallProbe,
    operation::Operation,
    session::{
        lifetime::{OVER, Over, Times},
        minted::Minted,
        pointers::TokenPointers,
        source::error::SourceError,
    },
    transport::response::Response,
};

impl<O: Operation> Call<O> {
    /// Sends the call, and reads the token and its times from a success by their places alone.
    ///
    /// The rest of the body need not be what the API documents, and any status of 200 to 299 is a success.
    /// A failure is decoded as for [`send`](Self::send), and the retry policy is the same.
    ///
    /// # Errors
    ///
    /// The [`Error`] of the call as the cause; [`SourceError::declined`] for a success without a token, or with
    /// one that had ended when it came.
    pub async fn mint(self, pointers: &TokenPointers) -> Result<Minted, SourceError> {
        let read = |response: &Response| pointers.read(&response.body, &response.headers);
        let is_torn = move |response: &Response| {
            may_be_torn(O::INFO, response) && is_cut_off(&read(response))
        };
        let probe = CallProbe::begin(self.pipeline.api(), O::INFO);
        let call = self.carry(&is_torn, |response, _| token::<O>(response, read));
        match probe.run(call).await {
            Ok(reply) => {
                let (token, times) = reply.value;
                minted(token, &times, &reply.headers, O::INFO.id)
            }
            Err(error) if is_unreadable(&error) => Err(SourceError::declined(error)),
            Err(error) => Err(error.into()),
        }
    }
}

/// Reads a response, and wipes its body.
fn token<O: Operation>(
    response: Response,
    read: impl Fn(&Response) -> Result<(Secret, Times), DecodeError>,
) -> Result<Reply<(Secret, Times)>, Error<O::Error>> {
    if !response.status.is_success() {
        let documented = O::Error::decode(&response);
        return Err(Error::from_response(O::INFO, response, documented));
    }
    match read(&response) {
        Ok(found) => {
            wipe(response.body);
            Ok(Reply::new(found, response.status, response.headers))
        }
        Err(error) => Err(Error::undecodable(O::INFO, response, &error)),
    }
}

/// Overwrites a body that has no other owner.
fn wipe(body: Bytes) {
    if let Ok(mut body) = body.try_into_mut() {
        body.as_mut().zeroize();
    }
}

fn minted(
    token: Secret,
    times: &Times,
    headers: &HeaderMap,
    operation: &str,
) -> Result<Minted, SourceError> {
    Minted::with_times(token, times, headers)
        .map_err(|Over| SourceError::declined(format!("{operation}: {OVER}")))
}

/// Returns whether a whole response is not what it should be; one that was cut off on the way is a fault that passes.
fn is_unreadable<E: DocumentedError>(error: &Error<E>) -> bool {
    let cause = error.source().and_then(|cause| cause.downcast_ref());
    let cut_off = cause.is_some_and(DecodeError::is_cut_off)
        && error
            .headers()
            .zip(error.raw_body())
            .is_some_and(|(headers, body)| has_no_length(headers, body));
    error.kind() == ErrorKind::Decode && !cut_off
}
