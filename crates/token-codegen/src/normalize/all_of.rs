//! Schemas that a value has to match at once, made one.

use super::SchemaNormalizer;
use super::normalized::NormalizedSchema;
use crate::diagnostic::problem;
use crate::document::{Located, Null, Others, Referable, Schema, Type};
use crate::source::Value;

impl<'d> SchemaNormalizer<'d> {
    /// Returns a schema merged with the schemas of its `allOf`.
    pub(super) fn merge_all(&self, schema: &'d Schema) -> Option<&'d Schema> {
        let mut whole = Schema {
            all_of: Vec::new(),
            properties: None,
            ..schema.clone()
        };
        let mut nulls = Vec::new();
        for part in &schema.all_of {
            let base = self.base_of(schema, part)?;
            let (other, nullable) = match base {
                Some(base) => (base, base.is_nullable()),
                None => match self.normalize(part)? {
                    (NormalizedSchema::Plain(other), nullable) => (other, nullable),
                    (NormalizedSchema::Union(union), nullable) => {
                        if !whole.branches.is_empty() {
                            let problem = problem::unsupported_composition();
                            self.report(&schema.at, problem);
                            return Some(self.widened(schema));
                        }
                        whole.branches = union.branches.iter().copied().cloned().collect();
                        whole.discriminator.clone_from(&union.schema.discriminator);
                        if nullable {
                            nulls.push(true);
                        }
                        continue;
                    }
                    (NormalizedSchema::Alias(..), _) => return None,
                },
            };
            if !other.types.is_empty() || nullable {
                nulls.push(nullable);
            }
            if !self.merge(&mut whole, other) {
                return Some(self.widened(schema));
            }
            if whole.description.is_empty() && matches!(part, Referable::Inline(_)) {
                whole.description.clone_from(&other.description);
            }
        }
        let own = schema.properties.iter().flatten();
        self.merge_properties(&mut whole.properties, own);
        if whole.null == Null::No && !nulls.is_empty() && nulls.iter().all(|null| *null) {
            whole.null = Null::Yes;
        }
        Some(self.keep(whole))
    }

    /// Returns a schema of any value, in place of one that no value matches or that cannot be expressed.
    fn widened(&self, schema: &Schema) -> &'d Schema {
        self.keep(Schema {
            description: schema.description.clone(),
            access: schema.access,
            deprecated: schema.deprecated,
            ..Schema::any(schema.at.clone())
        })
    }

    /// Merges a schema into another one, and returns whether a value may match both.
    fn merge(&self, whole: &mut Schema, other: &Schema) -> bool {
        if !whole.types.is_empty() && !other.types.is_empty() {
            let common = common_types(&whole.types, &other.types);
            if common.is_empty() {
                let problem = problem::conflicting_types(&other.at);
                self.report(&whole.at, problem);
                return false;
            }
            whole.types = common;
        } else if whole.types.is_empty() {
            whole.types.clone_from(&other.types);
        }
        match (&mut whole.values, &other.values) {
            (Some(values), Some(others)) => {
                let is_common =
                    |value: &Located<Value>| others.iter().any(|other| other.value == value.value);
                if values.iter().any(is_common) {
                    values.retain(is_common);
                } else {
                    let problem = problem::conflicting_values(&other.at);
                    self.report(&whole.at, problem);
                }
            }
            (values @ None, others) => values.clone_from(others),
            (Some(_), None) => {}
        }
        self.merge_properties(&mut whole.properties, other.properties.iter().flatten());
        for name in &other.required {
            if !whole.required.iter().any(|known| known.value == name.value) {
                whole.required.push(name.clone());
            }
        }
        whole.others = match (&whole.others, &other.others) {
            (Others::Of(_), _) | (Others::Any | Others::None, Others::Unsaid | Others::None) => {
                whole.others.clone()
            }
            _ => other.others.clone(),
        };
        whole.items = match (whole.items.take(), other.items.clone()) {
            (Some(one), Some(two)) => Some(Box::new(self.intersection(*one, *two))),
            (one, two) => one.or(two),
        };
        whole.format = whole.format.take().or_else(|| other.format.clone());
        whole.default = whole.default.take().or_else(|| other.default.clone());
        whole.bounds.0 = whole.bounds.0.max(other.bounds.0);
        whole.bounds.1 = whole.bounds.1.min(other.bounds.1);
        whole.deprecated |= other.deprecated;
        true
    }
}

/// Returns the types that are allowed by both lists.
fn common_types(ones: &[Type], others: &[Type]) -> Vec<Type> {
    let within = |ty: &Type, types: &[Type]| types.iter().any(|other| ty.is_within(*other));
    let mut common: Vec<Type> = ones
        .iter()
        .copied()
        .filter(|ty| within(ty, others))
        .collect();
    for ty in others {
        if within(ty, ones) && !common.contains(ty) {
            common.push(*ty);
        }
    }
    common
}
