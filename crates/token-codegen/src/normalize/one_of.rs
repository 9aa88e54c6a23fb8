//! Schemas of which a value matches one: which of them there really are.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::SchemaNormalizer;
use super::kind::SchemaKind;
use super::normalized::{NormalizedSchema, UnionView};
use super::scalar::scalar_of;
use super::shape::has_shape;
use crate::document::{Located, Null, Others, Referable, Schema, Type};
use crate::resolve;
use crate::scalar::Scalar;
use crate::source::Value;

impl<'d> SchemaNormalizer<'d> {
    /// Normalizes a schema with branches; `original` is the schema before its `allOf` was merged.
    pub(super) fn union(&self, original: &'d Schema, whole: &'d Schema) -> NormalizedSchema<'d> {
        let unrolled = self.unrolled(original, whole);
        let (nulls, branches): (Vec<_>, Vec<_>) = unrolled
            .parts
            .into_iter()
            .partition(|part| self.is_null(part));
        let nullable = whole.is_nullable() || unrolled.nullable || !nulls.is_empty();
        let bare = || Schema {
            branches: Vec::new(),
            discriminator: None,
            null: if nullable { Null::Yes } else { Null::No },
            ..whole.clone()
        };
        if branches.iter().all(|part| is_constraint(part, whole)) {
            return self.split(self.keep(bare()));
        }
        let mut branches: Vec<_> = branches
            .into_iter()
            .map(|part| self.with_base(original, whole, part))
            .collect();
        if let Some(values) = self.as_one_enum(&branches) {
            return NormalizedSchema::Plain(self.keep(Schema {
                types: vec![Type::String],
                values: Some(values),
                format: None,
                ..bare()
            }));
        }
        self.drop_equals(&mut branches);
        let mut own = None;
        if unrolled.has_itself && whole.properties.is_some() {
            own = self.descendants.name(original);
            branches.push(self.keep_part(Referable::Inline(Schema {
                null: Null::No,
                ..bare()
            })));
        }
        let nullable = nullable || branches.iter().any(|part| self.allows_null(part));
        if let [only] = branches.as_slice() {
            return NormalizedSchema::Alias(only, nullable);
        }
        NormalizedSchema::Union(Rc::new(UnionView {
            schema: whole,
            branches,
            nullable,
            own,
        }))
    }

    /// Normalizes a schema without branches, which is a union if its values are of several types.
    pub(super) fn split(&self, schema: &'d Schema) -> NormalizedSchema<'d> {
        let mut types = schema.types.clone();
        if let Some(values) = &schema.values {
            let of_values: BTreeSet<_> = values
                .iter()
                .filter_map(|value| Type::of(&value.value))
                .collect();
            types = of_values.into_iter().collect();
            if types == [Type::Integer, Type::Number] {
                types = vec![Type::Number];
            }
        }
        if types.len() < 2 {
            return NormalizedSchema::Plain(schema);
        }
        // An integer is a number too, so it has to be tried first.
        types.sort_unstable();
        let branches = types.iter().map(|ty| self.keep_part(of_type(schema, *ty)));
        NormalizedSchema::Union(Rc::new(UnionView {
            schema,
            branches: branches.collect(),
            nullable: schema.is_nullable(),
            own: None,
        }))
    }

    /// Returns a branch that has to match what is beside the branches too.
    fn with_base(
        &self,
        original: &'d Schema,
        whole: &'d Schema,
        part: &'d Referable<Schema>,
    ) -> &'d Referable<Schema> {
        let Some(resolved) = resolve::follow(self.components, part) else {
            return part;
        };
        let has_it = self.extends_schema(resolved.part, original);
        let lacks_type = !whole.types.is_empty()
            && resolved.part.types.is_empty()
            && resolved.part.all_of.is_empty()
            && resolved.part.branches.is_empty()
            && resolved.component.is_none();
        if has_it || !has_shape(whole) && !lacks_type {
            return part;
        }
        let at = match part {
            Referable::Inline(schema) => &schema.at,
            Referable::Reference(reference) => &reference.target.at,
        };
        let mut base = Schema::any(whole.at.clone());
        base.types.clone_from(&whole.types);
        base.format.clone_from(&whole.format);
        base.values.clone_from(&whole.values);
        base.properties.clone_from(&whole.properties);
        base.required.clone_from(&whole.required);
        base.others.clone_from(&whole.others);
        base.items.clone_from(&whole.items);
        let mut both = Schema::any(at.clone());
        both.all_of = vec![Referable::Inline(base), part.clone()];
        self.keep_part(Referable::Inline(both))
    }

    /// Returns the known strings, where all branches are strings and some are of a known set, which is open anyway.
    fn as_one_enum(&self, branches: &[&'d Referable<Schema>]) -> Option<Vec<Located<Value>>> {
        let mut values: Vec<Located<_>> = Vec::new();
        for part in branches {
            let schema = self.simple(part)?;
            let is_text = scalar_of(schema) == Some(Scalar::String);
            if SchemaKind::of(schema) != SchemaKind::StringEnum && !is_text {
                return None;
            }
            for value in schema.values.iter().flatten() {
                if !values.iter().any(|known| known.value == value.value) {
                    values.push(value.clone());
                }
            }
        }
        (!values.is_empty()).then_some(values)
    }

    /// Drops the branches that are of the same type as an earlier one.
    fn drop_equals(&self, branches: &mut Vec<&'d Referable<Schema>>) {
        let mut scalars: Vec<Scalar> = Vec::new();
        let mut components = BTreeSet::new();
        branches.retain(|part| {
            if let Some(resolved) = resolve::follow(self.components, part)
                && let Some(name) = resolved.component
                && !components.insert(name)
            {
                return false;
            }
            let Some(scalar) = self.simple(part).and_then(scalar_of) else {
                return true;
            };
            let is_new = !scalars.contains(&scalar);
            scalars.push(scalar);
            is_new
        });
    }

    fn allows_null(&self, part: &Referable<Schema>) -> bool {
        resolve::follow(self.components, part).is_some_and(|resolved| {
            resolved.part.is_nullable()
                || resolved
                    .part
                    .branches
                    .iter()
                    .any(|branch| self.is_null(branch))
        })
    }

    /// Returns the schema of a part, if it combines no others.
    fn simple(&self, part: &'d Referable<Schema>) -> Option<&'d Schema> {
        let schema = resolve::follow(self.components, part)?.part;
        let is_simple = schema.all_of.is_empty() && schema.branches.is_empty() && !schema.broken;
        is_simple.then_some(schema)
    }
}

/// Returns whether a branch only says which values the schema's own shape may hold.
fn is_constraint(part: &Referable<Schema>, whole: &Schema) -> bool {
    let Referable::Inline(schema) = part else {
        return false;
    };
    let says_types = !schema.types.is_empty() && schema.types != whole.types;
    !says_types
        && schema.values.is_none()
        && schema.properties.is_none()
        && schema.items.is_none()
        && !matches!(schema.others, Others::Of(_))
        && schema.all_of.is_empty()
        && schema.branches.is_empty()
        && (schema.format.is_none() || !whole.types.is_empty())
        && (!schema.required.is_empty() || !whole.types.is_empty() || whole.properties.is_some())
}

/// Returns the part of a schema that is about values of one type.
fn of_type(schema: &Schema, ty: Type) -> Referable<Schema> {
    let mut part = Schema::any(schema.at.clone());
    part.types = vec![ty];
    part.format.clone_from(&schema.format);
    part.bounds = schema.bounds;
    if let Some(values) = &schema.values {
        let of_type = values
            .iter()
            .filter(|value| Type::of(&value.value).is_some_and(|of| of.is_within(ty)));
        part.values = Some(of_type.cloned().collect());
    }
    match ty {
        Type::Object => {
            part.properties.clone_from(&schema.properties);
            part.required.clone_from(&schema.required);
            part.others = schema.others.clone();
        }
        Type::Array => part.items.clone_from(&schema.items),
        Type::String | Type::Integer | Type::Number | Type::Boolean => {}
    }
    Referable::Inline(part)
}
