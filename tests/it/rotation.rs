//! Credentials that change while the program runs: files, their environment variables, and providers.

use std::{fs, path::Path, time::Duration};

use squadcast_tokens::token_core::{
    BoxError, Environment, ErrorKind, Secret, SecretProvider, SharedSecret, TokenErrorKind,
    async_trait,
};
use staff_user_token::RenewToken;
use token_sandbox::{Operation, Sandbox, seed};

use crate::support::{CANARY, Printed, RawServer, json_response, list};

const DAY: Duration = Duration::from_secs(24 * 3600);

/// A response of either API to a login, of which the token lives for an hour.
fn minted() -> Vec<u8> {
    let body = r#"{"data":{"access_token":"at","expires_at":1800003600,"issued_at":1800000000,"refresh_token":"rt","type":"bearer"},"AccessToken":"at"}"#;
    let response = String::from_utf8(json_response(200, body)).unwrap();
    // The time of the server, so that no clock counts.
    let dated = "200 X\r\ndate: Fri, 15 Jan 2027 08:00:00 GMT\r\n";
    response.replacen("200 X\r\n", dated, 1).into_bytes()
}

fn refused() -> Vec<u8> {
    json_response(401, "{}")
}

/// Lets time pass for the program.
async fn pass(time: Duration) {
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
}

/// Replaces a file atomically, as programs that rotate secrets do.
fn replace(path: &Path, content: &str) {
    let next = path.with_extension("next");
    fs::write(&next, content).unwrap();
    fs::rename(&next, path).unwrap();
}

fn mindbody(url: &str) -> staff_user_token::ClientBuilder {
    staff_user_token::Client::builder()
        .base_url(url)
        .api_key("key")
        .site_id("-99")
}

#[tokio::test]
async fn each_login_reads_the_file_again() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("token");
    let server = RawServer::start(vec![minted(), minted(), minted()]).await;
    fs::write(&path, "first\n").unwrap();
    let client = squadcast_tokens::Client::builder()
        .base_url(server.url())
        .refresh_token_file(&path)
        .build()
        .unwrap();
    let session = client.session().unwrap();
    let contents = ["first\n", "second\r\n", "\u{feff}third"];
    for content in contents {
        replace(&path, content);
        session.token().await.unwrap();
        // One that is live needs no login.
        session.token().await.unwrap();
        pass(DAY).await;
    }
    for (request, secret) in server.received().iter().zip(["first", "second", "third"]) {
        assert!(
            request.contains(&format!("x-refresh-token: {secret}\r\n")),
            "{request}"
        );
    }
    assert_eq!(server.received().len(), 3);
}

#[cfg(unix)]
#[tokio::test]
async fn the_symbolic_links_of_kubernetes_are_followed_anew() {
    let directory = tempfile::tempdir().unwrap();
    let mount = directory.path();
    for (generation, username, password) in [("1", "ada", "old"), ("2", "bob", "new")] {
        fs::create_dir(mount.join(generation)).unwrap();
        fs::write(mount.join(generation).join("username"), username).unwrap();
        fs::write(mount.join(generation).join("password"), password).unwrap();
    }
    let link = |generation: &str| {
        let next = mount.join("..next");
        std::os::unix::fs::symlink(generation, &next).unwrap();
        fs::rename(&next, mount.join("..data")).unwrap();
    };
    link("1");
    for name in ["username", "password"] {
        std::os::unix::fs::symlink(format!("..data/{name}"), mount.join(name)).unwrap();
    }
    let server = RawServer::start(vec![minted(), minted()]).await;
    let client = mindbody(server.url())
        .username_file(mount.join("username"))
        .password_file(mount.join("password"))
        .build()
        .unwrap();
    let session = client.session().unwrap();
    session.token().await.unwrap();
    link("2");
    pass(DAY).await;
    session.token().await.unwrap();
    let received = server.received();
    assert!(
        received[0].ends_with(r#"{"Username":"ada","Password":"old"}"#),
        "{received:?}"
    );
    assert!(
        received[1].ends_with(r#"{"Username":"bob","Password":"new"}"#),
        "{received:?}"
    );
}

#[tokio::test]
async fn a_file_that_holds_no_secret_for_a_while_is_no_refused_login() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("password");
    fs::write(&path, CANARY).unwrap();
    let printed = Printed::default();
    let _guard = printed.trace();
    let unfit = format!("{CANARY}\nsecond line");
    for content in [Some(""), Some("\n"), None, Some(&*unfit)] {
        let server = RawServer::start(vec![minted()]).await;
        replace(&path, CANARY);
        let client = mindbody(server.url())
            .username("ada")
            .password_file(&path)
            .build()
            .unwrap();
        match content {
            Some(content) => replace(&path, content),
            None => fs::remove_file(&path).unwrap(),
        }
        let session = client.session().unwrap();
        let error = session.token().await.unwrap_err();
        assert_eq!(error.kind(), TokenErrorKind::Failed, "{error}");
        assert!(error.to_string().contains(".password_file(…)"), "{error}");
        printed.print_error(&error);
        printed.print(&client);
        printed.print(session.source());
        assert!(server.received().is_empty(), "nothing is sent");
        replace(&path, CANARY);
        pass(Duration::from_secs(2)).await;
        session.token().await.unwrap();
        assert_eq!(server.received().len(), 1);
    }
    printed.assert_clean();
}

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
struct Rotating(std::sync::atomic::AtomicUsize);

#[async_trait]
impl SecretProvider for Rotating {
    async fn secret(&self) -> Result<Secret, BoxError> {
        let number = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
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

/// A provider that cannot reach what it asks.
#[derive(Debug)]
struct Unreachable;

#[async_trait]
impl SecretProvider for Unreachable {
    async fn secret(&self) -> Result<Secret, BoxError> {
        Err("the vault is sealed".into())
    }
}

#[tokio::test]
async fn a_provider_that_fails_says_why() {
    let server = RawServer::start(vec![]).await;
    let client = squadcast_tokens::Client::builder()
        .base_url(server.url())
        .refresh_token_provider(Unreachable)
        .build()
        .unwrap();
    let error = client.session().unwrap().token().await.unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::Failed);
    let text = error.to_string();
    assert!(
        text.contains("`.refresh_token_provider(…)`: the vault is sealed"),
        "{text}"
    );
}

#[tokio::test]
async fn a_shared_secret_is_replaced_while_the_client_runs() {
    let server = RawServer::start(vec![minted(), minted()]).await;
    let secret = SharedSecret::new("first");
    let client = squadcast_tokens::Client::builder()
        .base_url(server.url())
        .refresh_token_provider(secret.clone())
        .build()
        .unwrap();
    let session = client.session().unwrap();
    session.token().await.unwrap();
    secret.set("second");
    pass(DAY).await;
    session.token().await.unwrap();
    for (request, secret) in server.received().iter().zip(["first", "second"]) {
        assert!(
            request.contains(&format!("x-refresh-token: {secret}\r\n")),
            "{request}"
        );
    }
}

#[tokio::test]
async fn variables_may_name_files() {
    let directory = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &str| {
        let path = directory.path().join(name);
        fs::write(&path, format!("{content}\n")).unwrap();
        path.into_os_string().into_string().unwrap()
    };
    let sandbox = Sandbox::start().await.unwrap();
    let refresh_token = file("refresh-token", seed::REFRESH_TOKEN);
    let pairs = [
        ("SQUADCAST_REFRESH_TOKEN_FILE", &*refresh_token),
        ("SQUADCAST_REFRESH_TOKEN", ""),
        ("SQUADCAST_BASE_URL", sandbox.url()),
    ];
    let builder =
        squadcast_tokens::ClientBuilder::from_environment(Environment::of(&pairs)).unwrap();
    list(&builder.build().unwrap()).await.unwrap();
    let key = file("key", seed::API_KEY);
    let username = file("username", seed::USERNAME);
    let password = file("password", seed::PASSWORD);
    let pairs = [
        ("MINDBODY_API_KEY_FILE", &*key),
        ("MINDBODY_USERNAME_FILE", &*username),
        ("MINDBODY_PASSWORD_FILE", &*password),
        ("MINDBODY_SITE_ID", seed::SITE_ID),
        ("MINDBODY_BASE_URL", sandbox.url()),
    ];
    let builder =
        staff_user_token::ClientBuilder::from_environment(Environment::of(&pairs)).unwrap();
    let client = builder.build().unwrap();
    client.session().unwrap().token().await.unwrap();
    assert_eq!(sandbox.count(Operation::IssueToken), 1);
}

#[test]
fn a_variable_and_its_file_contradict_each_other() {
    for name in ["SQUADCAST_REFRESH_TOKEN", "SQUADCAST_ACCESS_TOKEN"] {
        let file = format!("{name}_FILE");
        let pairs = [(name, CANARY), (&*file, "/path")];
        let error = squadcast_tokens::ClientBuilder::from_environment(Environment::of(&pairs));
        let text = error.unwrap_err().to_string();
        assert!(text.contains(&format!("{name} and {file}")), "{text}");
        assert!(!text.contains(CANARY), "{text}");
    }
}

#[test]
fn a_file_that_cannot_be_used_fails_when_the_client_is_built() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("the-secret");
    let unfit = format!("{CANARY}\nsecond line");
    for content in [None, Some(""), Some("\n"), Some(&*unfit)] {
        if let Some(content) = content {
            fs::write(&path, content).unwrap();
        }
        let shown = path.to_str().unwrap();
        for (name, setter) in [
            ("SQUADCAST_REFRESH_TOKEN_FILE", ".refresh_token_file(…)"),
            ("SQUADCAST_ACCESS_TOKEN_FILE", ".access_token_file(…)"),
        ] {
            let pairs = [(name, shown)];
            let builder =
                squadcast_tokens::ClientBuilder::from_environment(Environment::of(&pairs));
            let error = builder.unwrap().build().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Config);
            let text = format!("{error} {error:?}");
            assert!(text.contains(name) && text.contains(setter), "{text}");
            assert!(text.contains("the-secret"), "{text}");
            assert!(!text.contains(CANARY), "{text}");
        }
    }
}

#[tokio::test]
async fn a_corrected_password_is_sent_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("password");
    let shared = SharedSecret::new("wrong");
    for is_file in [true, false] {
        fs::write(&path, "wrong\n").unwrap();
        let server = RawServer::start(vec![refused(), refused(), minted()]).await;
        let builder = mindbody(server.url()).username("ada");
        let builder = if is_file {
            builder.password_file(&path)
        } else {
            builder.password_provider(shared.clone())
        };
        let client = builder.build().unwrap();
        let session = client.session().unwrap();
        for password in ["wrong", "wrong again"] {
            replace(&path, &format!("{password}\n"));
            shared.set(password);
            // What was refused is not sent a second time.
            for _ in 0..3 {
                let error = session.token().await.unwrap_err();
                assert_eq!(error.kind(), TokenErrorKind::CredentialsRefused, "{error}");
            }
        }
        assert_eq!(server.received().len(), 2);
        replace(&path, "right\n");
        shared.set("right");
        session.token().await.unwrap();
        let received = server.received();
        assert_eq!(received.len(), 3);
        assert!(
            received[2].contains(r#""Password":"right""#),
            "{received:?}"
        );
    }
}
