//! Bodies that can be read once, and those that can be opened again for another attempt.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use staff_user_token::token_core::{
    Error, Reply, async_trait,
    codegen::{Pipeline, RequestBuilder},
    error::ErrorKind,
    session::{Minted, SessionSettings, SourceError, TokenSession, TokenSource},
    transport::Body,
};

use crate::support::{
    RawServer, json_response,
    probe::{self, Put, Said, Upload},
};

fn busy() -> Vec<u8> {
    b"HTTP/1.1 503 X\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n".to_vec()
}

#[tokio::test]
async fn what_can_be_read_once_is_sent_once() {
    let server = RawServer::start(vec![busy(), json_response(200, "{}")]).await;
    let client = probe::client(server.url()).build().unwrap();
    let body = Body::reader(&b"once"[..]).with_length(4);
    let error = Put::call(&client, move |request| {
        request.raw("text/plain", body.clone());
        Ok(())
    })
    .await
    .unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn what_can_be_opened_again_is_repeated() {
    let server = RawServer::start(vec![busy(), json_response(200, "{}")]).await;
    let client = probe::client(server.url()).build().unwrap();
    let body = Body::reopened(|| async { Ok(&b"again"[..]) }).with_length(5);
    let reply = Put::call(&client, move |request| {
        request.raw("text/plain", body.clone());
        Ok(())
    });
    assert_eq!(reply.send().await.unwrap().attempts, 2);
    let received = server.received();
    assert_eq!(received.len(), 2);
    assert!(
        received
            .iter()
            .all(|request| request.ends_with("\r\n\r\nagain"))
    );
}

/// Mints `token-1`, `token-2` and so on.
#[derive(Debug, Default)]
struct Numbered(AtomicUsize);

#[async_trait]
impl TokenSource for Numbered {
    async fn mint(&self) -> Result<Minted, SourceError> {
        let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        Ok(Minted::new(format!("token-{number}")))
    }
}

fn refusal() -> Vec<u8> {
    b"HTTP/1.1 401 X\r\ncontent-length: 7\r\n\r\nexpired".to_vec()
}

fn logged_in(server: &RawServer) -> Pipeline {
    let session = TokenSession::new(Numbered::default(), SessionSettings::default());
    probe::client(server.url())
        .credential("login", Arc::new(session))
        .build()
        .unwrap()
}

/// Calls with `body`, and then with another body.
async fn upload_twice(server: &RawServer, body: Body) -> [Result<Reply<String>, Error<Said>>; 2] {
    let client = logged_in(server);
    let upload = async |body: Body| {
        let write = move |request: &mut RequestBuilder| {
            request.raw("text/plain", body.clone());
            Ok(())
        };
        Upload::call(&client, write).send().await
    };
    [upload(body).await, upload(Body::from("next")).await]
}

#[tokio::test]
async fn what_can_be_read_once_is_not_sent_again_after_a_401() {
    for body in [
        Body::reader(&b"once"[..]).with_length(4),
        Body::reader(&b"once"[..]),
    ] {
        let server = RawServer::start(vec![refusal(), json_response(200, "{}")]).await;
        let [refused, next] = upload_twice(&server, body).await;
        let error = refused.unwrap_err();
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::Api, 401),
            "{error}"
        );
        assert_eq!(error.raw_body().unwrap().as_ref(), b"expired");
        assert_eq!(error.attempts().len(), 1);
        // The refused token is not sent again.
        assert_eq!(next.unwrap().attempts, 1);
        let received = server.received();
        assert!(received[0].contains("Bearer token-1"), "{}", received[0]);
        assert!(received[1].contains("Bearer token-2"), "{}", received[1]);
    }
}

#[tokio::test]
async fn what_can_be_opened_again_is_sent_again_after_a_401() {
    let responses = vec![
        refusal(),
        json_response(200, "{}"),
        json_response(200, "{}"),
    ];
    let server = RawServer::start(responses).await;
    let again = Body::reopened(|| async { Ok(&b"again"[..]) }).with_length(5);
    let [first, next] = upload_twice(&server, again).await;
    assert_eq!((first.unwrap().attempts, next.unwrap().attempts), (2, 1));
    let received = server.received();
    assert!(received[1].contains("Bearer token-2"), "{}", received[1]);
    assert!(received[1].ends_with("\r\n\r\nagain"));
}
