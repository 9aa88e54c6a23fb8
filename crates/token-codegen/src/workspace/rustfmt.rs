//! rustfmt, run once for all files of a crate, or as often as there are cores when they are many.

use std::cmp::Reverse;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::fileset::{FileSet, RelPath};
use crate::parallel;

/// The workspace's settings, so that the output is what `cargo fmt` wants.
const SETTINGS: &str = "style_edition = \"2024\"\n";

/// The files that lead to all others: rustfmt follows the modules from there.
const ROOTS: [&str; 2] = ["src/lib.rs", "src/generated/mod.rs"];

/// The file that leads to files which declare no modules.
const FLAT_ROOT: &str = "root.rs";

/// How much text is worth a rustfmt of its own, in bytes.
const SHARE: usize = 256 << 10;

/// Returns the files with those of Rust as rustfmt leaves them.
pub(super) fn format(files: &FileSet) -> Result<FileSet> {
    let (mut rust, mut formatted) = (FileSet::default(), FileSet::default());
    for (path, text) in files.iter() {
        let path = path.as_str();
        let set = if Path::new(path).extension() == Some("rs".as_ref()) {
            &mut rust
        } else {
            &mut formatted
        };
        set.insert(path, text.to_owned())?;
    }
    add_formatted(&rust, &mut formatted)?;
    Ok(formatted)
}

fn add_formatted(unformatted: &FileSet, files: &mut FileSet) -> Result<()> {
    let size: usize = unformatted.iter().map(|(_, text)| text.len()).sum();
    let shares = (size / SHARE).clamp(1, parallel::cores());
    let jobs = if shares == 1 {
        vec![Job::whole(unformatted)?]
    } else {
        Job::divided(unformatted, shares)?
    };
    for done in parallel::map(&jobs, Job::run)? {
        for (path, text) in done? {
            files.insert(path, text)?;
        }
    }
    Ok(())
}

/// What one rustfmt does.
struct Job<'f> {
    /// The files that lead to all others.
    roots: Vec<&'static str>,
    /// What is where when rustfmt begins.
    written: Vec<(String, &'f str)>,
    /// Which of the files are wanted, and what they are called in the crate.
    wanted: Vec<(String, &'f str)>,
}

impl<'f> Job<'f> {
    /// Returns the job of formatting all files.
    fn whole(files: &'f FileSet) -> Result<Self> {
        let root = ROOTS.into_iter().find(|root| files.get(root).is_some());
        let file = |(path, text): (&'f RelPath, &'f str)| (path.as_str().to_owned(), text);
        let same = |(path, _): (&'f RelPath, &'f str)| (path.as_str().to_owned(), path.as_str());
        Ok(Self {
            roots: vec![root.context("no file that holds the others as modules")?],
            written: files.iter().map(file).collect(),
            wanted: files.iter().map(same).collect(),
        })
    }

    /// Returns jobs that share the work.
    ///
    /// The last one has the files that declare modules too, among empty ones, and so less of the rest.
    /// They need no rustfmt of their own: to start one takes longer than to format them.
    fn divided(files: &'f FileSet, shares: usize) -> Result<Vec<Self>> {
        let is_leaf = |path: &str| !path.ends_with("/mod.rs") && !path.ends_with("/lib.rs");
        let mut modules = Self::whole(files)?;
        for (path, text) in &mut modules.written {
            if is_leaf(path) {
                *text = "";
            }
        }
        modules.wanted.retain(|(_, path)| !is_leaf(path));
        let mut leaves: Vec<(&str, &str)> = files
            .iter()
            .map(|(path, text)| (path.as_str(), text))
            .filter(|(path, _)| is_leaf(path))
            .collect();
        leaves.sort_by_key(|(_, text)| Reverse(text.len()));
        let first: usize = files
            .iter()
            .filter(|(path, _)| !is_leaf(path.as_str()))
            .map(|(_, text)| text.len())
            .sum();
        let mut jobs: Vec<(usize, Self)> = (0..shares).map(|_| (0, Self::flat())).collect();
        if let Some((size, _)) = jobs.last_mut() {
            *size = first;
        }
        for (path, text) in leaves {
            if let Some((size, job)) = jobs.iter_mut().min_by_key(|(size, _)| *size) {
                *size += text.len();
                let name = format!("f{}.rs", job.written.len());
                job.written.push((name.clone(), text));
                job.wanted.push((name, path));
            }
        }
        let mut jobs: Vec<Self> = jobs.into_iter().map(|(_, job)| job).collect();
        if let Some(job) = jobs.last_mut() {
            job.roots.extend(modules.roots);
            job.written.extend(modules.written);
            job.wanted.extend(modules.wanted);
        }
        Ok(jobs)
    }

    /// Returns a job for files that declare no modules.
    fn flat() -> Self {
        Self {
            roots: vec![FLAT_ROOT],
            written: Vec::new(),
            wanted: Vec::new(),
        }
    }

    /// Returns the files that are wanted, with what rustfmt makes of them.
    fn run(&self) -> Result<Vec<(&'f str, String)>> {
        let directory = tempfile::tempdir().context("no temporary directory for rustfmt")?;
        let directory = directory.path();
        fs::write(directory.join("rustfmt.toml"), SETTINGS)?;
        for (path, text) in &self.written {
            let file = directory.join(path);
            fs::create_dir_all(file.parent().unwrap_or(directory))?;
            fs::write(&file, text)?;
        }
        if self.roots.contains(&FLAT_ROOT) {
            let flat = self.written.iter().filter(|(path, _)| !path.contains('/'));
            let modules = flat.map(|(path, _)| format!("mod {};\n", path.trim_end_matches(".rs")));
            fs::write(directory.join(FLAT_ROOT), modules.collect::<String>())?;
        }
        run(directory, &self.roots)?;
        let text = |(path, name): &(String, &'f str)| {
            let text = fs::read_to_string(directory.join(path))?;
            Ok((*name, text))
        };
        self.wanted.iter().map(text).collect()
    }
}

fn run(directory: &Path, roots: &[&str]) -> Result<()> {
    let program = program();
    let mut command = Command::new(&program);
    command
        .args(["--edition", "2024", "--config-path"])
        .arg(directory)
        .args(roots.iter().map(|root| directory.join(root)));
    let output = match command.output() {
        Ok(output) => output,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            bail!(
                "`{}` is not installed; run `rustup component add rustfmt`",
                program.display()
            )
        }
        Err(error) => {
            return Err(error).with_context(|| format!("`{}` does not start", program.display()));
        }
    };
    let problems = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "rustfmt failed:\n{problems}");
    Ok(())
}

/// Returns what to call: what `RUSTFMT` names, or the one beside the cargo that runs this, or the one in the `PATH`.
///
/// The one in the `PATH` is rustup's, which first finds out what the one beside cargo is.
fn program() -> OsString {
    let beside_cargo = || {
        let cargo = PathBuf::from(env::var_os("CARGO")?);
        let rustfmt = cargo.with_file_name(format!("rustfmt{}", env::consts::EXE_SUFFIX));
        rustfmt.is_file().then(|| rustfmt.into_os_string())
    };
    env::var_os("RUSTFMT")
        .or_else(beside_cargo)
        .unwrap_or_else(|| OsString::from("rustfmt"))
}
