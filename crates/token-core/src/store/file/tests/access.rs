//! Who may read and write the files.

use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};

use super::*;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[tokio::test]
async fn files_are_for_their_owner_alone() {
    let scene = scene();
    scene.save(&record()).await.unwrap();
    assert_eq!(mode(scene.store.path()), 0o600);
    assert_eq!(mode(&scene.beside("token.lock")), 0o600);
}

#[tokio::test]
async fn a_file_that_others_can_use_is_refused() {
    let scene = scene();
    scene.save(&record()).await.unwrap();
    for bad in [0o640, 0o620, 0o604, 0o602, 0o610, 0o644, 0o666, 0o777] {
        set_mode(scene.store.path(), bad);
        let error = scene.load_error().await;
        let path = scene.store.path().to_str().unwrap();
        assert!(error.starts_with(path), "{error}");
        assert!(error.contains(&format!("mode {bad:04o}")), "{error}");
        assert!(error.contains(&format!("chmod 600 '{path}'")), "{error}");
    }
    set_mode(scene.store.path(), 0o600);
    assert!(scene.store.load(None).await.unwrap().is_some());
}

#[tokio::test]
async fn a_lock_that_others_can_take_is_refused() {
    let scene = scene();
    drop(scene.lease().await.unwrap());
    set_mode(&scene.beside("token.lock"), 0o644);
    let refused = scene.store.lease(Duration::from_secs(30)).await;
    let error = refused.unwrap_err().to_string();
    assert!(error.contains("chmod 600"), "{error}");
}

#[tokio::test]
async fn links_directories_and_pipes_are_refused() {
    let scene = scene();
    let elsewhere = scene.beside("elsewhere");
    fs::write(&elsewhere, "{}").unwrap();
    set_mode(&elsewhere, 0o600);
    symlink(&elsewhere, scene.store.path()).unwrap();
    let error = scene.load_error().await;
    assert!(error.contains("not a plain file"), "{error}");
    // A save puts the file in place of the link, and leaves alone what it led to.
    scene.save(&record()).await.unwrap();
    assert!(scene.store.load(None).await.unwrap().is_some());
    assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "{}");

    fs::remove_file(scene.beside("token.lock")).unwrap();
    symlink("/nowhere", scene.beside("token.lock")).unwrap();
    assert!(scene.store.lease(Duration::from_secs(30)).await.is_err());

    fs::remove_file(scene.store.path()).unwrap();
    fs::create_dir(scene.store.path()).unwrap();
    let error = scene.load_error().await;
    assert!(error.contains("not a plain file"), "{error}");
    fs::remove_dir(scene.store.path()).unwrap();
    // Were it opened, it would wait for a writer.
    let made = std::process::Command::new("mkfifo")
        .args(["-m", "600"])
        .arg(scene.store.path())
        .status();
    assert!(made.unwrap().success());
    let error = scene.load_error().await;
    assert!(error.contains("not a plain file"), "{error}");
}

/// Only root can give a file away, and for anybody else the system itself refuses to open it.
#[tokio::test]
async fn a_file_of_another_user_is_refused() {
    let scene = scene();
    scene.save(&record()).await.unwrap();
    let before = fs::metadata(scene.store.path()).unwrap().uid();
    if chown(scene.store.path(), Some(before + 4242), None).is_err() {
        assert_ne!(before, 0, "root can give a file away");
        return;
    }
    let error = scene.load_error().await;
    assert!(
        error.contains(&format!("the user {}", before + 4242)),
        "{error}"
    );
    assert!(error.contains("mode 0600"), "{error}");
    assert!(error.contains("delete it"), "{error}");
}
