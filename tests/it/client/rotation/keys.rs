//! API keys, which are read again for each attempt.

use std::{
    fs,
    sync::atomic::{AtomicUsize, Ordering},
};

use squadcast_tokens::token_core::{
    Secret, async_trait,
    credential::SecretProvider,
    error::{BoxError, ErrorKind},
};
use staff_user_token::RenewToken;

use super::{refused, replace};
use crate::support::{CANARY, Printed, RawServer, json_response};

#[tokio::test]
async fn a_key_in_a_file_is_read_again_for_each_attempt() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("key");
    fs::write(&path, "first\n").unwrap();
    let ok = || json_response(200, "{}");
    let server = RawServer::start(vec![ok(), ok(), refused(), refused()]).await;
    let client = staff_user_token::Client::builder()
        .base_url(server.url())
        .site_id("-99")
        .api_key_file(&path)
        .build()
        .unwrap();
    client.renew_token(RenewToken::new()).await.unwrap();
    replace(&path, "second\n");
    client.renew_token(RenewToken::new()).await.unwrap();
    // The same key again would be refused again.
    let error = client.renew_token(RenewToken::new()).await.unwrap_err();
    assert_eq!(error.attempts().len(), 1, "{error}");
    // A key that no header can carry is not sent.
    replace(&path, &format!("{CANARY}\u{e9}"));
    let error = client.renew_token(RenewToken::new()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credential);
    let printed = Printed::default();
    printed.print_error(&error);
    printed.print(&client);
    printed.assert_clean();
    let keys: Vec<String> = server
        .received()
        .iter()
        .map(|request| key(request))
        .collect();
    assert_eq!(keys, ["first", "second", "second"]);
}

/// Returns the API key that a request carries.
fn key(request: &str) -> String {
    let mut lines = request.lines();
    let header = lines.find_map(|line| line.strip_prefix("api-key: "));
    header.unwrap().to_owned()
}

/// Returns another key each time, as where the first one was rotated while its request was on the way.
#[derive(Debug)]
struct Rotating(AtomicUsize);

#[async_trait]
impl SecretProvider for Rotating {
    async fn secret(&self) -> Result<Secret, BoxError> {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        Ok(format!("key-{number}").into())
    }
}

#[tokio::test]
async fn a_key_that_was_rotated_meanwhile_is_sent_once_more() {
    let server = RawServer::start(vec![refused(), json_response(200, "{}")]).await;
    let client = staff_user_token::Client::builder()
        .base_url(server.url())
        .site_id("-99")
        .api_key_provider(Rotating(0.into()))
        .build()
        .unwrap();
    let reply = client.renew_token(RenewToken::new()).send().await.unwrap();
    assert_eq!(reply.attempts, 2);
    assert_ne!(key(&server.received()[0]), key(&server.received()[1]));
}
