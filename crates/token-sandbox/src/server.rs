//! The HTTP server: both APIs on one origin, and what every request passes through.

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{self, ConnectInfo, MatchedPath, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tokio::time::sleep;

use crate::clock::http_date;
use crate::connection::Connection;
use crate::faults::{Effects, Failure};
use crate::operation::Operation;
use crate::received::Received;
use crate::state::SharedState;
use crate::{mindbody, squadcast};

/// No request of either API comes near this size.
const BODY_LIMIT: usize = 1024 * 1024;

/// Returns the service for the whole sandbox.
pub(crate) fn router(state: SharedState) -> Router {
    Router::new()
        .merge(squadcast::routes())
        .merge(mindbody::routes())
        .fallback(unknown_route)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(state.clone(), observe))
        .with_state(state)
}

/// Records a request, applies the planned faults, and dates the response by the sandbox's clock.
async fn observe(
    extract::State(state): extract::State<SharedState>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    route: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let response = match to_bytes(body, BODY_LIMIT).await {
        Ok(body) => {
            let effects = record(&state, route.as_ref(), &parts, &body);
            sleep(effects.delay).await;
            let response = match effects.failure {
                Some(failure) => fail(&parts.uri, failure),
                None => next.run(Request::from_parts(parts, Body::from(body))).await,
            };
            if effects.loses_response {
                connection.cut();
            }
            response
        }
        Err(_) => refuse(
            &parts.uri,
            StatusCode::PAYLOAD_TOO_LARGE,
            "the body broke off, or is longer than 1 MiB",
        ),
    };
    let date = http_date(state.lock().clock.now());
    ([(header::DATE, date)], response).into_response()
}

/// Records a request, and returns the effects of the faults planned for it.
fn record(
    state: &SharedState,
    route: Option<&MatchedPath>,
    parts: &Parts,
    body: &Bytes,
) -> Effects {
    let operation = route.and_then(|path| Operation::of(&parts.method, path.as_str()));
    let mut state = state.lock();
    state.received.push(Received {
        operation,
        method: parts.method.clone(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().map(str::to_owned),
        headers: parts.headers.clone(),
        body: body.clone(),
    });
    state.faults.take(operation)
}

fn fail(uri: &Uri, failure: Failure) -> Response {
    let mut response = refuse(uri, failure.status, "a test has asked for this failure");
    if let Some(wait) = failure.retry_after {
        let seconds = HeaderValue::from(wait.as_secs());
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

async fn unknown_route(uri: Uri) -> Response {
    refuse(&uri, StatusCode::NOT_FOUND, "there is no such route")
}

async fn wrong_method(uri: Uri) -> Response {
    refuse(
        &uri,
        StatusCode::METHOD_NOT_ALLOWED,
        "this route does not take this method",
    )
}

/// Returns an error with the body that the API at this path documents.
fn refuse(uri: &Uri, status: StatusCode, message: &'static str) -> Response {
    if uri.path().starts_with("/public/") {
        mindbody::Refusal::of_status(status, message).into_response()
    } else {
        squadcast::Refusal::new(status, message).into_response()
    }
}
