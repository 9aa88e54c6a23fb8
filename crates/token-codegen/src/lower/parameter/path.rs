//! Path templates and the parameters that fill them.

use crate::diagnostic::problem;
use crate::document::{Located, Operation, Parameter, PathItem};
use crate::ir::{self, Place, Remarks, Style, StyleForm, TypeRef};
use crate::lower::Lowering;
use crate::lower::names::ParameterNames;
use crate::lower::parameter::path_template::{Template, template};
use crate::scalar::Scalar;

impl<'d> Lowering<'d> {
    /// Reports a path that nothing is generated from, and what is wrong with it.
    pub(in crate::lower) fn unused_path(&mut self, path: &Located<String>) {
        let problem = match template(&path.value) {
            Ok(_) => problem::unused_path(&path.value),
            Err(reason) => problem::bad_path(&path.value, reason),
        };
        self.sink.report(&path.at, problem);
    }

    /// Returns the template of a path; `None` if it is broken and was reported.
    pub(in crate::lower) fn template(&mut self, path: &'d Located<String>) -> Option<Template<'d>> {
        match template(&path.value) {
            Ok(template) => {
                if let Some(reason) = template.normalized {
                    let problem = problem::normalized_path(&path.value, &template.sent, reason);
                    self.sink.report(&path.at, problem);
                }
                Some(template)
            }
            Err(reason) => {
                self.sink
                    .report(&path.at, problem::bad_path(&path.value, reason));
                None
            }
        }
    }

    /// Leaves out path parameters that have no place in the template.
    pub(super) fn drop_unused_parameters(
        &mut self,
        item: &PathItem,
        template: &Template<'_>,
        parameters: &mut Vec<&'d Parameter>,
    ) {
        parameters.retain(|parameter| {
            let name = &parameter.name.value;
            let has_place =
                parameter.place.value != "path" || template.names.contains(&name.as_str());
            if !has_place {
                let problem = problem::no_place_for_parameter(name, &item.path.value);
                self.sink.report(&parameter.name.at, problem);
            }
            has_place
        });
    }

    /// Returns parameters for the places of a template that no declared one fills.
    pub(super) fn undeclared_parameters(
        &mut self,
        item: &PathItem,
        operation: &Operation,
        template: &Template<'_>,
        declared: &[&Parameter],
        names: &mut ParameterNames,
    ) -> Vec<ir::Parameter> {
        let is_declared = |name: &str| {
            let mut of_path = declared.iter().filter(|known| known.place.value == "path");
            of_path.any(|known| known.name.value == name)
        };
        let mut parameters = Vec::new();
        for name in template.names.iter().filter(|name| !is_declared(name)) {
            let problem = problem::no_parameter_for_place(name, &item.path.value);
            self.sink.report(&operation.at, problem);
            let rust_name = crate::names::RustName::new(name);
            parameters.push(ir::Parameter {
                name: names.claim(rust_name, Place::Path, &operation.at, self.sink),
                docs: String::new(),
                remarks: Remarks::default(),
                place: Place::Path,
                style: Style {
                    form: StyleForm::Simple,
                    explode: false,
                    reserved: false,
                },
                media_type: None,
                ty: TypeRef::Scalar(Scalar::String),
                required: true,
                client: false,
            });
        }
        parameters
    }
}
