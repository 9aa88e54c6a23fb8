//! Files that were made beforehand, and file systems that cannot do everything.

use std::io;

use super::*;
use crate::store::file::replace::{flush_directory, reason, tolerate};

#[tokio::test]
async fn an_empty_file_is_an_empty_store() {
    let scene = scene();
    // As `touch` makes it, readable for all.
    fs::write(scene.store.path(), "").unwrap();
    assert!(scene.store.load(None).await.unwrap().is_none());
    scene.save(&record()).await.unwrap();
    assert_eq!(scene.store.load(None).await.unwrap().unwrap().generation, 7);
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(
            &fs::metadata(scene.store.path()).unwrap().permissions()
        ) & 0o777,
        0o600
    );
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_to_an_empty_file_is_refused() {
    let scene = scene();
    fs::write(scene.beside("elsewhere"), "").unwrap();
    std::os::unix::fs::symlink(scene.beside("elsewhere"), scene.store.path()).unwrap();
    let error = scene.load_error().await;
    assert!(error.contains("not a plain file"), "{error}");
}

/// The kernel's own directory is one that cannot be flushed.
#[cfg(target_os = "linux")]
#[test]
fn a_directory_that_cannot_be_flushed_fails_nothing() {
    let error = fs::File::open("/proc").unwrap().sync_all().unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidInput, "{error}");
    flush_directory(Path::new("/proc/token")).unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn a_directory_that_cannot_be_read_fails_nothing() {
    use std::os::unix::fs::PermissionsExt;

    let scene = scene();
    let set = |mode| fs::set_permissions(scene.folder.path(), fs::Permissions::from_mode(mode));
    set(0o300).unwrap();
    let saved = scene.save(&record()).await;
    set(0o700).unwrap();
    saved.unwrap();
    assert_eq!(scene.store.load(None).await.unwrap().unwrap().generation, 7);
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_done_is_not_what_failed() {
    // EINVAL, EOPNOTSUPP, ENOSYS, EROFS, EACCES, EPERM, EISDIR and EBADF.
    for number in [22, 95, 38, 30, 13, 1, 21, 9] {
        tolerate(io::Error::from_raw_os_error(number)).unwrap();
    }
    // EIO, ENOSPC, EDQUOT, ESTALE and EMFILE.
    for number in [5, 28, 122, 116, 24] {
        tolerate(io::Error::from_raw_os_error(number)).unwrap_err();
    }
}

#[test]
fn a_file_that_is_mounted_by_itself_is_an_error_with_the_way_out() {
    let busy = io::Error::from(io::ErrorKind::ResourceBusy);
    assert!(reason(&busy).contains("mount its directory instead"));
    let other = io::Error::from(io::ErrorKind::PermissionDenied);
    assert_eq!(reason(&other), "cannot be replaced");
}
