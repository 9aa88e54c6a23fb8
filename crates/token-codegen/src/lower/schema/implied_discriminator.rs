//! The tag of a union that no discriminator declares.

use std::collections::BTreeSet;

use crate::document::{Schema, Type};
use crate::lower::Lowering;
use crate::lower::schema::discriminator::Tag;
use crate::normalize::SchemaKind;
use crate::normalize::{NormalizedSchema, UnionView};

impl<'d> Lowering<'d> {
    /// Returns the tag that no discriminator declares: a text whose known values differ from branch to branch.
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
        required.chain(others).find_map(|(name, is_required)| {
            let values = self.distinct_tags(&objects, &name.value, is_required)?;
            let property = name.clone();
            Some(Tag { property, values })
        })
    }

    /// Returns the known values of a property of each object, where no two objects share one.
    ///
    /// A property that is not required is taken for a tag only where each object has one value for it.
    fn distinct_tags(
        &self,
        objects: &[Option<&'d Schema>],
        name: &str,
        is_required: bool,
    ) -> Option<Vec<Vec<String>>> {
        let mut seen = BTreeSet::new();
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
            if !is_tag || !tags.iter().all(|tag| seen.insert(tag.clone())) {
                return None;
            }
            values.push(tags);
        }
        Some(values)
    }
}
