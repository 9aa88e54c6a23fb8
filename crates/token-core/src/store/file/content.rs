//! The content of the file: a record, and when it was saved.

use std::{fs::File, io::Read};

use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use tokio::time::Instant;
use zeroize::Zeroizing;

use super::{Files, Record, clock::Moment, lock::Lock, problem::Problem, replace::replace};
use crate::runtime;
use crate::{
    error::box_error::BoxError,
    store::envelope::{self, Owner},
};

/// The longest file that is read; a record has a few hundred bytes.
const LONGEST: u64 = 1 << 20;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content<'a> {
    /// A [`Moment`]; its text is authenticated where the record is sealed.
    #[serde(borrow)]
    saved: &'a RawValue,
    #[serde(borrow)]
    record: &'a RawValue,
}

/// Returns the record as it is now, if there is one, and what time it is.
pub(super) fn read(files: &Files, owner: Owner<'_>) -> Result<Option<(Record, Instant)>, BoxError> {
    let path = &*files.path;
    let Some(file) = files.access.open_content(path)? else {
        return Ok(None);
    };
    let bytes = bytes_of(file).map_err(Problem::io(path, "cannot be read"))?;
    // serde's own message may quote the text, which may hold a token.
    let malformed = |error: serde_json::Error| {
        let (line, column) = (error.line(), error.column());
        let what = format!(
            "holds no token record of this version (line {line}, column {column}); delete it to have a new token minted"
        );
        Problem::boxed(path, what)
    };
    let Content { saved, record } = serde_json::from_slice(&bytes).map_err(malformed)?;
    let moment: Moment = serde_json::from_str(saved.get()).map_err(malformed)?;
    let record = envelope::open(record.get(), owner, saved.get().as_bytes())
        .map_err(|error| Problem::boxed(path, error.with_advice()))?;
    let now = runtime::now();
    let passed = Moment::now().since(&moment);
    Ok(Some((record.after(passed), now)))
}

/// Puts `record`, whose times were right at `asked`, in place of what is there.
pub(super) fn write(
    files: &Files,
    lock: &Lock,
    (record, asked): (Record, Instant),
    owner: Owner<'_>,
) -> Result<(), BoxError> {
    let saved = to_raw_value(&Moment::now())?;
    // After the moment was read: a token should rather be taken for too old than too young.
    let record = &record.after(runtime::now().saturating_duration_since(asked));
    let record = envelope::seal(record, owner, saved.get().as_bytes())?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(64 + saved.get().len() + record.len()));
    let content = Content {
        saved: &saved,
        record: serde_json::from_str(&record)?,
    };
    serde_json::to_writer(&mut *bytes, &content)?;
    replace(files, lock, &bytes)
}

/// Reads a file into a buffer that never moves, so that wiping it leaves no copy behind.
fn bytes_of(file: File) -> std::io::Result<Zeroizing<Vec<u8>>> {
    let length = file.metadata()?.len().min(LONGEST);
    let mut bytes = Zeroizing::new(vec![0; usize::try_from(length).unwrap_or_default()]);
    let mut filled = 0;
    let mut file = file.take(length);
    while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read(rest)? {
            0 => break,
            count => filled += count,
        }
    }
    bytes.truncate(filled);
    Ok(bytes)
}
