//! The test harness: like the standard one, except that a test finds out at run time whether it can run.
//!
//! The tests of the Redis store need a server.
//! On a machine without one they are counted as ignored, never as passed, and the last lines of the output say why.

use std::{process::ExitCode, sync::OnceLock};

use libtest_mimic::{Arguments, Completion, Failed, Trial};

use crate::support::{Kind, server_program};

/// Names tests of this module that need nothing but this machine.
macro_rules! tests {
    ($($test:ident),+ $(,)?) => {
        vec![$($crate::harness::test($crate::harness::name(module_path!(), stringify!($test)), async || $test().await)),+]
    };
}

/// Names tests of this module that need a Redis server.
macro_rules! redis_tests {
    ($($test:ident),+ $(,)?) => {
        vec![$($crate::harness::redis_test($crate::harness::name(module_path!(), stringify!($test)), async || $test().await)),+]
    };
}

/// Names tests of this module that run once for each of these kinds of store.
macro_rules! tests_of_kinds {
    ($kinds:expr; $($test:ident),+ $(,)?) => {{
        let mut trials = Vec::new();
        for kind in $kinds {
            $(trials.push($crate::harness::test_of_kind(
                kind,
                &$crate::harness::name(module_path!(), stringify!($test)),
                async move || $test(kind).await,
            ));)+
        }
        trials
    }};
}

pub(crate) use {redis_tests, tests, tests_of_kinds};

/// Why the tests of the Redis store were ignored, once one was.
static IGNORED_BECAUSE: OnceLock<String> = OnceLock::new();

/// Turns a missing server into a failure; `.ci/run` sets it.
const REQUIRED: &str = "REQUIRE_REDIS";

/// Runs the tests that the command line selects, and reports at the very end which store was not tested.
pub(crate) fn run(trials: Vec<Trial>) -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Most of them wait for a process, an election or a lease, and not for a processor.
    arguments.test_threads.get_or_insert(6);
    let conclusion = libtest_mimic::run(&arguments, trials);
    if let Some(reason) = IGNORED_BECAUSE.get() {
        report(conclusion.num_ignored, reason);
    }
    conclusion.exit_code()
}

#[expect(clippy::print_stderr, reason = "it is the output of this binary")]
fn report(ignored: u64, reason: &str) {
    let line = "!".repeat(100);
    eprintln!(
        "{line}\n\
         {ignored} TESTS OF THE REDIS STORE DID NOT RUN, because there is no Redis server here:\n\
         {reason}\n\
         To run them: install one (`apt-get install redis-server`, `brew install redis`), name one by REDIS_SERVER=/path,\n\
         or have `pip` and its registry at hand. With {REQUIRED}=1 a missing server is a failure.\n\
         {line}"
    );
}

/// Returns the name of a test without that of the binary.
pub(crate) fn name(module: &str, test: &str) -> String {
    let module = module.split_once("::").map_or("", |(_binary, rest)| rest);
    format!("{module}::{test}")
}

pub(crate) fn test(name: String, body: impl AsyncFnOnce() + Send + 'static) -> Trial {
    Trial::test(name, move || {
        block_on(body());
        Ok(())
    })
}

pub(crate) fn redis_test(name: String, body: impl AsyncFnOnce() + Send + 'static) -> Trial {
    Trial::ignorable_test(name, move || match server_program() {
        Ok(_program) => {
            block_on(body());
            Ok(Completion::Completed)
        }
        Err(reason) if std::env::var_os(REQUIRED).is_some() => Err(Failed::from(reason)),
        Err(reason) => {
            IGNORED_BECAUSE.get_or_init(|| reason.to_owned());
            Ok(Completion::ignored_with("no Redis server"))
        }
    })
}

pub(crate) fn test_of_kind(
    kind: Kind,
    name: &str,
    body: impl AsyncFnOnce() + Send + 'static,
) -> Trial {
    let name = format!("{name}::{}", format!("{kind:?}").to_lowercase());
    if kind == Kind::Redis {
        redis_test(name, body)
    } else {
        test(name, body)
    }
}

/// Runs a test in a runtime of its own.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(future)
}
