//! Which user and groups this process acts as, where the system reports it without a C library.

use std::fs;

/// Returns the user.
pub(super) fn user() -> Option<u32> {
    // Real, effective, saved, and that of the file system, which new files get.
    numbers("Uid:")?.get(3).copied()
}

/// Returns the groups.
pub(super) fn groups() -> Option<Vec<u32>> {
    let mut groups = numbers("Groups:")?;
    groups.extend(numbers("Gid:")?.get(3));
    Some(groups)
}

fn numbers(key: &str) -> Option<Vec<u32>> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(key))?;
    line.split_whitespace()
        .map(|number| number.parse().ok())
        .collect()
}
