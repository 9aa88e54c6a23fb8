//! The models of schemas that are defined where they are used.

use crate::document::Schema;
use crate::ir::ModelId;
use crate::lower::Lowering;
use crate::names::RustName;
use crate::normalize::{NormalizedSchema, SchemaId};

/// The schemas that are being lowered where they are used, and those that led back to themselves.
///
/// Such a circle does not belong to a component: what an `allOf` combines is copied into it, and holds the `allOf`
/// again.
#[derive(Default)]
pub(in crate::lower) struct InlineModels<'d> {
    open: Vec<Open<'d>>,
    circular: Vec<(InlinePlace<'d>, ModelId)>,
}

struct Open<'d> {
    place: InlinePlace<'d>,
    name: RustName,
    /// The model, once something inside needs it.
    id: Option<ModelId>,
}

/// What makes two copies of a schema the same one.
#[derive(Clone, Copy)]
struct InlinePlace<'d> {
    schema: &'d Schema,
    is_union: bool,
}

impl InlinePlace<'_> {
    fn is_same(&self, other: &InlinePlace<'_>) -> bool {
        let names = |schema: &Schema| {
            let properties = schema.properties.iter().flatten();
            properties
                .map(|property| property.name.value.clone())
                .collect::<Vec<_>>()
        };
        SchemaId::of(self.schema) == SchemaId::of(other.schema)
            || self.is_union == other.is_union
                && self.schema.at == other.schema.at
                && names(self.schema) == names(other.schema)
    }
}

impl<'d> Lowering<'d> {
    /// Returns the model of a schema that is defined where it is used; equal ones share the first one's.
    pub(super) fn inline_model(
        &mut self,
        normalized: &NormalizedSchema<'d>,
        name_hint: &str,
    ) -> Option<ModelId> {
        let (schema, is_union) = match normalized {
            NormalizedSchema::Alias(..) => return None,
            NormalizedSchema::Plain(schema) => (*schema, false),
            NormalizedSchema::Union(union) => (union.schema, true),
        };
        let place = InlinePlace { schema, is_union };
        if let Some(known) = self.circular_model(&place) {
            return Some(known);
        }
        let name = self.renames.name(name_hint, &schema.at);
        self.inline.open.push(Open {
            place,
            name: name.clone(),
            id: None,
        });
        let shape = self.shape(normalized, name.pascal());
        let id = self.inline.open.pop().and_then(|open| open.id);
        let shape = shape?;
        if let Some(id) = id {
            self.models.define(id, shape);
            self.inline.circular.push((place, id));
            return Some(id);
        }
        if let Some(equal) = self.models.equal_inline(&shape) {
            return Some(equal);
        }
        let name = self.types.claim(name, &schema.at, self.sink);
        let id = self.models.declare(name, schema, schema.at.clone());
        self.models.remember_inline(id, &shape);
        self.models.define(id, shape);
        Some(id)
    }

    /// Returns the model of a schema that led back to itself before, or does so now.
    fn circular_model(&mut self, place: &InlinePlace<'d>) -> Option<ModelId> {
        let mut circular = self.inline.circular.iter();
        if let Some((_, id)) = circular.find(|(known, _)| known.is_same(place)) {
            return Some(*id);
        }
        let mut open = self.inline.open.iter_mut();
        let open = open.find(|open| open.place.is_same(place))?;
        if open.id.is_none() {
            let at = &place.schema.at;
            let name = self.types.claim(open.name.clone(), at, self.sink);
            open.id = Some(self.models.declare(name, place.schema, at.clone()));
        }
        open.id
    }
}
