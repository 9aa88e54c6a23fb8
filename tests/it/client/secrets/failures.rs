//! Stores, sources and credentials of a program's own whose errors quote secrets, in whatever form.

use std::{
    collections::BTreeMap,
    fmt::Write,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use squadcast_tokens::Client;
use token_core::{
    Call, Secret, async_trait,
    codegen::RequestBuilder,
    credential::{Credential, SecretFile, SecretProvider},
    error::{BoxError, DecodeError, InvalidArgument},
    http::{HeaderName, HeaderValue, Method},
    operation::{Idempotency, Operation, OperationInfo},
    retry::RetryPolicy,
    session::{
        Generation, Login, Minted, Renewal, SessionSettings, SourceError, TokenSession, TokenSource,
    },
    store::{FileStore, Lease, MemoryStore, Record, TokenStore},
    transport::{Request, Response},
    url::Url,
};

use crate::support::{CANARY, Printed, RawServer, json_response, list, probe};

/// Returns a text that quotes a secret as libraries do: as it is, escaped, and cut off.
fn quoting(secret: &str) -> String {
    let percent = secret.bytes().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "%{byte:02x}");
        text
    });
    let json = format!("{:?}", format!("\u{1b}[2J{secret}\n"));
    let begin = secret.get(..secret.len() - 1).unwrap();
    format!("{secret} is wrong\r\n{percent} {json} {begin}\u{2026}")
}

/// What fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fails {
    Load,
    Lease,
    Save,
    Release,
    Login,
    Mint,
    Renew,
    Revoke,
}

#[derive(Debug)]
struct Store(Fails, MemoryStore);

impl Store {
    fn check(&self, at: Fails, record: Option<&Record>) -> Result<(), BoxError> {
        if self.0 != at {
            return Ok(());
        }
        let token = record.and_then(|record| record.token.as_ref());
        let token = token.map_or("", |stored| stored.token.expose());
        Err(format!("{} {token}", quoting(CANARY)).into())
    }
}

#[async_trait]
impl TokenStore for Store {
    async fn load(&self, login: Option<&Login>) -> Result<Option<Record>, BoxError> {
        self.check(Fails::Load, None)?;
        self.1.load(login).await
    }

    async fn lease(&self, duration: Duration) -> Result<Option<Box<dyn Lease>>, BoxError> {
        self.check(Fails::Lease, None)?;
        let lease = self.1.lease(duration).await?;
        let store = Self(self.0, self.1.clone());
        Ok(lease.map(|lease| Box::new(Leased(store, lease)) as Box<dyn Lease>))
    }
}

#[derive(Debug)]
struct Leased(Store, Box<dyn Lease>);

#[async_trait]
impl Lease for Leased {
    async fn save(&mut self, record: &Record, login: Option<&Login>) -> Result<(), BoxError> {
        self.0.check(Fails::Save, Some(record))?;
        self.1.save(record, login).await
    }

    async fn release(self: Box<Self>) -> Result<(), BoxError> {
        self.0.check(Fails::Release, None)?;
        self.1.release().await
    }
}

/// Mints tokens of which the secret is a part, for a password and a key that are the secret as well.
#[derive(Debug)]
struct Source(Fails);

impl Source {
    fn check(&self, at: Fails, secret: &str) -> Result<(), SourceError> {
        if self.0 == at {
            Err(SourceError::refused(quoting(secret)))
        } else {
            Ok(())
        }
    }
}

#[async_trait]
impl TokenSource for Source {
    async fn login(&self) -> Result<Option<Login>, SourceError> {
        let login = Login::new("https://api.example.com").part("username", "ada");
        let login = login.password("password", Secret::from(CANARY));
        Ok(Some(login))
    }

    async fn mint(&self) -> Result<Minted, SourceError> {
        self.check(Fails::Mint, CANARY)?;
        Ok(Minted::new(format!("{CANARY}-token")).lives(Duration::from_secs(1)))
    }

    fn renewal(&self) -> Option<Renewal> {
        Some(Renewal::new(7, Duration::from_secs(1)))
    }

    async fn renew(&self, token: &Secret) -> Result<(), SourceError> {
        self.check(Fails::Renew, token.expose())
    }

    fn can_revoke(&self) -> bool {
        true
    }

    async fn revoke(&self, token: &Secret) -> Result<(), SourceError> {
        self.check(Fails::Revoke, token.expose())
    }
}

#[tokio::test]
async fn errors_of_stores_and_sources_print_no_secret() {
    use Fails::{Lease, Load, Login, Mint, Release, Renew, Revoke, Save};
    let printed = Printed::default();
    let _guard = printed.trace();
    for fails in [Load, Lease, Save, Release, Login, Mint, Renew, Revoke] {
        let settings = SessionSettings::default().store(Store(fails, MemoryStore::new()));
        let session = TokenSession::new(Source(fails), settings);
        let mut failed = 0;
        for _ in 0..2 {
            if let Err(error) = session.token().await {
                failed += 1;
                printed.print_error(&error);
            }
            if let Some(error) = session.snapshot().last_failure {
                failed += 1;
                printed.print_error(&error);
            }
            printed.print(&session.snapshot());
        }
        if let Err(error) = session.revoke().await {
            failed += 1;
            printed.print_error(&error);
        }
        printed.print(&session.close().await);
        // A renewal that is refused leads to another mint, and this login is not read.
        assert_eq!(failed == 0, matches!(fails, Renew | Login), "{fails:?}");
    }
    printed.assert_says("token refresh failed");
    printed.assert_clean();
}

/// A credential that quotes the secrets of the request instead of adding one.
#[derive(Debug)]
struct Quoting;

#[async_trait]
impl Credential for Quoting {
    async fn apply(&self, request: &mut Request) -> Result<Generation, BoxError> {
        let header = request.headers["x-key"].to_str()?;
        Err(quoting(header).into())
    }
}

/// A provider that gives the secret for one login, and then quotes it.
#[derive(Debug, Default)]
struct Vault(AtomicUsize);

#[async_trait]
impl SecretProvider for Vault {
    async fn secret(&self) -> Result<Secret, BoxError> {
        // A login is read before the lease is taken, and under it.
        if self.0.fetch_add(1, Ordering::SeqCst) < 2 {
            Ok(CANARY.into())
        } else {
            Err(quoting(CANARY).into())
        }
    }
}

#[tokio::test]
async fn errors_of_credentials_print_no_secret() {
    let printed = Printed::default();
    let _guard = printed.trace();
    let mut key = HeaderValue::from_static(CANARY);
    key.set_sensitive(true);
    let builder = Client::builder()
        .base_url("http://127.0.0.1:1")
        .default_header(HeaderName::from_static("x-key"), key)
        .access_token_credential(Quoting);
    let error = list(&builder.build().unwrap()).await.unwrap_err();
    assert!(error.to_string().contains("is wrong"), "{error}");
    printed.print_error(&error);
    let server = RawServer::start(vec![json_response(503, "")]).await;
    let client = Client::builder()
        .base_url(server.url())
        .retry(RetryPolicy::none())
        .refresh_token_provider(Vault::default());
    let client = client.build().unwrap();
    for _ in 0..2 {
        let error = list(&client).await.unwrap_err();
        printed.print_error(&error);
        tokio::time::sleep(Duration::from_millis(1100)).await;
    }
    printed.assert_traced();
    printed.assert_clean();
}

#[tokio::test]
async fn errors_of_files_are_one_line() {
    let path = "/nowhere/\u{1b}[2J\u{202e}\n/token";
    let store = FileStore::new(path);
    let from_store = store.lease(Duration::from_secs(1)).await.unwrap_err();
    let read = SecretFile::new(path).secret().await;
    for error in [from_store, read.unwrap_err()] {
        for text in [error.to_string(), format!("{error:?}")] {
            assert!(!text.contains(|c: char| c.is_control() || c == '\u{202e}'));
            assert!(text.contains("\\u{1b}[2J"), "{text}");
        }
    }
}

/// Reads a map, whose keys the server chooses.
#[derive(Debug)]
struct Map;

impl Operation for Map {
    type Output = BTreeMap<String, i32>;
    type Error = std::convert::Infallible;

    const INFO: &'static OperationInfo = &OperationInfo {
        id: "map",
        method: Method::POST,
        path: "/",
        accept: "*/*",
        servers: &[],
        security: &[&["query", "cookie"]],
        idempotency: Idempotency::NonIdempotent,
        secret_request: true,
        secret_response: true,
    };

    fn request(&self, base: &Url) -> Result<Request, InvalidArgument> {
        RequestBuilder::new(Self::INFO).build(base)
    }

    fn output(response: &Response) -> Result<Self::Output, DecodeError> {
        response.json()
    }
}

#[tokio::test]
async fn keys_of_json_print_no_secret_and_are_one_line() {
    let printed = Printed::default();
    let _guard = printed.trace();
    let long = format!("{CANARY}{}", "\u{1b}\n".repeat(200_000));
    for key in [CANARY, &quoting(CANARY), &long] {
        let body = serde_json::json!({ key: true }).to_string();
        let server = RawServer::start(vec![json_response(200, &body)]).await;
        let client = probe::client(server.url())
            .secret("query", CANARY)
            .secret("cookie", CANARY);
        let error = Call::new(&client.build().unwrap(), Map).await.unwrap_err();
        let text = error.to_string();
        assert!(text.chars().count() <= 400 && !text.contains(char::is_control));
        printed.print_error(&error);
    }
    printed.assert_clean();
}
