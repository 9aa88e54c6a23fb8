//! The whole generator up to tokens: any document gives a crate or an error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use token_codegen::diagnostic::{Sink, render};
use token_codegen::options::Options;
use token_codegen::read;
use token_codegen::{emit, source::Source};

fuzz_target!(|bytes: &[u8]| {
    let options = Options {
        crate_name: "fuzz-api".to_owned(),
        env_prefix: "FUZZ".to_owned(),
        ..Options::default()
    };
    let mut sink = Sink::default();
    let api = read::api(&Source::new("fuzz.yaml", bytes), &options, &mut sink);
    assert_eq!(api.is_none(), sink.has_errors(), "{}", render(&sink.into_sorted()));
    if let Some(api) = api {
        let files = emit::api(&api);
        assert!(!files.is_empty());
        for file in files {
            // A generator that makes invalid Rust is as wrong as one that panics.
            assert!(syn::parse2::<syn::File>(file.tokens()).is_ok());
        }
    }
});
