//! The target for any document: a complete crate, by `--spec`.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf, absolute};

use anyhow::{Context, Result, bail, ensure};

use super::{InputFile, Target, default_prefix};
use crate::bundle::Selection;
use crate::names::RenameForm;
use crate::options::{CoreSource, Layout, Options};
use crate::shell_quote::quote;
use crate::workspace::root::{CoreCrate, core_crate};

/// Where token-core is, as the command line says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Core {
    /// A directory, from the current one.
    Path(PathBuf),
    /// A git repository.
    Git(String),
    /// A version from the registry.
    Version(String),
}

/// What the command line says of the crate.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The document.
    pub spec: &'a Path,
    /// The crate's directory.
    pub out: &'a Path,
    /// The crate's name.
    pub crate_name: &'a str,
    /// Where token-core is; `None` for that of the workspace around `out`.
    pub core: Option<&'a Core>,
    /// The overlays that are applied to the document, in order.
    pub overlays: &'a [PathBuf],
    /// Names that people decide, by JSON pointer.
    pub renames: &'a [(String, String)],
    /// Which operations to take.
    pub selection: &'a Selection,
}

/// Returns the target for any document.
///
/// # Errors
///
/// Two names for one part, a directory on the way to token-core that cannot be read, and a workspace without
/// token-core where the request does not say where it is.
pub fn of_document(request: Request<'_>) -> Result<Target> {
    let Request {
        spec,
        out,
        crate_name,
        core,
        overlays,
        renames,
        selection,
    } = request;
    let by_pointer: BTreeMap<_, _> = renames.iter().cloned().collect();
    ensure!(
        by_pointer.len() == renames.len(),
        "two `--rename` are for the same pointer; keep one of them"
    );
    let core = core_source(core, out)?;
    Ok(Target {
        document: input(spec),
        overlays: overlays.iter().map(|path| input(path)).collect(),
        arguments: arguments(request),
        options: Options {
            crate_name: crate_name.to_owned(),
            origin: origin(spec),
            env_prefix: default_prefix(crate_name),
            renames: by_pointer,
            rename_form: RenameForm::Flag,
            selection: selection.clone(),
            layout: Layout::Package(core),
            ..Options::default()
        },
        directory: out.to_owned(),
        shown_directory: out.to_owned(),
    })
}

fn input(path: &Path) -> InputFile {
    InputFile {
        path: path.to_owned(),
        shown: path.display().to_string(),
    }
}

/// Returns the document's name in one line, whatever it is on the disk.
fn origin(spec: &Path) -> String {
    let name = spec.file_name().unwrap_or(spec.as_os_str());
    let letters = name.to_string_lossy();
    let mut origin = String::new();
    for letter in letters.chars() {
        if letter.is_control() {
            origin.extend(letter.escape_default());
        } else {
            origin.push(letter);
        }
    }
    origin
}

fn arguments(request: Request<'_>) -> String {
    let shown = |path: &Path| quote(&path.to_string_lossy());
    let mut arguments = format!(
        "--spec {} --out {} --crate-name {}",
        shown(request.spec),
        shown(request.out),
        request.crate_name
    );
    match request.core {
        Some(Core::Path(path)) => arguments.extend([" --core-path ", &shown(path)]),
        Some(Core::Git(url)) => arguments.extend([" --core-git ", &quote(url)]),
        Some(Core::Version(version)) => arguments.extend([" --core-version ", &quote(version)]),
        None => {}
    }
    for overlay in request.overlays {
        arguments.extend([" --overlay ", &shown(overlay)]);
    }
    for (pointer, name) in request.renames {
        arguments.extend([" --rename ", &quote(&format!("{pointer}={name}"))]);
    }
    let Selection {
        operations,
        tags,
        paths,
    } = request.selection;
    for (flag, names) in [("operation", operations), ("tag", tags), ("path", paths)] {
        for name in names {
            arguments.extend([" --", flag, " ", &quote(name)]);
        }
    }
    arguments
}

/// Returns where the manifest takes token-core from.
fn core_source(core: Option<&Core>, out: &Path) -> Result<CoreSource> {
    Ok(match core {
        Some(Core::Path(path)) => CoreSource::Path(written_core_path(path, out)?),
        Some(Core::Git(url)) => CoreSource::Git(url.clone()),
        Some(Core::Version(version)) => CoreSource::Version(version.clone()),
        None => match core_crate(out)? {
            Some(CoreCrate::Member(path)) => CoreSource::Path(relative_core_path(&path, out)?),
            Some(CoreCrate::Dependency) | None => bail!(
                "the workspace around {} holds no token-core; say where the crate takes it from: \
                 --core-path DIR, --core-git URL or --core-version VERSION",
                out.display()
            ),
        },
    })
}

/// Returns the path that the manifest gives: as it is when it is absolute, or else from the crate's directory, so that
/// the output is the same on every machine.
fn written_core_path(core: &Path, out: &Path) -> Result<String> {
    if core.is_absolute() {
        return Ok(core.to_string_lossy().into_owned());
    }
    relative_core_path(core, out)
}

fn relative_core_path(core: &Path, out: &Path) -> Result<String> {
    let real =
        |path: &Path| resolved(path).with_context(|| format!("cannot read {}", path.display()));
    let (core, out) = (real(core)?, real(out)?);
    let shared = core
        .components()
        .zip(out.components())
        .take_while(|(a, b)| a == b)
        .count();
    let up = out.components().skip(shared).map(|_| "..".to_owned());
    let down = core
        .components()
        .skip(shared)
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    Ok(up.chain(down).collect::<Vec<_>>().join("/"))
}

/// Returns a path without links, of which the last directorys need not be there yet.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    let path = absolute(path)?;
    match fs::canonicalize(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        found => return found,
    }
    match (path.parent(), path.components().next_back()) {
        (Some(parent), Some(Component::Normal(name))) => Ok(resolved(parent)?.join(name)),
        (Some(parent), Some(Component::ParentDir)) => {
            let parent = resolved(parent)?;
            Ok(parent.parent().unwrap_or(&parent).to_owned())
        }
        _ => Ok(path),
    }
}
