//! What is wrong with a document, and the sink that collects it all.
//!
//! A stage never stops at its first problem: it reports, puts a placeholder where the broken part was, and goes on.

pub mod problem;

use std::collections::BTreeSet;
use std::fmt;

use super::location::Location;
use problem::Problem;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// The document was understood in the way that the diagnostic says.
    Warning,
}

/// One problem at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong, and what to do.
    pub problem: Problem,
    /// Where it is.
    pub at: Location,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        writeln!(
            f,
            "{severity}[{}]: {}",
            self.problem.code, self.problem.message
        )?;
        writeln!(f, "  --> {}", self.at)?;
        writeln!(f, "   at {}", self.at.pointer)?;
        write!(f, " help: {}", self.problem.help)
    }
}

/// Collects the problems of one run.
#[derive(Debug, Default)]
pub struct Sink {
    diagnostics: Vec<Diagnostic>,
}

impl Sink {
    /// Adds a problem at a place.
    pub fn report(&mut self, at: &Location, problem: Problem) {
        let at = at.clone();
        self.diagnostics.push(Diagnostic { problem, at });
    }

    /// Adds the problems of another sink.
    pub fn append(&mut self, mut other: Self) {
        self.diagnostics.append(&mut other.diagnostics);
    }

    /// Keeps the problems that stand where `is_wanted` says so.
    pub fn retain(&mut self, is_wanted: impl Fn(&Location) -> bool) {
        self.diagnostics
            .retain(|diagnostic| is_wanted(&diagnostic.at));
    }

    /// Makes an error of each warning.
    pub fn deny_warnings(&mut self) {
        for diagnostic in &mut self.diagnostics {
            diagnostic.problem.severity = Severity::Error;
        }
    }

    /// Returns how many of the problems forbid to generate.
    pub fn error_count(&self) -> usize {
        let severities = self
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.problem.severity);
        severities
            .filter(|severity| *severity == Severity::Error)
            .count()
    }

    /// Returns whether something was reported that forbids to generate.
    pub fn has_errors(&self) -> bool {
        self.error_count() > 0
    }

    /// Returns the problems by document, line and column, each once; at one place, in the order in which they were found.
    ///
    /// A part that several operations refer to is lowered for each of them, and its problems are found as often.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by(|a, b| {
            let place = |at: &Location| (at.file.clone(), at.line, at.column);
            place(&a.at).cmp(&place(&b.at))
        });
        let mut seen = BTreeSet::new();
        self.diagnostics
            .retain(|diagnostic| seen.insert(diagnostic.to_string()));
        self.diagnostics
    }
}

/// Returns the diagnostics as text, a blank line between two of them.
pub fn render(diagnostics: &[Diagnostic]) -> String {
    diagnostics
        .iter()
        .map(|diagnostic| format!("{diagnostic}\n"))
        .collect::<Vec<_>>()
        .join("\n")
}
