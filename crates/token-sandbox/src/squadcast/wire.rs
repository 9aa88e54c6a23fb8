//! The JSON bodies of Squadcast.

use axum::http::StatusCode;
use serde::Serialize;
use serde_json::Value;

use super::Refusal;

/// The envelope of every success.
#[derive(Serialize)]
pub(super) struct Data<T> {
    pub(super) data: T,
}

/// A refresh token, as `createUserToken` and `listUserTokens` show it.
#[derive(Clone, Serialize)]
pub(super) struct ApiToken {
    pub(super) id: String,
    pub(super) organization_id: &'static str,
    pub(super) user_id: String,
    pub(super) token: String,
    pub(super) last_refresh: String,
    pub(super) rate_limit: i64,
    pub(super) deleted: bool,
}

/// An access token, as `getAccessToken` returns it.
#[derive(Serialize)]
pub(super) struct ExchangedToken {
    pub(super) access_token: String,
    pub(super) expires_at: i64,
    pub(super) issued_at: i64,
    pub(super) refresh_token: String,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
}

/// Reads the user id out of the body of `createUserToken`.
pub(super) fn user_id(body: &[u8]) -> Result<String, Refusal> {
    let body: Value = serde_json::from_slice(body)
        .map_err(|_| Refusal::new(StatusCode::BAD_REQUEST, "the body is not JSON"))?;
    match body.get("user_id").and_then(Value::as_str) {
        Some(user_id) if !user_id.is_empty() => Ok(user_id.to_owned()),
        _ => Err(Refusal::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "user_id is missing, empty or not a string",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_needs_a_user_id() {
        assert_eq!(user_id(br#"{"user_id":"u"}"#).unwrap(), "u");
        let status = |body: &str| user_id(body.as_bytes()).unwrap_err().status;
        assert_eq!(status(""), StatusCode::BAD_REQUEST);
        assert_eq!(status("user_id=u"), StatusCode::BAD_REQUEST);
        for body in ["{}", "[]", r#"{"user_id":""}"#, r#"{"user_id":1}"#] {
            assert_eq!(status(body), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        }
    }
}
