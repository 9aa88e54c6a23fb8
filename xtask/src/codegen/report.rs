//! What a run says at its end.

use super::diagnostic::{self, Diagnostic, Severity};
use super::format::MARKER;
use super::sync::{Drift, DriftKind};
use super::{Generated, Mode};

/// The command that mends every difference; the targets follow it.
const COMMAND: &str = "cargo xtask codegen";

/// What a run says, and whether all is well.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What was done, or would be.
    pub done: String,
    /// What is wrong.
    pub problems: String,
    /// Whether every document could be generated, and the tree is as it should be or will be.
    pub is_clean: bool,
}

/// Returns what to say of documents with errors.
pub(super) fn of_documents(diagnostics: &[Diagnostic]) -> Report {
    let has = |severity| move |diagnostic: &&Diagnostic| diagnostic.problem.severity == severity;
    let errors = diagnostics.iter().filter(has(Severity::Error)).count();
    let warnings = diagnostics.iter().filter(has(Severity::Warning)).count();
    let details = diagnostic::render(diagnostics);
    Report {
        problems: format!(
            "{details}\nnothing was written; errors: {errors}, warnings: {warnings}\n"
        ),
        ..Report::default()
    }
}

/// Returns what to say of crates that could be generated.
pub(super) fn of_crates(
    diagnostics: &[Diagnostic],
    crates: &[Generated<'_>],
    mode: Mode,
) -> Report {
    let mut report = Report {
        problems: diagnostic::render(diagnostics),
        is_clean: true,
        ..Report::default()
    };
    let has_foreign = crates
        .iter()
        .flat_map(|generated| &generated.drifts)
        .any(is_foreign);
    match mode {
        Mode::Check => report.check(crates),
        Mode::Write | Mode::DryRun if has_foreign => report.refuse(crates),
        Mode::Write => report.done = crates.iter().map(summary).collect(),
        Mode::DryRun => report.done = crates.iter().map(plan).collect(),
    }
    report
}

impl Report {
    fn check(&mut self, crates: &[Generated<'_>]) {
        let mut drifted = Vec::new();
        for generated in crates {
            self.is_clean &= generated.drifts.is_empty();
            self.problems.extend(
                generated
                    .drifts
                    .iter()
                    .map(|drift| difference(generated, drift)),
            );
            if !generated.drifts.iter().all(is_foreign) {
                drifted.push(generated.target.arguments.as_str());
            }
            if generated.drifts.is_empty() {
                self.done.push_str(&summary(generated));
            }
        }
        if !drifted.is_empty() {
            self.problems.extend([format!(
                "to mend it, run `{COMMAND} {}`\n",
                drifted.join(" ")
            )]);
        }
    }

    fn refuse(&mut self, crates: &[Generated<'_>]) {
        self.is_clean = false;
        for generated in crates {
            let foreign = generated.drifts.iter().filter(|drift| is_foreign(drift));
            self.problems
                .extend(foreign.map(|drift| difference(generated, drift)));
        }
        self.problems.push_str("nothing was written\n");
    }
}

fn is_foreign(drift: &Drift) -> bool {
    drift.kind == DriftKind::Foreign
}

fn difference(generated: &Generated<'_>, drift: &Drift) -> String {
    let path = path(generated, drift);
    match &drift.kind {
        DriftKind::Missing => format!("Missing: {path}\n"),
        DriftKind::Changed { diff } => format!("Changed: {path}\n{diff}"),
        DriftKind::Stale => format!("Stale: {path}\n"),
        DriftKind::Foreign => {
            format!(
                "Foreign: {path} does not say `{MARKER}` in its first line, so it is left alone; move it elsewhere\n"
            )
        }
    }
}

fn path(generated: &Generated<'_>, drift: &Drift) -> String {
    generated
        .target
        .shown_folder
        .join(&drift.path)
        .display()
        .to_string()
}

fn summary(generated: &Generated<'_>) -> String {
    let Generated {
        target,
        files,
        drifts,
    } = generated;
    let removed = drifts
        .iter()
        .filter(|drift| drift.kind == DriftKind::Stale)
        .count();
    let written = drifts.len() - removed;
    format!(
        "{}: {} files, {written} written, {removed} removed\n",
        target.options.crate_name,
        files.len()
    )
}

fn plan(generated: &Generated<'_>) -> String {
    let line = |drift: &Drift| match drift.kind {
        DriftKind::Missing | DriftKind::Changed { .. } => {
            format!("would write {}\n", path(generated, drift))
        }
        DriftKind::Stale => format!("would remove {}\n", path(generated, drift)),
        DriftKind::Foreign => String::new(),
    };
    generated.drifts.iter().map(line).collect()
}
