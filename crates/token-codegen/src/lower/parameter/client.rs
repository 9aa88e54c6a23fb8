//! Parameters that are set once on the client.

use indexmap::IndexMap;

use crate::diagnostic::problem;
use crate::document::Parameter;
use crate::ir;
use crate::location::Location;
use crate::lower::Lowering;

/// The parameters so far, by their name on the wire.
#[derive(Default)]
pub(in crate::lower) struct ClientParameters {
    found: IndexMap<String, ClientSetting>,
}

struct ClientSetting {
    parameter: ir::ClientParameter,
    place: ir::Place,
    required: bool,
    at: Location,
}

impl ClientParameters {
    pub(in crate::lower) fn take(&mut self) -> Vec<ir::ClientParameter> {
        let found = std::mem::take(&mut self.found);
        found.into_values().map(|found| found.parameter).collect()
    }
}

impl Lowering<'_> {
    /// Adds the parameter of one operation to the client, where it has to be the same for all operations.
    pub(super) fn client_parameter(
        &mut self,
        parameter: &Parameter,
        lowered: &ir::Parameter,
        default: Option<String>,
    ) {
        let wire = &parameter.name.value;
        if let Some(first) = self.client_parameters.found.get(wire) {
            let is_same = first.place == lowered.place
                && first.required == lowered.required
                && first.parameter.ty == lowered.ty
                && first.parameter.default == default;
            if !is_same {
                self.sink.report(
                    &parameter.at,
                    problem::client_parameter_mismatch(wire, &first.at),
                );
            }
            return;
        }
        let name = self.renames.name(wire, &parameter.at);
        let name = self.builder.claim(name, &parameter.at, self.sink);
        let env = name.env(&self.options.env_prefix);
        let found = ClientSetting {
            parameter: ir::ClientParameter {
                name,
                docs: parameter.description.clone(),
                ty: lowered.ty.clone(),
                default,
                deprecated: lowered.remarks.deprecated,
                env,
            },
            place: lowered.place,
            required: lowered.required,
            at: parameter.at.clone(),
        };
        self.client_parameters.found.insert(wire.clone(), found);
    }
}
