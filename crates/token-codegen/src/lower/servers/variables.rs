//! The variables of servers' URLs, which are settings of the client.

use crate::diagnostic::problem;
use crate::document::{Server, ServerVariable};
use crate::ir::{self, EnumValue, VariablePlace};
use crate::location::Location;
use crate::lower::Lowering;
use crate::lower::servers::check_url;
use crate::names::{RESERVED_SETTERS, RustName, Scope};

/// The variables so far, and where they are.
pub(in crate::lower) type ServerVariables = Vec<(ir::ServerVariable, Location)>;

/// Returns the URL with what each of its variables usually is.
pub(in crate::lower) fn usual(server: &Server) -> String {
    let usual = |name: &str| declared(server, name)?.usual().map(str::to_owned);
    fill(server.url.value.trim(), usual)
}

impl Lowering<'_> {
    /// Returns the URL with the setting of the client for each of its variables: `https://{subdomain}.example.com`.
    ///
    /// It comes after `base`, which is empty for one that is absolute.
    pub(super) fn server_template(&mut self, server: &Server, base: &str) -> String {
        let url = server.url.value.trim();
        let mut settings = Vec::new();
        for variable in &server.variables {
            if url.contains(&format!("{{{}}}", variable.name)) {
                settings.push((variable, self.setting(server, variable, base)));
            } else {
                let problem = problem::unused_variable(&variable.name);
                self.sink.report(&variable.at, problem);
            }
        }
        fill(url, |name| {
            let mut settings = settings.iter();
            let (_, setting) = settings.find(|(variable, _)| variable.name == name)?;
            Some(setting.clone())
        })
    }

    /// Returns what replaces a variable: its setting in braces, or its value where it can have one only.
    fn setting(&mut self, server: &Server, variable: &ServerVariable, base: &str) -> String {
        let default = variable.usual().unwrap_or_default();
        let values = self.values(server, variable, base);
        if values.len() == 1 {
            return default.to_owned();
        }
        let Some(place) = place(server.url.value.trim(), variable) else {
            let problem = problem::server_variables(&server.url.value, &usual(server));
            self.sink.report(&server.url.at, problem);
            return default.to_owned();
        };
        let is_same = |known: &ir::ServerVariable| {
            let wires = known.values.iter().map(|value| value.name.wire());
            let is_known = |value: &String| wires.clone().any(|wire| wire == value);
            known.name.wire() == variable.name
                && known.default == default
                && known.values.len() == values.len()
                && values.iter().all(is_known)
        };
        let mut found = self.server_variables.iter_mut();
        if let Some((known, _)) = found.find(|(known, _)| is_same(known)) {
            known.place = known.place.min(place);
            return in_braces(&known.name);
        }
        let mut name = self.renames.name(&variable.name, &variable.at);
        if RESERVED_SETTERS.contains(&name.snake()) {
            name = name.after_word("server");
        }
        let name = self.builder.claim(name, &variable.at, self.sink);
        let setting = in_braces(&name);
        let variable_of_ir = ir::ServerVariable {
            ty: RustName::new(&format!("server {}", variable.name)),
            docs: variable.description.clone(),
            default: default.to_owned(),
            values: self.variants(variable, &values),
            place,
            env: name.env(&self.options.env_prefix),
            name,
        };
        self.server_variables
            .push((variable_of_ir, variable.at.clone()));
        setting
    }

    /// Returns the values that give a URL, the default among them; none where any value does.
    fn values(&mut self, server: &Server, variable: &ServerVariable, base: &str) -> Vec<String> {
        let mut values: Vec<String> = Vec::new();
        for value in &variable.values {
            let url = fill(server.url.value.trim(), |name| {
                if name == variable.name {
                    return Some(value.value.clone());
                }
                declared(server, name)?.usual().map(str::to_owned)
            });
            if values.contains(&value.value) {
                let problem = problem::duplicate_value(&value.value);
                self.sink.report(&value.at, problem);
            } else if check_url(&url, base, &url).is_err() {
                let problem = problem::server_value(&value.value, &variable.name);
                self.sink.report(&value.at, problem);
            } else {
                values.push(value.value.clone());
            }
        }
        if let Some(default) = &variable.default
            && !values.is_empty()
            && !values.contains(default)
        {
            let problem = problem::server_default(default, &variable.name);
            self.sink.report(&variable.at, problem);
            values.insert(0, default.clone());
        }
        values
    }

    fn variants(&mut self, variable: &ServerVariable, values: &[String]) -> Vec<EnumValue> {
        let mut scope = Scope::variants(self.renames.form());
        let mut variants = Vec::new();
        for value in values {
            let mut written = variable.values.iter();
            let written = written.find(|written| written.value == *value);
            let at = written.map_or(&variable.at, |written| &written.at);
            let name = self.renames.name(value, at);
            let name = scope.claim(name, at, self.sink);
            variants.push(EnumValue { name });
        }
        variants
    }

    /// Returns the variables, their types named after everything that the document names.
    pub(in crate::lower) fn finished_server_variables(&mut self) -> Vec<ir::ServerVariable> {
        let found = std::mem::take(&mut self.server_variables);
        let finish = |(mut variable, at): (ir::ServerVariable, Location)| {
            if !variable.values.is_empty() {
                variable.ty = self.types.claim_made_up(variable.ty, &at);
            }
            variable
        };
        found.into_iter().map(finish).collect()
    }
}

fn declared<'s>(server: &'s Server, name: &str) -> Option<&'s ServerVariable> {
    let mut variables = server.variables.iter();
    variables.find(|variable| variable.name == name)
}

fn in_braces(name: &RustName) -> String {
    format!("{{{}}}", name.snake().trim_start_matches("r#"))
}

/// Returns where a variable is; nothing for one that is the beginning of the URL.
fn place(url: &str, variable: &ServerVariable) -> Option<VariablePlace> {
    let (before, after) = url.split_once(&format!("{{{}}}", variable.name))?;
    let usual = variable.usual().unwrap_or_default();
    let is_path = usual.starts_with('/') || before.starts_with('/');
    match before.split_once("://") {
        _ if is_path => Some(VariablePlace::Path),
        Some((_, host)) if host.contains('/') => Some(VariablePlace::Path),
        Some(_) => Some(VariablePlace::Host),
        None if after.starts_with("://") => Some(VariablePlace::Scheme),
        None => None,
    }
}

/// Returns a URL with a value in place of each name in braces that has one.
fn fill(url: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::new();
    let mut rest = url;
    while let Some((before, (name, after))) = rest
        .split_once('{')
        .and_then(|(before, behind)| Some((before, behind.split_once('}')?)))
    {
        filled.push_str(before);
        filled.push_str(&value(name).unwrap_or_else(|| format!("{{{name}}}")));
        rest = after;
    }
    filled + rest
}
