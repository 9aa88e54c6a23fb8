//! Files in which sessions of both APIs keep their token: sealed with the secret that the document declares.

use std::{fs, path::Path};

use squadcast_tokens::token_core::{session::SessionSettings, store::FileStore};
use token_sandbox::{Operation, Sandbox, seed};

fn on(path: &Path) -> SessionSettings {
    SessionSettings::default().store(FileStore::new(path))
}

fn squadcast(sandbox: &Sandbox, path: &Path) -> squadcast_tokens::Client {
    squadcast_tokens::Client::builder()
        .base_url(sandbox.url())
        .refresh_token(seed::REFRESH_TOKEN)
        .session_settings(on(path))
        .build()
        .unwrap()
}

fn mindbody(sandbox: &Sandbox, path: &Path, site: &str) -> staff_user_token::Client {
    staff_user_token::Client::builder()
        .base_url(sandbox.url())
        .api_key(seed::API_KEY)
        .site_id(site)
        .username(seed::USERNAME)
        .password(seed::PASSWORD)
        .session_settings(on(path))
        .build()
        .unwrap()
}

fn is_sealed(path: &Path, secrets: &[&str]) {
    let content = fs::read_to_string(path).unwrap();
    assert!(content.contains("\"sealed\""), "{content}");
    for secret in secrets {
        assert!(!content.contains(secret), "{secret} is in {content}");
    }
}

#[tokio::test]
async fn squadcast_seals_with_its_refresh_token() {
    let sandbox = Sandbox::start().await.unwrap();
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("token");
    let [first, second] = [(); 2].map(|()| squadcast(&sandbox, &path));
    let token = first.session().unwrap().token().await.unwrap();
    is_sealed(&path, &[token.expose(), seed::REFRESH_TOKEN]);
    let shared = second.session().unwrap().token().await.unwrap();
    assert_eq!(shared.expose(), token.expose());
    assert_eq!(sandbox.count(Operation::GetAccessToken), 1);
}

#[tokio::test]
async fn mindbody_seals_with_its_api_key() {
    let sandbox = Sandbox::start().await.unwrap();
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("token");
    let [first, second] = [(); 2].map(|()| mindbody(&sandbox, &path, seed::SITE_ID));
    let token = first.session().unwrap().token().await.unwrap();
    is_sealed(
        &path,
        &[
            token.expose(),
            seed::API_KEY,
            seed::PASSWORD,
            seed::USERNAME,
        ],
    );
    let shared = second.session().unwrap().token().await.unwrap();
    assert_eq!(shared.expose(), token.expose());
    assert_eq!(sandbox.count(Operation::IssueToken), 1);
    // Another site is another login, although the key is the same.
    let other = mindbody(&sandbox, &path, "7");
    if let Ok(other) = other.session().unwrap().token().await {
        assert_ne!(other.expose(), token.expose());
    }
    assert_eq!(sandbox.count(Operation::IssueToken), 2);
}

#[tokio::test]
async fn a_file_of_an_earlier_version_is_taken_over_once_and_sealed() {
    let sandbox = Sandbox::start().await.unwrap();
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("token");
    // As the version before wrote it; it lives for ten years.
    let old = r#"{"saved":{"wall_ms":1790000000000,"boot":null},"record":{"generation":3,"token":{"token":"an-old-token","renewals":0,"forced":false,"age_ms":5000,"life_ms":315360000000,"remaining_ms":315360000000},"refused_ms":null}}"#;
    fs::write(&path, old).unwrap();
    #[cfg(unix)]
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let client = squadcast(&sandbox, &path);
    let token = client.session().unwrap().token().await.unwrap();
    assert_eq!(token.expose(), "an-old-token");
    is_sealed(&path, &["an-old-token"]);
    assert_eq!(sandbox.count(Operation::GetAccessToken), 0);
}
