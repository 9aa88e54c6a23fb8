//! How a large API is divided: the operations of a tag, and the types that are not needed elsewhere.
//!
//! Each group becomes a module with a feature, so that a program compiles what it calls.
//! What two groups reach stays with what belongs to none, and so does all that it reaches itself:
//! no part that is always compiled names one that is not.

mod reach;

use std::collections::{BTreeMap, BTreeSet};

use super::{Api, ErrorEnum, ErrorId, Lifecycle, Model, Operation, OperationId, Output};
use crate::names::RustName;
use reach::Reach;

/// How many operations an API may have until it is large, so that it is divided by tags and has a file for many of
/// them.
pub const LARGE: usize = 60;

/// What a group's module and feature may not be called: the other modules, and the features of every crate.
const TAKEN: [&str; 21] = [
    "api",
    "builder",
    "client",
    "default",
    "errors",
    "headers",
    "http2",
    "metrics",
    "mock",
    "mod",
    "models",
    "native_tls",
    "operations",
    "redis",
    "region",
    "rustls",
    "seal",
    "servers",
    "session",
    "socks",
    "tracing",
];

/// A group, by index into [`Groups::list`]; `None` for what belongs to no group and is always compiled.
pub type Part = Option<usize>;

/// The operations of one tag.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The tag as the document has it.
    pub tag: String,
    /// The group's module.
    pub name: RustName,
    /// The trait of its operations.
    pub api: RustName,
}

impl Group {
    /// Returns the feature that the group's module needs: `user-tokens`.
    pub fn feature(&self) -> String {
        self.name.snake().trim_start_matches("r#").replace('_', "-")
    }
}

/// How an API is divided.
#[derive(Debug, Default)]
pub struct Groups {
    /// The groups, in the order of their names; none when the API is small, or has no two tags.
    pub list: Vec<Group>,
    operations: Vec<Part>,
    models: Vec<Part>,
    errors: Vec<Part>,
}

impl Groups {
    /// Divides an API.
    pub fn of(api: &Api) -> Self {
        if !is_large(api) {
            return Self::default();
        }
        let tags = tags(api);
        let names: BTreeMap<&str, &str> = tags
            .iter()
            .flatten()
            .map(|(name, tag)| (name.as_str(), *tag))
            .collect();
        if names.len() < 2 {
            return Self::default();
        }
        let order: BTreeMap<&str, usize> = names.keys().copied().zip(0..).collect();
        let operations: Vec<Part> = tags
            .iter()
            .map(|tag| order.get(tag.as_ref()?.0.as_str()).copied())
            .collect();
        let (models, errors) = Reach::of(api, &operations);
        Self {
            list: groups(api, names.values().copied()),
            operations,
            models,
            errors,
        }
    }

    /// Returns the operations of a part, in the order of the document.
    pub fn operations<'a>(&self, api: &'a Api, part: Part) -> Vec<&'a Operation> {
        of_part(&api.operations, &self.operations, part)
    }

    /// Returns the models of a part.
    pub fn models<'a>(&self, api: &'a Api, part: Part) -> Vec<&'a Model> {
        of_part(&api.models, &self.models, part)
    }

    /// Returns the errors of a part, with their ids.
    pub fn errors<'a>(&self, api: &'a Api, part: Part) -> Vec<(ErrorId, &'a ErrorEnum)> {
        let errors: Vec<_> = (0..).map(ErrorId).zip(&api.errors).collect();
        let errors = of_part(&errors, &self.errors, part);
        errors.into_iter().copied().collect()
    }
}

/// Returns whether an API is so large that its operations share files.
pub fn is_large(api: &Api) -> bool {
    api.operations.len() > LARGE
}

/// Returns whether no group's module may have the name.
pub fn is_taken(module: &str) -> bool {
    TAKEN.contains(&module)
}

fn of_part<'a, T>(all: &'a [T], parts: &[Part], part: Part) -> Vec<&'a T> {
    let parts = parts.iter().copied().chain(std::iter::repeat(None));
    all.iter()
        .zip(parts)
        .filter(|(_, its)| *its == part)
        .map(|(item, _)| item)
        .collect()
}

/// Returns the first tag of each operation, behind the name that it makes; tags that make the same name are one.
///
/// The operations of the token's lifecycle have none, because the session calls them.
fn tags(api: &Api) -> Vec<Option<(String, &str)>> {
    let lifecycle = api.lifecycle.as_ref();
    let session = lifecycle.map(Lifecycle::operations).unwrap_or_default();
    let mut tags = Vec::new();
    for (index, operation) in api.operations.iter().enumerate() {
        let tag = operation.tags.first().filter(|tag| !tag.is_empty());
        let tag = tag.filter(|_| !session.contains(&OperationId(index)));
        tags.push(tag.map(|tag| (RustName::new(tag).snake().to_owned(), tag.as_str())));
    }
    tags
}

/// Names the groups, apart from one another and from everything else in the crate.
fn groups<'a>(api: &Api, tags: impl Iterator<Item = &'a str>) -> Vec<Group> {
    let mut types = types(api);
    let mut modules: BTreeSet<String> = TAKEN.into_iter().map(str::to_owned).collect();
    // In scripts without case, a module may have the name of a type.
    modules.extend(types.iter().cloned());
    let mut claim_module = |name: &RustName| modules.insert(name.snake().replace("r#", ""));
    let mut claim_api = |name: &RustName| {
        let pair = [name.pascal().to_owned(), mock(name)];
        let is_free = pair.iter().all(|name| !types.contains(name));
        types.extend(pair.into_iter().filter(|_| is_free));
        is_free
    };
    let group = |tag: &str| Group {
        tag: tag.to_owned(),
        name: free(tag, &mut claim_module),
        api: free(&format!("{tag} api"), &mut claim_api),
    };
    tags.map(group).collect()
}

/// Returns the first name that can be claimed: the words, with `group` behind them, and then with numbers.
fn free(words: &str, mut claim: impl FnMut(&RustName) -> bool) -> RustName {
    let mut name = RustName::new(words);
    let mut number = 1;
    while !claim(&name) {
        let ending = if number == 1 {
            String::new()
        } else {
            format!(" {number}")
        };
        name = RustName::new(&format!("{words} group{ending}"));
        number += 1;
    }
    name
}

fn mock(name: &RustName) -> String {
    format!("Mock{}", name.pascal())
}

/// Returns the names of the crate's public types.
fn types(api: &Api) -> BTreeSet<String> {
    let choices = api.operations.iter().filter_map(|operation| {
        if let Output::Choice(choice) = &operation.output {
            Some(&choice.name)
        } else {
            None
        }
    });
    let models = api.models.iter().map(|model| &model.name);
    let errors = api.errors.iter().map(|error| &error.name);
    let operations = api.operations.iter().map(|operation| &operation.name);
    let names = models.chain(errors).chain(operations).chain(choices);
    let variables = api.server_variables.iter().map(|variable| &variable.ty);
    let names = names.chain([&api.name]).chain(variables);
    let names = names.map(|name| name.pascal().to_owned());
    names.chain([mock(&api.name)]).collect()
}
