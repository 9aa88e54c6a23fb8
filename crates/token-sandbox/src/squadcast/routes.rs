//! The HTTP side of Squadcast: each handler reads a request, applies one rule, and writes the response.

use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{self, Path};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{delete, get, post};
use axum::{Json, Router};

use super::wire::{self, Data};
use super::{Refusal, Squadcast};
use crate::headers::{bearer, text};
use crate::operation::{ACCESS_TOKEN, REFRESH_TOKEN, REFRESH_TOKENS};
use crate::state::{SharedState, State};

pub(crate) fn routes() -> Router<SharedState> {
    Router::new()
        .route(
            REFRESH_TOKENS,
            post(create_user_token).get(list_user_tokens),
        )
        .route(REFRESH_TOKEN, delete(remove_user_token))
        .route(ACCESS_TOKEN, get(get_access_token))
}

async fn create_user_token(
    extract::State(state): extract::State<SharedState>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<impl IntoResponse, Refusal> {
    let mut state = state.lock();
    let squadcast = authorized(&mut state, &headers)?;
    let user_id = wire::user_id(&body)?;
    let data = squadcast.create_user_token(&user_id)?;
    Ok((StatusCode::CREATED, Json(Data { data })))
}

async fn list_user_tokens(
    extract::State(state): extract::State<SharedState>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Refusal> {
    let mut state = state.lock();
    let data = authorized(&mut state, &headers)?.list_user_tokens();
    Ok(Json(Data { data }))
}

async fn remove_user_token(
    extract::State(state): extract::State<SharedState>,
    headers: HeaderMap,
    id: Result<Path<String>, PathRejection>,
) -> Result<impl IntoResponse, Refusal> {
    let mut state = state.lock();
    let squadcast = authorized(&mut state, &headers)?;
    // An id that does not decode to text is as unknown as any other stranger.
    let id = id.map_or_else(|_| String::new(), |Path(id)| id);
    squadcast.remove_user_token(&id)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn get_access_token(
    extract::State(state): extract::State<SharedState>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Refusal> {
    let mut state = state.lock();
    let now = state.clock.now();
    let refresh_token = text(&headers, "x-refresh-token");
    let data = state.squadcast.get_access_token(refresh_token, now)?;
    Ok(Json(Data { data }))
}

/// Opens the organization to a request with a live access token.
fn authorized<'w>(state: &'w mut State, headers: &HeaderMap) -> Result<&'w mut Squadcast, Refusal> {
    let access_token = text(headers, header::AUTHORIZATION.as_str()).and_then(bearer);
    let now = state.clock.now();
    state.squadcast.authorize(access_token, now)?;
    Ok(&mut state.squadcast)
}
