//! From schemas to the shapes of models.

use std::collections::BTreeMap;

use crate::diagnostic::problem;
use crate::document::{Others, Property, Referable, Schema};
use crate::ir::{Field, ModelId, Presence, Remarks, Shape, TypeRef};
use crate::location::Location;
use crate::lower::Lowering;
use crate::lower::schema::LoweredType;
use crate::names::{RustName, Scope};
use crate::normalize::NormalizedSchema;
use crate::normalize::SchemaKind;

/// The name of the field for the properties that the document does not name.
const OTHERS: &str = "additional properties";

impl<'d> Lowering<'d> {
    /// Sets the shape of the model of a component.
    pub(super) fn define_model(&mut self, id: ModelId, normalized: &NormalizedSchema<'d>) {
        let Some(draft) = self.models.get(id) else {
            return;
        };
        let name_hint = draft.name.pascal().to_owned();
        if let Some(shape) = self.shape(normalized, &name_hint) {
            self.models.define(id, shape);
        }
    }

    pub(in crate::lower) fn shape(
        &mut self,
        normalized: &NormalizedSchema<'d>,
        name_hint: &str,
    ) -> Option<Shape> {
        Some(match normalized {
            NormalizedSchema::Alias(..) => return None,
            NormalizedSchema::Union(union) => Shape::Union(self.union(union, name_hint)),
            NormalizedSchema::Plain(schema) => match SchemaKind::of(schema) {
                SchemaKind::Struct => Shape::Struct(self.fields(schema, name_hint)),
                SchemaKind::StringEnum => Shape::StringEnum(self.known_values(schema)),
                SchemaKind::IntegerEnum => Shape::IntegerEnum(self.known_values(schema)),
                SchemaKind::Any | SchemaKind::List | SchemaKind::Map | SchemaKind::Scalar(_) => {
                    return None;
                }
            },
        })
    }

    fn fields(&mut self, schema: &'d Schema, name_hint: &str) -> Vec<Field> {
        let mut required: BTreeMap<&str, &Location> = BTreeMap::new();
        required.extend(
            schema
                .required
                .iter()
                .map(|name| (name.value.as_str(), &name.at)),
        );
        let mut scope = Scope::fields(self.renames.form());
        let mut fields = Vec::new();
        for property in schema.properties.iter().flatten() {
            let is_required = required.remove(property.name.value.as_str()).is_some();
            fields.push(self.field(property, is_required, name_hint, &mut scope));
        }
        let keeps_others = matches!(schema.others, Others::Any | Others::Of(_));
        for (name, at) in required.into_iter().filter(|_| !keeps_others) {
            self.sink.report(at, problem::unknown_required(name));
            let name = scope.claim(RustName::new(name), at, self.sink);
            fields.push(any_field(name, true));
        }
        if keeps_others {
            let value = self.others(schema, name_hint).unwrap_or(TypeRef::Any);
            let name = scope.claim_made_up(RustName::new(OTHERS), &schema.at);
            fields.push(Field {
                ty: TypeRef::Map(Box::new(value)),
                presence: Presence::Others,
                ..any_field(name, false)
            });
        }
        fields
    }

    fn field(
        &mut self,
        property: &'d Property,
        is_required: bool,
        name_hint: &str,
        scope: &mut Scope,
    ) -> Field {
        let name = self.renames.name(&property.name.value, &property.name.at);
        let name = scope.claim(name, &property.name.at, self.sink);
        let name_hint = format!("{name_hint} {}", property.name.value);
        let Some(schema) = &property.schema else {
            return any_field(name, is_required);
        };
        match self.schema(schema, &name_hint) {
            Some(lowered) => Field {
                name,
                presence: self.presence(schema, is_required, &lowered),
                docs: lowered.docs,
                remarks: lowered.remarks,
                ty: lowered.ty,
                boxed: false,
            },
            None => any_field(name, is_required),
        }
    }

    fn presence(
        &self,
        schema: &'d Referable<Schema>,
        is_required: bool,
        lowered: &LoweredType,
    ) -> Presence {
        match (is_required, lowered.nullable) {
            // Which of them requests carry is known when all operations are.
            (false, true) => Presence::OptionalOrNull,
            (false, false) if lowered.ty == TypeRef::Any => Presence::OptionalOrNull,
            (false, false) => Presence::Optional,
            (true, true) => Presence::Null,
            (true, false) => match self.normalizer.normalize(schema) {
                Some((NormalizedSchema::Plain(plain), _))
                    if matches!(
                        SchemaKind::of(plain),
                        SchemaKind::StringEnum | SchemaKind::IntegerEnum
                    ) && plain
                        .values
                        .as_ref()
                        .is_some_and(|values| values.len() == 1) =>
                {
                    Presence::Constant
                }
                _ => Presence::Required,
            },
        }
    }
}

fn any_field(name: RustName, is_required: bool) -> Field {
    Field {
        name,
        docs: String::new(),
        remarks: Remarks::default(),
        ty: TypeRef::Any,
        presence: if is_required {
            Presence::Required
        } else {
            Presence::OptionalOrNull
        },
        boxed: false,
    }
}
