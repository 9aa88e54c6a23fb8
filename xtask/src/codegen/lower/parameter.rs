//! The parameters of operations: those of the path and of the header.

use super::Lowering;
use super::schema::Lowered;
use super::security::is_header_name;
use crate::codegen::diagnostic::problem;
use crate::codegen::document::{Located, Operation, Parameter, PathItem, Referable};
use crate::codegen::ir::{self, Place, Remarks, Shape, TypeRef};
use crate::codegen::names::Scope;
use crate::codegen::resolve;

impl<'d> Lowering<'d> {
    /// Lowers the parameters that an operation takes, its path item's first.
    ///
    /// `words` name the operation, `credentials` are the headers that its credentials take.
    pub(super) fn parameters(
        &mut self,
        item: &'d PathItem,
        operation: &'d Operation,
        words: &str,
        credentials: &[&str],
    ) -> Vec<ir::Parameter> {
        let (shared, shared_is_whole) = self.resolve_parameters(&item.parameters);
        let (own, own_is_whole) = self.resolve_parameters(&operation.parameters);
        let is_overridden = |shared: &&Parameter| own.iter().any(|own| is_same(own, shared));
        let inherited = shared.into_iter().filter(|shared| !is_overridden(shared));
        let parameters: Vec<&Parameter> = inherited.chain(own.iter().copied()).collect();

        let is_whole = shared_is_whole && own_is_whole;
        self.check_template(item, operation, &parameters, is_whole);
        let mut scope = Scope::parameters(self.renames.form());
        let mut lowered = Vec::new();
        for parameter in parameters {
            lowered.extend(self.parameter(parameter, words, credentials, &mut scope));
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

    /// Reports a path that nothing is generated from, and what is wrong with it.
    pub(super) fn idle_path(&mut self, path: &Located<String>) {
        let problem = match super::path::parameters(&path.value) {
            Ok(_) => problem::idle_path(&path.value),
            Err(reason) => problem::bad_path(&path.value, reason),
        };
        self.sink.report(&path.at, problem);
    }

    /// Reports path parameters that have no place in the template, and places that have no parameter.
    fn check_template(
        &mut self,
        item: &PathItem,
        operation: &Operation,
        parameters: &[&Parameter],
        is_whole: bool,
    ) {
        let path = &item.path;
        let template = match super::path::parameters(&path.value) {
            Ok(names) => names,
            Err(reason) => {
                self.sink
                    .report(&path.at, problem::bad_path(&path.value, reason));
                return;
            }
        };
        let of_path = parameters
            .iter()
            .filter(|parameter| parameter.place.value == "path");
        let declared: Vec<&Located<String>> = of_path.map(|parameter| &parameter.name).collect();
        for name in &declared {
            if !template.contains(&name.value.as_str()) {
                self.sink.report(
                    &name.at,
                    problem::no_place_for_parameter(&name.value, &path.value),
                );
            }
        }
        for name in template {
            if is_whole && !declared.iter().any(|declared| declared.value == name) {
                self.sink.report(
                    &operation.at,
                    problem::no_parameter_for_place(name, &path.value),
                );
            }
        }
    }

    fn parameter(
        &mut self,
        parameter: &'d Parameter,
        words: &str,
        credentials: &[&str],
        scope: &mut Scope,
    ) -> Option<ir::Parameter> {
        let place = match parameter.place.value.as_str() {
            "path" => Place::Path,
            "header" => self.header(parameter, credentials)?,
            other => {
                self.sink
                    .report(&parameter.place.at, problem::unsupported_parameter(other));
                return None;
            }
        };
        if place == Place::Path && !parameter.required {
            self.sink.report(
                &parameter.name.at,
                problem::optional_path_parameter(&parameter.name.value),
            );
        }
        if let Some(style) = &parameter.style
            && style.value != "simple"
        {
            self.sink
                .report(&style.at, problem::unsupported_style(&style.value));
        }
        let name = self.renames.name(&parameter.name.value, &parameter.at);
        let name = scope.claim(name, &parameter.at, self.sink);
        let value = self.parameter_value(parameter, words)?;
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
            ty: value.ty,
            required: parameter.required || place == Place::Path,
            client: parameter.client,
        };
        if parameter.client {
            self.client_parameter(parameter, &lowered, default);
        }
        Some(lowered)
    }

    fn header(&mut self, parameter: &Parameter, credentials: &[&str]) -> Option<Place> {
        let Located { value: name, at } = &parameter.name;
        if !is_header_name(name) {
            self.sink.report(at, problem::bad_header_name(name));
            return None;
        }
        if credentials
            .iter()
            .any(|taken| taken.eq_ignore_ascii_case(name))
        {
            self.sink.report(at, problem::header_conflict(name));
            return None;
        }
        if name.eq_ignore_ascii_case("accept") || name.eq_ignore_ascii_case("content-type") {
            self.sink.report(at, problem::reserved_header(name));
            return None;
        }
        Some(Place::Header)
    }

    fn parameter_value(&mut self, parameter: &'d Parameter, words: &str) -> Option<Lowered> {
        let schema = parameter.schema.as_ref()?;
        let words = format!("{words} {}", parameter.name.value);
        let lowered = self.schema(schema, &words)?;
        let is_text = match &lowered.ty {
            TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Nullable(_) | TypeRef::Any => false,
            TypeRef::Model(id) => {
                let shape = self.models.get(*id).map(|draft| &draft.shape);
                matches!(shape, Some(Shape::StringEnum(_) | Shape::IntegerEnum(_)))
            }
            _ => true,
        };
        if !is_text {
            self.sink.report(
                &parameter.at,
                problem::unsupported_parameter_type(&parameter.name.value),
            );
            return None;
        }
        if lowered.nullable {
            self.sink
                .report(&parameter.at, problem::unsupported_null("a parameter"));
        }
        Some(lowered)
    }
}

fn is_same(a: &Parameter, b: &Parameter) -> bool {
    a.name.value == b.name.value && a.place.value == b.place.value
}
