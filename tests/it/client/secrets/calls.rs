//! Every operation against responses that hold a secret, with one in every place of a request.

use squadcast_tokens::{
    CreateUserToken, GetAccessToken, ListUserTokens, RemoveUserToken, token_core::codegen::Style,
};
use staff_user_token::{IssueToken, RenewToken, RevokeToken};

use super::{mindbody, squadcast};
use crate::support::{
    CANARY, Printed, RawServer, json_response,
    probe::{self, Get, Put},
};

/// Calls every operation against responses that hold the canary, and prints all that comes back.
async fn call_everything(printed: &Printed, answer: &dyn Fn() -> Vec<u8>) {
    let server = RawServer::start((0..7).map(|_| answer()).collect()).await;
    let (squadcast, mindbody) = (squadcast(server.url()), mindbody(server.url()));
    macro_rules! call {
        ($call:expr) => {
            match $call.send().await {
                Ok(reply) => printed.print(&reply),
                Err(error) => printed.print_error(&error),
            }
        };
    }
    call!(squadcast.create_user_token(CreateUserToken::new("u1")));
    call!(squadcast.list_user_tokens(ListUserTokens::new()));
    call!(squadcast.remove_user_token(RemoveUserToken::new("t1")));
    call!(squadcast.get_access_token(GetAccessToken::new(CANARY)));
    call!(mindbody.issue_token(IssueToken::new("ada", CANARY)));
    call!(mindbody.renew_token(RenewToken::new().authorization(CANARY)));
    call!(mindbody.revoke_token(RevokeToken::new().authorization(CANARY)));
    assert_eq!(server.received().len(), 7);
}

/// Calls with secrets in the path, the query, a cookie, a form and a part, and prints the errors that come back.
async fn call_every_place(printed: &Printed, answer: &dyn Fn() -> Vec<u8>) {
    let server = RawServer::start((0..4).map(|_| answer()).collect()).await;
    let basic = probe::client(server.url()).basic("login", "ada", &CANARY.into());
    let keys = probe::client(server.url())
        .secret("query", CANARY)
        .secret("cookie", CANARY);
    for client in [basic, keys] {
        let client = client.build().unwrap();
        let call = Get::call(&client, |request| {
            request.path_as("id", CANARY, Style::SIMPLE.secret())?;
            request.query_as("key", [CANARY], Style::FORM.secret())?;
            request.header_as("key", [CANARY], Style::SIMPLE.secret())?;
            request.cookie_as("key", CANARY, Style::FORM.secret())
        });
        printed.print_error(&call.await.unwrap_err());
    }
    let client = probe::client(server.url()).build().unwrap();
    let form = Put::call(&client, |request| {
        request.form(&serde_json::json!({"key": CANARY}), &[])
    });
    printed.print_error(&form.await.unwrap_err());
    let parts = Put::call(&client, |request| request.part("key", CANARY));
    printed.print_error(&parts.await.unwrap_err());
    assert_eq!(server.received().len(), 4);
}

#[tokio::test]
async fn responses_errors_and_traces_print_no_secret() {
    let printed = Printed::default();
    let _guard = printed.trace();
    let token = format!(
        r#"{{"data":{{"id":"i","organization_id":"o","user_id":"u","token":"{CANARY}","last_refresh":"","rate_limit":1,"deleted":false,
            "access_token":"{CANARY}","expires_at":2,"issued_at":1,"refresh_token":"{CANARY}","type":"bearer"}},"AccessToken":"{CANARY}"}}"#
    );
    let quoting = format!(
        r#"{{"meta":{{"status":401,"error_message":"the token {CANARY} is wrong"}},"Error":{{"Code":"{CANARY}","Message":"the password {CANARY} is wrong"}}}}"#
    );
    // The secret straddles the place where a long message is cut.
    let straddling = quoting.replace("the token", &"x".repeat(195 - "the token ".len()));
    assert_ne!(straddling, quoting);
    let redirect = format!(
        "HTTP/1.1 307 X\r\nlocation: https://h.example/{CANARY}?t={CANARY}\r\ncontent-length: 0\r\n\r\n"
    );
    let answers: [&dyn Fn() -> Vec<u8>; 8] = [
        &|| json_response(200, &token),
        &|| json_response(200, &format!("{{\"data\": \"{CANARY}\"}}")),
        &|| json_response(401, &quoting),
        &|| json_response(418, &quoting),
        &|| json_response(401, &straddling),
        &|| {
            format!("HTTP/1.1 404 X\r\nx-request-id: {CANARY}\r\ncontent-length: 0\r\n\r\n")
                .into_bytes()
        },
        &|| redirect.clone().into_bytes(),
        &|| {
            format!("HTTP/1.1 200 X\r\ncontent-length: 99\r\nx-token: {CANARY}\r\n\r\n{CANARY}")
                .into_bytes()
        },
    ];
    for answer in answers {
        call_everything(&printed, answer).await;
    }
    let refusal = format!("no {CANARY} here, {CANARY}");
    call_every_place(&printed, &|| json_response(401, &refusal)).await;
    printed.assert_traced();
    printed.assert_clean();
}
