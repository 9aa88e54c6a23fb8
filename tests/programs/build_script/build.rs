//! Generates a client from `api.yaml` whenever that file changes.

use std::{env, error::Error, fs, path::PathBuf};

use token_codegen::source::{NoFiles, Source};
use token_codegen::{Input, Options};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=api.yaml");
    let input = Input {
        document: &Source::new("api.yaml", fs::read("api.yaml")?),
        overlays: &[],
        files: &NoFiles,
    };
    let options = Options {
        crate_name: env::var("CARGO_PKG_NAME")?,
        env_prefix: "EXAMPLE".to_owned(),
        origin: "api.yaml".to_owned(),
        ..Options::default()
    };
    let generated = token_codegen::generate(&input, &options)?;
    for warning in &generated.warnings {
        println!("cargo::warning={}: {}", warning.at, warning.problem.message);
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for (path, text) in generated.files.iter() {
        let path = path.below(&out);
        fs::create_dir_all(path.parent().unwrap_or(&out))?;
        fs::write(path, text)?;
    }
    // A module with documentation of its own cannot be included, so that this file includes it by its path.
    let module = format!(
        "#[path = {:?}]\nmod generated;\n",
        out.join("src/generated/mod.rs")
    );
    fs::write(out.join("api.rs"), module)?;
    Ok(())
}
