//! The reader of YAML and JSON: any bytes give a tree or a diagnostic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use token_codegen::diagnostic::{Sink, render};
use token_codegen::source::{self, MAX_DEPTH, Node, Source};

fuzz_target!(|bytes: &[u8]| {
    let mut sink = Sink::default();
    let tree = source::parse(&Source::new("fuzz.yaml", bytes), &mut sink);
    match tree {
        Some(tree) => walk(&tree, 0),
        None => assert!(sink.has_errors(), "no tree, and no reason"),
    }
    render(&sink.into_sorted());
});

fn walk(node: &Node, depth: usize) {
    assert!(depth <= MAX_DEPTH && node.at.line >= 1 && node.at.column >= 1);
    for inner in node.children() {
        walk(inner, depth + 1);
    }
}
