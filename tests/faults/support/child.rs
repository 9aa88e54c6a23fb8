//! Tests that run in a process of their own, because they depend on its environment.

use std::{env, process::Command};

/// Set in the child; it holds what the test is to do there.
const ROLE: &str = "FAULTS_CHILD";

/// Returns what this process is to do, if it is a child.
pub(crate) fn role() -> Option<String> {
    env::var(ROLE).ok()
}

/// Runs the test `name` in a child with the environment `variables`, and panics when it fails there.
///
/// The variables that choose a proxy are those given, and no others.
pub(crate) async fn run(name: &'static str, role: &str, variables: &[(&str, String)]) {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", name, "--nocapture"])
        .env(ROLE, role);
    for inherited in [
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
        "REQUEST_METHOD",
    ] {
        command
            .env_remove(inherited)
            .env_remove(inherited.to_lowercase());
    }
    command.envs(variables.iter().map(|(key, value)| (key, value)));
    let output = tokio::task::spawn_blocking(move || command.output())
        .await
        .unwrap()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(text.contains("1 passed"), "no test `{name}`: {text}");
}
