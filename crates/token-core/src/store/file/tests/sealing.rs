//! Files whose record is sealed.

use base64::{Engine, prelude::BASE64_STANDARD};

use super::*;
use crate::credential::secret::Secret;

const KEY: &str = "canary-refresh-token";

fn login() -> Login {
    login_of("alice")
}

fn login_of(user: &str) -> Login {
    Login::new("https://api.example")
        .part("user", user)
        .seal_key("refresh token", KEY.into())
}

impl Scene {
    async fn save_as(&self, login: &Login) {
        self.save_in(&self.store, Some(login)).await;
    }

    async fn save_in(&self, store: &FileStore, login: Option<&Login>) {
        let lease = store.lease(Duration::from_secs(30)).await.unwrap();
        lease.unwrap().save(&record(), login).await.unwrap();
    }

    fn content(&self) -> Vec<u8> {
        fs::read(self.store.path()).unwrap()
    }

    async fn refusal(&self, store: &FileStore, login: Option<&Login>) -> String {
        let error = store.load(login).await.unwrap_err().to_string();
        let path = self.store.path().to_str().unwrap();
        assert!(error.starts_with(path), "{error}");
        assert!(!error.contains("canary"), "{error}");
        error
    }
}

fn token(record: Option<Record>) -> String {
    record.unwrap().token.unwrap().token.expose().to_owned()
}

#[tokio::test]
async fn a_stolen_file_gives_nothing_away() {
    let scene = scene();
    scene.save_as(&login()).await;
    let content = String::from_utf8(scene.content()).unwrap();
    for start in 0..3 {
        // Whatever stands before them, these letters stay the same.
        for secret in [CANARY, KEY] {
            let encoded = BASE64_STANDARD.encode(&secret[start..]);
            let encoded = &encoded[..encoded.len() - 4];
            assert!(!content.contains(encoded), "{content}");
        }
    }
    for clear in ["canary", "renewals", "remaining", "alice", "api.example"] {
        assert!(!content.contains(clear), "{content}");
    }
    assert_eq!(
        token(scene.store.load(Some(&login())).await.unwrap()),
        CANARY
    );
}

#[tokio::test]
async fn the_same_record_is_never_sealed_twice_with_the_same_key() {
    let scene = scene();
    let mut seen = std::collections::HashSet::new();
    for _ in 0..20 {
        scene.save_as(&login()).await;
        let content: serde_json::Value = serde_json::from_slice(&scene.content()).unwrap();
        let sealed = &content["record"];
        for part in [
            &sealed["text"],
            &sealed["sealed"]["salt"],
            &sealed["sealed"]["nonce"],
        ] {
            assert!(seen.insert(part.to_string()), "{part}");
        }
    }
}

#[tokio::test]
async fn every_changed_byte_is_an_error_that_names_the_path() {
    let scene = scene();
    scene.save_as(&login()).await;
    let whole = scene.content();
    for at in 0..whole.len() {
        for bits in [0x01, 0x20, 0x80] {
            let mut changed = whole.clone();
            changed[at] ^= bits;
            scene.put(&changed);
            scene.refusal(&scene.store, Some(&login())).await;
        }
    }
    scene.put(&whole);
    assert!(scene.store.load(Some(&login())).await.is_ok());
}

#[tokio::test]
async fn less_and_more_than_was_written_is_an_error() {
    let scene = scene();
    scene.save_as(&login()).await;
    let whole = scene.content();
    // An empty file is an empty store.
    for length in 1..whole.len() {
        scene.put(&whole[..length]);
        scene.refusal(&scene.store, Some(&login())).await;
    }
    scene.put([&*whole, b"{}"].concat());
    scene.refusal(&scene.store, Some(&login())).await;
}

#[tokio::test]
async fn a_moment_of_another_save_is_an_error() {
    let scene = scene();
    let mut contents = Vec::new();
    for _ in 0..2 {
        scene.save_as(&login()).await;
        contents.push(serde_json::from_slice::<serde_json::Value>(&scene.content()).unwrap());
        std::thread::sleep(Duration::from_millis(20));
    }
    let later = contents[1]["saved"].clone();
    assert_ne!(later, contents[0]["saved"]);
    contents[0]["saved"] = later;
    scene.put(contents[0].to_string());
    let error = scene.refusal(&scene.store, Some(&login())).await;
    assert!(error.contains("changed"), "{error}");
}

#[tokio::test]
async fn the_record_of_another_login_is_not_opened() {
    let scene = scene();
    // Both have the same secret, as two accounts with one API key do.
    let (alice, bob) = (login_of("alice"), login_of("bob"));
    scene.save_as(&alice).await;
    let record = scene.store.load(Some(&bob)).await.unwrap().unwrap();
    assert!(record.token.is_none());
    assert_eq!(record.generation, 7);
    assert_eq!(record.login, Some(alice.id()));
    // Nor is it when the other's name is written on it.
    let content = String::from_utf8(scene.content()).unwrap();
    scene.put(content.replace(&alice.id().to_string(), &bob.id().to_string()));
    let error = scene.refusal(&scene.store, Some(&bob)).await;
    assert!(error.contains("changed"), "{error}");
    scene.refusal(&scene.store, Some(&alice)).await;
}

#[tokio::test]
async fn the_secret_of_the_store_goes_before_that_of_the_login() {
    let scene = scene();
    let with = |secret: &str| scene.store.clone().seal_with(Secret::from(secret));
    let store = with("canary-of-the-store");
    for login in [Some(&login()), None] {
        scene.save_in(&store, login).await;
        assert_eq!(token(store.load(login).await.unwrap()), CANARY);
        let error = scene.refusal(&with("canary-of-another"), login).await;
        assert!(error.contains("sealed with another secret"), "{error}");
    }
    let error = scene.refusal(&scene.store, None).await;
    assert!(error.contains("no secret"), "{error}");
    assert!(!error.contains("delete"), "{error}");
    let shown = format!("{store:?} {store:#?}");
    assert!(!shown.contains("canary"), "{shown}");
}

#[tokio::test]
async fn an_empty_secret_seals_nothing() {
    let scene = scene();
    let store = scene.store.clone().seal_with(Secret::from(""));
    let lease = store.lease(Duration::from_secs(30)).await.unwrap();
    let error = lease.unwrap().save(&record(), None).await.unwrap_err();
    assert!(error.to_string().contains("is empty"), "{error}");
    assert!(!scene.store.path().exists());
}

#[tokio::test]
async fn without_a_secret_the_record_is_in_the_clear() {
    let scene = scene();
    let login = Login::new("https://api.example").password("password", "canary-pass".into());
    scene.save_as(&login).await;
    let content = String::from_utf8(scene.content()).unwrap();
    assert!(
        content.contains(CANARY) && !content.contains("canary-pass"),
        "{content}"
    );
    assert_eq!(token(scene.store.load(Some(&login)).await.unwrap()), CANARY);
}

#[tokio::test]
async fn a_record_in_the_clear_is_sealed_when_it_is_saved_the_next_time() {
    let scene = scene();
    scene.save_in(&scene.store, None).await;
    assert!(scene.content().windows(6).any(|six| six == b"canary"));
    assert_eq!(
        token(scene.store.load(Some(&login())).await.unwrap()),
        CANARY
    );
    scene.save_as(&login()).await;
    assert!(!scene.content().windows(6).any(|six| six == b"canary"));
}
