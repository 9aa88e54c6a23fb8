//! Files that nobody else can read or write.

use std::{
    fs::{self, File, Metadata, OpenOptions},
    io::ErrorKind,
    path::Path,
};

use super::problem::Problem;
use crate::BoxError;

/// Opens `path` as `options` say, if it is there and is ours alone.
pub(super) fn open(path: &Path, options: &OpenOptions) -> Result<Option<File>, BoxError> {
    // Before it is opened: opening a symbolic link follows it, and opening a pipe waits.
    match fs::symlink_metadata(path) {
        Ok(metadata) => check(path, &metadata)?,
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
    check(path, &metadata)?;
    Ok(Some(file))
}

/// Creates `path`, which must not be there, so that it is ours alone from the first byte.
pub(super) fn create(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn check(path: &Path, metadata: &Metadata) -> Result<(), BoxError> {
    if !metadata.is_file() {
        let what = "is no plain file, and a token is not kept behind a link; name the file itself";
        return Err(Problem::boxed(path, what));
    }
    #[cfg(unix)]
    check_owner_and_mode(path, metadata)?;
    Ok(())
}

#[cfg(unix)]
fn check_owner_and_mode(path: &Path, metadata: &Metadata) -> Result<(), BoxError> {
    use std::os::unix::fs::MetadataExt;

    let mode = metadata.mode() & 0o7777;
    if let Some(user) = user()
        && metadata.uid() != user
    {
        let owner = metadata.uid();
        let what = format!(
            "belongs to the user {owner} (mode {mode:04o}), and this process is the user {user}; delete it, or choose another path"
        );
        return Err(Problem::boxed(path, what));
    }
    if mode & 0o077 != 0 {
        let cure = format!("chmod 600 '{}'", path.display());
        let what = format!(
            "others can read or write it (mode {mode:04o}), and may have done so; to trust it all the same: {cure}"
        );
        return Err(Problem::boxed(path, what));
    }
    Ok(())
}

/// Returns the user that this process acts as, where the system tells it without a C library.
#[cfg(unix)]
fn user() -> Option<u32> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let ids = status.lines().find_map(|line| line.strip_prefix("Uid:"))?;
    // Real, effective, saved, and that of the file system, which new files get.
    ids.split_whitespace().nth(3)?.parse().ok()
}
