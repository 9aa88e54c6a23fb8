//! Who has the lock when.

use std::process::{Command, Stdio};

use super::*;

/// A process that has the descriptor of the lock, as one that was forked without `exec` does.
#[cfg(unix)]
#[tokio::test]
async fn a_forked_process_does_not_keep_the_lease() {
    let scene = scene();
    let files = scene.store.files().unwrap();
    for released in [true, false] {
        let lock = Lock::take(&files).unwrap().unwrap();
        let inherited = Stdio::from(lock.descriptor().unwrap());
        let mut child = Command::new("sleep")
            .arg("60")
            .stdin(inherited)
            .spawn()
            .unwrap();
        let lease: Box<dyn Lease> = Box::new(FileLease {
            files: files.clone(),
            secret: None,
            lock: Arc::new(lock),
        });
        assert!(scene.lease().await.is_none());
        if released {
            lease.release().await.unwrap();
        } else {
            drop(lease);
        }
        let next = scene.lease().await;
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(next.is_some(), "released: {released}");
    }
}

#[tokio::test]
async fn what_is_being_written_keeps_the_lock_until_it_is_there() {
    let scene = scene();
    let lock = Lock::take(&scene.store.files().unwrap()).unwrap().unwrap();
    let lock = Arc::new(lock);
    let writing = Arc::clone(&lock);
    drop(lock);
    assert!(scene.lease().await.is_none());
    drop(writing);
    assert!(scene.lease().await.is_some());
}
