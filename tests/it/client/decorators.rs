//! The recipes of token-core's README, at work: a transport around a transport is the one hook.

use std::sync::{Arc, Mutex};

use squadcast_tokens::{
    Client, CreateUserToken, ListUserTokens, RemoveUserToken,
    token_core::{
        async_trait,
        http::{HeaderValue, StatusCode},
        testing::ScriptedTransport,
        transport::{Request, Response, Transport, TransportError},
    },
};

fn client(transport: impl Transport) -> Client {
    Client::builder()
        .access_token("at")
        .transport(transport)
        .build()
        .unwrap()
}

/// Writes a line for each attempt.
struct Logging<T> {
    inner: T,
    lines: Arc<Mutex<Vec<String>>>,
}

#[async_trait]
impl<T: Transport> Transport for Logging<T> {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let what = format!("{} attempt {}", request.operation.id, request.attempt);
        let answer = self.inner.send(request).await;
        let outcome = match &answer {
            Ok(response) => response.status.to_string(),
            Err(error) => error.to_string(),
        };
        self.lines
            .lock()
            .unwrap()
            .push(format!("{what}: {outcome}"));
        answer
    }
}

#[tokio::test(start_paused = true)]
async fn logging_sees_every_attempt() {
    let lines = Arc::default();
    let script = ScriptedTransport::new()
        .status(StatusCode::BAD_GATEWAY)
        .json(StatusCode::OK, r#"{"data":[]}"#);
    let client = client(Logging {
        inner: script,
        lines: Arc::clone(&lines),
    });
    client
        .list_user_tokens(ListUserTokens::new())
        .await
        .unwrap();
    assert_eq!(
        *lines.lock().unwrap(),
        [
            "listUserTokens attempt 1: 502 Bad Gateway",
            "listUserTokens attempt 2: 200 OK"
        ]
    );
}

/// Adds a header to each attempt.
struct Traced<T>(T);

#[async_trait]
impl<T: Transport> Transport for Traced<T> {
    async fn send(&self, mut request: Request) -> Result<Response, TransportError> {
        request
            .headers
            .insert("x-trace-id", HeaderValue::from_static("4bf92f35"));
        self.0.send(request).await
    }
}

#[tokio::test]
async fn a_header_is_added_to_every_attempt() {
    let script = Arc::new(ScriptedTransport::new().status(StatusCode::NO_CONTENT));
    client(Traced(Arc::clone(&script)))
        .remove_user_token(RemoveUserToken::new("t1"))
        .await
        .unwrap();
    assert_eq!(script.requests()[0].headers["x-trace-id"], "4bf92f35");
}

/// Keeps the responses, unless they are secret.
struct Recording<T> {
    inner: T,
    answers: Arc<Mutex<Vec<(&'static str, Response)>>>,
}

#[async_trait]
impl<T: Transport> Transport for Recording<T> {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let operation = request.operation;
        let answer = self.inner.send(request).await?;
        if !operation.secret_response {
            self.answers
                .lock()
                .unwrap()
                .push((operation.id, answer.clone()));
        }
        Ok(answer)
    }
}

#[tokio::test]
async fn a_recording_can_be_played_back_and_holds_no_token() {
    let answers = Arc::default();
    let missing = r#"{"meta":{"status":404,"error_message":"no such token"}}"#;
    let script = ScriptedTransport::new()
        .json(StatusCode::CONFLICT, "{}")
        .json(StatusCode::NOT_FOUND, missing);
    let recorded = client(Recording {
        inner: script,
        answers: Arc::clone(&answers),
    });
    recorded
        .create_user_token(CreateUserToken::new("u1"))
        .await
        .unwrap_err();
    let first = recorded
        .remove_user_token(RemoveUserToken::new("t1"))
        .await
        .unwrap_err();

    let answers = std::mem::take(&mut *answers.lock().unwrap());
    assert_eq!(
        answers.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
        ["removeUserToken"]
    );
    let script = answers
        .into_iter()
        .fold(ScriptedTransport::new(), |script, (_, answer)| {
            script.response(answer)
        });
    let again = client(script)
        .remove_user_token(RemoveUserToken::new("t1"))
        .await
        .unwrap_err();
    assert_eq!(again.to_string(), first.to_string());
}
