//! Where the API lives.

mod variables;

pub(in crate::lower) use variables::ServerVariables;

use crate::diagnostic::problem::{self, Problem};
use crate::document::{Operation, PathItem, Server};
use crate::ir;
use crate::location::Location;
use crate::lower::Lowering;
use crate::lower::servers::variables::usual;
use crate::names::{RustName, Scope};

/// How many words of a description make a name.
const MAX_WORDS: usize = 3;

impl Lowering<'_> {
    /// Lowers the servers of the whole API; a relative one is left out with a warning.
    pub(super) fn servers(&mut self) -> Vec<ir::Server> {
        let mut scope = Scope::variants(self.renames.form());
        let mut servers: Vec<ir::Server> = Vec::new();
        for server in &self.document.servers {
            let Some(url) = self.absolute_url(server, &[]) else {
                continue;
            };
            let name = self.renames.name(&server_name(server), &server.at);
            let is_known = |known: &ir::Server| known.url == url && known.name == name;
            if servers.iter().any(is_known) {
                continue;
            }
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
        if let ([only], [first, ..]) = (servers.as_slice(), root)
            && is_path(&usual(only))
        {
            let path = self.sound_template(only, origin(&first.url));
            return path.map_or_else(Vec::new, |path| same_host(&path, root));
        }
        let mut own = Vec::new();
        for server in servers {
            if let Some(url) = self.absolute_url(server, root) {
                own.push((RustName::new(&server_name(server)), url));
            }
        }
        let Some((_, first)) = own.first() else {
            return Vec::new();
        };
        let urls = align(root, &own).unwrap_or_else(|| {
            if root.len() > 1 || own.len() > 1 {
                let at: &Location = servers.first().map_or(&operation.at, |server| &server.at);
                self.sink
                    .report(at, problem::server_mismatch(root.len(), own.len()));
            }
            vec![first.clone(); root.len().max(1)]
        });
        if urls.iter().eq(root.iter().map(|server| &server.url)) {
            Vec::new()
        } else {
            urls
        }
    }

    /// Returns the URL without its trailing slash, if a request can be sent to it.
    ///
    /// A relative one leads to the host of the first of `root`.
    fn absolute_url(&mut self, server: &Server, root: &[ir::Server]) -> Option<String> {
        let base = match root {
            [first, ..] if is_path(&usual(server)) => origin(&first.url),
            _ => "",
        };
        let template = self.sound_template(server, base)?;
        Some(format!("{base}{template}"))
    }

    /// Returns the URL with its variables in braces and without its trailing slash, if a request can be sent to it
    /// behind `base`.
    fn sound_template(&mut self, server: &Server, base: &str) -> Option<String> {
        match check_url(&server.url.value, base, &usual(server)) {
            Ok(()) => {
                let template = self.server_template(server, base);
                Some(template.trim_end_matches('/').to_owned())
            }
            Err(problem) => {
                self.sink.report(&server.url.at, problem);
                None
            }
        }
    }
}

/// Refuses a URL that no request can be sent to; a relative one comes after `base`.
pub(super) fn check_url(written: &str, base: &str, url: &str) -> Result<(), Problem> {
    if url.contains(['{', '}']) {
        let reason = "has a variable without a default";
        return Err(problem::bad_server(written, reason));
    }
    let checked = match url.split_once("://") {
        _ if !base.is_empty() && is_path(url) => check(&format!("host{url}")),
        _ if !base.is_empty() => return Err(problem::relative_server(written)),
        None => return Err(problem::relative_server(written)),
        Some(("http" | "https", rest)) => check(rest),
        Some(_) => Err("is neither `http` nor `https`"),
    };
    checked.map_err(|reason| problem::bad_server(written, reason))
}

/// Returns whether a URL is a path on a host, and no host of its own as in `//example.com`.
fn is_path(url: &str) -> bool {
    url.starts_with('/') && !url.starts_with("//")
}

/// Returns the URL of a path on each of the servers' hosts.
fn same_host(path: &str, root: &[ir::Server]) -> Vec<String> {
    let path = path.trim_end_matches('/');
    let urls = root
        .iter()
        .map(|server| format!("{}{path}", origin(&server.url)));
    urls.collect()
}

/// Returns a URL as far as its host goes.
fn origin(url: &str) -> &str {
    let after_scheme = url.find("://").map_or(0, |scheme| scheme + 3);
    let rest = url.get(after_scheme..).unwrap_or_default();
    let end = rest
        .find('/')
        .map_or(url.len(), |slash| after_scheme + slash);
    url.get(..end).unwrap_or(url)
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

/// Returns the URLs in the order of the API's servers; `None` if there is not one for each.
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

/// Refuses what is not a host with a path after it.
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
