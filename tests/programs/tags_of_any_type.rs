//! A program of the crate that the fixture `tags_of_any_type` gives: it prints a batch, and sends it back as it came.

use tags_of_any_type::{Batch, Client, Exchange};

type Problem = Box<dyn std::error::Error>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Problem> {
    let url = std::env::args().nth(1).ok_or("no URL")?;
    let client = Client::builder().base_url(url).build()?;
    let batch = client.exchange(Exchange::new(Batch::new())).await?;
    for message in batch.messages.iter().flatten() {
        println!("{message:?}");
    }
    for result in batch.results.iter().flatten() {
        println!("{result:?}");
    }
    for door in batch.doors.iter().flatten() {
        println!("{door:?}");
    }
    for rule in batch.rules.iter().flatten() {
        println!("{rule:?}");
    }
    client.exchange(Exchange::new(batch)).await?;
    Ok(())
}
