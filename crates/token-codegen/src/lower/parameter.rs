//! The parameters of operations: in the path, the query, headers and cookies.

mod client;
mod path;
mod path_template;
mod style;

pub(in crate::lower) use client::ClientParameters;

use crate::diagnostic::problem;
use crate::document::{Located, Operation, Parameter, PathItem, Referable, Schema};
use crate::ir::{self, Place, Remarks, Shape, StyleForm, TypeRef};
use crate::lower::Lowering;
use crate::lower::names::ParameterNames;
use crate::lower::parameter::path_template::Template;
use crate::lower::schema::LoweredType;
use crate::lower::security::is_header_name;
use crate::resolve;
use crate::scalar::Scalar;

impl<'d> Lowering<'d> {
    /// Lowers the parameters that an operation takes, its path item's first.
    ///
    /// `name_hint` names the operation, `taken` is what its credentials send.
    pub(super) fn parameters(
        &mut self,
        (item, operation): (&'d PathItem, &'d Operation),
        template: &Template<'_>,
        name_hint: &str,
        taken: &[(Place, &str)],
        names: &mut ParameterNames,
    ) -> Vec<ir::Parameter> {
        let (shared, shared_is_whole) = self.resolve_parameters(&item.parameters);
        let (own, own_is_whole) = self.resolve_parameters(&operation.parameters);
        let is_overridden = |shared: &&Parameter| own.iter().any(|own| is_same(own, shared));
        let inherited = shared.into_iter().filter(|shared| !is_overridden(shared));
        let mut parameters: Vec<&Parameter> = inherited.chain(own.iter().copied()).collect();
        self.drop_unused_parameters(item, template, &mut parameters);

        let mut lowered = Vec::new();
        if shared_is_whole && own_is_whole {
            lowered = self.undeclared_parameters(item, operation, template, &parameters, names);
        }
        for parameter in parameters {
            lowered.extend(self.parameter(parameter, name_hint, taken, names));
        }
        lowered
    }

    /// Follows the references of a list, and returns whether all of them led somewhere.
    fn resolve_parameters(
        &mut self,
        list: &'d [Referable<Parameter>],
    ) -> (Vec<&'d Parameter>, bool) {
        let mut parameters: Vec<&Parameter> = Vec::new();
        let mut is_whole = true;
        for parameter in list {
            let Some(resolved) = resolve::follow(&self.document.components, parameter) else {
                is_whole = false;
                continue;
            };
            if parameters.iter().any(|known| is_same(known, resolved.part)) {
                let name = &resolved.part.name;
                self.sink
                    .report(&name.at, problem::duplicate_parameter(&name.value));
            } else {
                parameters.push(resolved.part);
            }
        }
        (parameters, is_whole)
    }

    fn parameter(
        &mut self,
        parameter: &'d Parameter,
        name_hint: &str,
        taken: &[(Place, &str)],
        names: &mut ParameterNames,
    ) -> Option<ir::Parameter> {
        let place = self.place(parameter, taken)?;
        if place == Place::Path && !parameter.required {
            self.sink.report(
                &parameter.name.at,
                problem::optional_path_parameter(&parameter.name.value),
            );
        }
        let name = self.renames.name(&parameter.name.value, &parameter.at);
        let name = names.claim(name, place, &parameter.at, self.sink);
        let (value, style) = self.parameter_value(parameter, place, name_hint)?;
        let default = value.remarks.default;
        let lowered = ir::Parameter {
            name,
            docs: parameter.description.clone(),
            remarks: Remarks {
                // The client has a default of its own, which is this one.
                default: default.clone().filter(|_| !parameter.client),
                deprecated: parameter.deprecated || value.remarks.deprecated,
                ..Remarks::default()
            },
            place,
            style,
            media_type: None,
            ty: value.ty,
            // No style writes `null`: what may be null may be left out.
            required: place == Place::Path || parameter.required && !value.nullable,
            client: parameter.client,
        };
        if parameter.client {
            self.client_parameter(parameter, &lowered, default);
        }
        Some(lowered)
    }

    /// Returns where a parameter travels; `None` if the standard or a credential has the place.
    fn place(&mut self, parameter: &Parameter, taken: &[(Place, &str)]) -> Option<Place> {
        let Located { value: name, at } = &parameter.name;
        let place = match parameter.place.value.as_str() {
            "path" => Place::Path,
            "query" => Place::Query,
            "header" => Place::Header,
            "cookie" => Place::Cookie,
            other => {
                self.sink
                    .report(&parameter.place.at, problem::unknown_place(other));
                return None;
            }
        };
        let is_taken = |(other, key): &(Place, &str)| {
            *other == place
                && (key == name || place == Place::Header && key.eq_ignore_ascii_case(name))
        };
        let problem = if place == Place::Header && !is_header_name(name) {
            problem::bad_header_name(name)
        } else if taken.iter().any(is_taken) {
            problem::credential_parameter(name)
        } else if place == Place::Header
            && ["accept", "content-type"].contains(&name.to_ascii_lowercase().as_str())
        {
            problem::reserved_header(name)
        } else {
            return Some(place);
        };
        self.sink.report(at, problem);
        None
    }

    fn parameter_value(
        &mut self,
        parameter: &'d Parameter,
        place: Place,
        name_hint: &str,
    ) -> Option<(LoweredType, ir::Style)> {
        let name = &parameter.name.value;
        let (schema, style) = if let Some(schema) = &parameter.schema {
            if !parameter.content.is_empty() {
                let why = "it has a `schema`, and only one of the two may be there";
                self.unused_parameter_key(parameter, "content", why);
            }
            (Some(schema), self.schema_style(parameter, schema, place))
        } else if parameter.content.is_empty() {
            let problem = problem::untyped_parameter(name);
            self.sink.report(&parameter.at, problem);
            let style = self.style(parameter.style.as_ref(), parameter.explode, place);
            (None, style)
        } else {
            self.content_style(parameter, place)
        };
        let Some(schema) = schema else {
            // JSON that is not described is any JSON, and everything else is a text.
            let ty = match style.form {
                StyleForm::Json => TypeRef::Any,
                _ => TypeRef::Scalar(Scalar::String),
            };
            let value = LoweredType {
                ty,
                ..LoweredType::any()
            };
            return Some((value, style));
        };
        let lowered = self.schema(schema, &format!("{name_hint} {name}"))?;
        if parameter.client {
            self.check_client_parameter(parameter, schema, &lowered)?;
        }
        Some((lowered, style))
    }

    /// Reports a parameter of the client that no setting can hold, and one whose default would be lost.
    fn check_client_parameter(
        &mut self,
        parameter: &Parameter,
        schema: &'d Referable<Schema>,
        lowered: &LoweredType,
    ) -> Option<()> {
        let name = &parameter.name.value;
        let declared = resolve::follow(&self.document.components, schema)?.part;
        let problem = if !self.is_text(&lowered.ty) {
            problem::unsupported_parameter_type(name)
        } else if declared.default.is_some() && lowered.remarks.default.is_none() {
            problem::bad_client_default(name)
        } else {
            return Some(());
        };
        self.sink.report(&parameter.at, problem);
        None
    }

    /// Returns whether a value is a single text, number or boolean, so that a setting of the client can hold it.
    fn is_text(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Scalar(_) => true,
            TypeRef::Any
            | TypeRef::Array(_)
            | TypeRef::Map(_)
            | TypeRef::Nullable(_)
            | TypeRef::File
            | TypeRef::Body => false,
            TypeRef::Model(id) => {
                let shape = self.models.get(*id).map(|draft| &draft.shape);
                matches!(shape, Some(Shape::StringEnum(_) | Shape::IntegerEnum(_)))
            }
        }
    }
}

/// The names of headers are one whatever their case.
fn is_same(a: &Parameter, b: &Parameter) -> bool {
    let is_header = a.place.value == "header";
    a.place.value == b.place.value
        && (a.name.value == b.name.value
            || is_header && a.name.value.eq_ignore_ascii_case(&b.name.value))
}
