//! The recipe for a build script that generates a client: compiled and run.

use std::{env, fs, path::Path, process::Command};

use tokio::task::spawn_blocking;

use crate::support::{RawServer, build, root, sandbox::DOCUMENT};

#[tokio::test]
async fn a_build_script_generates_a_client() {
    let server = RawServer::start(vec![
        b"HTTP/1.1 204 X\r\ncontent-length: 0\r\n\r\n".to_vec(),
    ])
    .await;
    let url = server.url().to_owned();
    let output = spawn_blocking(move || {
        let recipe = root().join("tests/programs/build_script");
        let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("build_script");
        let package = workspace.join("program");
        fs::create_dir_all(package.join("src")).unwrap();
        fs::copy(recipe.join("build.rs"), package.join("build.rs")).unwrap();
        for file in ["lib.rs", "main.rs"] {
            fs::copy(recipe.join(file), package.join("src").join(file)).unwrap();
        }
        fs::write(package.join("api.yaml"), DOCUMENT).unwrap();
        fs::write(package.join("Cargo.toml"), manifest()).unwrap();
        let table = "[workspace]\nresolver = \"3\"\nmembers = [\"program\"]\n\n[profile.dev]\ndebug = false\n";
        fs::write(workspace.join("Cargo.toml"), table).unwrap();
        let program = format!("build-script{}", env::consts::EXE_SUFFIX);
        let built = build(&workspace).join(program);
        Command::new(built).arg(url).output().unwrap()
    });
    let output = output.await.unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(String::from_utf8_lossy(&output.stdout), "pong\n");
}

/// Returns the manifest of the program.
fn manifest() -> String {
    let crates = root().join("crates");
    let path = |name: &str| crates.join(name).display().to_string();
    format!(
        "[package]\nname = \"build-script\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [features]\nmock = []\n\n\
         [dependencies]\n\
         async-trait = \"0.1.92\"\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\n\
         serde_with = {{ version = \"3.24\", default-features = false, features = [\"std\"] }}\n\
         token-core = {{ path = {core:?} }}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n\n\
         [build-dependencies]\n\
         token-codegen = {{ path = {codegen:?} }}\n",
        core = path("token-core"),
        codegen = path("token-codegen"),
    )
}
