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
    let is_blocked = crates.iter().any(is_blocked);
    match mode {
        Mode::Check => report.check(crates),
        Mode::Write | Mode::DryRun if is_blocked => report.refuse(crates),
        Mode::Write => report.done = crates.iter().map(summary).collect(),
        Mode::DryRun => report.done = crates.iter().map(plan).collect(),
    }
    report
}

impl Report {
    fn check(&mut self, crates: &[Generated<'_>]) {
        for generated in crates {
            self.is_clean &= generated.drifts.is_empty();
            let differences = generated.drifts.iter();
            self.problems
                .extend(differences.map(|drift| difference(generated, drift)));
            if generated.drifts.is_empty() {
                self.done.push_str(&summary(generated));
            }
        }
        self.cure(crates);
    }

    fn refuse(&mut self, crates: &[Generated<'_>]) {
        self.is_clean = false;
        for generated in crates {
            let drifts = generated.drifts.iter();
            let blocking = drifts.filter(|drift| drift.kind.is_blocking());
            self.problems
                .extend(blocking.map(|drift| difference(generated, drift)));
        }
        self.problems.push_str("nothing was written\n");
        self.cure(crates);
    }

    /// Ends with the command that mends the rest, and with what has to come before it.
    fn cure(&mut self, crates: &[Generated<'_>]) {
        let drifted = crates
            .iter()
            .filter(|generated| !generated.drifts.is_empty());
        let arguments: Vec<&str> = drifted
            .map(|generated| generated.target.arguments.as_str())
            .collect();
        if arguments.is_empty() {
            return;
        }
        let first = if crates.iter().any(is_blocked) {
            "do what is said above, then"
        } else {
            "to mend it,"
        };
        let arguments = arguments.join(" ");
        self.problems
            .extend([format!("{first} run `{COMMAND} {arguments}`\n")]);
    }
}

fn is_blocked(generated: &Generated<'_>) -> bool {
    let mut drifts = generated.drifts.iter();
    drifts.any(|drift| drift.kind.is_blocking())
}

fn difference(generated: &Generated<'_>, drift: &Drift) -> String {
    let path = path(generated, drift);
    match &drift.kind {
        DriftKind::Missing => format!("Missing: {path}\n"),
        DriftKind::Changed { diff } => format!("Changed: {path}\n{diff}"),
        DriftKind::Stale => format!("Stale: {path}\n"),
        DriftKind::Foreign => format!(
            "Foreign: {path} does not say \"{MARKER}\" in its first line, so it is left alone: \
             restore its first line, or delete it\n"
        ),
        DriftKind::Added => format!(
            "Stale: {path} is none of the generated files: remove it, or move it elsewhere\n"
        ),
        DriftKind::Lacking { lines } => format!(
            "Lacking: {path} declares no features for modules that need them: add below `[features]`, and to `default`\n{}\n",
            lines.join("\n")
        ),
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
        DriftKind::Foreign | DriftKind::Added | DriftKind::Lacking { .. } => String::new(),
    };
    generated.drifts.iter().map(line).collect()
}
