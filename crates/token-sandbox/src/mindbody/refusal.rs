//! A refusal of Mindbody.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// A status, and the code and message of the error body.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    code: String,
    message: &'static str,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, code: &str, message: &'static str) -> Self {
        Self {
            status,
            code: code.to_owned(),
            message,
        }
    }

    /// Returns the refusal of a caller without the right credentials.
    pub(super) fn denied(message: &'static str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "DeniedAccess", message)
    }

    /// Returns a refusal whose code is the status's own name, as in `NotFound`.
    pub(crate) fn of_status(status: StatusCode, message: &'static str) -> Self {
        if status == StatusCode::UNAUTHORIZED {
            return Self::denied(message);
        }
        let name = status.canonical_reason().unwrap_or("Error");
        Self::new(status, &name.replace([' ', '-', '\''], ""), message)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let error = json!({"Message": self.message, "Code": self.code});
        (self.status, Json(json!({"Error": error}))).into_response()
    }
}
