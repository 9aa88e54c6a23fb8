//! The operations that the suite calls, and the client that carries them: those of `squadcast-tokens`.

use std::{cell::RefCell, collections::HashMap, time::Duration};

pub(crate) use squadcast_tokens::{Client, ListUserTokens};
use squadcast_tokens::{ClientBuilder, CreateUserToken, RemoveUserToken};
use token_core::{Call, Error, credential::Credential, transport::ReqwestTransport};

use super::{canary, scene::Settings};

/// Returns a client of the server at `url`.
pub(crate) fn client(url: &str, settings: Settings) -> Result<Client, Error> {
    builder(url, settings)?
        .access_token(canary::ACCESS_TOKEN)
        .build()
}

/// Returns a client that has its token from `credential`.
pub(crate) fn client_of(
    url: &str,
    settings: Settings,
    credential: impl Credential,
) -> Result<Client, Error> {
    builder(url, settings)?
        .access_token_credential(credential)
        .build()
}

/// Starts a client without a credential.
pub(crate) fn builder(url: &str, settings: Settings) -> Result<ClientBuilder, Error> {
    let transport = match settings.transport {
        Some(builder) => builder.connect_timeout(settings.connect).build()?,
        None => shared_transport(settings.connect),
    };
    Ok(Client::builder()
        .base_url(url)
        .transport(transport)
        .attempt_timeout(settings.attempt)
        .timeout(settings.call)
        .max_body(settings.max_body)
        .retry(settings.retry)
        .retry_budget(settings.budget))
}

/// Returns the transport that all scenes of this thread share, because the system's certificates are slow to read.
fn shared_transport(connect: Duration) -> ReqwestTransport {
    thread_local!(static SHARED: RefCell<HashMap<Duration, ReqwestTransport>> = RefCell::default());
    let new = || {
        ReqwestTransport::builder()
            .no_proxy()
            .connect_timeout(connect)
            .build()
            .unwrap()
    };
    SHARED.with_borrow_mut(|shared| shared.entry(connect).or_insert_with(new).clone())
}

/// Returns the call of a safe operation.
pub(crate) fn safe(client: &Client) -> Call<ListUserTokens> {
    client.list_user_tokens(ListUserTokens::new())
}

/// Returns the call of an operation that must not be repeated; its body holds a canary.
pub(crate) fn non_idempotent(client: &Client) -> Call<CreateUserToken> {
    client.create_user_token(CreateUserToken::new(canary::BODY))
}

/// Returns the call of an operation that removes `id`.
pub(crate) fn delete(client: &Client, id: &str) -> Call<RemoveUserToken> {
    client.remove_user_token(RemoveUserToken::new(id))
}

/// A successful response to the safe operation.
pub(crate) const LISTED: &str = r#"{"data":[{"id":"i","organization_id":"o","user_id":"u","token":"CANARY-issued-token-CANARY","last_refresh":"","rate_limit":1,"deleted":false}]}"#;

/// A successful response to the operation that must not be repeated.
pub(crate) const CREATED: &str = r#"{"data":{"id":"i","organization_id":"o","user_id":"u","token":"CANARY-issued-token-CANARY","last_refresh":"","rate_limit":1,"deleted":false}}"#;

/// Returns the body of a documented error.
pub(crate) fn documented(message: &str) -> String {
    format!(r#"{{"meta":{{"status":400,"error_message":"{message}"}}}}"#)
}
