//! From schemas to types.

mod default;
mod discriminator;
mod enumeration;
mod implied_discriminator;
mod inline;
mod kind_check;
mod lowered;
mod own_tags;
mod shape;
mod union;

pub(in crate::lower) use inline::InlineModels;
pub(in crate::lower) use lowered::LoweredType;

use crate::access::Access;
use crate::diagnostic::problem;
use crate::document::{Others, Referable, Schema};
use crate::ir::{ModelId, Remarks, TypeRef};
use crate::location::Location;
use crate::lower::Lowering;
use crate::memo::Memo;
use crate::normalize::{MAX_DEPTH, NormalizedSchema, SchemaKind, scalar_of};
use crate::resolve;

impl<'d> Lowering<'d> {
    /// Lowers the schemas of the components, in their order, so that models are in it too.
    pub(super) fn component_schemas(&mut self) {
        let components = &self.document.components.schemas;
        let mut models = Vec::new();
        for (name, component) in components {
            if let Referable::Inline(schema) = &component.part
                && let Some(normalized) = self.normalizer.normalize_schema(schema)
                && let Some(of) = model_schema(&normalized)
            {
                let id = self.declare_component(name, &component.at, schema, of, &normalized);
                models.push((id, normalized));
            }
        }
        for (id, normalized) in models {
            self.define_model(id, &normalized);
        }
        for (name, component) in components {
            if let Referable::Inline(schema) = &component.part {
                self.component(name, schema);
            }
        }
    }

    fn declare_component(
        &mut self,
        name: &'d str,
        at: &Location,
        schema: &'d Schema,
        of: &'d Schema,
        normalized: &NormalizedSchema<'d>,
    ) -> ModelId {
        let rust_name = self.renames.name(name, at);
        let rust_name = self.types.claim(rust_name, at, self.sink);
        let id = self.models.declare(rust_name, of, at.clone());
        let lowered = LoweredType {
            ty: TypeRef::Model(id),
            nullable: normalized.is_nullable(),
            docs: of.description.clone(),
            remarks: self.remarks(schema, normalized),
        };
        self.components.insert(name, Memo::Done(Some(lowered)));
        if let NormalizedSchema::Plain(plain) = normalized {
            self.check_kind(plain, SchemaKind::of(plain));
        }
        id
    }

    /// Returns the type for a schema; `None` if it is broken and was reported.
    ///
    /// `name_hint` names a model if the schema is defined here and needs one.
    pub(super) fn schema(
        &mut self,
        schema: &'d Referable<Schema>,
        name_hint: &str,
    ) -> Option<LoweredType> {
        let resolved = resolve::follow(&self.document.components, schema)?;
        if self.normalizer.nesting().is_exhausted() {
            self.sink
                .report(&resolved.part.at, problem::too_deep(MAX_DEPTH));
            return None;
        }
        self.normalizer.nesting().enter();
        let lowered = match resolved.component {
            Some(name) => self.component(name, resolved.part),
            None => self.inline(resolved.part, name_hint),
        };
        self.normalizer.nesting().leave();
        let mut lowered = lowered?;
        lowered.remarks.deprecated |= resolved.deprecated;
        if !resolved.description.is_empty() {
            resolved.description.clone_into(&mut lowered.docs);
        }
        Some(lowered)
    }

    fn component(&mut self, name: &'d str, schema: &'d Schema) -> Option<LoweredType> {
        match self.components.get(name) {
            Some(Memo::Done(lowered)) => return lowered.clone(),
            Some(Memo::Open) => {
                self.sink.report(&schema.at, problem::endless_schema(name));
                return Some(LoweredType::any());
            }
            None => {}
        }
        self.components.insert(name, Memo::Open);
        let lowered = self.inline(schema, name);
        self.components.insert(name, Memo::Done(lowered.clone()));
        lowered
    }

    fn inline(&mut self, schema: &'d Schema, name_hint: &str) -> Option<LoweredType> {
        let normalized = self.normalizer.normalize_schema(schema)?;
        let (ty, docs) = match &normalized {
            NormalizedSchema::Alias(to, _) => {
                let mut lowered = self.schema(to, name_hint)?;
                lowered.nullable |= normalized.is_nullable();
                let own = self.remarks(schema, &normalized);
                lowered.remarks.default = own.default.or(lowered.remarks.default);
                lowered.remarks.deprecated |= own.deprecated;
                if own.access != Access::Both {
                    lowered.remarks.access = own.access;
                }
                if !schema.description.is_empty() {
                    lowered.docs.clone_from(&schema.description);
                }
                return Some(lowered);
            }
            NormalizedSchema::Union(union) => {
                let id = self.inline_model(&normalized, name_hint)?;
                (TypeRef::Model(id), &union.schema.description)
            }
            NormalizedSchema::Plain(plain) => (
                self.plain(plain, &normalized, name_hint)?,
                &plain.description,
            ),
        };
        Some(LoweredType {
            ty,
            nullable: normalized.is_nullable(),
            docs: docs.clone(),
            remarks: self.remarks(schema, &normalized),
        })
    }

    fn plain(
        &mut self,
        schema: &'d Schema,
        normalized: &NormalizedSchema<'d>,
        name_hint: &str,
    ) -> Option<TypeRef> {
        let kind = SchemaKind::of(schema);
        self.check_kind(schema, kind);
        let ty = match kind {
            SchemaKind::Struct | SchemaKind::StringEnum | SchemaKind::IntegerEnum => {
                TypeRef::Model(self.inline_model(normalized, name_hint)?)
            }
            SchemaKind::Any => TypeRef::Any,
            SchemaKind::Scalar(_) => scalar_of(schema).map_or(TypeRef::Any, TypeRef::Scalar),
            SchemaKind::List => TypeRef::Array(Box::new(self.element(schema, name_hint)?)),
            SchemaKind::Map => TypeRef::Map(Box::new(self.others(schema, name_hint)?)),
        };
        // Components that are known already add a level each without any recursion here.
        if ty.levels().nth(MAX_DEPTH).is_some() {
            self.sink.report(&schema.at, problem::too_deep(MAX_DEPTH));
            return None;
        }
        Some(ty)
    }

    fn remarks(&mut self, schema: &'d Schema, normalized: &NormalizedSchema<'d>) -> Remarks {
        Remarks {
            default: self.default(schema, normalized),
            deprecated: schema.deprecated,
            access: schema.access,
        }
    }

    fn element(&mut self, schema: &'d Schema, name_hint: &str) -> Option<TypeRef> {
        let Some(items) = &schema.items else {
            return Some(TypeRef::Any);
        };
        let element = self.schema(items, &format!("{name_hint} Item"))?;
        Some(element.nullable_type())
    }

    /// Returns the type of the members that a schema does not name.
    pub(super) fn others(&mut self, schema: &'d Schema, name_hint: &str) -> Option<TypeRef> {
        let Others::Of(schemas) = &schema.others else {
            return Some(TypeRef::Any);
        };
        let name_hint = format!("{name_hint} Value");
        let mut types = Vec::new();
        for schema in schemas {
            types.push(self.schema(schema, &name_hint)?.nullable_type());
        }
        let first = types.first().cloned()?;
        if types.iter().any(|ty| *ty != first) {
            self.sink.report(&schema.at, problem::untyped_others());
            return Some(TypeRef::Any);
        }
        Some(first)
    }
}

/// Returns the schema that a normalized makes a model of, if it does.
fn model_schema<'d>(normalized: &NormalizedSchema<'d>) -> Option<&'d Schema> {
    match normalized {
        NormalizedSchema::Alias(..) => None,
        NormalizedSchema::Plain(schema) => SchemaKind::of(schema).is_model().then_some(*schema),
        NormalizedSchema::Union(union) => Some(union.schema),
    }
}
