//! Schemas that extend another one by `allOf`, and may be wherever that one is.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::SchemaNormalizer;
use super::normalized::{NormalizedSchema, UnionView};
use super::schema_id::SchemaId;
use crate::component::ComponentId;
use crate::document::{Components, Discriminator, Located, Referable, Reference, Schema};
use crate::resolve::{self, Target as _};

/// Which component schemas extend which other ones.
#[derive(Debug, Default)]
pub(super) struct Descendants<'d> {
    names: BTreeMap<SchemaId, &'d str>,
    /// The components that extend a schema directly.
    by_base: BTreeMap<SchemaId, Vec<(&'d str, SchemaId)>>,
}

impl<'d> Descendants<'d> {
    pub(super) fn of(components: &'d Components) -> Self {
        let mut found = Self::default();
        for (name, component) in &components.schemas {
            let Referable::Inline(schema) = &component.part else {
                continue;
            };
            found.names.insert(SchemaId::of(schema), name);
            let mut waiting: Vec<_> = schema.all_of.iter().rev().collect();
            while let Some(base) = waiting.pop() {
                let Some(base) = resolve::follow(components, base) else {
                    continue;
                };
                if base.component.is_some() {
                    let extending = found.by_base.entry(SchemaId::of(base.part));
                    extending.or_default().push((name, SchemaId::of(schema)));
                } else {
                    waiting.extend(base.part.all_of.iter().rev());
                }
            }
        }
        found
    }

    /// Returns the name of a schema that is a component.
    pub(super) fn name(&self, schema: &Schema) -> Option<&'d str> {
        self.names.get(&SchemaId::of(schema)).copied()
    }

    /// Returns the components that extend a schema by `allOf`, at whatever distance.
    fn of_base(&self, base: &Schema) -> Vec<&'d str> {
        let mut found = vec![SchemaId::of(base)];
        let mut names = Vec::new();
        let mut index = 0;
        while let Some(&target) = found.get(index) {
            for (name, schema) in self.by_base.get(&target).into_iter().flatten() {
                if !found.contains(schema) {
                    found.push(*schema);
                    names.push(*name);
                }
            }
            index += 1;
        }
        names
    }
}

impl<'d> SchemaNormalizer<'d> {
    /// Returns the descendants of a schema whose discriminator has no branches beside it.
    pub(super) fn union_of_descendants(
        &self,
        original: &'d Schema,
        whole: &'d Schema,
    ) -> Option<NormalizedSchema<'d>> {
        let discriminator = original.discriminator.as_ref()?;
        if !whole.branches.is_empty() {
            return None;
        }
        let descendants = self.descendants.of_base(original);
        if descendants.is_empty() {
            return None;
        }
        let mut branches: Vec<_> = descendants
            .into_iter()
            .map(|name| self.keep_part(reference(name, discriminator)))
            .collect();
        let mut own = Schema {
            discriminator: None,
            ..whole.clone()
        };
        own.description.clear();
        branches.push(self.keep_part(Referable::Inline(own)));
        Some(NormalizedSchema::Union(Rc::new(UnionView {
            schema: whole,
            branches,
            nullable: whole.is_nullable(),
            own: self.descendants.name(original),
        })))
    }
}

/// Returns a reference to a component, at the place of the discriminator.
fn reference(name: &str, discriminator: &Discriminator) -> Referable<Schema> {
    Referable::Reference(Reference {
        target: Located {
            value: ComponentId::new(Schema::SECTION, name),
            at: discriminator.property.at.clone(),
        },
        description: String::new(),
        deprecated: false,
    })
}
