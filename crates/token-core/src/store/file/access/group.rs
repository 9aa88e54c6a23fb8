//! Files that the members of a group share, as those of a Kubernetes volume with an `fsGroup`.

use std::{
    fs::{self, File, Metadata, Permissions},
    io,
    os::unix::fs::{MetadataExt, PermissionsExt, fchown},
    path::Path,
};

use super::{
    super::problem::Problem,
    identity::{groups, user},
};
use crate::error::box_error::BoxError;

/// What the owner and the group may do with a file that is new.
const MODE: u32 = 0o660;

/// Refuses a file that anybody outside of a group of this process may use.
pub(super) fn check(path: &Path, metadata: &Metadata) -> Result<(), BoxError> {
    let (mode, owner, group) = (metadata.mode() & 0o7777, metadata.uid(), metadata.gid());
    if mode & !MODE != 0 {
        let command = format!("chmod 660 '{}'", path.display());
        let what = format!(
            "others than its owner and its group can use it (mode {mode:04o}), and may have done so; to trust it anyway: {command}"
        );
        return Err(Problem::boxed(path, what));
    }
    let is_shared = mode & 0o070 != 0;
    let is_strange = user().is_some_and(|user| user != owner);
    if is_strange && !is_shared {
        let what = format!(
            "belongs to the user {owner} alone (mode {mode:04o}), and this process is another user; delete it, or let its group use it"
        );
        return Err(Problem::boxed(path, what));
    }
    if is_shared && groups().is_some_and(|groups| !groups.contains(&group)) {
        let what = format!(
            "its group {group} can use it (mode {mode:04o}), and this process is not a member of that; delete it, or choose another path"
        );
        return Err(Problem::boxed(path, what));
    }
    Ok(())
}

/// Lets the group use the new lock of the store at `store`.
pub(super) fn share_lock(file: &File, store: &Path) -> io::Result<()> {
    share(file, store, MODE)
}

/// Lets the group use the new content of the store at `store`, as far as it can use the old one.
pub(super) fn share_content(file: &File, store: &Path) -> io::Result<()> {
    let old = content_of(store).map(|old| old.mode() & 0o060);
    let mode = old.filter(|mode| *mode != 0).unwrap_or(MODE);
    share(file, store, 0o600 | mode)
}

/// Gives `file` to the group of the store, which is that of its directory while there is none.
fn share(file: &File, store: &Path, mode: u32) -> io::Result<()> {
    let example = content_of(store).or_else(|| fs::metadata(store.parent()?).ok());
    let group = example.map(|example| example.gid());
    let is_ours = |group: &u32| groups().is_none_or(|groups| groups.contains(group));
    if let Some(group) = group.filter(is_ours)
        && file.metadata()?.gid() != group
    {
        fchown(file, None, Some(group))?;
    }
    // The mask of the process has no say in it.
    file.set_permissions(Permissions::from_mode(mode))
}

/// Returns what the system says of the record that is there.
fn content_of(store: &Path) -> Option<Metadata> {
    let metadata = fs::symlink_metadata(store).ok()?;
    (metadata.is_file() && metadata.len() > 0).then_some(metadata)
}
