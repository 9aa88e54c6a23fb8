//! A program of the crate that the fixture `empty_subtypes` gives: it prints a batch, and sends it back as it came.

use empty_subtypes::{Batch, Client, Exchange};

type Problem = Box<dyn std::error::Error>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Problem> {
    let url = std::env::args().nth(1).ok_or("no URL")?;
    let client = Client::builder().base_url(url).build()?;
    let batch = client.exchange(Exchange::new(Batch::new())).await?;
    for job in batch.jobs.iter().flatten() {
        println!("{job:?}");
    }
    println!("{:?}", batch.latest);
    for light in batch.lights.iter().flatten() {
        println!("{light:?}");
    }
    for limit in batch.limits.iter().flatten() {
        println!("{limit:?}");
    }
    for side in batch.sides.iter().flatten() {
        println!("{side:?}");
    }
    client.exchange(Exchange::new(batch)).await?;
    Ok(())
}
