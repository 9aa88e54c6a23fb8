//! The members of a body that is made of some: a form, or several parts.

use crate::diagnostic::problem;
use crate::document::{Located, Others, Property, Referable, Schema};
use crate::lower::Lowering;
use crate::lower::media::is_file;
use crate::normalize::NormalizedSchema;
use crate::normalize::SchemaKind;

/// A member of a body.
pub(in crate::lower) struct Member<'d> {
    pub(in crate::lower) name: &'d Located<String>,
    /// What it may be; `None` if that is broken.
    pub(in crate::lower) schema: Option<&'d Referable<Schema>>,
    /// Whether every body has it.
    pub(in crate::lower) required: bool,
}

/// The members that a document names.
pub(in crate::lower) struct Members<'d> {
    pub(in crate::lower) list: Vec<Member<'d>>,
    /// A schema that allows others, too.
    pub(in crate::lower) open: Option<&'d Schema>,
    /// A schema that leaves the choice between several objects.
    pub(in crate::lower) choice: Option<&'d Schema>,
}

impl<'d> Lowering<'d> {
    /// Returns the members of a body, those of all alternatives together; `None` if its schema does not list them.
    pub(in crate::lower) fn members(&self, part: &'d Referable<Schema>) -> Option<Members<'d>> {
        let choice = match self.normalizer.normalize(part)?.0 {
            NormalizedSchema::Union(union) => Some(union.schema),
            NormalizedSchema::Plain(_) | NormalizedSchema::Alias(..) => None,
        };
        let mut objects = self.normalizer.leaves(part)?.into_iter().map(of_object);
        let mut all = objects.next()??;
        for object in objects {
            self.add(&mut all, object?);
        }
        all.choice = choice;
        Some(all)
    }

    /// Adds the members of another object of which a body may be one.
    fn add(&self, all: &mut Members<'d>, other: Members<'d>) {
        all.open = all.open.or(other.open);
        for known in &mut all.list {
            let mut same = other.list.iter();
            known.required &=
                same.any(|member| member.name.value == known.name.value && member.required);
        }
        for member in other.list {
            let mut known = all.list.iter_mut();
            match known.find(|known| known.name.value == member.name.value) {
                Some(known) => known.schema = self.either(known.schema, member.schema),
                None => all.list.push(Member {
                    required: false,
                    ..member
                }),
            }
        }
    }

    /// Returns the schema of what matches one of two.
    fn either(
        &self,
        one: Option<&'d Referable<Schema>>,
        other: Option<&'d Referable<Schema>>,
    ) -> Option<&'d Referable<Schema>> {
        let (one, other) = (one?, other?);
        if std::ptr::eq(one, other) {
            return Some(one);
        }
        let at = match one {
            Referable::Inline(schema) => &schema.at,
            Referable::Reference(reference) => &reference.target.at,
        };
        let mut either = Schema::any(at.clone());
        either.branches = vec![one.clone(), other.clone()];
        Some(self.normalizer.keep_part(Referable::Inline(either)))
    }

    /// Returns whether a body can be made of the members of its values; where it cannot, that is reported.
    pub(super) fn require_members(
        &mut self,
        media_type: &Located<String>,
        part: &'d Referable<Schema>,
    ) -> bool {
        // What is broken was reported.
        let objects = self.normalizer.leaves(part).unwrap_or_default();
        let mut checked = objects.into_iter().map(|object| self.check_object(object));
        let Some(why) = checked.find_map(Result::err) else {
            return true;
        };
        let problem = problem::unwritable_body(&media_type.value, why);
        self.sink.report(&media_type.at, problem);
        false
    }

    fn check_object(&self, object: &'d Schema) -> Result<(), &'static str> {
        match SchemaKind::of(object) {
            SchemaKind::Any | SchemaKind::Struct => Ok(()),
            SchemaKind::Map => self.check_map(object),
            SchemaKind::Scalar(_)
            | SchemaKind::List
            | SchemaKind::StringEnum
            | SchemaKind::IntegerEnum => Err("its schema is none"),
        }
    }

    fn check_map(&self, map: &'d Schema) -> Result<(), &'static str> {
        let Others::Of(values) = &map.others else {
            return Ok(());
        };
        let mut values = values
            .iter()
            .filter_map(|value| self.normalizer.plain(value));
        if values.any(|value| is_file(value, None)) {
            return Err("the files of this one have no names");
        }
        Ok(())
    }
}

fn of_object(schema: &Schema) -> Option<Members<'_>> {
    let member = |property| member(schema, property);
    Some(Members {
        list: schema.properties.as_deref()?.iter().map(member).collect(),
        open: matches!(schema.others, Others::Any | Others::Of(_)).then_some(schema),
        choice: None,
    })
}

fn member<'d>(schema: &Schema, property: &'d Property) -> Member<'d> {
    let mut required = schema.required.iter();
    Member {
        name: &property.name,
        schema: property.schema.as_ref(),
        required: required.any(|required| required.value == property.name.value),
    }
}
