//! A directory with a document and the crate that is made of it, and the command line as a function.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;
use xtask::cli::{self, Exit};

/// A directory with a document and the crate that is made of it.
pub(crate) struct Sandbox {
    pub(crate) folder: TempDir,
}

/// What a run said.
pub(crate) struct Run {
    pub(crate) exit: Exit,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) const DOCUMENT: &str = r#"{
  "openapi": "3.1.0",
  "info": {"title": "Ping", "version": "1"},
  "servers": [{"url": "https://api.example.com"}],
  "paths": {"/ping": {"get": {"operationId": "ping", "responses": {"204": {"description": "Alive."}}}}}
}"#;

impl Sandbox {
    pub(crate) fn new() -> Self {
        let sandbox = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        sandbox.write("ping.json", DOCUMENT);
        sandbox
    }

    /// Returns a sandbox in which the crate was generated.
    pub(crate) fn generated() -> Self {
        let sandbox = Self::new();
        let run = sandbox.run(&[]);
        assert_eq!((run.exit, run.err.as_str()), (Exit::Done, ""));
        sandbox
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    pub(crate) fn run(&self, flags: &[&str]) -> Run {
        let (spec, out) = (self.path("ping.json"), self.path("crate"));
        let mut arguments = ping(&spec, &out).to_vec();
        if flags.iter().any(|flag| flag.starts_with("--core-")) {
            arguments.truncate(6);
        }
        run(&[&arguments[..], flags].concat())
    }

    /// Returns every file of the crate with its bytes.
    pub(crate) fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        files_below(&self.path("crate"))
    }
}

/// Returns the arguments that make the crate `ping` of a document.
pub(crate) fn ping<'a>(spec: &'a Path, out: &'a Path) -> [&'a str; 8] {
    [
        "--spec",
        spec.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
        "--crate-name",
        "ping",
        // A temporary directory is in no workspace.
        "--core-version",
        "0.1.0",
    ]
}

pub(crate) fn run(arguments: &[&str]) -> Run {
    let arguments = ["cargo xtask", "codegen"]
        .iter()
        .chain(arguments)
        .map(OsString::from);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = cli::run(arguments, &mut out, &mut err).unwrap();
    Run {
        exit,
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8(err).unwrap(),
    }
}

fn files_below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            files.insert(path, bytes);
        }
    }
    files
}
