//! Overlays: any bytes, applied to a document, give a changed document or an error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use token_codegen::diagnostic::{Sink, render};
use token_codegen::source::{self, Source};
use token_codegen::overlay;

const DOCUMENT: &str = include_str!("../seeds/pipeline/users.yaml");

fuzz_target!(|bytes: &[u8]| {
    let mut sink = Sink::default();
    let mut root = source::parse(&Source::new("users.yaml", DOCUMENT), &mut sink).expect("the document is sound");
    overlay::apply(&mut root, &Source::new("overlay.yaml", bytes), &mut sink);
    render(&sink.into_sorted());
});
