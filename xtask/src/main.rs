//! `cargo xtask`: the workspace's tasks.

use std::io;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let exit = xtask::cli::run(std::env::args_os(), &mut io::stdout(), &mut io::stderr());
    // Output that nobody can read is no success.
    exit.map_or(ExitCode::FAILURE, ExitCode::from)
}
