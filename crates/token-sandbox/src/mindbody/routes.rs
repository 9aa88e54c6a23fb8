//! The HTTP side of Mindbody: each handler reads a request, applies one rule, and writes the response.

use axum::body::Bytes;
use axum::extract;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{delete, post};
use axum::{Json, Router};
use chrono::{DateTime, Utc};

use super::wire::Credentials;
use super::{Mindbody, Refusal};
use crate::headers::{bearer, text};
use crate::operation::{ISSUE, RENEW, REVOKE};
use crate::state::{SharedState, State};

pub(crate) fn routes() -> Router<SharedState> {
    Router::new()
        .route(ISSUE, post(issue_token))
        .route(RENEW, post(renew_token))
        .route(REVOKE, delete(revoke_token))
}

async fn issue_token(
    extract::State(state): extract::State<SharedState>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<impl IntoResponse, Refusal> {
    let mut state = state.lock();
    let call = Admitted::new(&mut state, &headers)?;
    let credentials = Credentials::read(&body)?;
    let issued = call
        .mindbody
        .issue_token(&credentials, call.site_id, call.now)?;
    Ok(Json(issued))
}

async fn renew_token(
    extract::State(state): extract::State<SharedState>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Refusal> {
    let mut state = state.lock();
    let call = Admitted::new(&mut state, &headers)?;
    let renewed = call
        .mindbody
        .renew_token(token(&headers), call.site_id, call.now)?;
    Ok(Json(renewed))
}

async fn revoke_token(
    extract::State(state): extract::State<SharedState>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Refusal> {
    let mut state = state.lock();
    let call = Admitted::new(&mut state, &headers)?;
    call.mindbody
        .revoke_token(token(&headers), call.site_id, call.now)?;
    Ok(StatusCode::OK)
}

/// A call with a good API key and site.
struct Admitted<'c> {
    mindbody: &'c mut Mindbody,
    site_id: &'c str,
    now: DateTime<Utc>,
}

impl<'c> Admitted<'c> {
    fn new(state: &'c mut State, headers: &'c HeaderMap) -> Result<Self, Refusal> {
        let now = state.clock.now();
        let mindbody = &mut state.mindbody;
        let site_id = mindbody.admit(text(headers, "api-key"), text(headers, "siteid"), now)?;
        Ok(Self {
            mindbody,
            site_id,
            now,
        })
    }
}

/// Returns the staff user token, which callers send bare or after `Bearer`.
fn token(headers: &HeaderMap) -> Option<&str> {
    let value = text(headers, header::AUTHORIZATION.as_str())?;
    Some(bearer(value).unwrap_or(value))
}
