//! The binary, as people start it.

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use token_sandbox::seed;

const BINARY: &str = env!("CARGO_BIN_EXE_token-sandbox");

#[test]
fn it_prints_its_url_and_credentials_and_serves() -> Result<(), Box<dyn Error>> {
    let mut process = Command::new(BINARY).stdout(Stdio::piped()).spawn()?;
    let lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let mut printed = String::new();
    // The password is the last thing printed.
    for line in lines {
        printed.push_str(&line?);
        printed.push('\n');
        if printed.contains(seed::PASSWORD) {
            break;
        }
    }
    let address = printed
        .split_whitespace()
        .find_map(|word| word.strip_prefix("http://"));
    let connection = TcpStream::connect(address.unwrap());
    process.kill()?;
    process.wait()?;
    connection?;
    for credential in [
        seed::REFRESH_TOKEN,
        seed::API_KEY,
        seed::SITE_ID,
        seed::USERNAME,
    ] {
        assert!(printed.contains(credential), "{printed}");
    }
    Ok(())
}

#[test]
fn wrong_arguments_are_explained() -> Result<(), Box<dyn Error>> {
    for (arguments, complaint) in [
        (vec!["--port", "many"], "`many` is not a port"),
        (vec!["--port"], "usage: token-sandbox"),
        (vec!["serve"], "usage: token-sandbox"),
    ] {
        let output = Command::new(BINARY).args(arguments).output()?;
        assert!(!output.status.success());
        let stderr = String::from_utf8(output.stderr)?;
        assert!(stderr.contains(complaint), "{stderr}");
    }
    Ok(())
}
