//! One document: what was said of it, and what was made of it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Result;
use token_codegen::bundle::Selection;
use token_codegen::diagnostic::{self, Severity, Sink};
use token_codegen::options::COMMAND;
use token_codegen::source::{self, Source};
use token_codegen::workspace::{self, directory, sync, targets};

/// One document.
#[derive(Debug)]
pub(super) struct Row {
    /// Its path below the directory.
    pub(super) document: String,
    /// The name of its crate.
    pub(super) name: String,
    /// How many errors it has.
    pub(super) errors: usize,
    /// How many warnings it has.
    pub(super) warnings: usize,
    /// How many lines of Rust were generated.
    pub(super) lines: usize,
    /// How long that took.
    pub(super) generated_in: Duration,
    /// How long the crate took to compile, without what it depends on.
    pub(super) checked_in: Option<Duration>,
    /// How it ended.
    pub(super) end: End,
}

/// How a document ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    /// There is a crate, which compiles if it was tried.
    Fine,
    /// It has no key `openapi`, so it is a part of some other document.
    Fragment,
    /// It was refused; the first error.
    Refused(String),
    /// Its crate does not compile; the first lines of what the compiler says.
    Broken(String),
}

impl Row {
    /// Returns whether nothing is wrong.
    pub(super) fn is_fine(&self) -> bool {
        matches!(self.end, End::Fine | End::Fragment)
    }
}

/// Generates the crate of a document into a directory below `crates`.
pub(super) fn generate(root: &Path, document: &Path, shown: &Path, crates: &Path) -> Result<Row> {
    let shown = shown.to_string_lossy().replace('\\', "/");
    let name = crate_name(&shown);
    let mut row = Row {
        document: shown,
        errors: 0,
        warnings: 0,
        lines: 0,
        generated_in: Duration::ZERO,
        checked_in: None,
        end: End::Fine,
        name,
    };
    if is_fragment(document)? {
        row.end = End::Fragment;
        return Ok(row);
    }
    let out: PathBuf = crates.join(&row.name);
    let target = targets::of_document(targets::Request {
        spec: document,
        out: &out,
        crate_name: &row.name,
        core: Some(&targets::Core::Path(root.join("crates/token-core"))),
        overlays: &[],
        renames: &[],
        selection: &Selection::default(),
    })?;
    let start = Instant::now();
    let mut sink = Sink::default();
    let files = workspace::generate(&target, COMMAND, &mut sink)?;
    row.generated_in = start.elapsed();
    let diagnostics = sink.into_sorted();
    let count = |severity| {
        diagnostics
            .iter()
            .filter(|found| found.problem.severity == severity)
            .count()
    };
    row.errors = count(Severity::Error);
    row.warnings = count(Severity::Warning);
    let Some(files) = files else {
        let mut errors = diagnostics
            .iter()
            .filter(|found| found.problem.severity == Severity::Error);
        row.end = End::Refused(
            errors
                .next()
                .map(diagnostic::Diagnostic::to_string)
                .unwrap_or_default(),
        );
        return Ok(row);
    };
    row.lines = files
        .iter()
        .filter(|(path, _)| path.as_str().contains(".rs"))
        .map(|(_, text)| text.lines().count())
        .sum();
    let drifts = sync::audit(&out, &files)?;
    sync::apply(&out, &files, &drifts)?;
    Ok(row)
}

/// Returns whether a file is sound and yet no document of its own.
fn is_fragment(document: &Path) -> Result<bool> {
    let source = Source::new(document.display().to_string(), directory::read(document)?);
    let root = source::parse(&source, &mut Sink::default());
    Ok(root.is_some_and(|root| root.get("openapi").is_none() && root.get("swagger").is_none()))
}

fn crate_name(shown: &str) -> String {
    let words = shown.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    format!("corpus-{}", words.join("-").to_lowercase())
}
