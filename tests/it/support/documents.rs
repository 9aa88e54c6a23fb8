//! Documents in memory, with the files beside them and their overlays.

use std::collections::BTreeMap;

use token_codegen::{
    diagnostic::{self, Sink},
    ir::Api,
    options::Options,
    read::{self, Input},
    source::{Files, Source},
};

/// A directory in memory; `api.yaml` is the document, and `overlay*.yaml` are the overlays.
#[derive(Debug, Default, Clone)]
pub(crate) struct Folder(BTreeMap<String, String>);

impl Folder {
    /// Returns a directory with these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
        Self(files.iter().map(file).collect())
    }
}

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let text = self.0.get(path);
        text.map(|text| text.clone().into_bytes())
            .ok_or_else(|| "there is no such file".to_owned())
    }
}

/// Returns what the generator makes of the document in a directory, and what it says.
pub(crate) fn read(folder: &Folder, options: &Options) -> (Option<Api>, String) {
    let source = |path: &String| Source::new(path.as_str(), folder.0[path].as_bytes());
    let overlays = folder.0.keys().filter(|path| path.starts_with("overlay"));
    let overlays: Vec<_> = overlays.map(source).collect();
    let input = Input {
        document: &source(&"api.yaml".to_owned()),
        overlays: &overlays,
        files: folder,
    };
    let mut sink = Sink::default();
    let api = read::input(&input, options, &mut sink);
    (api, diagnostic::render(&sink.into_sorted()))
}
