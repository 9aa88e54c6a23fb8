//! Where the API lives.

use super::Lowering;
use crate::codegen::diagnostic::problem;
use crate::codegen::document::{Operation, PathItem, Server};
use crate::codegen::ir;
use crate::codegen::location::Location;
use crate::codegen::names::{RustName, Scope};

/// How many words of a description make a name.
const MAX_WORDS: usize = 3;

impl Lowering<'_> {
    /// Lowers the servers of the whole API; a relative one is left out with a warning.
    pub(super) fn servers(&mut self) -> Vec<ir::Server> {
        let mut scope = Scope::variants(self.renames.form());
        let mut servers = Vec::new();
        for server in &self.document.servers {
            let Some(url) = self.absolute_url(server) else {
                continue;
            };
            let name = self.renames.name(&server_name(server), &server.at);
            let name = scope.claim(name, &server.at, self.sink);
            let docs = server.description.clone();
            servers.push(ir::Server { name, docs, url });
        }
        servers
    }

    /// Returns the URLs of an operation's own servers, in the order of the API's; empty when it has none of its own.
    pub(super) fn own_servers(
        &mut self,
        item: &PathItem,
        operation: &Operation,
        root: &[ir::Server],
    ) -> Vec<String> {
        let Some(servers) = operation.servers.as_ref().or(item.servers.as_ref()) else {
            return Vec::new();
        };
        let mut own = Vec::new();
        for server in servers {
            if let Some(url) = self.absolute_url(server) {
                own.push((RustName::new(&server_name(server)), url));
            }
        }
        let aligned = align(root, &own);
        if aligned.is_none() && own.len() == servers.len() {
            let at: &Location = servers.first().map_or(&operation.at, |server| &server.at);
            self.sink
                .report(at, problem::server_mismatch(root.len(), own.len()));
        }
        let urls = aligned.unwrap_or_default();
        if urls.iter().eq(root.iter().map(|server| &server.url)) {
            Vec::new()
        } else {
            urls
        }
    }

    /// Returns the URL without its trailing slash, if a request can be sent to it as it is.
    fn absolute_url(&mut self, server: &Server) -> Option<String> {
        let url = server.url.value.as_str();
        let problem = match url.split_once("://") {
            _ if url.contains(['{', '}']) => problem::unsupported_server_variables(url),
            None => problem::relative_server(url),
            Some(("http" | "https", rest)) => match check(rest) {
                Ok(()) => return Some(url.trim_end_matches('/').to_owned()),
                Err(reason) => problem::bad_server(url, reason),
            },
            Some(_) => problem::bad_server(url, "is neither `http` nor `https`"),
        };
        self.sink.report(&server.url.at, problem);
        None
    }
}

/// Returns the description, when it is short enough for a name, or else the host.
fn server_name(server: &Server) -> String {
    let words = server.description.split_whitespace().count();
    if (1..=MAX_WORDS).contains(&words) {
        return server.description.clone();
    }
    let url = server.url.value.as_str();
    let (_, rest) = url.split_once("://").unwrap_or(("", url));
    rest.split('/').next().unwrap_or(rest).to_owned()
}

/// Returns the URLs in the order of the API's servers; nothing when there is not one for each.
fn align(root: &[ir::Server], own: &[(RustName, String)]) -> Option<Vec<String>> {
    if let ([_], [(_, url)]) = (root, own) {
        return Some(vec![url.clone()]);
    }
    if root.is_empty() || root.len() != own.len() {
        return None;
    }
    let of_server = |server: &ir::Server| {
        let found = own
            .iter()
            .find(|(name, _)| name.wire() == server.name.wire());
        found.map(|(_, url)| url.clone())
    };
    root.iter().map(of_server).collect()
}

/// Refuses what is no host with a path behind it.
fn check(rest: &str) -> Result<(), &'static str> {
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, port) = authority.rsplit_once(':').unwrap_or((authority, "0"));
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if host.is_empty() || !host.chars().all(is_host) || port.parse::<u16>().is_err() {
        return Err("has no plain host name");
    }
    let is_path = |c: char| c.is_ascii_alphanumeric() || "/-._~!$&'()*+,;=:@%".contains(c);
    if !path.chars().all(is_path) {
        return Err("has more than a host and a path");
    }
    Ok(())
}
