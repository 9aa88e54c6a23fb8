//! From schemas to types.

use super::Lowering;
use super::form::Form;
use crate::codegen::diagnostic::problem;
use crate::codegen::document::{Referable, Schema, Type};
use crate::codegen::ir::{ModelId, Remarks, TypeRef};
use crate::codegen::location::Location;
use crate::codegen::resolve;

/// How many schemas may stand in one another, references followed; it bounds the recursion.
const MAX_DEPTH: usize = 100;

/// What a schema became.
#[derive(Clone)]
pub(super) struct Lowered {
    pub(super) ty: TypeRef,
    /// Whether the value may be `null`.
    pub(super) nullable: bool,
    pub(super) docs: String,
    pub(super) remarks: Remarks,
}

/// What is known of a component schema.
pub(super) enum Memo {
    /// It is being lowered, so meeting it again means that it contains itself.
    Open,
    /// It was lowered; nothing when it is broken.
    Done(Option<Lowered>),
}

impl<'d> Lowering<'d> {
    /// Lowers the schemas of the components, in their order, so that models stand in it too.
    pub(super) fn component_schemas(&mut self) {
        let components = &self.document.components.schemas;
        let mut models = Vec::new();
        for (name, component) in components {
            if let Referable::Inline(schema) = &component.part
                && Form::of(schema).is_model()
                && !schema.broken
            {
                models.push((self.declare_component(name, &component.at, schema), schema));
            }
        }
        for (id, schema) in models {
            self.define_model(id, schema);
        }
        for (name, component) in components {
            if let Referable::Inline(schema) = &component.part {
                self.component(name, schema);
            }
        }
    }

    fn declare_component(&mut self, name: &'d str, at: &Location, schema: &Schema) -> ModelId {
        let rust_name = self.renames.name(name, at);
        let rust_name = self.types.claim(rust_name, at, self.sink);
        let id = self.models.declare(rust_name, schema, at.clone());
        let lowered = Lowered {
            ty: TypeRef::Model(id),
            nullable: schema.nullable,
            docs: schema.description.clone(),
            remarks: self.remarks(schema, Form::of(schema)),
        };
        self.models
            .components
            .insert(name, Memo::Done(Some(lowered)));
        self.check_form(schema, Form::of(schema));
        id
    }

    /// Returns the type for a schema; nothing when it is broken and was reported.
    ///
    /// The words are those that name a model, should the schema stand here and need one.
    pub(super) fn schema(&mut self, schema: &'d Referable<Schema>, words: &str) -> Option<Lowered> {
        let resolved = resolve::follow(&self.document.components, schema)?;
        if self.depth > MAX_DEPTH {
            self.sink
                .report(&resolved.part.at, problem::too_deep(MAX_DEPTH));
            return None;
        }
        self.depth += 1;
        let lowered = match resolved.component {
            Some(name) => self.component(name, resolved.part),
            None => self.inline(resolved.part, words),
        };
        self.depth -= 1;
        let mut lowered = lowered?;
        lowered.remarks.deprecated |= resolved.deprecated;
        if !resolved.description.is_empty() {
            resolved.description.clone_into(&mut lowered.docs);
        }
        Some(lowered)
    }

    fn component(&mut self, name: &'d str, schema: &'d Schema) -> Option<Lowered> {
        match self.models.components.get(name) {
            Some(Memo::Done(lowered)) => return lowered.clone(),
            Some(Memo::Open) => {
                self.sink.report(&schema.at, problem::endless_schema(name));
                return None;
            }
            None => {}
        }
        self.models.components.insert(name, Memo::Open);
        let lowered = self.inline(schema, name);
        self.models
            .components
            .insert(name, Memo::Done(lowered.clone()));
        lowered
    }

    fn inline(&mut self, schema: &'d Schema, words: &str) -> Option<Lowered> {
        if schema.broken {
            return None;
        }
        let form = Form::of(schema);
        self.check_form(schema, form);
        let ty = match form {
            Form::Struct | Form::StringEnum | Form::Union => {
                TypeRef::Model(self.inline_model(schema, words)?)
            }
            Form::Any => TypeRef::Any,
            Form::Scalar(ty) => {
                self.check_range(schema);
                scalar(ty, schema.format.as_deref())
            }
            Form::List => TypeRef::Array(Box::new(self.element(schema, words)?)),
        };
        Some(Lowered {
            ty,
            nullable: schema.nullable,
            docs: schema.description.clone(),
            remarks: self.remarks(schema, form),
        })
    }

    fn remarks(&mut self, schema: &Schema, form: Form) -> Remarks {
        Remarks {
            default: self.default(schema, form),
            deprecated: schema.deprecated,
        }
    }

    fn element(&mut self, schema: &'d Schema, words: &str) -> Option<TypeRef> {
        let Some(items) = &schema.items else {
            return Some(TypeRef::Any);
        };
        let element = self.schema(items, &format!("{words} Item"))?;
        if element.nullable {
            self.sink.report(
                &schema.at,
                problem::unsupported_null("an element of a list"),
            );
        }
        Some(element.ty)
    }
}

/// Returns the type for a value of one JSON type; a format that is not known is an annotation.
pub(super) fn scalar(ty: Type, format: Option<&str>) -> TypeRef {
    match (ty, format) {
        (Type::String, Some("password")) => TypeRef::Secret,
        (Type::String, Some("date-time")) => TypeRef::DateTime,
        (Type::String, _) => TypeRef::String,
        (Type::Integer, Some("int32")) => TypeRef::Int32,
        (Type::Integer, _) => TypeRef::Int64,
        (Type::Number, _) => TypeRef::Float64,
        (Type::Boolean, _) => TypeRef::Bool,
        (Type::Array | Type::Object, _) => TypeRef::Any,
    }
}
