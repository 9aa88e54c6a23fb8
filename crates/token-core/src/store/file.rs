//! A store that the processes of one machine share: a file.

mod access;
mod clock;
mod content;
mod lock;
mod problem;
mod replace;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use async_trait::async_trait;

use super::{Lease, TokenStore, envelope::Owner, record::Record};
use crate::{
    credential::secret::Secret, error::box_error::BoxError, runtime, session::login::Login,
};
use access::Access;
use lock::Lock;
use problem::Problem;

/// Where the files are, and who may use them.
#[derive(Debug, Clone)]
struct Files {
    path: Arc<Path>,
    access: Access,
}

/// Keeps a token in a file, for the processes of one user on one machine.
///
/// The file holds one login; two accounts need two paths.
/// Its directory must exist, and should not be writable by other users.
///
/// - **What can be read in it.** With the feature `seal` (part of `rustls`), the record is encrypted and authenticated
///   with a secret of the login ([`Login::seal_key`]), or with one of your own (`seal_with`): ChaCha20-Poly1305,
///   with a key that HKDF-SHA256 derives with a fresh salt for each record.
///   The number of the token, the id of the login and the moment of saving stay readable; a changed byte is an error.
///   Without such a secret the token is there in the clear.
///   A record in the clear is read in any case, and sealed when it is saved the next time; a user that can write into the
///   directory can therefore put a token there, but cannot read one.
/// - **Who may read it.** The file is made with the mode 0600.
///   A file that others can read or write, that belongs to another user, or that is not a plain file (a symbolic
///   link, say) is refused; [`group_readable`](Self::group_readable) lets a group have it as well.
///   An empty file, made by whomever, is an empty store.
///   Owners are compared on Linux, where `/proc` says which user this process acts as; elsewhere a file of mode 0600 that
///   belongs to another user can be opened by root alone.
///   Without Unix modes, as on Windows, none of this is checked, and the directory's own permissions apply.
/// - **Whole or not at all.** A record is written into `<path>.tmp`, flushed to the disk and renamed.
///   A `.tmp` that a killed process left behind is removed by the next one that saves.
///   A file system that cannot flush a directory, as some network and FUSE file systems, is used anyway: after a
///   loss of power the record before may be back.
///   A disk that fails (`EIO`) or is full is an error.
///   A file that is mounted by itself, as into a container, cannot be replaced: mount its directory.
/// - **The lease** is an advisory lock of the operating system on `<path>.lock`.
///   It ends at once when its holder dies, and at no other time: while a holder is stopped (`SIGSTOP`, a
///   debugger), the others serve the token that they have, and without one they fail with
///   [`Timeout`](crate::session::TokenErrorKind::Timeout) until it goes on or is killed.
///   It is given back explicitly, so that a process that was forked meanwhile does not keep it; one that was forked
///   without `exec` keeps it when its parent dies while it holds the lease.
///   The `.lock` file stays; do not delete it while programs run.
///   Where locks do not reach other machines, as on some network file systems, the file is for one machine.
/// - **Time** between two looks is counted by the boot clock of Linux, so that a wall clock that is set changes
///   nothing.
///   After a restart of the machine, and on other systems, it is the wall clock; one that was set back counts
///   as if no time had passed.
///   Containers whose `/proc/uptime` is their own (`lxcfs`) must not share a file.
///
/// A file with any other content is an error that names it, and is left alone; delete it to start anew.
#[derive(Debug, Clone)]
pub struct FileStore {
    files: Files,
    /// What records are sealed with in place of a secret of the login.
    secret: Option<Secret>,
}

impl FileStore {
    /// Creates the store; nothing is read or written before it is used.
    ///
    /// A relative path is resolved against the current directory.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        // It fails for an empty path, which is an error when it is used.
        let path = std::path::absolute(&path).unwrap_or(path);
        Self {
            files: Files {
                path: path.into(),
                access: Access::Owner,
            },
            secret: None,
        }
    }

    /// Seals what is stored with `secret`, in place of one of the login.
    ///
    /// It must be random, as the output of `openssl rand -base64 32`: a password that a person chose can be guessed.
    /// All processes that share the file need the same one; an empty one is an error when it is used.
    #[cfg(feature = "seal")]
    pub fn seal_with(mut self, secret: Secret) -> Self {
        self.secret = Some(secret);
        self
    }

    /// Lets the members of the files' group use them too, as on a Kubernetes volume with an `fsGroup`.
    ///
    /// By default a file that anybody but its owner can use is refused.
    /// With this, one that its group can use is accepted as well, whichever user owns it, if this process is a member of that
    /// group (checked on Linux) and no other user can use it.
    /// New files get the group of the file that they replace, or else of the directory, and the mode 0660; a file of
    /// mode 0640 keeps it.
    /// The members must be able to write into the directory.
    /// Without Unix modes, as on Windows, it changes nothing.
    pub fn group_readable(mut self) -> Self {
        self.files.access = Access::Group;
        self
    }

    /// Returns where the token is.
    pub fn path(&self) -> &Path {
        &self.files.path
    }

    /// Returns the files for a task of its own; an empty path, or a directory's, would lead to files of another name.
    fn files(&self) -> Result<Files, BoxError> {
        let path = &self.files.path;
        match path.file_name() {
            Some(_) => Ok(self.files.clone()),
            None => Err(Problem::boxed(path, "this path names no file")),
        }
    }
}

#[async_trait]
impl TokenStore for FileStore {
    async fn load(&self, login: Option<&Login>) -> Result<Option<Record>, BoxError> {
        let files = self.files()?;
        let owner = Owned::new(login, self.secret.as_ref());
        let found = blocking(move || content::read(&files, owner.borrow())).await?;
        // A busy machine may take a while to come back from there.
        Ok(
            found
                .map(|(record, read)| record.after(runtime::now().saturating_duration_since(read))),
        )
    }

    async fn lease(&self, _duration: Duration) -> Result<Option<Box<dyn Lease>>, BoxError> {
        let files = self.files()?;
        let taken = files.clone();
        let lock = blocking(move || Lock::take(&taken)).await?;
        Ok(lock.map(|lock| -> Box<dyn Lease> {
            Box::new(FileLease {
                files,
                secret: self.secret.clone(),
                lock: Arc::new(lock),
            })
        }))
    }
}

/// The lock; the system takes it back when the last one who has it is gone.
#[derive(Debug)]
struct FileLease {
    files: Files,
    secret: Option<Secret>,
    lock: Arc<Lock>,
}

#[async_trait]
impl Lease for FileLease {
    async fn save(&mut self, record: &Record, login: Option<&Login>) -> Result<(), BoxError> {
        let files = self.files.clone();
        // A caller that stops waiting drops the lease, and what is being written must not outlive it.
        let lock = Arc::clone(&self.lock);
        let (record, asked) = (record.clone(), runtime::now());
        let owner = Owned::new(login, self.secret.as_ref());
        blocking(move || {
            // A busy machine may take a while to come to this.
            content::write(&files, &lock, (record, asked), owner.borrow())
        })
        .await
    }

    async fn release(self: Box<Self>) -> Result<(), BoxError> {
        Ok(())
    }
}

/// Whose record it is, for a task of its own.
struct Owned {
    login: Option<Login>,
    secret: Option<Secret>,
}

impl Owned {
    fn new(login: Option<&Login>, secret: Option<&Secret>) -> Self {
        Self {
            login: login.cloned(),
            secret: secret.cloned(),
        }
    }

    fn borrow(&self) -> Owner<'_> {
        Owner {
            login: self.login.as_ref(),
            secret: self.secret.as_ref(),
        }
    }
}

/// Runs `work` where it may block.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BoxError> + Send + 'static,
) -> Result<T, BoxError> {
    tokio::task::spawn_blocking(work).await?
}

#[cfg(test)]
mod tests;
