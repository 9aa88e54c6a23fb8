//! What a schema comes down to once the schemas that it takes in are followed: the one place that knows composition.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::diagnostic::problem;
use crate::document::{Null, Others, Referable, Schema, Type};
use crate::lower::Lowering;
use crate::lower::MAX_MADE;
use crate::lower::schema::MAX_DEPTH;
use crate::resolve;

/// What a schema comes down to.
#[derive(Clone)]
pub(in crate::lower) enum View<'d> {
    /// Another schema, or `null` too where that is said.
    Alias(&'d Referable<Schema>, bool),
    /// A schema that takes in no other.
    Plain(&'d Schema),
    /// One of several schemas.
    Union(Rc<Alternatives<'d>>),
}

/// The schemas of which a value matches one.
pub(in crate::lower) struct Alternatives<'d> {
    /// What holds for all of them.
    pub(in crate::lower) schema: &'d Schema,
    /// The schemas; two at least.
    pub(in crate::lower) branches: Vec<&'d Referable<Schema>>,
    /// Whether the value may be `null` as well.
    pub(in crate::lower) nullable: bool,
    /// The component whose own schema is the last branch, where the others are its heirs.
    pub(in crate::lower) own: Option<&'d str>,
}

/// What is known of a schema's view.
pub(in crate::lower) enum Seen<'d> {
    /// It is being worked out, so meeting it again means that it takes in itself.
    Open,
    /// It was worked out; nothing when it is broken.
    Done(Option<View<'d>>),
}

impl View<'_> {
    /// Returns whether the value may be `null`.
    pub(in crate::lower) fn is_nullable(&self) -> bool {
        match self {
            Self::Alias(_, nullable) => *nullable,
            Self::Plain(schema) => schema.is_nullable(),
            Self::Union(union) => union.nullable,
        }
    }
}

impl<'d> Lowering<'d> {
    /// Returns what a schema comes down to; nothing when it is broken and was reported.
    pub(in crate::lower) fn view(&mut self, schema: &'d Schema) -> Option<View<'d>> {
        let key = std::ptr::from_ref(schema);
        match self.views.get(&key) {
            Some(Seen::Done(view)) => return view.clone(),
            Some(Seen::Open) => {
                let name = schema.at.pointer.to_string();
                self.sink.report(&schema.at, problem::endless_schema(&name));
                return Some(View::Plain(self.keep(Schema::any(schema.at.clone()))));
            }
            None => {}
        }
        if self.depth > MAX_DEPTH {
            self.sink.report(&schema.at, problem::too_deep(MAX_DEPTH));
            return None;
        }
        if self.made.len() > MAX_MADE {
            self.sink
                .report(&schema.at, problem::too_many_combinations(MAX_MADE));
            return None;
        }
        self.views.insert(key, Seen::Open);
        self.depth += 1;
        let view = self.compose(schema);
        self.depth -= 1;
        self.views.insert(key, Seen::Done(view.clone()));
        view
    }

    /// Returns what a schema comes down to, aliases followed, and whether `null` is allowed on the way.
    pub(in crate::lower) fn settle(
        &mut self,
        part: &'d Referable<Schema>,
    ) -> Option<(View<'d>, bool)> {
        let mut part = part;
        let mut nullable = false;
        for _ in 0..=MAX_DEPTH {
            let schema = resolve::follow(&self.document.components, part)?.part;
            let view = self.view(schema)?;
            nullable |= view.is_nullable();
            match view {
                View::Alias(to, _) => part = to,
                View::Plain(_) | View::Union(_) => return Some((view, nullable)),
            }
        }
        let schema = resolve::follow(&self.document.components, part)?.part;
        let name = schema.at.pointer.to_string();
        self.sink.report(&schema.at, problem::endless_schema(&name));
        let any = self.keep(Schema::any(schema.at.clone()));
        Some((View::Plain(any), nullable))
    }

    /// Returns the schema that another one comes down to, where that is no choice of several.
    pub(in crate::lower) fn plain_view(
        &mut self,
        part: &'d Referable<Schema>,
    ) -> Option<&'d Schema> {
        match self.settle(part)?.0 {
            View::Plain(schema) => Some(schema),
            View::Alias(..) | View::Union(_) => None,
        }
    }

    /// Returns the schemas without a choice of which a value matches one, each once, those of unions within unions too.
    pub(in crate::lower) fn leaves(
        &mut self,
        part: &'d Referable<Schema>,
    ) -> Option<Vec<&'d Schema>> {
        let mut leaves: Vec<&Schema> = Vec::new();
        let mut seen = BTreeSet::new();
        let mut waiting = vec![part];
        while let Some(part) = waiting.pop() {
            match self.settle(part)?.0 {
                View::Plain(schema) => {
                    if seen.insert((std::ptr::from_ref(schema), false)) {
                        leaves.push(schema);
                    }
                }
                View::Union(union) => {
                    if seen.insert((std::ptr::from_ref(union.schema), true)) {
                        waiting.extend(union.branches.iter().rev());
                    }
                }
                View::Alias(..) => {}
            }
        }
        Some(leaves)
    }

    fn compose(&mut self, schema: &'d Schema) -> Option<View<'d>> {
        if schema.broken {
            return None;
        }
        if let Some(alias) = self.alias(schema) {
            return Some(alias);
        }
        let whole = if schema.all_of.is_empty() {
            schema
        } else {
            self.merge_all(schema)?
        };
        if let Some(union) = self.descendants(schema, whole) {
            return Some(union);
        }
        if whole.branches.is_empty() {
            if let Some(discriminator) = &schema.discriminator {
                let problem = problem::unused_discriminator("no schema takes this one in");
                self.sink.report(&discriminator.property.at, problem);
            }
            Some(self.split(whole))
        } else {
            Some(self.alternatives(schema, whole))
        }
    }

    /// Returns the one schema that another one is but another name or a note for.
    fn alias(&self, schema: &'d Schema) -> Option<View<'d>> {
        let is_null = |part: &&Referable<Schema>| self.is_null(part);
        let branches = schema.branches.iter().filter(|part| !is_null(part));
        let mut parts = schema.all_of.iter().chain(branches);
        let (Some(part), None) = (parts.next(), parts.next()) else {
            return None;
        };
        let target = resolve::follow(&self.document.components, part)?.part;
        let has_own_type = match schema.types.as_slice() {
            [] => false,
            [Type::Object] => target.types != [Type::Object] && target.properties.is_none(),
            types => target.types != types,
        };
        if has_own_type || has_shape(schema) {
            return None;
        }
        let nullable =
            schema.is_nullable() || schema.branches.iter().any(|part| self.is_null(part));
        Some(View::Alias(part, nullable))
    }

    /// Returns whether nothing but `null` matches a schema.
    pub(in crate::lower) fn is_null(&self, part: &Referable<Schema>) -> bool {
        match part {
            Referable::Inline(schema) => schema.null == Null::Only,
            Referable::Reference(_) => resolve::follow(&self.document.components, part)
                .is_some_and(|resolved| resolved.part.null == Null::Only),
        }
    }

    /// Keeps a schema that was made here as long as the document.
    pub(in crate::lower) fn keep(&self, schema: Schema) -> &'d Schema {
        self.made.schemas.alloc(schema)
    }

    /// Keeps a part that was made here as long as the document.
    pub(in crate::lower) fn keep_part(&self, part: Referable<Schema>) -> &'d Referable<Schema> {
        self.made.parts.alloc(part)
    }
}

/// Returns whether a schema says something of its values beside their type and what it takes in.
pub(in crate::lower) fn has_shape(schema: &Schema) -> bool {
    schema.values.is_some()
        || schema.properties.is_some()
        || !schema.required.is_empty()
        || matches!(schema.others, Others::Of(_))
        || schema.items.is_some()
        || schema.format.is_some()
}
