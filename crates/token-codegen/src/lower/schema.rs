//! From schemas to types.

mod all_of;
mod default;
mod descendants;
mod discriminator;
mod enumeration;
mod implied_discriminator;
mod inline;
mod intersection;
mod kind;
mod lowered;
mod normalize;
mod one_of;
mod scalar;
mod shape;
mod union;

pub(in crate::lower) use inline::InlineModels;
pub(in crate::lower) use kind::Form;
pub(in crate::lower) use lowered::Lowered;
pub(in crate::lower) use normalize::{Seen, View};
pub(in crate::lower) use scalar::{integer, scalar_of};

use crate::diagnostic::problem;
use crate::document::{self, Others, Referable, Schema};
use crate::ir::{Access, ModelId, Remarks, TypeRef};
use crate::location::Location;
use crate::lower::Lowering;
use crate::resolve;

/// How many schemas may stand in one another, references followed; it bounds the recursion.
pub(super) const MAX_DEPTH: usize = 100;

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
                && let Some(view) = self.view(schema)
                && let Some(of) = model_schema(&view)
            {
                let id = self.declare_component(name, &component.at, schema, of, &view);
                models.push((id, view));
            }
        }
        for (id, view) in models {
            self.define_model(id, &view);
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
        view: &View<'d>,
    ) -> ModelId {
        let rust_name = self.renames.name(name, at);
        let rust_name = self.types.claim(rust_name, at, self.sink);
        let id = self.models.declare(rust_name, of, at.clone());
        let lowered = Lowered {
            ty: TypeRef::Model(id),
            nullable: view.is_nullable(),
            docs: of.description.clone(),
            remarks: self.remarks(schema, view),
        };
        self.models
            .components
            .insert(name, Memo::Done(Some(lowered)));
        if let View::Plain(plain) = view {
            self.check_form(plain, Form::of(plain));
        }
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
                return Some(Lowered::any());
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
        let view = self.view(schema)?;
        let (ty, docs) = match &view {
            View::Alias(to, _) => {
                let mut lowered = self.schema(to, words)?;
                lowered.nullable |= view.is_nullable();
                let own = self.remarks(schema, &view);
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
            View::Union(union) => {
                let id = self.inline_model(&view, words)?;
                (TypeRef::Model(id), &union.schema.description)
            }
            View::Plain(plain) => (self.plain(plain, &view, words)?, &plain.description),
        };
        Some(Lowered {
            ty,
            nullable: view.is_nullable(),
            docs: docs.clone(),
            remarks: self.remarks(schema, &view),
        })
    }

    fn plain(&mut self, schema: &'d Schema, view: &View<'d>, words: &str) -> Option<TypeRef> {
        let form = Form::of(schema);
        self.check_form(schema, form);
        let ty = match form {
            Form::Struct | Form::StringEnum | Form::IntegerEnum => {
                TypeRef::Model(self.inline_model(view, words)?)
            }
            Form::Any => TypeRef::Any,
            Form::Scalar(_) => scalar_of(schema).map_or(TypeRef::Any, TypeRef::Scalar),
            Form::List => TypeRef::Array(Box::new(self.element(schema, words)?)),
            Form::Map => TypeRef::Map(Box::new(self.others(schema, words)?)),
        };
        // Components that are known already add a level each without any recursion here.
        if ty.levels().nth(MAX_DEPTH).is_some() {
            self.sink.report(&schema.at, problem::too_deep(MAX_DEPTH));
            return None;
        }
        Some(ty)
    }

    fn remarks(&mut self, schema: &'d Schema, view: &View<'d>) -> Remarks {
        Remarks {
            default: self.default(schema, view),
            deprecated: schema.deprecated,
            access: match schema.access {
                document::Access::Both => Access::Both,
                document::Access::ReadOnly => Access::ReadOnly,
                document::Access::WriteOnly => Access::WriteOnly,
            },
        }
    }

    fn element(&mut self, schema: &'d Schema, words: &str) -> Option<TypeRef> {
        let Some(items) = &schema.items else {
            return Some(TypeRef::Any);
        };
        let element = self.schema(items, &format!("{words} Item"))?;
        Some(element.nullable_type())
    }

    /// Returns the type of the members that a schema does not name.
    pub(super) fn others(&mut self, schema: &'d Schema, words: &str) -> Option<TypeRef> {
        let Others::Of(schemas) = &schema.others else {
            return Some(TypeRef::Any);
        };
        let words = format!("{words} Value");
        let mut types = Vec::new();
        for schema in schemas {
            types.push(self.schema(schema, &words)?.nullable_type());
        }
        let first = types.first().cloned()?;
        if types.iter().any(|ty| *ty != first) {
            self.sink.report(&schema.at, problem::untyped_others());
            return Some(TypeRef::Any);
        }
        Some(first)
    }
}

/// Returns the schema that a view makes a model of, if it does.
fn model_schema<'d>(view: &View<'d>) -> Option<&'d Schema> {
    match view {
        View::Alias(..) => None,
        View::Plain(schema) => Form::of(schema).is_model().then_some(*schema),
        View::Union(union) => Some(union.schema),
    }
}
