//! How callers authenticate.

use std::collections::BTreeSet;

use crate::diagnostic::problem;
use crate::document::{Operation, Requirement, SecurityScheme};
use crate::ir::{self, Credential, CredentialId, CredentialKind, Place};
use crate::lower::Lowering;
use crate::resolve;

impl<'d> Lowering<'d> {
    /// Lowers the schemes that some operation needs; one that is not supported is reported and left out.
    pub(super) fn credentials(&mut self) -> Vec<Credential> {
        let mut credentials = Vec::new();
        let needed = self.needed_schemes();
        let schemes = &self.document.components.security_schemes;
        for (name, component) in schemes
            .iter()
            .filter(|(name, _)| needed.contains(name.as_str()))
        {
            let Some(scheme) = resolve::follow(&self.document.components, &component.part) else {
                continue;
            };
            let Some(kind) = self.credential_kind(scheme.part) else {
                continue;
            };
            let name = self.renames.name(name, &component.at);
            // A credential has several setters: one for the secret, and others for what supplies it.
            let supplier = name.with_word("credential");
            let file = name.with_word("file");
            let provider = name.with_word("provider");
            let name = self.builder.claim(name, &component.at, self.sink);
            let supplier = self.builder.claim(supplier, &component.at, self.sink);
            let file = self.builder.claim(file, &component.at, self.sink);
            let provider = self.builder.claim(provider, &component.at, self.sink);
            credentials.push(Credential {
                file_env: file.env(&self.options.env_prefix),
                file,
                provider,
                docs: scheme.part.description.clone(),
                env: name.env(&self.options.env_prefix),
                name,
                supplier,
                kind,
                required: false,
            });
        }
        credentials
    }

    fn needed_schemes(&self) -> BTreeSet<&'d str> {
        let operations = self.document.paths.iter().flat_map(|item| &item.operations);
        let own = operations.filter_map(|operation| operation.security.as_ref());
        let requirements = own.flatten().chain(&self.document.security);
        let schemes = requirements.flat_map(|requirement| &requirement.schemes);
        schemes.map(|scheme| scheme.value.as_str()).collect()
    }

    fn credential_kind(&mut self, scheme: &SecurityScheme) -> Option<CredentialKind> {
        let kind = scheme.kind.value.as_str();
        let detail = match kind {
            // Where the token comes from is left to what supplies it.
            "oauth2" | "openIdConnect" => return Some(CredentialKind::Bearer),
            "http" => &scheme.scheme,
            "apiKey" => &scheme.place,
            other => {
                self.sink
                    .report(&scheme.kind.at, problem::unsupported_security(other));
                return None;
            }
        };
        let Some(detail) = detail else {
            let key = if kind == "http" { "scheme" } else { "in" };
            self.sink.report(&scheme.at, problem::missing_key(key));
            return None;
        };
        match (kind, detail.value.to_ascii_lowercase().as_str()) {
            ("http", "bearer") => Some(CredentialKind::Bearer),
            ("http", "basic") => Some(CredentialKind::Basic),
            ("apiKey", "header") => self.key_header(scheme),
            ("apiKey", "query") => Some(CredentialKind::Query(self.key_name(scheme)?)),
            ("apiKey", "cookie") => Some(CredentialKind::Cookie(self.key_name(scheme)?)),
            (kind, _) => {
                let what = format!("{kind} {}", detail.value);
                self.sink
                    .report(&detail.at, problem::unsupported_security(&what));
                None
            }
        }
    }

    fn key_name(&mut self, scheme: &SecurityScheme) -> Option<String> {
        let Some(name) = &scheme.name else {
            self.sink.report(&scheme.at, problem::missing_key("name"));
            return None;
        };
        Some(name.value.clone())
    }

    fn key_header(&mut self, scheme: &SecurityScheme) -> Option<CredentialKind> {
        let name = self.key_name(scheme)?;
        if !is_header_name(&name) {
            self.sink
                .report(&scheme.at, problem::bad_header_name(&name));
            return None;
        }
        Some(CredentialKind::Header(name))
    }

    /// Returns the alternatives of an operation.
    pub(super) fn security(
        &mut self,
        operation: &Operation,
        credentials: &[Credential],
    ) -> Vec<Vec<CredentialId>> {
        let requirements = operation
            .security
            .as_ref()
            .unwrap_or(&self.document.security);
        let mut alternatives = Vec::new();
        for requirement in requirements {
            alternatives.extend(self.requirement(requirement, credentials));
        }
        // The first one that a client has in full is taken, and none is always had.
        alternatives.sort_by_key(Vec::is_empty);
        alternatives
    }

    /// Returns the credentials that a requirement names; those of one place on the wire make an alternative each.
    fn requirement(
        &mut self,
        requirement: &Requirement,
        credentials: &[Credential],
    ) -> Vec<Vec<CredentialId>> {
        let mut alternatives: Vec<Vec<CredentialId>> = vec![Vec::new()];
        for scheme in &requirement.schemes {
            let name = &scheme.value;
            let known = &self.document.components.security_schemes;
            if !known.contains_key(name) {
                let problem = problem::undefined_security_scheme(name);
                self.sink.report(&scheme.at, problem);
            }
            let mut all = credentials.iter();
            let id = all.position(|credential| credential.name.wire() == name);
            // One that nothing is generated for was reported, and is is left to the caller.
            let Some(id) = id
                .map(CredentialId)
                .filter(|id| !alternatives.iter().flatten().any(|known| known == id))
            else {
                continue;
            };
            let others = instead(id, &alternatives, credentials);
            if others.is_empty() {
                for alternative in &mut alternatives {
                    alternative.push(id);
                }
            } else if let Some((_, name)) = credentials.get(id.0).map(place) {
                self.sink.report(&scheme.at, problem::header_conflict(name));
                alternatives.extend(others);
            }
        }
        alternatives
    }
}

/// Returns the alternatives that hold what takes the place of a credential on the wire, with that one instead.
fn instead(
    credential: CredentialId,
    alternatives: &[Vec<CredentialId>],
    credentials: &[Credential],
) -> Vec<Vec<CredentialId>> {
    let place = |id: CredentialId| credentials.get(id.0).map(place);
    let is_same = |other: CredentialId| match (place(credential), place(other)) {
        (Some((one, name)), Some((two, other))) => one == two && name.eq_ignore_ascii_case(other),
        _ => false,
    };
    let taken = alternatives
        .iter()
        .filter(|all| all.iter().any(|other| is_same(*other)));
    let replaced = taken.map(|all| {
        let others = all.iter().copied();
        others
            .map(|other| if is_same(other) { credential } else { other })
            .collect()
    });
    let mut replaced: Vec<Vec<CredentialId>> = replaced.collect();
    replaced.dedup();
    replaced
}

/// Returns where a credential travels.
fn place(credential: &Credential) -> (Place, &str) {
    match &credential.kind {
        CredentialKind::Bearer | CredentialKind::Basic => (Place::Header, "Authorization"),
        CredentialKind::Header(name) => (Place::Header, name),
        CredentialKind::Query(name) => (Place::Query, name),
        CredentialKind::Cookie(name) => (Place::Cookie, name),
    }
}

/// Returns where some alternatives of credentials travel.
pub(super) fn places<'c>(
    credentials: &'c [Credential],
    alternatives: &[Vec<CredentialId>],
) -> Vec<(Place, &'c str)> {
    let used = alternatives
        .iter()
        .flatten()
        .filter_map(|id| credentials.get(id.0));
    used.map(place).collect()
}

/// Returns whether a name may be before the colon of a header (RFC 9110 section 5.6.2).
pub(super) fn is_header_name(name: &str) -> bool {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(is_token)
}

/// Marks the credentials without which no operation can be called.
pub(super) fn mark_required(credentials: &mut [Credential], operations: &[ir::Operation]) {
    let needs = |operation: &ir::Operation, id: CredentialId| {
        !operation.security.is_empty() && operation.security.iter().all(|all| all.contains(&id))
    };
    for (index, credential) in credentials.iter_mut().enumerate() {
        let id = CredentialId(index);
        credential.required =
            !operations.is_empty() && operations.iter().all(|operation| needs(operation, id));
    }
}
