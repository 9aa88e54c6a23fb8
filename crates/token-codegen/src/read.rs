//! The front half of the generator: from the bytes of a document to [`ir::Api`].

use std::iter::successors;
use std::panic::resume_unwind;
use std::thread;

use super::bundle;
use super::diagnostic::{Sink, problem};
use super::options::Options;
use super::pointer::JsonPointer;
use super::source::{self, Files, NoFiles, Node, Source};
use super::version::{self, Version};
use super::{document, ir, keys, lower, overlay, resolve};

/// How many operations one crate may have: ten times as many as the largest real APIs.
const MAX_OPERATIONS: usize = 10_000;

/// Everything that one crate is read from, in memory.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The document.
    pub document: &'a Source,
    /// The overlays, in the order in which they are applied.
    pub overlays: &'a [Source],
    /// The files beside the document.
    pub files: &'a dyn Files,
}

/// Reads a document without other files; see [`input`].
pub fn api(source: &Source, options: &Options, sink: &mut Sink) -> Option<ir::Api> {
    let alone = Input {
        document: source,
        overlays: &[],
        files: &NoFiles,
    };
    input(&alone, options, sink)
}

/// Reads a document; returns `None` if it has errors, which are in the sink.
///
/// Only a document that is not valid YAML or JSON, or of another version, ends the run early.
/// After that every stage sees the whole document, or all that is selected, so that one run reports all that is wrong.
pub fn input(input: &Input<'_>, options: &Options, sink: &mut Sink) -> Option<ir::Api> {
    let mut own = Sink::default();
    let api = stages(input, options, &mut own);
    let is_sound = !own.has_errors();
    sink.append(own);
    api.filter(|_| is_sound)
}

fn stages(input: &Input<'_>, options: &Options, sink: &mut Sink) -> Option<ir::Api> {
    let mut text = Sink::default();
    let root = source::parse(input.document, &mut text);
    let Some(mut root) = root else {
        sink.append(text);
        return None;
    };
    for overlay in input.overlays {
        overlay::apply(&mut root, overlay, sink);
    }
    let version = version::of(&root, sink)?;
    let request = bundle::Request {
        version,
        selection: &options.selection,
        files: input.files,
    };
    let bundle = bundle::bundle(root, &request, sink);
    // Problems in the text of a part that is not selected do not matter either.
    text.retain(|at| {
        let above = |pointer: &JsonPointer| pointer.parent().cloned();
        let mut pointers = successors(Some(at.pointer.clone()), above);
        !pointers.any(|pointer| bundle.removed.contains(&pointer))
    });
    sink.append(text);
    let root = bundle.root;
    if operations(&root) > MAX_OPERATIONS {
        let problem = problem::too_many_operations(MAX_OPERATIONS);
        sink.report(&root.at, problem);
        return None;
    }
    Some(lowered(&root, version, options, sink))
}

/// Checks the tree and lowers it, both at once: neither changes it.
fn lowered(root: &Node, version: Version, options: &Options, sink: &mut Sink) -> ir::Api {
    thread::scope(|scope| {
        let checking = scope.spawn(|| {
            let mut sink = Sink::default();
            keys::check(root, version, &mut sink);
            resolve::check(root, version, &mut sink);
            sink
        });
        let mut own = Sink::default();
        let document = document::read(root, version, &mut own);
        let api = lower::api(&document, options, &mut own);
        match checking.join() {
            Ok(checked) => sink.append(checked),
            Err(panic) => resume_unwind(panic),
        }
        sink.append(own);
        api
    })
}

fn operations(root: &Node) -> usize {
    let paths = root.get("paths").map(Node::entries).unwrap_or_default();
    paths.iter().map(|path| path.value.entries().len()).sum()
}
