//! How deep schemas are nested.

use std::cell::Cell;

/// How many schemas may be nested in one another, references followed; it bounds the recursion.
pub const MAX_DEPTH: usize = 100;

/// How many schemas the current one is in.
#[derive(Debug, Default)]
pub struct Nesting(Cell<usize>);

impl Nesting {
    /// Returns whether the current schema may hold no further one.
    pub fn is_exhausted(&self) -> bool {
        self.0.get() > MAX_DEPTH
    }

    /// Counts one more schema; [`leave`](Self::leave) ends it.
    pub fn enter(&self) {
        self.0.set(self.0.get() + 1);
    }

    /// Ends the schema that was entered last.
    pub fn leave(&self) {
        self.0.set(self.0.get().saturating_sub(1));
    }

    /// Returns what a function returns that looks into one more schema.
    pub(super) fn within<T>(&self, look: impl FnOnce() -> T) -> T {
        self.enter();
        let found = look();
        self.leave();
        found
    }
}
