//! Documented errors: each status is a variant, with a body or without.

use serde_json::json;
use squadcast_tokens::{
    ApiError, CreateUserToken, ErrorMetaStatus, GetAccessToken, ListUserTokens, RemoveUserToken,
    token_core::{error::ErrorKind, http::StatusCode, operation::Operation},
};
use staff_user_token::{IssueToken, RenewToken, RevokeToken};

use super::error_of;

fn variant(error: &ApiError) -> (&'static str, Option<&squadcast_tokens::ErrorMeta>) {
    let (name, body) = name_and_body(error);
    (name, body.as_ref().map(|body| &body.meta))
}

fn name_and_body(error: &ApiError) -> (&'static str, &Option<squadcast_tokens::ErrorBody>) {
    match error {
        ApiError::BadRequest(body) => ("BadRequest", body),
        ApiError::Unauthorized(body) => ("Unauthorized", body),
        ApiError::PaymentRequired(body) => ("PaymentRequired", body),
        ApiError::Forbidden(body) => ("Forbidden", body),
        ApiError::NotFound(body) => ("NotFound", body),
        ApiError::Conflict(body) => ("Conflict", body),
        ApiError::UnprocessableContent(body) => ("UnprocessableContent", body),
        ApiError::InternalServerError(body) => ("InternalServerError", body),
        ApiError::BadGateway(body) => ("BadGateway", body),
        ApiError::ServiceUnavailable(body) => ("ServiceUnavailable", body),
        ApiError::GatewayTimeout(body) => ("GatewayTimeout", body),
        other => panic!("a variant that is not documented: {other:?}"),
    }
}

const DOCUMENTED: [(u16, &str); 11] = [
    (400, "BadRequest"),
    (401, "Unauthorized"),
    (402, "PaymentRequired"),
    (403, "Forbidden"),
    (404, "NotFound"),
    (409, "Conflict"),
    (422, "UnprocessableContent"),
    (500, "InternalServerError"),
    (502, "BadGateway"),
    (503, "ServiceUnavailable"),
    (504, "GatewayTimeout"),
];

fn each_documented_status_is_a_variant<O: Operation<Error = ApiError>>() {
    for (status, name) in DOCUMENTED {
        for (meta_status, expected) in [
            (json!(status), ErrorMetaStatus::Integer(status.into())),
            (
                json!(status.to_string()),
                ErrorMetaStatus::String(status.to_string()),
            ),
        ] {
            let body = json!({"meta": {"status": meta_status, "error_message": "why"}}).to_string();
            let error = error_of::<O>(status, &body);
            let (found, meta) = variant(error.documented().unwrap());
            let meta = meta.unwrap();
            assert_eq!(
                (found, &meta.status, &*meta.error_message),
                (name, &expected, "why")
            );
            assert_eq!(error.kind(), ErrorKind::Api);
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(error.raw_body().unwrap(), body.as_bytes());
            assert!(error.to_string().starts_with(O::INFO.id), "{error}");
            assert!(error.to_string().ends_with(": why"), "{error}");
        }
    }
}

#[test]
fn every_squadcast_operation_types_all_eleven_errors() {
    each_documented_status_is_a_variant::<CreateUserToken>();
    each_documented_status_is_a_variant::<ListUserTokens>();
    each_documented_status_is_a_variant::<RemoveUserToken>();
    each_documented_status_is_a_variant::<GetAccessToken>();
}

#[test]
fn a_documented_status_with_an_empty_body_is_still_its_variant() {
    for (status, name) in DOCUMENTED {
        for body in ["", " \r\n"] {
            let error = error_of::<CreateUserToken>(status, body);
            assert_eq!(variant(error.documented().unwrap()), (name, None));
            assert_eq!(error.kind(), ErrorKind::Api);
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(error.to_string(), format!("createUserToken: HTTP {status}"));
        }
    }
    for status in [400, 401, 403, 404, 500] {
        for (error, id) in [
            (error_of::<IssueToken>(status, ""), "issueToken"),
            (error_of::<RenewToken>(status, ""), "renewToken"),
            (error_of::<RevokeToken>(status, ""), "revokeToken"),
        ] {
            let body = mindbody_body(error.documented().unwrap());
            assert_eq!(body.error, None);
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(error.to_string(), format!("{id}: HTTP {status}"));
        }
    }
}

fn mindbody_body(error: &staff_user_token::ApiError) -> &staff_user_token::ErrorBody {
    use staff_user_token::ApiError as Error;
    match error {
        Error::BadRequest(body)
        | Error::Unauthorized(body)
        | Error::Forbidden(body)
        | Error::NotFound(body)
        | Error::InternalServerError(body) => body,
        other => panic!("a variant that is not documented: {other:?}"),
    }
}
