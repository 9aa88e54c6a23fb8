//! `cargo xtask`: the workspace's tasks.

use std::io;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let exit = xtask::cli::run(std::env::args_os(), &mut io::stdout(), &mut io::stderr());
    // Output that cannot be written is a failure.
    exit.map_or(ExitCode::FAILURE, ExitCode::from)
}
