//! A program of the crate that the fixture `spellings` gives: it prints what a server responds with, or what is wrong.

use spellings::token_core::retry::RetryPolicy;
use spellings::{Client, Note, Read};

type Problem = Box<dyn std::error::Error>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Problem> {
    let url = std::env::args().nth(1).ok_or("no URL")?;
    let client = Client::builder().base_url(url).retry(RetryPolicy::none()).build()?;
    println!("{:?}", client.note(Note::new()).await?);
    for _ in 0..64 {
        match client.read(Read::new()).await {
            Ok(values) => println!("{}", spellings::token_core::serde_json::to_string(&values)?),
            Err(error) if error.status().is_none() => break,
            Err(error) => println!("{error} = {:?}", error.documented()),
        }
    }
    Ok(())
}
