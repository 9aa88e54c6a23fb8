//! The tag of a union that no discriminator declares.

use std::collections::BTreeSet;

use crate::document::{Schema, Type};
use crate::lower::Lowering;
use crate::lower::schema::discriminator::Tag;
use crate::normalize::SchemaKind;
use crate::normalize::{NormalizedSchema, UnionView};

impl<'d> Lowering<'d> {
    /// Returns the tag that no discriminator declares: a property whose known values differ from branch to branch.
    ///
    /// The first one of which no two branches share a value, or else the one that makes the most of a difference: those
    /// that share a value are then told apart by their members.
    pub(super) fn implied_tag(&self, union: &UnionView<'d>) -> Option<Tag> {
        let mut objects = Vec::new();
        for part in &union.branches {
            match self.normalizer.normalize(part)? {
                (NormalizedSchema::Plain(schema), _)
                    if SchemaKind::of(schema) == SchemaKind::Struct =>
                {
                    objects.push(Some(schema));
                }
                (NormalizedSchema::Plain(schema), _)
                    if matches!(SchemaKind::of(schema), SchemaKind::Any | SchemaKind::Map)
                        && !matches!(schema.types.as_slice(), [ty] if *ty != Type::Object) =>
                {
                    return None;
                }
                (NormalizedSchema::Plain(_), _) => objects.push(None),
                (NormalizedSchema::Union(_) | NormalizedSchema::Alias(..), _) => return None,
            }
        }
        if objects.iter().flatten().count() < 2 {
            return None;
        }
        let first = *objects.iter().flatten().next()?;
        let required = first.required.iter().map(|name| (name, true));
        let properties = first.properties.iter().flatten();
        let others = properties.map(|property| (&property.name, false));
        let mut shared: Option<(usize, Tag)> = None;
        for (name, is_required) in required.chain(others) {
            let Some(values) = self.tags_of_each(&objects, &name.value, is_required) else {
                continue;
            };
            let tag = Tag {
                property: name.clone(),
                values,
            };
            if tag.values.iter().map(Vec::len).sum::<usize>() == distinct(&tag.values) {
                return Some(tag);
            }
            let kinds = tag.values.iter().filter(|tags| !tags.is_empty());
            let kinds = kinds.collect::<BTreeSet<_>>().len();
            if kinds > shared.as_ref().map_or(1, |(most, _)| *most) {
                shared = Some((kinds, tag));
            }
        }
        shared.map(|(_, tag)| tag)
    }

    /// Returns the known values of a property of each object.
    ///
    /// A property that is not required is taken for a tag only where each object has one value for it.
    fn tags_of_each(
        &self,
        objects: &[Option<&'d Schema>],
        name: &str,
        is_required: bool,
    ) -> Option<Vec<Vec<String>>> {
        let mut values = Vec::new();
        for object in objects {
            let Some(object) = object else {
                values.push(Vec::new());
                continue;
            };
            let tags = self.known_tags(object, name);
            let is_tag = if is_required {
                object.required.iter().any(|known| known.value == name) && !tags.is_empty()
            } else {
                tags.len() == 1
            };
            if !is_tag {
                return None;
            }
            values.push(tags);
        }
        Some(values)
    }
}

/// Returns how many values there are, each counted once.
fn distinct(values: &[Vec<String>]) -> usize {
    values.iter().flatten().collect::<BTreeSet<_>>().len()
}
