//! Reading a response body, as far as the limit goes.

use bytes::{Bytes, BytesMut};
use http::StatusCode;

use super::fault;
use crate::transport::{
    error::{Sent, TransportError, TransportErrorKind},
    response::Response,
};

/// Reads the body as it comes, so that a body without end costs no more than the limit.
///
/// `has_body` is whether a response to the request's method has one; HTTP/2 may say how long it would be.
pub(super) async fn read(
    mut response: reqwest::Response,
    max_body: usize,
    has_body: bool,
) -> Result<Response, TransportError> {
    let status = response.status();
    let has_body = has_body && status != StatusCode::NOT_MODIFIED;
    let length = response.content_length().filter(|_| has_body);
    if length.is_some_and(|length| usize::try_from(length).map_or(true, |it| it > max_body)) {
        return Err(too_large());
    }
    let headers = std::mem::take(response.headers_mut());
    let body = collect(&mut response, max_body).await?;
    // Over HTTP/2, hyper takes a stream that is reset with `NO_ERROR` or `CANCEL` for the end of the body.
    if length.is_some_and(|length| usize::try_from(length).is_ok_and(|it| body.len() < it)) {
        return Err(TransportError::new(TransportErrorKind::Body, Sent::Yes));
    }
    Ok(Response {
        headers,
        ..Response::new(status, body)
    })
}

/// Returns the only chunk as it is, which is the usual case, or all chunks in one buffer.
async fn collect(
    response: &mut reqwest::Response,
    max_body: usize,
) -> Result<Bytes, TransportError> {
    let first = next(response, max_body).await?;
    let Some(second) = next(response, max_body.saturating_sub(first.len()))
        .await
        .map(non_empty)?
    else {
        return Ok(first);
    };
    let mut body = BytesMut::from(first);
    let mut chunk = Some(second);
    while let Some(bytes) = chunk {
        body.extend_from_slice(&bytes);
        chunk = next(response, max_body.saturating_sub(body.len()))
            .await
            .map(non_empty)?;
    }
    Ok(body.freeze())
}

/// Returns the next chunk that holds something, or an empty one at the end.
async fn next(response: &mut reqwest::Response, left: usize) -> Result<Bytes, TransportError> {
    loop {
        match response.chunk().await.map_err(fault::of_body)? {
            Some(chunk) if chunk.len() > left => return Err(too_large()),
            Some(chunk) if chunk.is_empty() => {}
            chunk => return Ok(chunk.unwrap_or_default()),
        }
    }
}

fn non_empty(chunk: Bytes) -> Option<Bytes> {
    (!chunk.is_empty()).then_some(chunk)
}

fn too_large() -> TransportError {
    TransportError::new(TransportErrorKind::TooLarge, Sent::Yes)
}
