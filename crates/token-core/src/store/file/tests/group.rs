//! Files that a group shares.

use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};

use super::*;

fn shared() -> Scene {
    let mut scene = scene();
    scene.store = scene.store.group_readable();
    scene
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[tokio::test]
async fn the_group_can_use_what_is_made_and_what_replaces_it() {
    let scene = shared();
    scene.save(&record()).await.unwrap();
    assert_eq!(mode(scene.store.path()), 0o660);
    assert_eq!(mode(&scene.beside("token.lock")), 0o660);
    for (before, after) in [(0o640, 0o640), (0o660, 0o660), (0o600, 0o660)] {
        set_mode(scene.store.path(), before);
        scene.save(&record()).await.unwrap();
        assert_eq!(mode(scene.store.path()), after, "{before:o}");
        assert!(scene.store.load(None).await.unwrap().is_some());
    }
    // It is there for those who ask for it alone.
    let error = FileStore::new(scene.store.path()).load(None).await;
    assert!(error.unwrap_err().to_string().contains("chmod 600"));
}

#[tokio::test]
async fn a_file_that_others_can_use_is_still_refused() {
    let scene = shared();
    scene.save(&record()).await.unwrap();
    for bad in [0o644, 0o664, 0o666, 0o602, 0o661, 0o670, 0o2660] {
        set_mode(scene.store.path(), bad);
        let error = scene.load_error().await;
        let path = scene.store.path().to_str().unwrap();
        assert!(error.starts_with(path), "{error}");
        assert!(error.contains(&format!("mode {bad:04o}")), "{error}");
        assert!(error.contains(&format!("chmod 660 '{path}'")), "{error}");
    }
}

#[tokio::test]
async fn the_group_of_the_directory_gets_the_files_where_this_process_is_a_member() {
    let scene = shared();
    let directory = scene.folder.path();
    for group in groups() {
        if fs::metadata(scene.store.path()).is_ok() {
            fs::remove_file(scene.store.path()).unwrap();
            fs::remove_file(scene.beside("token.lock")).unwrap();
        }
        chown(directory, None, Some(group)).unwrap();
        // A second save, because what is there decides then.
        for _ in 0..2 {
            scene.save(&record()).await.unwrap();
            for name in ["token", "token.lock"] {
                assert_eq!(fs::metadata(scene.beside(name)).unwrap().gid(), group);
            }
            chown(directory, None, Some(groups()[0])).unwrap();
        }
    }
}

fn groups() -> Vec<u32> {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("Groups:"));
    let numbers = line.unwrap_or_default().split_whitespace();
    numbers.map(|number| number.parse().unwrap()).collect()
}

/// Only root can give a file away, and for anybody else the system itself refuses to open it.
#[tokio::test]
async fn a_file_of_another_user_is_taken_where_a_group_of_this_process_can_use_it() {
    let scene = shared();
    scene.save(&record()).await.unwrap();
    let path = scene.store.path();
    let before = fs::metadata(path).unwrap();
    if chown(path, Some(before.uid() + 4242), None).is_err() {
        assert_ne!(before.uid(), 0, "root can give a file away");
        return;
    }
    assert!(scene.store.load(None).await.unwrap().is_some());
    // What replaces it belongs to this process, and the group can still use it.
    scene.save(&record()).await.unwrap();
    let after = fs::metadata(path).unwrap();
    assert_eq!((after.uid(), after.gid()), (before.uid(), before.gid()));
    assert_eq!(mode(path), 0o660);

    chown(path, Some(before.uid() + 4242), None).unwrap();
    set_mode(path, 0o600);
    let error = scene.load_error().await;
    assert!(error.contains("alone (mode 0600)"), "{error}");
    set_mode(path, 0o660);
    chown(path, None, Some(424_242)).unwrap();
    let error = scene.load_error().await;
    assert!(error.contains("group 424242"), "{error}");
}
