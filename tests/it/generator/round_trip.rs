//! Every model of a generated crate: random JSON that its schema allows is read, and written again as an equal value.
//!
//! `ROUND_TRIP=DIR` takes the documents below a directory instead of the fixtures, skips those that are refused,
//! and prints how many values came back.

mod equal;
mod random;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::{env, fs};

use serde_json::{Value, json};
use token_codegen::diagnostic::Sink;
use token_codegen::ir::{self, groups::Groups};
use token_codegen::read::{self, Input};
use token_codegen::source::Source;
use token_codegen::workspace::directory::Directory;
use token_codegen::workspace::{self, Mode};

use crate::support::{cargo, target};
use random::Random;

/// How many values each model is given.
const VALUES: usize = 40;

/// A document, and the crate that was made of it.
struct Case {
    document: Value,
    crate_name: String,
    models: Vec<Model>,
}

/// A model of a component.
struct Model {
    component: String,
    /// Its Rust name.
    name: String,
    /// Whether it distinguishes `null` from an absent member.
    tells_nulls: bool,
    received: bool,
}

#[test]
#[expect(
    clippy::print_stderr,
    reason = "a maintainer reads the numbers for documents from outside"
)]
fn what_a_schema_allows_comes_back() {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("round_trip");
    let folder = workspace.join("crates");
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    let from_outside = env::var_os("ROUND_TRIP").map(PathBuf::from);
    let files = match &from_outside {
        Some(folder) => documents(folder),
        None => documents(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/accept"))
            .into_iter()
            .filter(|file| is_about_models(file))
            .collect(),
    };
    let cases: Vec<Case> = files
        .iter()
        .filter_map(|file| case(file, &folder))
        .collect();
    let program = program(&cases);
    write_reader(&workspace, &cases, &program);

    let mut lines = String::new();
    let mut expected = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        for (number, model) in case.models.iter().enumerate() {
            let mut random = Random::new(&case.document, (index * 1000 + number) as u64);
            let component = model.component.replace('~', "~0").replace('/', "~1");
            let schema = json!({"$ref": format!("#/components/schemas/{component}")});
            for turn in 0..VALUES {
                let exact = model.tells_nulls && (turn % 2 == 0 || !model.received);
                random.requests = exact;
                let value = random.value(&schema);
                writeln!(lines, "{index} {number} {value}").unwrap();
                expected.push((index, number, exact, value));
            }
        }
    }
    let outputs = run(&workspace, &lines);
    assert_eq!(outputs.len(), expected.len());
    let mut failed = BTreeSet::new();
    for (written, (index, number, exact, value)) in outputs.iter().zip(&expected) {
        let case = &cases[*index];
        let back = serde_json::from_str::<Value>(written);
        if !back.is_ok_and(|back| equal::are_equal(value, &back, *exact))
            && failed.insert((*index, *number))
        {
            let model = &case.models[*number].name;
            eprintln!(
                "{} {model}\n  in:  {value}\n  out: {written}",
                case.crate_name
            );
        }
    }
    let models: usize = cases.iter().map(|case| case.models.len()).sum();
    eprintln!(
        "{} documents, {} refused, {models} models, {} values, {} models that lose something",
        files.len(),
        files.len() - cases.len(),
        expected.len(),
        failed.len()
    );
    assert!(failed.is_empty() || from_outside.is_some());
    assert!(expected.len() > 1000 || from_outside.is_some());
}

/// Returns the JSON and YAML files below a directory.
fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(documents(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn is_about_models(fixture: &Path) -> bool {
    let text = fs::read_to_string(fixture).unwrap();
    text.lines().next() == Some("# files: models.rs")
}

/// Generates the crate of a document; nothing for one that is refused.
///
/// Models that hold secrets are never written, and values are made by pointers only, so that such documents are left out too.
fn case(file: &Path, folder: &Path) -> Option<Case> {
    let text = fs::read_to_string(file).unwrap();
    let document: Value = serde_saphyr::from_str(&text).ok()?;
    if text.contains("format: password") || text.contains("\"password\"") {
        return None;
    }
    if text.contains("$id") || text.contains("$anchor") {
        return None;
    }
    // With its extension, because a directory may hold a document in YAML and in JSON.
    let name: String = file.to_str()?.chars().rev().take(40).collect();
    let name: String = name.chars().rev().collect();
    let words: Vec<&str> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let crate_name = format!("r-{}", words.join("-").to_lowercase());
    let target = target(file, &folder.join(&crate_name), &crate_name);
    let source = Source::new(target.document.shown.as_str(), fs::read(file).unwrap());
    let input = Input {
        document: &source,
        overlays: &[],
        files: &Directory::of(file),
    };
    let api = read::input(&input, &target.options, &mut Sink::default())?;
    workspace::run(std::slice::from_ref(&target), Mode::Write).unwrap();
    // What belongs to a group is behind a feature.
    let models = Groups::of(&api).models(&api, None);
    // A base has the union of its subtypes first, which the values are of, and then a struct of its own.
    let mut seen = BTreeSet::new();
    let models = models.into_iter().filter_map(model);
    let models = models
        .filter(|model| seen.insert(model.component.clone()))
        .collect();
    Some(Case {
        document,
        crate_name,
        models,
    })
}

/// Returns a model that is the whole of a component.
fn model(model: &ir::Model) -> Option<Model> {
    let ["components", "schemas", component] = model.pointer.tokens()[..] else {
        return None;
    };
    Some(Model {
        component: component.to_owned(),
        name: model.name.pascal().to_owned(),
        tells_nulls: model.sent == ir::Sent::AsJson,
        received: model.received,
    })
}

/// Returns a program that reads a line for each value, and prints what the model makes of it.
fn program(cases: &[Case]) -> String {
    let mut arms = String::new();
    for (index, case) in cases.iter().enumerate() {
        let crate_name = case.crate_name.replace('-', "_");
        for (number, Model { name, .. }) in case.models.iter().enumerate() {
            writeln!(
                arms,
                "(\"{index}\", \"{number}\") => through::<Option<{crate_name}::{name}>>(json),"
            )
            .unwrap();
        }
    }
    format!(
        "use std::io::BufRead;
use token_core::serde_json;
fn through<T: serde::Serialize + serde::de::DeserializeOwned>(json: &str) -> String {{
    match serde_json::from_str::<T>(json) {{
        Ok(value) => serde_json::to_string(&value).unwrap_or_else(|error| error.to_string()),
        Err(error) => error.to_string(),
    }}
}}
fn main() {{
    for line in std::io::stdin().lock().lines() {{
        let line = line.unwrap();
        let mut parts = line.splitn(3, ' ');
        let (Some(document), Some(model), Some(json)) = (parts.next(), parts.next(), parts.next()) else {{ continue }};
        println!(\"{{}}\", match (document, model) {{
            {arms}
            _ => String::new(),
        }}.replace('\\n', \" \"));
    }}
}}
"
    )
}

fn write_reader(workspace: &Path, cases: &[Case], program: &str) {
    let reader = workspace.join("reader");
    fs::create_dir_all(reader.join("src")).unwrap();
    fs::write(reader.join("src/main.rs"), program).unwrap();
    let core = crate::support::root().join("crates/token-core");
    let mut manifest = format!(
        "[package]\nname = \"reader\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nserde = \"1\"\n\
         token-core = {{ path = '{}', default-features = false }}\n",
        core.display()
    );
    for case in cases {
        let name = &case.crate_name;
        writeln!(
            manifest,
            "{name} = {{ path = \"../crates/{name}\", default-features = false }}"
        )
        .unwrap();
    }
    fs::write(reader.join("Cargo.toml"), manifest).unwrap();
    fs::write(
        workspace.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"reader\"]\n\n[profile.dev]\ndebug = false\n",
    )
    .unwrap();
}

/// Runs the program and returns its lines.
fn run(workspace: &Path, lines: &str) -> Vec<String> {
    let mut child = cargo("run", workspace, &workspace.join("target"))
        .args(["-p", "reader"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let lines = lines.to_owned();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(str::to_owned).collect()
}
