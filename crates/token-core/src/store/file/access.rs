//! Files that no other user can read or write, or none outside of a group.

#[cfg(unix)]
mod group;
#[cfg(unix)]
mod identity;

use std::{
    fs::{self, File, Metadata, OpenOptions},
    io::{self, ErrorKind},
    path::Path,
};

use super::problem::Problem;
use crate::error::box_error::BoxError;

/// Who may use the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// The user that this process acts as.
    Owner,
    /// The members of the file's group as well, of which this process is one.
    Group,
}

impl Access {
    /// Opens `path` as `options` say, if it is there and no other user may use it.
    pub(super) fn open(self, path: &Path, options: &OpenOptions) -> Result<Option<File>, BoxError> {
        let opened = opened(path, options, |metadata| self.check(path, metadata))?;
        Ok(opened.map(|(file, _)| file))
    }

    /// Opens `path` for reading, if it is there, and something is in it.
    ///
    /// An empty file may belong to anybody: there is nothing in it to believe, and a save replaces it.
    pub(super) fn open_content(self, path: &Path) -> Result<Option<File>, BoxError> {
        let check = |metadata: &Metadata| {
            if metadata.is_file() && metadata.len() == 0 {
                return Ok(());
            }
            self.check(path, metadata)
        };
        let opened = opened(path, OpenOptions::new().read(true), check)?;
        // What was written into it since has not been checked.
        let opened = opened.filter(|(_, metadata)| metadata.len() > 0);
        Ok(opened.map(|(file, _)| file))
    }

    /// Creates the lock of the store at `store`.
    pub(super) fn create_lock(self, path: &Path, store: &Path) -> io::Result<File> {
        let file = create(path)?;
        #[cfg(unix)]
        if self == Self::Group {
            group::share_lock(&file, store)?;
        }
        let _ = store;
        Ok(file)
    }

    /// Creates what will take the place of the file at `store`; a group gets as much as it has there.
    pub(super) fn create_content(self, path: &Path, store: &Path) -> io::Result<File> {
        let file = create(path)?;
        #[cfg(unix)]
        if self == Self::Group {
            group::share_content(&file, store)?;
        }
        let _ = store;
        Ok(file)
    }

    fn check(self, path: &Path, metadata: &Metadata) -> Result<(), BoxError> {
        if !metadata.is_file() {
            let what =
                "is not a plain file, and a token is not kept behind a link; name the file itself";
            return Err(Problem::boxed(path, what));
        }
        #[cfg(unix)]
        match self {
            Self::Owner => check_owner_and_mode(path, metadata)?,
            Self::Group => group::check(path, metadata)?,
        }
        Ok(())
    }
}

/// Opens `path` as `options` say, if it is there and passes `check`, and returns what was checked.
fn opened(
    path: &Path,
    options: &OpenOptions,
    check: impl Fn(&Metadata) -> Result<(), BoxError>,
) -> Result<Option<(File, Metadata)>, BoxError> {
    // Before it is opened: opening a symbolic link follows it, and opening a pipe waits.
    match fs::symlink_metadata(path) {
        Ok(metadata) => check(&metadata)?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Problem::io(path, "cannot be looked at")(error)),
    }
    let file = match options.open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Problem::io(path, "cannot be opened")(error)),
    };
    // After it is opened: what was looked at may have been replaced.
    let metadata = file.metadata();
    let metadata = metadata.map_err(Problem::io(path, "cannot be looked at"))?;
    check(&metadata)?;
    Ok(Some((file, metadata)))
}

/// Creates `path`, which must not be there, so that it is ours alone from the first byte.
fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn check_owner_and_mode(path: &Path, metadata: &Metadata) -> Result<(), BoxError> {
    use std::os::unix::fs::MetadataExt;

    let mode = metadata.mode() & 0o7777;
    if let Some(user) = identity::user()
        && metadata.uid() != user
    {
        let owner = metadata.uid();
        let what = format!(
            "belongs to the user {owner} (mode {mode:04o}), and this process is the user {user}; delete it, or choose another path"
        );
        return Err(Problem::boxed(path, what));
    }
    if mode & 0o077 != 0 {
        let command = format!("chmod 600 '{}'", path.display());
        let what = format!(
            "others can read or write it (mode {mode:04o}), and may have done so; to trust it anyway: {command}"
        );
        return Err(Problem::boxed(path, what));
    }
    Ok(())
}
