//! Planted secrets appear in no output: not in `Debug`, not in errors, not in traces.

use std::{
    fmt::{Debug, Display},
    io,
    sync::{Arc, Mutex},
};

use squadcast_tokens::{
    CreateUserToken, GetAccessToken, ListUserTokens, RemoveUserToken,
    token_core::{
        Basic, Bearer, Body, CookieKey, Error, FilePart, HeaderKey, Operation, QueryKey,
        RequestBuilder, RetryPolicy, Secret, Style, http::HeaderName, url::Url,
    },
};
use staff_user_token::{IssueToken, RenewToken, RevokeToken};
use tracing_subscriber::{fmt::MakeWriter, util::SubscriberInitExt};

use crate::support::{
    RawServer, json_response,
    probe::{self, Get, Put},
};

const CANARY: &str = "CANARY-7f3e";

/// Collects everything that is printed.
#[derive(Clone, Default)]
struct Printed(Arc<Mutex<Vec<u8>>>);

impl Printed {
    fn print(&self, value: &(impl Debug + ?Sized)) {
        let text = format!("{value:?}\n{value:#?}\n");
        self.0.lock().unwrap().extend_from_slice(text.as_bytes());
    }

    fn print_error<E: 'static>(&self, error: &Error<E>) {
        self.print(error);
        let mut cause: Option<&dyn std::error::Error> = Some(error);
        while let Some(error) = cause {
            self.print(&DisplayOf(error));
            cause = error.source();
        }
    }

    fn assert_clean(&self) {
        let text = String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned();
        let leak = text.lines().find(|line| line.contains(CANARY));
        assert!(
            leak.is_none(),
            "a secret was printed: {}",
            leak.unwrap_or_default()
        );
        assert!(!text.is_empty(), "nothing was printed at all");
    }
}

struct DisplayOf<'a>(&'a dyn std::error::Error);

impl Debug for DisplayOf<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Display::fmt(self.0, f)
    }
}

impl io::Write for Printed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Printed {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

fn squadcast(url: &str) -> squadcast_tokens::Client {
    squadcast_tokens::Client::builder()
        .base_url(url)
        .access_token(CANARY)
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

fn mindbody(url: &str) -> staff_user_token::Client {
    staff_user_token::Client::builder()
        .base_url(url)
        .api_key(CANARY)
        .site_id("-99")
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

fn print_operation<O: Operation + Debug>(printed: &Printed, operation: &O) {
    printed.print(operation);
    let base = Url::parse("https://api.example").unwrap();
    printed.print(&operation.request(&base).unwrap());
}

#[test]
fn operations_requests_clients_and_credentials_print_no_secret() {
    let printed = Printed::default();
    print_operation(&printed, &GetAccessToken::new(CANARY));
    print_operation(
        &printed,
        &IssueToken::new("ada", CANARY).version("6").site_id("-99"),
    );
    print_operation(
        &printed,
        &RenewToken::new()
            .authorization(CANARY)
            .version("6")
            .site_id("-99"),
    );
    print_operation(
        &printed,
        &RevokeToken::new()
            .authorization(CANARY)
            .version("6")
            .site_id("-99"),
    );
    let secret = Secret::from(CANARY);
    printed.print(&secret);
    printed.print(&Bearer::new(&secret).unwrap());
    printed.print(&HeaderKey::new(HeaderName::from_static("api-key"), &secret).unwrap());
    printed.print(&Basic::new("user", &secret).unwrap());
    printed.print(&QueryKey::new("key", &secret).unwrap());
    printed.print(&CookieKey::new("key", &secret).unwrap());
    printed.print(&Body::from(CANARY));
    printed.print(&FilePart::from(CANARY));
    let mut builder = RequestBuilder::new(IssueToken::INFO);
    builder
        .path_as("version", CANARY, Style::SIMPLE.secret())
        .unwrap();
    builder
        .query_as("key", CANARY, Style::FORM.secret())
        .unwrap();
    builder
        .cookie_as("key", CANARY, Style::FORM.secret())
        .unwrap();
    builder.part("key", CANARY).unwrap();
    printed.print(&builder);
    let base = Url::parse("http://127.0.0.1:1").unwrap();
    printed.print(&builder.build(&base).unwrap());
    printed.print(
        &squadcast_tokens::Client::builder()
            .access_token(CANARY)
            .base_url(format!("https://u:{CANARY}@h")),
    );
    printed.print(&squadcast("http://127.0.0.1:1"));
    printed.print(&mindbody("http://127.0.0.1:1"));
    let call = squadcast("http://127.0.0.1:1").get_access_token(GetAccessToken::new(CANARY));
    printed.print(&call.base_url(format!("https://u:{CANARY}@h")));
    printed.assert_clean();
}

#[test]
fn a_base_url_with_a_password_is_refused_without_quoting_it() {
    let printed = Printed::default();
    let builder = squadcast_tokens::Client::builder()
        .base_url(format!("https://u:{CANARY}@api.squadcast.com"));
    printed.print_error(&builder.build().unwrap_err());
    printed.assert_clean();
}

/// Calls every operation against answers that hold the canary, and prints all that comes back.
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
async fn answers_errors_and_traces_print_no_secret() {
    let printed = Printed::default();
    // The crates below log too: what they print is ours to answer for.
    let _guard = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(printed.clone())
        .finish()
        .set_default();
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
    let traced = String::from_utf8_lossy(&printed.0.lock().unwrap()).contains("TRACE");
    assert!(traced, "the subscriber saw nothing");
    printed.assert_clean();
}

/// Prints everything that a client with a session holds, and what comes of asking for a token.
macro_rules! print_session {
    ($printed:expr, $builder:expr) => {
        $printed.print(&$builder);
        let client = $builder.build().unwrap();
        let session = client.session().unwrap();
        let mut events = session.subscribe();
        match session.token().await {
            Ok(token) => $printed.print(&token),
            Err(error) => {
                $printed.print(&error);
                let mut cause: Option<&dyn std::error::Error> = Some(&error);
                while let Some(error) = cause {
                    $printed.print(&DisplayOf(error));
                    $printed.print(error);
                    cause = error.source();
                }
            }
        }
        $printed.print(&events.next().await);
        $printed.print(&client);
        $printed.print(session);
        $printed.print(session.source());
        $printed.print(&session.snapshot());
        $printed.print(&session.close().await);
    };
}

#[tokio::test]
async fn sessions_and_their_errors_print_no_secret() {
    let printed = Printed::default();
    let _guard = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(printed.clone())
        .finish()
        .set_default();
    let minted = format!(
        r#"{{"data":{{"access_token":"{CANARY}","expires_at":4102444800,"issued_at":1,"refresh_token":"{CANARY}","type":"bearer"}},"AccessToken":"{CANARY}"}}"#
    );
    let refused = format!(
        r#"{{"meta":{{"status":401,"error_message":"{CANARY} is wrong"}},"Error":{{"Code":"C","Message":"{CANARY} is wrong"}}}}"#
    );
    // A header cannot carry this token, and the message must not quote it.
    let unfit = minted.replace(CANARY, &format!("{CANARY}\\u0007"));
    assert_ne!(unfit, minted);
    for (status, body) in [
        (200, &minted),
        (401, &refused),
        (418, &refused),
        (200, &unfit),
    ] {
        let answer = || json_response(status, body);
        let server = RawServer::start(vec![answer(), answer(), answer(), answer()]).await;
        print_session!(
            printed,
            squadcast_tokens::Client::builder()
                .base_url(server.url())
                .refresh_token(CANARY)
        );
        print_session!(
            printed,
            staff_user_token::Client::builder()
                .base_url(server.url())
                .api_key(CANARY)
                .site_id("-99")
                .username("ada")
                .password(CANARY)
        );
    }
    printed.assert_clean();
}
