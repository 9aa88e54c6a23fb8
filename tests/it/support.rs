//! What several subjects need: a server that records raw bytes, clients that talk to it, and documents in memory.

mod crates;
mod documents;
mod printed;
pub(crate) mod probe;
mod raw_server;
pub(crate) mod sandbox;
pub(crate) mod traced;

use std::fs;

use serde_json::Value;
use squadcast_tokens::{ApiError, ApiTokenList, ListUserTokens, token_core::Error};

pub(crate) use crates::{build, cargo, check, generated, root, scratch, target};
pub(crate) use documents::{Folder, read};
pub(crate) use printed::{CANARY, Printed};
pub(crate) use raw_server::RawServer;

/// Returns a Squadcast client that talks to `url` with the access token `at`.
pub(crate) fn squadcast(url: &str) -> squadcast_tokens::Client {
    squadcast_tokens::Client::builder()
        .base_url(url)
        .access_token("at")
        .build()
        .unwrap()
}

/// Lists the tokens: the call that takes nothing and changes nothing.
pub(crate) async fn list(
    client: &squadcast_tokens::Client,
) -> Result<ApiTokenList, Error<ApiError>> {
    client.list_user_tokens(ListUserTokens::new()).await
}

/// Returns a Mindbody client that talks to `url` for the site -99 with the key `the-key`.
pub(crate) fn mindbody(url: &str) -> staff_user_token::Client {
    staff_user_token::Client::builder()
        .base_url(url)
        .api_key("the-key")
        .site_id("-99")
        .build()
        .unwrap()
}

/// Returns a document of `specs/`.
pub(crate) fn spec(name: &str) -> Value {
    let path = root().join(format!("specs/{name}.yaml"));
    serde_saphyr::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Returns a whole HTTP/1.1 response with a JSON body.
pub(crate) fn json_response(status: u16, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}").into_bytes()
}
