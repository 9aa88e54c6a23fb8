//! From schemas that combine others to schemas that do not: the one place that knows `allOf`, `oneOf` and `anyOf`.
//!
//! Schemas are normalized on demand, each once, and what this makes of them lives in a [`SchemaArena`].
//! Nothing here knows Rust names or the IR.

mod all_of;
mod arena;
mod compose;
mod descendants;
mod intersection;
mod kind;
mod nesting;
mod normalized;
mod one_of;
mod scalar;
mod schema_id;
mod shape;
mod subtype;
mod unroll;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Sink;
use crate::diagnostic::problem::{self, Problem};
use crate::document::{Components, Referable, Schema};
use crate::location::Location;
use crate::memo::Memo;
use crate::resolve;
use arena::MAX_SCHEMAS;
pub use arena::SchemaArena;
use descendants::Descendants;
pub use kind::SchemaKind;
pub use nesting::{MAX_DEPTH, Nesting};
pub use normalized::{NormalizedSchema, UnionView};
pub use scalar::{integer, scalar_of};
pub use schema_id::SchemaId;
use subtype::OwnStructs;

/// Normalizes the schemas of one document.
#[derive(Debug)]
pub struct SchemaNormalizer<'d> {
    components: &'d Components,
    arena: &'d SchemaArena,
    descendants: Descendants<'d>,
    own_structs: RefCell<OwnStructs<'d>>,
    /// What is known of each schema.
    memo: RefCell<BTreeMap<SchemaId, Memo<Option<NormalizedSchema<'d>>>>>,
    nesting: Nesting,
    problems: RefCell<Sink>,
}

impl<'d> SchemaNormalizer<'d> {
    /// Returns the normalizer of a document's schemas.
    pub fn new(components: &'d Components, arena: &'d SchemaArena) -> Self {
        Self {
            components,
            arena,
            descendants: Descendants::of(components),
            own_structs: RefCell::default(),
            memo: RefCell::default(),
            nesting: Nesting::default(),
            problems: RefCell::default(),
        }
    }

    /// Takes the problems that were found so far.
    pub fn take_problems(&self) -> Sink {
        self.problems.take()
    }

    /// Returns how deep the current schema is nested; whatever recurses into schemas counts in it.
    pub fn nesting(&self) -> &Nesting {
        &self.nesting
    }

    fn report(&self, at: &Location, problem: Problem) {
        self.problems.borrow_mut().report(at, problem);
    }

    /// Returns what a schema normalizes to, an alias not followed; `None` if it is broken and was reported.
    pub fn normalize_schema(&self, schema: &'d Schema) -> Option<NormalizedSchema<'d>> {
        let key = SchemaId::of(schema);
        match self.memo.borrow().get(&key) {
            Some(Memo::Done(normalized)) => return normalized.clone(),
            Some(Memo::Open) => {
                let name = schema.at.pointer.to_string();
                self.report(&schema.at, problem::endless_schema(&name));
                return Some(NormalizedSchema::Plain(
                    self.keep(Schema::any(schema.at.clone())),
                ));
            }
            None => {}
        }
        if self.nesting.is_exhausted() {
            self.report(&schema.at, problem::too_deep(MAX_DEPTH));
            return None;
        }
        if self.arena.is_exhausted() {
            self.report(&schema.at, problem::too_many_combinations(MAX_SCHEMAS));
            return None;
        }
        self.memo.borrow_mut().insert(key, Memo::Open);
        let normalized = self.nesting.within(|| self.compose(schema));
        let known = Memo::Done(normalized.clone());
        self.memo.borrow_mut().insert(key, known);
        normalized
    }

    /// Returns what a schema normalizes to, aliases followed, and whether `null` is allowed on the way.
    pub fn normalize(&self, part: &'d Referable<Schema>) -> Option<(NormalizedSchema<'d>, bool)> {
        let mut part = part;
        let mut nullable = false;
        for _ in 0..=MAX_DEPTH {
            let schema = resolve::follow(self.components, part)?.part;
            let normalized = self.normalize_schema(schema)?;
            nullable |= normalized.is_nullable();
            match normalized {
                NormalizedSchema::Alias(to, _) => part = to,
                NormalizedSchema::Plain(_) | NormalizedSchema::Union(_) => {
                    return Some((normalized, nullable));
                }
            }
        }
        let schema = resolve::follow(self.components, part)?.part;
        let name = schema.at.pointer.to_string();
        self.report(&schema.at, problem::endless_schema(&name));
        let any = self.keep(Schema::any(schema.at.clone()));
        Some((NormalizedSchema::Plain(any), nullable))
    }

    /// Returns the schema that another one normalizes to, unless that is a choice of several.
    pub fn plain(&self, part: &'d Referable<Schema>) -> Option<&'d Schema> {
        match self.normalize(part)?.0 {
            NormalizedSchema::Plain(schema) => Some(schema),
            NormalizedSchema::Alias(..) | NormalizedSchema::Union(_) => None,
        }
    }

    /// Returns the schemas of which a value matches one, each once; unions within unions are flattened.
    pub fn leaves(&self, part: &'d Referable<Schema>) -> Option<Vec<&'d Schema>> {
        let mut leaves: Vec<&Schema> = Vec::new();
        let mut seen = BTreeSet::new();
        let mut waiting = vec![part];
        while let Some(part) = waiting.pop() {
            match self.normalize(part)?.0 {
                NormalizedSchema::Plain(schema) => {
                    if seen.insert((SchemaId::of(schema), false)) {
                        leaves.push(schema);
                    }
                }
                NormalizedSchema::Union(union) => {
                    if seen.insert((SchemaId::of(union.schema), true)) {
                        waiting.extend(union.branches.iter().rev());
                    }
                }
                NormalizedSchema::Alias(..) => {}
            }
        }
        Some(leaves)
    }

    /// Returns the component that a part is, or that it is another name or a narrower form of.
    pub fn component_of(&self, part: &'d Referable<Schema>) -> Option<&'d str> {
        let resolved = resolve::follow(self.components, part)?;
        if resolved.component.is_some() {
            return resolved.component;
        }
        let mut names = resolved.part.all_of.iter().filter_map(|part| {
            resolve::follow(self.components, part).and_then(|base| base.component)
        });
        names.next().filter(|_| names.next().is_none())
    }

    /// Returns the names of the components that are nothing but a reference to another one.
    pub fn other_names(&self, component: &str) -> impl Iterator<Item = &'d str> {
        let schemas = self.components.schemas.iter();
        schemas.filter_map(move |(name, schema)| {
            let is_reference = matches!(schema.part, Referable::Reference(_));
            let resolved = resolve::follow(self.components, &schema.part)?;
            (is_reference && resolved.component == Some(component)).then_some(name.as_str())
        })
    }

    /// Keeps a part that was made of others as long as the document.
    pub fn keep_part(&self, part: Referable<Schema>) -> &'d Referable<Schema> {
        self.arena.keep_part(part)
    }

    fn keep(&self, schema: Schema) -> &'d Schema {
        self.arena.keep(schema)
    }
}
