//! A program of the crate that the fixture `response_headers` gives: it reads the headers of responses.

use response_headers::{Client, Read, ResponseHeaders};

type Problem = Box<dyn std::error::Error>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Problem> {
    let url = std::env::args().nth(1).ok_or("no URL")?;
    let client = Client::builder().base_url(url).build()?;

    let reply = client.read(Read::new()).send().await?;
    let headers = ResponseHeaders::of(&reply.headers);
    println!("limit {:?}", headers.x_rate_limit()?);
    println!("tags {:?}", headers.x_tags()?);
    println!("sizes {:?}", headers.x_sizes()?);
    println!("cost {:?}", headers.x_cost()?.map(|cost| cost.to_string()));
    println!("next {:?}", headers.x_next()?);
    println!("token {:?}", headers.x_token()?);
    println!("{}", headers.x_cached().err().ok_or("a boolean")?);

    let error = client.read(Read::new()).await.err().ok_or("no error")?;
    let headers = error.headers().map(ResponseHeaders::of);
    let headers = headers.ok_or("no headers")?;
    println!("reset {:?}", headers.x_reset()?);
    println!("limit {:?}", headers.x_rate_limit()?);
    Ok(())
}
