//! What a run says at its end.

use super::sync::{Drift, DriftKind};
use super::{Audited, Mode, Settings};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::format::MARKER;

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
    crates: &[Audited<'_>],
    settings: Settings,
) -> Report {
    let mut report = Report {
        problems: diagnostic::render(diagnostics),
        is_clean: true,
        ..Report::default()
    };
    let is_blocked = crates.iter().any(is_blocked);
    match settings.mode {
        Mode::Check => report.check(crates, settings.command),
        Mode::Write | Mode::DryRun if is_blocked => report.refuse(crates, settings.command),
        Mode::Write => report.done = crates.iter().map(summary).collect(),
        Mode::DryRun => report.done = crates.iter().map(plan).collect(),
    }
    report
}

impl Report {
    fn check(&mut self, crates: &[Audited<'_>], command: &str) {
        for generated in crates {
            self.is_clean &= generated.drifts.is_empty();
            let differences = generated.drifts.iter();
            self.problems
                .extend(differences.map(|drift| difference(generated, drift)));
            if generated.drifts.is_empty() {
                self.done.push_str(&summary(generated));
            }
        }
        self.suggest(crates, command);
    }

    fn refuse(&mut self, crates: &[Audited<'_>], command: &str) {
        self.is_clean = false;
        for generated in crates {
            let drifts = generated.drifts.iter();
            let blocking = drifts.filter(|drift| drift.kind.is_blocking());
            self.problems
                .extend(blocking.map(|drift| difference(generated, drift)));
        }
        self.problems.push_str("nothing was written\n");
        self.suggest(crates, command);
    }

    /// Ends with the command that fixes the rest, and with what has to come before it.
    fn suggest(&mut self, crates: &[Audited<'_>], command: &str) {
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
            "to fix it,"
        };
        let arguments = arguments.join(" ");
        self.problems
            .extend([format!("{first} run `{command} {arguments}`\n")]);
    }
}

fn is_blocked(generated: &Audited<'_>) -> bool {
    let mut drifts = generated.drifts.iter();
    drifts.any(|drift| drift.kind.is_blocking())
}

fn difference(generated: &Audited<'_>, drift: &Drift) -> String {
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

fn path(generated: &Audited<'_>, drift: &Drift) -> String {
    generated
        .target
        .shown_directory
        .join(&drift.path)
        .display()
        .to_string()
}

fn summary(generated: &Audited<'_>) -> String {
    let Audited {
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

fn plan(generated: &Audited<'_>) -> String {
    let line = |drift: &Drift| match drift.kind {
        DriftKind::Missing | DriftKind::Changed { .. } => {
            format!("would write {}\n", path(generated, drift))
        }
        DriftKind::Stale => format!("would remove {}\n", path(generated, drift)),
        DriftKind::Foreign | DriftKind::Added | DriftKind::Lacking { .. } => String::new(),
    };
    generated.drifts.iter().map(line).collect()
}
