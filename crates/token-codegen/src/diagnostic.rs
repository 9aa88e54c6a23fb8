//! What is wrong with a document, and the sink that collects it all.
//!
//! A stage never stops at its first problem: it reports, puts a placeholder where the broken part was, and goes on.

pub mod problem;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::location::Location;
use problem::Problem;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

/// How many problems of one kind are kept; more are not read, and a document must not fill the memory with them.
const MAX_OF_A_KIND: usize = 1000;

/// Collects the problems of one run.
#[derive(Debug, Default)]
pub struct Sink {
    diagnostics: Vec<Diagnostic>,
    /// How often each problem was found, by its code and its severity.
    counts: BTreeMap<(&'static str, Severity), usize>,
}

impl Sink {
    /// Adds a problem at a place.
    pub fn report(&mut self, at: &Location, problem: Problem) {
        let at = at.clone();
        self.add(Diagnostic { problem, at });
    }

    fn add(&mut self, diagnostic: Diagnostic) {
        let Problem { code, severity, .. } = diagnostic.problem;
        let count = self.counts.entry((code, severity)).or_default();
        *count += 1;
        if *count <= MAX_OF_A_KIND {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Returns whether further problems with the code are counted only.
    pub fn is_full_of(&self, code: &'static str, severity: Severity) -> bool {
        let count = self.counts.get(&(code, severity));
        count.is_some_and(|count| *count >= MAX_OF_A_KIND)
    }

    /// Counts a problem of which enough are kept.
    pub fn count(&mut self, code: &'static str, severity: Severity) {
        *self.counts.entry((code, severity)).or_default() += 1;
    }

    /// Adds the problems of another sink.
    pub fn append(&mut self, other: Self) {
        for diagnostic in other.diagnostics {
            self.add(diagnostic);
        }
        for (kind, count) in other.counts {
            let uncounted = count.saturating_sub(MAX_OF_A_KIND);
            *self.counts.entry(kind).or_default() += uncounted;
        }
    }

    /// Keeps the problems that are where `is_wanted` says so.
    pub fn retain(&mut self, is_wanted: impl Fn(&Location) -> bool) {
        for diagnostic in std::mem::take(self).diagnostics {
            if is_wanted(&diagnostic.at) {
                self.add(diagnostic);
            }
        }
    }

    /// Makes an error of each warning.
    pub fn deny_warnings(&mut self) {
        for diagnostic in &mut self.diagnostics {
            diagnostic.problem.severity = Severity::Error;
        }
        for ((code, _), count) in std::mem::take(&mut self.counts) {
            *self.counts.entry((code, Severity::Error)).or_default() += count;
        }
    }

    /// Returns how many of the problems forbid to generate.
    pub fn error_count(&self) -> usize {
        let errors = self
            .counts
            .iter()
            .filter(|((_, severity), _)| *severity == Severity::Error);
        errors.map(|(_, count)| count).sum()
    }

    /// Returns whether something was reported that forbids to generate.
    pub fn has_errors(&self) -> bool {
        self.error_count() > 0
    }

    /// Returns the problems by document, line and column, each once; at one place, in the order in which they were
    /// found.
    ///
    /// A part that several operations refer to is lowered for each of them, and its problems are found as often.
    /// Of each kind the first thousand are kept, and what comes after them is summed up.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by(|a, b| {
            let place = |at: &Location| (at.file.clone(), at.line, at.column);
            place(&a.at).cmp(&place(&b.at))
        });
        let mut seen = BTreeSet::new();
        self.diagnostics
            .retain(|diagnostic| seen.insert(diagnostic.to_string()));
        self.sum_up();
        self.diagnostics
    }
}

impl Sink {
    /// Reports how many problems were counted only, at the place of the last one of each kind.
    fn sum_up(&mut self) {
        for ((code, severity), count) in std::mem::take(&mut self.counts) {
            let is_of_kind = |found: &&Diagnostic| {
                (found.problem.code, found.problem.severity) == (code, severity)
            };
            let last = self
                .diagnostics
                .iter()
                .rfind(is_of_kind)
                .map(|last| last.at.clone());
            if let Some(at) = last
                && count > MAX_OF_A_KIND
            {
                let problem = problem::more(code, severity, count - MAX_OF_A_KIND);
                self.diagnostics.push(Diagnostic { problem, at });
            }
        }
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
