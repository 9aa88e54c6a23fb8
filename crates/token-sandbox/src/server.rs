//! The HTTP server: both APIs on one origin, and what every request passes through.

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tokio::time::sleep;

use crate::clock::http_date;
use crate::line::Line;
use crate::operation::Operation;
use crate::orders::{Failure, Fate};
use crate::received::Received;
use crate::world::SharedWorld;
use crate::{mindbody, squadcast};

/// No request of either API comes near this size.
const BODY_LIMIT: usize = 1024 * 1024;

/// Returns the service for the whole sandbox.
pub(crate) fn router(world: SharedWorld) -> Router {
    Router::new()
        .merge(squadcast::routes())
        .merge(mindbody::routes())
        .fallback(unknown_route)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(world.clone(), observe))
        .with_state(world)
}

/// Records a request, does to it what a test ordered, and dates the answer by the sandbox's clock.
async fn observe(
    State(world): State<SharedWorld>,
    ConnectInfo(line): ConnectInfo<Line>,
    route: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let answer = match to_bytes(body, BODY_LIMIT).await {
        Ok(body) => {
            let fate = record(&world, route.as_ref(), &parts, &body);
            sleep(fate.delay).await;
            let answer = match fate.failure {
                Some(failure) => fail(&parts.uri, failure),
                None => next.run(Request::from_parts(parts, Body::from(body))).await,
            };
            if fate.loses_answer {
                line.cut();
            }
            answer
        }
        Err(_) => refuse(
            &parts.uri,
            StatusCode::PAYLOAD_TOO_LARGE,
            "the body broke off, or is longer than 1 MiB",
        ),
    };
    let date = http_date(world.lock().clock.now());
    ([(header::DATE, date)], answer).into_response()
}

/// Records a request, and returns what a test has ordered for it.
fn record(world: &SharedWorld, route: Option<&MatchedPath>, parts: &Parts, body: &Bytes) -> Fate {
    let operation = route.and_then(|path| Operation::of(&parts.method, path.as_str()));
    let mut world = world.lock();
    world.received.push(Received {
        operation,
        method: parts.method.clone(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().map(str::to_owned),
        headers: parts.headers.clone(),
        body: body.clone(),
    });
    world.orders.take(operation)
}

fn fail(uri: &Uri, failure: Failure) -> Response {
    let mut answer = refuse(
        uri,
        failure.status,
        "the sandbox was told to fail this call",
    );
    if let Some(wait) = failure.retry_after {
        let seconds = HeaderValue::from(wait.as_secs());
        answer.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    answer
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
