//! The error enums, each shared by the operations that document the same errors.

mod empty_bodies;

pub(super) use empty_bodies::accept as accept_empty_bodies;

use crate::ir::{ErrorEnum, ErrorId, ErrorVariant, Operation, OperationId};
use crate::location::Location;
use crate::lower::Lowering;
use crate::lower::operation::OperationDraft;

/// Operations that document the same errors.
struct Group {
    variants: Vec<ErrorVariant>,
    operations: Vec<OperationId>,
    /// The first operation's name and place, which name the enum unless most operations share it.
    words: String,
    at: Location,
}

impl Lowering<'_> {
    /// Names the error enums and gives each operation its own.
    pub(super) fn errors(
        &mut self,
        drafts: Vec<OperationDraft>,
    ) -> (Vec<Operation>, Vec<ErrorEnum>) {
        let groups = group(&drafts);
        // `max_by_key` takes the last of equals, and the first is wanted.
        let shared_most = groups
            .iter()
            .enumerate()
            .rev()
            .max_by_key(|(_, group)| group.operations.len());
        let shared_most = shared_most.map(|(index, _)| index);
        let mut operations: Vec<Operation> = drafts.into_iter().map(|draft| draft.ir).collect();
        let mut errors = Vec::new();
        for (index, group) in groups.into_iter().enumerate() {
            let words = if shared_most == Some(index) {
                "Api"
            } else {
                group.words.as_str()
            };
            let name = self.renames.name(&format!("{words} Error"), &group.at);
            let name = self.types.claim(name, &group.at, self.sink);
            for operation in group.operations {
                if let Some(operation) = operations.get_mut(operation.0) {
                    operation.errors = Some(ErrorId(index));
                }
            }
            let variants = group.variants;
            errors.push(ErrorEnum { name, variants });
        }
        (operations, errors)
    }
}

fn group(drafts: &[OperationDraft]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, draft) in drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| !draft.errors.is_empty())
    {
        let known = groups
            .iter_mut()
            .find(|group| are_same(&group.variants, &draft.errors));
        if let Some(group) = known {
            group.operations.push(OperationId(index));
            keep_common_docs(&mut group.variants, &draft.errors);
            continue;
        }
        groups.push(Group {
            variants: draft.errors.clone(),
            operations: vec![OperationId(index)],
            words: draft.ir.name.pascal().to_owned(),
            at: draft.at_responses.clone(),
        });
    }
    groups
}

/// Returns whether two operations document the same errors, their docs aside.
fn are_same(a: &[ErrorVariant], b: &[ErrorVariant]) -> bool {
    let is_same = |(a, b): (&ErrorVariant, &ErrorVariant)| a.status == b.status && a.body == b.body;
    a.len() == b.len() && a.iter().zip(b).all(is_same)
}

/// Docs that are true of one operation only would mislead in an enum that several share.
fn keep_common_docs(variants: &mut [ErrorVariant], others: &[ErrorVariant]) {
    for (variant, other) in variants.iter_mut().zip(others) {
        if variant.docs != other.docs {
            variant.docs.clear();
        }
    }
}
