//! Values that match one of several schemas.

use crate::document::{Others, Referable, Schema, Type};
use crate::ir::{JsonKind, TypeRef, Union, UnionVariant, VariantMatcher};
use crate::lower::Lowering;
use crate::names::{RustName, Scope};
use crate::normalize::SchemaKind;
use crate::normalize::{NormalizedSchema, UnionView};

/// How many unions may be nested before nothing is known of their values.
const MAX_NESTING: usize = 3;

impl<'d> Lowering<'d> {
    /// Lowers the schemas of a union; `name_hint` names it.
    pub(in crate::lower) fn union(&mut self, union: &UnionView<'d>, name_hint: &str) -> Union {
        let tag = self.tag(union);
        let mut scope = Scope::variants(self.renames.form());
        let mut variants = Vec::new();
        for (index, part) in union.branches.iter().enumerate() {
            let at = &union.schema.at;
            let name = scope.claim_made_up(RustName::new(&self.variant_name(part)), at);
            let tags = tag.as_ref().and_then(|tag| tag.values.get(index));
            let tags = tags.cloned().unwrap_or_default();
            let part = match &tag {
                Some(tag) if !tags.is_empty() => self.with_tag(part, tag),
                _ => part,
            };
            let name_hint = format!("{name_hint} {}", name.pascal());
            let ty = self
                .schema(part, &name_hint)
                .map_or(TypeRef::Any, |lowered| lowered.ty);
            let mut matcher = self.matcher(part, MAX_NESTING);
            matcher.may_lack_tag = tag
                .as_ref()
                .is_some_and(|tag| self.may_lack(part, &tag.property.value, MAX_NESTING));
            matcher.tags = tags;
            variants.push(UnionVariant {
                name,
                ty,
                boxed: false,
                matcher,
            });
        }
        Union {
            variants,
            tag: tag.map(|tag| tag.property.value.clone()),
        }
    }

    /// Returns the words for a variant: its component, its title or its type.
    fn variant_name(&self, part: &'d Referable<Schema>) -> String {
        if let Some(name) = self.normalizer.component_of(part) {
            return name.to_owned();
        }
        let name_hint = match self.normalizer.normalize(part) {
            Some((NormalizedSchema::Plain(schema), _)) => match SchemaKind::of(schema) {
                SchemaKind::Any if schema.types.is_empty() => "Any",
                SchemaKind::Any | SchemaKind::Struct => "Object",
                SchemaKind::Map => "Map",
                SchemaKind::List => "Array",
                SchemaKind::StringEnum => "String",
                SchemaKind::IntegerEnum => "Integer",
                SchemaKind::Scalar(ty) => ty.name(),
            },
            Some((NormalizedSchema::Union(_) | NormalizedSchema::Alias(..), _)) | None => "Any",
        };
        name_hint.to_owned()
    }

    /// Returns whether an object of a part may be without a member.
    fn may_lack(&self, part: &'d Referable<Schema>, member: &str, depth: usize) -> bool {
        match self.normalizer.normalize(part) {
            Some((NormalizedSchema::Plain(schema), _)) => {
                let is_object = matches!(
                    SchemaKind::of(schema),
                    SchemaKind::Struct | SchemaKind::Map | SchemaKind::Any
                );
                is_object && schema.required.iter().all(|name| name.value != member)
            }
            Some((NormalizedSchema::Union(union), _)) if depth > 0 => {
                let mut branches = union.branches.iter();
                branches.any(|branch| self.may_lack(branch, member, depth - 1))
            }
            _ => false,
        }
    }

    /// Returns what distinguishes the values of a part from others.
    fn matcher(&self, part: &'d Referable<Schema>, depth: usize) -> VariantMatcher {
        match self.normalizer.normalize(part) {
            Some((NormalizedSchema::Plain(schema), _)) => matcher_of(schema),
            Some((NormalizedSchema::Union(union), _)) if depth > 0 => {
                let of_branches: Vec<VariantMatcher> = union
                    .branches
                    .iter()
                    .map(|branch| self.matcher(branch, depth - 1))
                    .collect();
                VariantMatcher {
                    kinds: common_kinds(&of_branches),
                    ..VariantMatcher::default()
                }
            }
            _ => VariantMatcher::default(),
        }
    }
}

/// Returns the kinds of all of them; none, which means any, when one of them says nothing.
fn common_kinds(all: &[VariantMatcher]) -> Vec<JsonKind> {
    if all.iter().any(|matcher| matcher.kinds.is_empty()) {
        return Vec::new();
    }
    let mut kinds: Vec<JsonKind> = all
        .iter()
        .flat_map(|matcher| matcher.kinds.clone())
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn matcher_of(schema: &Schema) -> VariantMatcher {
    let kind = match SchemaKind::of(schema) {
        SchemaKind::Any if schema.types.is_empty() => return VariantMatcher::default(),
        SchemaKind::Any | SchemaKind::Map | SchemaKind::Struct => JsonKind::Object,
        SchemaKind::List => JsonKind::Array,
        SchemaKind::StringEnum => JsonKind::String,
        SchemaKind::IntegerEnum => JsonKind::Number,
        SchemaKind::Scalar(ty) => match ty {
            Type::String => JsonKind::String,
            Type::Integer | Type::Number => JsonKind::Number,
            Type::Boolean => JsonKind::Boolean,
            Type::Array => JsonKind::Array,
            Type::Object => JsonKind::Object,
        },
    };
    let names = |names: &mut dyn Iterator<Item = &String>| names.cloned().collect::<Vec<_>>();
    let properties = schema.properties.as_deref().unwrap_or_default();
    let is_closed = SchemaKind::of(schema) == SchemaKind::Struct
        && matches!(schema.others, Others::Unsaid | Others::None);
    VariantMatcher {
        kinds: vec![kind],
        tags: Vec::new(),
        may_lack_tag: false,
        required: names(&mut schema.required.iter().map(|name| &name.value)),
        known: is_closed
            .then(|| names(&mut properties.iter().map(|property| &property.name.value))),
    }
}
