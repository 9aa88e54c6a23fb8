//! Runs the sandbox for people: prints its URL and credentials, and serves until Ctrl-C.

use std::error::Error;
use std::io::{self, Write};
use std::net::Ipv4Addr;
use std::process::ExitCode;

use token_sandbox::{Sandbox, seed};

const USAGE: &str = "usage: token-sandbox [--port PORT]   (without a port, a free one is taken)";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // There is nowhere left to report that standard error is closed.
            let _ = writeln!(io::stderr(), "token-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let port = match arguments.as_slice() {
        [] => 0,
        ["--port", port] => port
            .parse()
            .map_err(|_| format!("`{port}` is not a port: give a number from 0 to 65535"))?,
        ["--help" | "-h"] => return Ok(writeln!(io::stdout(), "{USAGE}")?),
        _ => return Err(USAGE.into()),
    };
    let sandbox = Sandbox::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|error| format!("cannot listen on port {port}: {error}; choose another --port"))?;
    greet(&mut io::stdout().lock(), sandbox.url())?;
    tokio::signal::ctrl_c().await?;
    Ok(())
}

/// Prints where the sandbox is, and the credentials of its default state, which open nothing else.
fn greet(out: &mut impl Write, url: &str) -> io::Result<()> {
    writeln!(out, "Both token APIs are served at {url} until Ctrl-C.")?;
    writeln!(out)?;
    writeln!(out, "Squadcast (API host and auth host alike)")?;
    writeln!(out, "  user id        {}", seed::USER_ID)?;
    writeln!(out, "  refresh token  {}", seed::REFRESH_TOKEN)?;
    writeln!(out)?;
    writeln!(out, "Mindbody")?;
    writeln!(out, "  API-Key        {}", seed::API_KEY)?;
    writeln!(out, "  siteId         {}", seed::SITE_ID)?;
    writeln!(out, "  Username       {}", seed::USERNAME)?;
    writeln!(out, "  Password       {}", seed::PASSWORD)?;
    out.flush()
}
