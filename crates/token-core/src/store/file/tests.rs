//! The file store alone.

use std::{fs, path::PathBuf};

use super::*;
use crate::store::record::StoredToken;

#[cfg(unix)]
mod access;
mod formats;
#[cfg(unix)]
mod group;
mod lock;
mod odd_places;
#[cfg(feature = "seal")]
mod sealing;

const CANARY: &str = "canary-5f2c";

struct Scene {
    folder: tempfile::TempDir,
    store: FileStore,
}

fn scene() -> Scene {
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::new(folder.path().join("token"));
    Scene { folder, store }
}

impl Scene {
    fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    async fn lease(&self) -> Option<Box<dyn Lease>> {
        self.store.lease(Duration::from_secs(30)).await.unwrap()
    }

    async fn save(&self, record: &Record) -> Result<(), BoxError> {
        self.lease().await.unwrap().save(record, None).await
    }

    /// Puts `content` in place of what is there, for this user alone.
    fn put(&self, content: impl AsRef<[u8]>) {
        let path = self.store.path();
        fs::write(path, content).unwrap();
        #[cfg(unix)]
        fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    }

    async fn load_error(&self) -> String {
        self.store.load(None).await.unwrap_err().to_string()
    }
}

fn record() -> Record {
    Record {
        generation: 7,
        token: Some(StoredToken {
            token: CANARY.into(),
            renewals: 2,
            forced: false,
            forced_in_a_row: 0,
            age: Duration::ZERO,
            life: Duration::from_secs(100),
            remaining: Duration::from_secs(100),
        }),
        refused: None,
        ..Record::default()
    }
}

#[tokio::test]
async fn what_was_saved_is_loaded() {
    let scene = scene();
    assert!(scene.store.load(None).await.unwrap().is_none());
    scene.save(&record()).await.unwrap();
    let loaded = scene.store.load(None).await.unwrap().unwrap();
    assert_eq!(loaded.generation, 7);
    let token = loaded.token.unwrap();
    assert_eq!(token.token.expose(), CANARY);
    assert_eq!(token.renewals, 2);
}

#[tokio::test]
async fn a_lock_file_that_is_deleted_ends_the_lease() {
    let scene = scene();
    let mut lost = scene.lease().await.unwrap();
    fs::remove_file(scene.beside("token.lock")).unwrap();
    let mut next = scene.lease().await.unwrap();
    let error = lost.save(&record(), None).await.unwrap_err().to_string();
    assert!(error.contains("token.lock"), "{error}");
    assert!(error.contains("lease is lost"), "{error}");
    next.save(&record(), None).await.unwrap();
}

#[tokio::test]
async fn what_a_killed_process_left_behind_is_removed() {
    let scene = scene();
    fs::write(scene.beside("token.tmp"), "half a rec").unwrap();
    scene.save(&record()).await.unwrap();
    assert_eq!(scene.store.load(None).await.unwrap().unwrap().generation, 7);
    assert!(!scene.beside("token.tmp").exists());
}

#[tokio::test]
async fn a_file_that_cannot_be_replaced_is_an_error_and_leaves_nothing() {
    let scene = scene();
    let mut lease = scene.lease().await.unwrap();
    fs::create_dir(scene.store.path()).unwrap();
    let error = lease.save(&record(), None).await.unwrap_err().to_string();
    assert!(error.contains("cannot be replaced"), "{error}");
    assert!(!error.contains(CANARY), "{error}");
    assert!(!scene.beside("token.tmp").exists());
    // In the way where the content is written first.
    fs::create_dir(scene.beside("token.tmp")).unwrap();
    let error = lease.save(&record(), None).await.unwrap_err().to_string();
    assert!(error.contains("token.tmp: is in the way"), "{error}");
}

#[tokio::test]
async fn a_missing_directory_is_an_error_that_names_the_path() {
    let store = FileStore::new("/nowhere/at/all/token");
    let error = store
        .lease(Duration::from_secs(30))
        .await
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("/nowhere/at/all/token.lock: "), "{error}");
    for nameless in ["", "/", "/tmp/.."] {
        let error = FileStore::new(nameless).load(None).await.unwrap_err();
        assert!(error.to_string().contains("names no file"), "{error}");
    }
}

#[tokio::test]
async fn other_content_is_an_error_that_names_the_path_and_the_fix_and_quotes_nothing() {
    let scene = scene();
    scene.save(&record()).await.unwrap();
    let whole = fs::read(scene.store.path()).unwrap();
    let mut foreign: Vec<Vec<u8>> = vec![
        b"null".to_vec(),
        b"[]".to_vec(),
        format!("\"{CANARY}\"").into(),
        format!("{{\"saved\": \"{CANARY}\"}}").into(),
        format!("{CANARY} is not JSON").into(),
        [b"\xff\xfe", CANARY.as_bytes()].concat(),
        [whole.clone(), b"x".to_vec()].concat(),
        "[".repeat(1 << 20).into(),
        vec![b' '; (2 << 20) + 1],
    ];
    // Whatever a power failure could leave, though it cannot.
    foreign.extend((1..whole.len()).map(|length| whole.iter().take(length).copied().collect()));
    for content in foreign {
        fs::write(scene.store.path(), &content).unwrap();
        let error = scene.load_error().await;
        let path = scene.store.path().to_str().unwrap();
        assert!(error.starts_with(path), "{error}");
        assert!(error.contains("delete it"), "{error}");
        assert!(!error.contains("canary"), "{error}");
    }
}
