//! From schemas to the shapes of models.

use std::collections::{BTreeMap, BTreeSet};

use super::Lowering;
use super::form::Form;
use super::schema::scalar;
use crate::codegen::diagnostic::problem;
use crate::codegen::document::{Property, Schema, Type};
use crate::codegen::ir::{EnumValue, Field, ModelId, Remarks, Shape, TypeRef, UnionVariant};
use crate::codegen::location::Location;
use crate::codegen::names::{RustName, Scope};

impl<'d> Lowering<'d> {
    /// Sets the shape of the model of a component.
    pub(super) fn define_model(&mut self, id: ModelId, schema: &'d Schema) {
        let Some(draft) = self.models.get(id) else {
            return;
        };
        let words = draft.name.pascal().to_owned();
        if let Some((shape, fields)) = self.shape(schema, &words) {
            self.models.define(id, shape, fields);
        }
    }

    /// Returns the model of a schema that stands where it is used; equal ones share the first one's.
    pub(super) fn inline_model(&mut self, schema: &'d Schema, words: &str) -> Option<ModelId> {
        let name = self.renames.name(words, &schema.at);
        let (shape, fields) = self.shape(schema, name.pascal())?;
        if let Some(equal) = self.models.equal_inline(&shape) {
            return Some(equal);
        }
        let name = self.types.claim(name, &schema.at, self.sink);
        let id = self.models.declare(name, schema, schema.at.clone());
        self.models.remember_inline(id, &shape);
        self.models.define(id, shape, fields);
        Some(id)
    }

    fn shape(&mut self, schema: &'d Schema, words: &str) -> Option<(Shape, Vec<Location>)> {
        let properties = schema.properties.as_deref().unwrap_or_default();
        let fields = properties
            .iter()
            .map(|property| property.name.at.clone())
            .collect();
        let shape = match Form::of(schema) {
            Form::Struct => self.fields(schema, properties, words),
            Form::StringEnum => self.string_enum(schema),
            Form::Union => self.union(schema)?,
            Form::Any | Form::List | Form::Scalar(_) => return None,
        };
        Some((shape, fields))
    }

    fn fields(&mut self, schema: &'d Schema, properties: &'d [Property], words: &str) -> Shape {
        let mut required: BTreeMap<&str, &Location> = BTreeMap::new();
        required.extend(
            schema
                .required
                .iter()
                .map(|name| (name.value.as_str(), &name.at)),
        );
        let mut scope = Scope::fields(self.renames.form());
        let mut fields = Vec::new();
        for property in properties {
            let is_required = required.remove(property.name.value.as_str()).is_some();
            fields.push(self.field(property, is_required, words, &mut scope));
        }
        for (name, at) in required {
            self.sink.report(at, problem::unknown_required(name));
        }
        Shape::Struct(fields)
    }

    fn field(
        &mut self,
        property: &'d Property,
        is_required: bool,
        words: &str,
        scope: &mut Scope,
    ) -> Field {
        let name = self.renames.name(&property.name.value, &property.name.at);
        let name = scope.claim(name, &property.name.at, self.sink);
        let words = format!("{words} {}", property.name.value);
        let lowered = property
            .schema
            .as_ref()
            .and_then(|schema| self.schema(schema, &words));
        match lowered {
            Some(lowered) => Field {
                name,
                docs: lowered.docs,
                remarks: lowered.remarks,
                required: is_required && !lowered.nullable,
                ty: lowered.ty,
            },
            None => Field {
                name,
                docs: String::new(),
                remarks: Remarks::default(),
                required: is_required,
                ty: TypeRef::Any,
            },
        }
    }

    fn string_enum(&mut self, schema: &Schema) -> Shape {
        let mut scope = Scope::variants(self.renames.form());
        let mut known = BTreeSet::new();
        let mut values = Vec::new();
        for value in schema.values.iter().flatten() {
            if !known.insert(value.value.as_str()) {
                self.sink
                    .report(&value.at, problem::duplicate_value(&value.value));
                continue;
            }
            let name = self.renames.name(&value.value, &value.at);
            let name = scope.claim(name, &value.at, self.sink);
            values.push(EnumValue { name });
        }
        Shape::StringEnum(values)
    }

    fn union(&mut self, schema: &Schema) -> Option<Shape> {
        let mut types = schema.types.clone();
        // An integer is a number too, so it has to be tried first.
        types.sort_unstable();
        if types.contains(&Type::Array) || types.contains(&Type::Object) {
            self.sink.report(&schema.at, problem::unsupported_union());
            return None;
        }
        let variant = |ty: &Type| UnionVariant {
            name: RustName::new(variant_name(*ty)),
            ty: scalar(*ty, schema.format.as_deref()),
        };
        Some(Shape::Union(types.iter().map(variant).collect()))
    }
}

fn variant_name(ty: Type) -> &'static str {
    match ty {
        Type::String => "string",
        Type::Integer => "integer",
        Type::Number => "number",
        Type::Boolean => "boolean",
        Type::Array => "array",
        Type::Object => "object",
    }
}
