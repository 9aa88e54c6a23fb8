//! Secrets in files: read again for each login, by their links, and refused when the client is built.

use std::{fs, time::Duration};

use squadcast_tokens::token_core::{
    error::ErrorKind, session::TokenErrorKind, settings::Environment,
};
use token_sandbox::{Operation, Sandbox, seed};

use super::{DAY, mindbody, minted, pass, replace};
use crate::support::{CANARY, Printed, RawServer, list};

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
async fn a_file_without_a_secret_for_a_while_is_not_a_refused_login() {
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
