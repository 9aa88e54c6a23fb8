//! A limit on retries over all calls, so that a client does not add to the load of a server that is down.

use std::sync::atomic::{AtomicU32, Ordering};

use super::verdict::Verdict;

/// How many retries a client has left, shared by all of its calls.
///
/// It holds 500 units at most and is full at first.
/// A retry costs 14, one that the server asked for costs 5, and first tries are free.
/// A retry that succeeds, or whose caller leaves, gets its cost back, and a first try that succeeds earns 1.
/// When it is spent, calls fail after their first attempt, and
/// [`Error::is_budget_exhausted`](crate::error::Error::is_budget_exhausted) says so.
///
/// Share one between clients of the same server in an `Arc`.
#[derive(Debug)]
pub struct RetryBudget(AtomicU32);

impl Default for RetryBudget {
    fn default() -> Self {
        Self(AtomicU32::new(Self::CAPACITY))
    }
}

impl RetryBudget {
    /// How many units a budget holds.
    pub const CAPACITY: u32 = 500;

    /// What a retry costs.
    pub const RETRY_COST: u32 = 14;

    /// What a retry costs that the server asked for.
    pub const THROTTLED_COST: u32 = 5;

    /// Returns how many units are left.
    pub fn available(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    /// Takes what a retry costs, or returns `None` when there is not enough.
    pub(crate) fn withdraw(&self, verdict: Verdict) -> Option<Permit<'_>> {
        let cost = if verdict == Verdict::Throttled {
            Self::THROTTLED_COST
        } else {
            Self::RETRY_COST
        };
        let left = |units: u32| units.checked_sub(cost);
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, left)
            .ok()?;
        Some(Permit {
            budget: self,
            cost,
            spent: false,
        })
    }

    /// Earns what a success without a retry is worth.
    pub(crate) fn earn(&self) {
        self.deposit(1);
    }

    fn deposit(&self, units: u32) {
        let sum = |held: u32| Some(held.saturating_add(units).min(Self::CAPACITY));
        let _always_some = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, sum);
    }
}

/// The right to one retry; its cost goes back to the budget unless the retry was made in vain.
#[derive(Debug)]
pub(crate) struct Permit<'a> {
    budget: &'a RetryBudget,
    cost: u32,
    spent: bool,
}

impl Permit<'_> {
    /// Keeps the cost: the retry failed too.
    pub(crate) fn spend(mut self) {
        self.spent = true;
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if !self.spent {
            self.budget.deposit(self.cost);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RetryBudget, Verdict};

    #[test]
    fn is_spent_and_earned_back() {
        let budget = RetryBudget::default();
        let mut retries = 0;
        while let Some(permit) = budget.withdraw(Verdict::Retry) {
            permit.spend();
            retries += 1;
        }
        assert_eq!(retries, 500 / 14);
        assert!(
            budget.withdraw(Verdict::Throttled).is_some(),
            "10 units are left"
        );
        for _ in 0..4 {
            budget.earn();
        }
        // A retry that succeeds, or is never made, gives its cost back.
        drop(budget.withdraw(Verdict::Retry).unwrap());
        assert_eq!(budget.available(), 14);
        for _ in 0..1000 {
            budget.earn();
        }
        assert_eq!(budget.available(), RetryBudget::CAPACITY);
    }
}
