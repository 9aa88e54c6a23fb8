//! The names of an operation's parameters, and of operations among the other types.

use crate::diagnostic::{Sink, problem};
use crate::document::{self, PathItem};
use crate::ir::Place;
use crate::location::Location;
use crate::lower::Lowering;
use crate::lower::media::place_word;
use crate::names::{RenameForm, RustName, Scope};

/// The names of one operation's parameters so far.
///
/// One of the same name in another place gets the place as its last word: `id` and `id_query`.
pub(super) struct ParameterNames {
    scope: Scope,
    places: Vec<(RustName, Place)>,
}

impl ParameterNames {
    pub(super) fn new(form: RenameForm) -> Self {
        Self {
            scope: Scope::parameters(form),
            places: Vec::new(),
        }
    }

    pub(super) fn claim(
        &mut self,
        name: RustName,
        place: Place,
        at: &Location,
        sink: &mut Sink,
    ) -> RustName {
        let mut same = self
            .places
            .iter()
            .filter(|(known, _)| known.snake() == name.snake());
        let longer = name.with_word(place_word(place));
        let is_elsewhere = same.next().is_some_and(|(_, known)| *known != place);
        let name = if is_elsewhere && self.scope.holder(&longer).is_none() {
            longer
        } else {
            name
        };
        let name = self.scope.claim(name, at, sink);
        self.places.push((name.clone(), place));
        name
    }
}

impl<'d> Lowering<'d> {
    /// Returns the id and the name of an operation; without an id, both come from its method and path.
    pub(super) fn operation_name(
        &mut self,
        item: &PathItem,
        operation: &'d document::Operation,
    ) -> (String, RustName) {
        let method = operation.method.key();
        let (id, words) = match &operation.id {
            Some(id) if !id.value.trim().is_empty() => (id.value.clone(), id.value.clone()),
            _ => (
                format!("{} {}", operation.method.name(), item.path.value),
                format!("{method} {}", item.path.value.replace('{', " by ")),
            ),
        };
        let name = self.renames.name(&words, &operation.at);
        let Some(written) = &operation.id else {
            let name = self.distinct(name, &operation.at, false);
            let problem = problem::missing_operation_id(name.snake());
            self.sink.report(&operation.at, problem);
            return (id, name);
        };
        let first = self.ids.get(written.value.as_str()).copied();
        let name = self.distinct(name, &operation.at, first.is_some());
        if let Some(first) = first {
            let problem = problem::duplicate_operation_id(&id, first, name.snake());
            self.sink.report(&written.at, problem);
        } else {
            self.ids.insert(&written.value, &written.at);
        }
        (id, name)
    }

    /// Takes the operation's name as a method and as a type, both with something more where the name is taken.
    fn distinct(&mut self, name: RustName, at: &Location, is_reported: bool) -> RustName {
        let mut name = name;
        if let Some(first) = self.client.holder(&name).cloned() {
            let other = name.numbered(|name| {
                self.client.holder(name).is_none() && self.types.holder(name).is_none()
            });
            if !is_reported {
                let problem = self.client.clash(&name, &first, &other, at);
                self.sink.report(at, problem);
            }
            name = other;
        }
        if let Some(first) = self.types.holder(&name).cloned() {
            let longer = name.with_type_word("operation");
            let problem = self.types.clash(&name, &first, &longer, at);
            self.sink.report(at, problem);
            name = longer;
        }
        let name = self.types.claim(name, at, self.sink);
        self.client.claim(name, at, self.sink)
    }
}

/// Returns the words that name a schema of a body: after its component, or after its operation.
pub(super) fn hint_for(component: Option<&str>, operation: &str, role: &str) -> String {
    match component {
        Some(component) if component.to_lowercase().ends_with(&role.to_lowercase()) => {
            component.to_owned()
        }
        Some(component) => format!("{component} {role}"),
        None => format!("{operation} {role}"),
    }
}
