//! The files around `src/generated/`, for a crate that is generated as a whole.

use std::fmt::Write;

use anyhow::{Context, Result};
use quote::quote;
use toml::{Table, Value};

use super::format::Printed;
use super::ir::Api;
use super::ir::groups::{Group, Groups};
use super::options::CoreSource;
use super::{emit, ir, markdown};

/// The versions that a generated crate depends on; a test compares them with those of the workspace.
const VERSIONS: &str = include_str!("package/versions.toml");

/// How wide the text of a README may be.
const WIDTH: usize = 120;

/// The dependencies that a generated crate may have, and what for.
pub const DEPENDENCIES: [(&str, &str); 5] = [
    ("async-trait", "The API's trait is used as a trait object."),
    ("mockall", "The API's mock."),
    ("serde", "The models' JSON."),
    (
        "serde_with",
        "How single fields are read and written: secrets, dates.",
    ),
    ("token-core", "Everything at run time."),
];

/// The features of a generated crate.
pub const FEATURES: &str = "\
[features]
default = [\"rustls\"]
# TLS by rustls; see token-core.
rustls = [\"token-core/rustls\"]
# TLS by the system's library.
native-tls = [\"token-core/native-tls\"]
# HTTP/2; see token-core.
http2 = [\"token-core/http2\"]
# SOCKS proxies; see token-core.
socks = [\"token-core/socks\"]
# Stored records are sealed, also without `rustls`, which switches it on; see token-core.
seal = [\"token-core/seal\"]
# The API's mock, and the module `testing` of token-core.
mock = [\"dep:mockall\", \"token-core/mock\"]
# Spans and events; see token-core.
tracing = [\"token-core/tracing\"]
# Counters and histograms; see token-core.
metrics = [\"token-core/metrics\"]
";

/// Returns the features of a crate whose API has these groups: all are on by default.
pub fn features(groups: &Groups) -> String {
    let list = &groups.list;
    if list.is_empty() {
        return FEATURES.to_owned();
    }
    let names = list
        .iter()
        .map(|group| format!("    \"{}\",\n", group.feature()));
    let names: String = names.collect();
    let default = format!("default = [\n    \"rustls\",\n{names}]\n");
    let mut text = FEATURES.replace("default = [\"rustls\"]\n", &default);
    text.extend(list.iter().map(feature));
    text
}

/// Returns the line that declares a feature.
pub fn declaration(feature: &str) -> String {
    let known = FEATURES.lines().find(|line| {
        let name = line.split_once(" = ").map(|(name, _)| name);
        name == Some(feature)
    });
    let quoted = || Value::from(feature).to_string();
    let name = if feature.is_ascii() {
        feature.to_owned()
    } else {
        quoted()
    };
    known.map_or_else(|| format!("{name} = []"), str::to_owned)
}

/// Returns the lines for the feature of a group.
fn feature(group: &Group) -> String {
    let tag = one_line(&group.tag);
    let declaration = declaration(&group.feature());
    format!("# The operations under the tag `{tag}`.\n{declaration}\n")
}

/// Returns the names of the crates that a generated crate may depend on.
pub fn dependencies() -> impl Iterator<Item = &'static str> {
    DEPENDENCIES.into_iter().map(|(name, _)| name)
}

/// Returns `src/lib.rs`.
pub fn root(api: &Api) -> emit::File<'static> {
    let limit = ir::recursion_limit(&api.models).map(|limit| limit.to_string());
    let write = move || {
        let limit = limit
            .as_ref()
            .map(|limit| quote!(#![recursion_limit = #limit]));
        quote! {
        #![doc = include_str!("../README.md")]
        #limit
        #![allow(
            clippy::must_use_candidate,
            clippy::return_self_not_must_use,
            reason = "a setting that is dropped by mistake already shows as an unused variable"
        )]

        mod generated;

        pub use generated::*;
        #[cfg(feature = "mock")]
        pub use token_core::testing;
        pub use token_core::{
            Call, Error, Secret, credential, error, model, operation, retry, session, settings, store,
            transport,
        };
        /// The runtime: what is re-exported above, and the crates whose types are part of the interface.
        pub use token_core;
        }
    };
    emit::File::new("src/lib.rs".to_owned(), write)
}

/// Adds `Cargo.toml` and `README.md`.
///
/// # Errors
///
/// A dependency without a version, which is a defect of the generator.
pub fn add(api: &Api, crate_name: &str, core: &CoreSource, printed: &mut Printed) -> Result<()> {
    let manifest = manifest(api, crate_name, core, printed)?;
    printed.files.insert("Cargo.toml", manifest)?;
    printed
        .files
        .insert("README.md", readme(api, crate_name, &printed.header))
}

fn manifest(api: &Api, crate_name: &str, core: &CoreSource, printed: &Printed) -> Result<String> {
    let versions: Table = VERSIONS
        .parse()
        .context("the versions are not valid TOML")?;
    let description = Value::from(format!("A client of {}", one_line(&api.title)));
    let edition = lookup(&versions, &["package", "edition"])?;
    let rust_version = lookup(&versions, &["package", "rust-version"])?;
    let features = features(&Groups::of(api));
    let mut text = format!(
        "# {}\n\
         [package]\n\
         name = \"{crate_name}\"\n\
         description = {description}\n\
         version = \"0.1.0\"\n\
         edition = {edition}\n\
         rust-version = {rust_version}\n\n\
         {features}\n\
         [dependencies]\n",
        printed.header
    );
    for (name, reason) in DEPENDENCIES {
        // The mock is a feature of every crate.
        if name == "mockall" || printed.crates.contains(&name.replace('-', "_")) {
            let settings = lookup(&versions, &["dependencies", name])?;
            let settings = dependency(name, settings, core);
            writeln!(text, "# {reason}\n{name} = {settings}")?;
        }
    }
    Ok(text)
}

/// Returns the entry of a dependency in the manifest.
fn dependency(name: &str, settings: &Value, core: &CoreSource) -> Value {
    let mut settings = match settings {
        Value::Table(settings) => settings.clone(),
        version => Table::from_iter([("version".to_owned(), version.clone())]),
    };
    if name == "mockall" {
        settings.insert("optional".to_owned(), Value::from(true));
    }
    if name == "token-core" {
        let (key, value) = match core {
            CoreSource::Path(path) => ("path", path),
            CoreSource::Git(url) => ("git", url),
            CoreSource::Version(version) => ("version", version),
        };
        settings.insert(key.to_owned(), Value::from(value.as_str()));
    }
    match settings.get("version") {
        Some(version) if settings.len() == 1 => version.clone(),
        _ => Value::Table(settings),
    }
}

fn lookup<'t>(table: &'t Table, path: &[&str]) -> Result<&'t Value> {
    let (first, rest) = path.split_first().unwrap_or((&"", &[]));
    let value = rest
        .iter()
        .try_fold(table.get(*first), |value, key| Some(value?.get(key)));
    value
        .flatten()
        .with_context(|| format!("the versions have no {}", path.join(".")))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn readme(api: &Api, crate_name: &str, header: &str) -> String {
    let title = markdown::plain_line(&api.title);
    let docs = markdown::lines(&api.docs, WIDTH).join("\n");
    let docs = if docs.is_empty() {
        docs
    } else {
        format!("{docs}\n\n")
    };
    let groups = if Groups::of(api).list.is_empty() {
        ""
    } else {
        "The operations of each tag have a feature, all of which are on by default: a program that names those that it calls compiles faster.\n"
    };
    // Nothing in a file's name may end the comment.
    let header = header.replace("-->", "--&gt;");
    format!(
        "<!-- {header} -->\n\
         # {crate_name}\n\n\
         A client of {title}.\n\n\
         {docs}\
         [`Client::builder`] sets a client up; [`ClientBuilder::from_env`] says which environment variables it reads.\n\
         The feature `mock` brings mocks of the API and of the transport.\n\
         {groups}"
    )
}

#[cfg(test)]
mod tests;
