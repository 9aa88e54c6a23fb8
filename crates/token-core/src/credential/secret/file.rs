//! Secrets in files, as containers get them.

use std::{
    fmt, fs,
    io::{self, Read},
    path::{Path, PathBuf},
    time::Duration,
};

use async_trait::async_trait;
use zeroize::Zeroizing;

use super::provider::SecretProvider;
use crate::{
    credential::secret::Secret,
    error::{box_error::BoxError, text::Line},
};

/// The largest secret, in bytes.
const LARGEST: u64 = 64 << 10;

/// The longest path that is printed, in characters.
const LONGEST_PATH: usize = 200;

/// How long reading may take; a network file system may never respond.
const TIMEOUT: Duration = Duration::from_secs(5);

/// How long a program that replaces the file, and not atomically, has until it is looked at again.
const SECOND_LOOK: Duration = Duration::from_millis(50);

/// A secret in a file that is read each time, so that it may be replaced while the program runs.
///
/// The file is regular, holds UTF-8 and at most 64 KiB; a byte order mark at its beginning and one line break at its
/// end do not count.
/// The path is opened anew each time, so that the symbolic links of Kubernetes are followed to where they lead now.
/// Replace the file atomically, by renaming another one to its path: a file that is missing or empty is looked at
/// again after 50 ms, but one that is half written cannot be distinguished from a whole one.
/// Reading it may take 5 s each time.
/// The permissions of the file are not checked.
#[derive(Clone)]
pub struct SecretFile(PathBuf);

impl SecretFile {
    /// Creates the provider; the file is not read yet.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Reads the file; it blocks.
    pub(crate) fn read(&self) -> Result<Secret, FileError> {
        read(&self.0).map_err(|problem| FileError {
            path: self.0.clone(),
            problem,
        })
    }

    /// Reads the file off the async threads.
    async fn read_in_background(&self) -> Result<Secret, FileError> {
        let file = self.clone();
        let reading = tokio::task::spawn_blocking(move || file.read());
        let problem = match tokio::time::timeout(TIMEOUT, reading).await {
            Ok(Ok(read)) => return read,
            Ok(Err(lost)) => Problem::Io(lost.into()),
            Err(_elapsed) => Problem::Io(io::ErrorKind::TimedOut.into()),
        };
        Err(FileError {
            path: self.0.clone(),
            problem,
        })
    }
}

#[async_trait]
impl SecretProvider for SecretFile {
    async fn secret(&self) -> Result<Secret, BoxError> {
        let mut read = self.read_in_background().await;
        if read.as_ref().is_err_and(FileError::is_passing) {
            tokio::time::sleep(SECOND_LOOK).await;
            read = self.read_in_background().await;
        }
        Ok(read?)
    }
}

impl fmt::Debug for SecretFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SecretFile").field(&self.0).finish()
    }
}

/// Why a file gives no secret; it names the path, never what the file holds.
pub(crate) struct FileError {
    path: PathBuf,
    problem: Problem,
}

#[derive(Debug)]
enum Problem {
    Io(io::Error),
    Irregular,
    TooLarge,
    Encoding,
    Empty,
}

impl FileError {
    /// Returns whether the file looks as while it is being replaced.
    fn is_passing(&self) -> bool {
        match &self.problem {
            Problem::Empty => true,
            Problem::Io(error) => error.kind() == io::ErrorKind::NotFound,
            Problem::Irregular | Problem::TooLarge | Problem::Encoding => false,
        }
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = Line::within(LONGEST_PATH, self.path.display().to_string());
        write!(f, "the file {path} ")?;
        match &self.problem {
            Problem::Io(error) => write!(f, "cannot be read: {error}"),
            Problem::Irregular => f.write_str("is not a regular file"),
            Problem::TooLarge => write!(f, "is larger than {} KiB", LARGEST >> 10),
            Problem::Encoding => f.write_str("is not UTF-8"),
            Problem::Empty => f.write_str("is empty"),
        }
    }
}

impl fmt::Debug for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FileError({self})")
    }
}

impl std::error::Error for FileError {}

fn read(path: &Path) -> Result<Secret, Problem> {
    // A pipe is not opened: that waits for a writer, and what is read from it cannot be read again.
    if !fs::metadata(path).map_err(Problem::Io)?.is_file() {
        return Err(Problem::Irregular);
    }
    // It never grows: growing leaves a copy behind, unwiped.
    let capacity = usize::try_from(LARGEST + 1).unwrap_or(usize::MAX);
    let mut bytes = Zeroizing::new(Vec::with_capacity(capacity));
    let file = fs::File::open(path).map_err(Problem::Io)?;
    let length = file.take(LARGEST + 1).read_to_end(&mut bytes);
    if length.map_err(Problem::Io)? >= capacity {
        return Err(Problem::TooLarge);
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| Problem::Encoding)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text
        .strip_suffix('\n')
        .map_or(text, |text| text.strip_suffix('\r').unwrap_or(text));
    if text.is_empty() {
        return Err(Problem::Empty);
    }
    Ok(Secret::from(text))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{LARGEST, SecretFile};

    #[test]
    fn a_file_holds_one_secret_and_perhaps_a_line_break() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("secret");
        let file = SecretFile::new(&path);
        for (content, secret) in [
            ("CANARY", "CANARY"),
            ("CANARY\n", "CANARY"),
            ("CANARY\r\n", "CANARY"),
            ("\u{feff}CANARY\n", "CANARY"),
            ("CANARY\n\n", "CANARY\n"),
            (" CANARY\r", " CANARY\r"),
        ] {
            fs::write(&path, content).unwrap();
            assert_eq!(file.read().unwrap().expose(), secret, "{content:?}");
        }
        let largest = "x".repeat(usize::try_from(LARGEST).unwrap());
        fs::write(&path, &largest).unwrap();
        assert_eq!(file.read().unwrap().expose(), largest);
    }

    #[test]
    fn a_file_that_holds_no_secret_is_named_and_not_quoted() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("secret");
        let file = SecretFile::new(&path);
        let larger = "CANARY".repeat(usize::try_from(LARGEST).unwrap());
        for (content, problem) in [
            (None, "cannot be read"),
            (Some(&b""[..]), "is empty"),
            (Some(b"\n"), "is empty"),
            (Some(b"\xef\xbb\xbf\r\n"), "is empty"),
            (Some(b"CANARY\xff"), "is not UTF-8"),
            (Some(larger.as_bytes()), "is larger than 64 KiB"),
        ] {
            if let Some(content) = content {
                fs::write(&path, content).unwrap();
            }
            let error = file.read().unwrap_err();
            let text = format!("{error} {error:?}");
            assert!(text.contains(problem), "{text}");
            assert!(text.contains("secret"), "{text}");
            assert!(!text.contains("CANARY"), "{text}");
        }
        let error = SecretFile::new(directory.path()).read().unwrap_err();
        assert!(
            error.to_string().contains("is not a regular file"),
            "{error}"
        );
    }
}
