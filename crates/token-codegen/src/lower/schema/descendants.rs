//! Schemas that take in another one by `allOf`, and may stand wherever that one does.

use std::rc::Rc;

use crate::document::{Discriminator, Located, Referable, Reference, Schema};
use crate::lower::Lowering;
use crate::lower::schema::normalize::{Alternatives, View};
use crate::resolve;

impl<'d> Lowering<'d> {
    /// Notes which component takes in which other one by `allOf`.
    pub(in crate::lower) fn find_heirs(&mut self) {
        for (name, component) in &self.document.components.schemas {
            let Referable::Inline(schema) = &component.part else {
                continue;
            };
            self.component_names.insert(schema, name);
            for base in &schema.all_of {
                if let Some(base) = resolve::follow(&self.document.components, base)
                    && base.component.is_some()
                {
                    let heirs = self.heirs.entry(std::ptr::from_ref(base.part));
                    heirs.or_default().push((name, std::ptr::from_ref(schema)));
                }
            }
        }
    }

    /// Returns the heirs of a schema whose discriminator has no branches beside it.
    pub(in crate::lower) fn descendants(
        &mut self,
        original: &'d Schema,
        whole: &'d Schema,
    ) -> Option<View<'d>> {
        let discriminator = original.discriminator.as_ref()?;
        if !whole.branches.is_empty() {
            return None;
        }
        let heirs = self.heirs(original);
        if heirs.is_empty() {
            return None;
        }
        let mut branches: Vec<_> = heirs
            .into_iter()
            .map(|name| self.keep_part(reference(name, discriminator)))
            .collect();
        let mut own = Schema {
            discriminator: None,
            ..whole.clone()
        };
        own.description.clear();
        branches.push(self.keep_part(Referable::Inline(own)));
        Some(View::Union(Rc::new(Alternatives {
            schema: whole,
            branches,
            nullable: whole.is_nullable(),
            own: self
                .component_names
                .get(&std::ptr::from_ref(original))
                .copied(),
        })))
    }

    /// Returns the components that take in a schema by `allOf`, at whatever distance.
    fn heirs(&self, base: &Schema) -> Vec<&'d str> {
        let mut found = vec![std::ptr::from_ref(base)];
        let mut names = Vec::new();
        let mut index = 0;
        while let Some(&target) = found.get(index) {
            for (name, schema) in self.heirs.get(&target).into_iter().flatten() {
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

/// Returns a reference to a component, which stands where the discriminator does.
fn reference(name: &str, discriminator: &Discriminator) -> Referable<Schema> {
    let name = name
        .replace('~', "~0")
        .replace('/', "~1")
        .replace('%', "%25");
    Referable::Reference(Reference {
        target: Located {
            value: format!("#/components/schemas/{name}"),
            at: discriminator.property.at.clone(),
        },
        description: String::new(),
        deprecated: false,
    })
}
