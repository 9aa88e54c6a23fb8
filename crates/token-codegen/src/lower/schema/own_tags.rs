//! The tags of a base that is itself a branch of the union of its subtypes.

use std::iter;

use crate::document::{Discriminator, Referable, Schema};
use crate::lower::Lowering;
use crate::normalize::NormalizedSchema;

impl<'d> Lowering<'d> {
    /// Returns the tags of the base: those that it lists, and those that the document maps to it or to another name of it.
    ///
    /// Where it lists none, its names are its tags, unless they are mapped.
    pub(super) fn own_tags(
        &self,
        part: &'d Referable<Schema>,
        own: &'d str,
        discriminator: &Discriminator,
    ) -> Vec<String> {
        let mut tags = match self.normalizer.normalize(part) {
            Some((NormalizedSchema::Plain(schema), _)) => {
                self.known_tags(schema, &discriminator.property.value)
            }
            Some((NormalizedSchema::Union(_) | NormalizedSchema::Alias(..), _)) | None => {
                Vec::new()
            }
        };
        let lists_tags = !tags.is_empty();
        for name in iter::once(own).chain(self.normalizer.other_names(own)) {
            let before = tags.len();
            for (tag, target) in &discriminator.mapping {
                let last = target.value.rsplit('/').next();
                if last == Some(name) && !tags.contains(tag) {
                    tags.push(tag.clone());
                }
            }
            if tags.len() == before && !lists_tags {
                tags.push(name.to_owned());
            }
        }
        tags
    }
}

/// Takes the tags of subtypes from those of their base, which lists them all; `own` is the name of the base.
///
/// A list that a subtype merely inherits takes nothing: the base is tried where such a subtype does not fit.
pub(super) fn leave_to_subtypes(own: &str, listed: &[String], values: &mut [Vec<String>]) {
    let Some((base, subtypes)) = values.split_last_mut() else {
        return;
    };
    let subtypes: &[Vec<String>] = subtypes;
    let inherits =
        |tags: &Vec<String>| listed != [own] && listed.iter().all(|tag| tags.contains(tag));
    let of_subtypes: Vec<&String> = subtypes
        .iter()
        .filter(|tags| !inherits(tags))
        .flatten()
        .collect();
    base.retain(|tag| !of_subtypes.contains(&tag));
    if base.is_empty() && !of_subtypes.iter().any(|tag| *tag == own) {
        base.push(own.to_owned());
    }
}
