//! Which member of an object says which schema of a union it matches.

use std::collections::BTreeMap;

use crate::diagnostic::problem;
use crate::document::{Discriminator, Located, Property, Referable, Schema, Type};
use crate::lower::Lowering;
use crate::lower::schema::own_tags::leave_to_subtypes;
use crate::normalize::SchemaKind;
use crate::normalize::{NormalizedSchema, UnionView};
use crate::source::Value;

/// How many unions may be nested before their tags are no longer looked for.
const MAX_NESTING: usize = 3;

/// The tag of a union.
pub(in crate::lower) struct Tag {
    /// The member that holds it.
    pub(in crate::lower) property: Located<String>,
    /// The tags of each branch; none for a branch that is not an object.
    pub(in crate::lower) values: Vec<Vec<String>>,
}

impl<'d> Lowering<'d> {
    /// Returns the tag of a union: the one of its discriminator, or a property whose known values differ.
    pub(super) fn tag(&mut self, union: &UnionView<'d>) -> Option<Tag> {
        match &union.schema.discriminator {
            Some(discriminator) => self.declared_tag(union, discriminator),
            None => self.implied_tag(union),
        }
    }

    fn declared_tag(
        &mut self,
        union: &UnionView<'d>,
        discriminator: &Discriminator,
    ) -> Option<Tag> {
        let property = &discriminator.property;
        let mut values = Vec::new();
        for (index, part) in union.branches.iter().enumerate() {
            let tags = match union.own_branch(index) {
                Some(own) => self.own_tags(part, own, discriminator),
                None => self.tags_of(part, discriminator, MAX_NESTING),
            };
            if tags.is_empty() && self.is_object(part) {
                let problem = problem::unused_discriminator(
                    "one of the schemas has neither a name nor a tag",
                );
                self.sink.report(&property.at, problem);
                return None;
            }
            values.push(tags);
        }
        let listed = values.last().cloned().unwrap_or_default();
        if let Some(own) = union.own {
            leave_to_subtypes(own, &listed, &mut values);
        }
        self.name_shared(union, &mut values);
        // By now a subtype may go by its own name, which the base lists too.
        if let Some(own) = union.own {
            leave_to_subtypes(own, &listed, &mut values);
        }
        for (tag, target) in &discriminator.mapping {
            if !values.iter().flatten().any(|known| known == tag) {
                let why = format!("`{}` is none of the schemas", target.value);
                let problem = problem::unused_discriminator(&why);
                self.sink.report(&target.at, problem);
            }
        }
        Some(Tag {
            property: property.clone(),
            values,
        })
    }

    /// Adds the name of the component to known values that are all other branches' too, or puts it in their place where
    /// it is one of them.
    ///
    /// What several branches share is then distinguished by its members.
    fn name_shared(&self, union: &UnionView<'d>, values: &mut [Vec<String>]) {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for tag in values.iter().flatten() {
            *counts.entry(tag.clone()).or_default() += 1;
        }
        for (part, tags) in union.branches.iter().zip(values) {
            let is_shared = tags.len() > 1 && tags.iter().all(|tag| counts.get(tag) > Some(&1));
            if let Some(name) = self.normalizer.component_of(part).filter(|_| is_shared) {
                if tags.iter().any(|tag| tag == name) {
                    tags.clear();
                }
                tags.push(name.to_owned());
            }
        }
    }

    /// Returns the tags of a branch: those of the mapping, its known values, or else the component's name.
    fn tags_of(
        &self,
        part: &'d Referable<Schema>,
        discriminator: &Discriminator,
        depth: usize,
    ) -> Vec<String> {
        let component = self.normalizer.component_of(part);
        let is_target = |target: &str| {
            let last = target.rsplit('/').next().unwrap_or(target);
            component.is_some_and(|name| name == target || name == last)
        };
        let mapped = discriminator
            .mapping
            .iter()
            .filter(|(_, target)| is_target(&target.value));
        let mut tags: Vec<String> = mapped.map(|(tag, _)| tag.clone()).collect();
        match self.normalizer.normalize(part) {
            Some((NormalizedSchema::Plain(schema), _)) => {
                if SchemaKind::of(schema) != SchemaKind::Struct
                    && SchemaKind::of(schema) != SchemaKind::Any
                {
                    return Vec::new();
                }
                // What a document maps counts, even where the property's own values say otherwise.
                if tags.is_empty() {
                    tags = self.known_tags(schema, &discriminator.property.value);
                }
            }
            Some((NormalizedSchema::Union(union), _)) if depth > 0 => {
                let inner = union.schema.discriminator.as_ref();
                let inner =
                    inner.filter(|inner| inner.property.value == discriminator.property.value);
                let discriminator = inner.unwrap_or(discriminator);
                for (index, branch) in union.branches.iter().enumerate() {
                    let of_branch = match union.own_branch(index) {
                        Some(own) => self.own_tags(branch, own, discriminator),
                        None => self.tags_of(branch, discriminator, depth - 1),
                    };
                    for tag in of_branch {
                        if !tags.contains(&tag) {
                            tags.push(tag);
                        }
                    }
                }
            }
            _ => {}
        }
        if tags.is_empty() {
            tags.extend(component.map(str::to_owned));
        }
        tags
    }

    /// Returns the known values of a property that is a text, an integer or a flag.
    pub(super) fn known_tags(&self, schema: &'d Schema, name: &str) -> Vec<String> {
        let Some((NormalizedSchema::Plain(property), _)) = property(schema, name)
            .and_then(|property| property.schema.as_ref())
            .and_then(|schema| self.normalizer.normalize(schema))
        else {
            return Vec::new();
        };
        let values = property.values.iter().flatten();
        values
            .filter_map(|value| match &value.value {
                Value::String(text) => Some(text.clone()),
                // The runtime writes integers in this form before it compares them.
                Value::Number(text) => Some(text.parse::<i64>().ok()?.to_string()),
                Value::Bool(flag) => Some(flag.to_string()),
                Value::Null | Value::Sequence(_) | Value::Mapping(_) => None,
            })
            .collect()
    }

    fn is_object(&self, part: &'d Referable<Schema>) -> bool {
        match self.normalizer.normalize(part) {
            Some((NormalizedSchema::Plain(schema), _)) => {
                matches!(
                    SchemaKind::of(schema),
                    SchemaKind::Struct | SchemaKind::Map | SchemaKind::Any
                )
            }
            Some((NormalizedSchema::Union(_) | NormalizedSchema::Alias(..), _)) | None => true,
        }
    }

    /// Returns a branch that holds the tag, which is a text like any other where the document does not describe it.
    pub(super) fn with_tag(
        &mut self,
        part: &'d Referable<Schema>,
        tag: &Tag,
    ) -> &'d Referable<Schema> {
        let Some((NormalizedSchema::Plain(schema), _)) = self.normalizer.normalize(part) else {
            return part;
        };
        if SchemaKind::of(schema) != SchemaKind::Struct
            || property(schema, &tag.property.value).is_some()
        {
            return part;
        }
        let at = &tag.property.at;
        let name = self.normalizer.component_of(part).unwrap_or("the schema");
        let problem = problem::undeclared_tag(&tag.property.value, name);
        self.sink.report(at, problem);
        let mut text = Schema::any(at.clone());
        text.types = vec![Type::String];
        let mut tagged = Schema::any(schema.at.clone());
        tagged.types = vec![Type::Object];
        tagged.properties = Some(vec![Property {
            name: tag.property.clone(),
            schema: Some(Referable::Inline(text)),
        }]);
        tagged.required = vec![tag.property.clone()];
        tagged.all_of = vec![part.clone()];
        self.normalizer.keep_part(Referable::Inline(tagged))
    }
}

fn property<'d>(schema: &'d Schema, name: &str) -> Option<&'d Property> {
    let mut properties = schema.properties.iter().flatten();
    properties.find(|property| property.name.value == name)
}
