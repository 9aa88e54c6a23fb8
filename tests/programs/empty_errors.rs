//! A program of the crate that the fixture `empty_errors` gives: it prints the errors that a server responds with.

use empty_errors::token_core::retry::RetryPolicy;
use empty_errors::{ApiError, Client, Read};

type Problem = Box<dyn std::error::Error>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Problem> {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().ok_or("no URL")?;
    let client = Client::builder().base_url(url).retry(RetryPolicy::none()).build()?;
    for _ in 0..32 {
        let error = client.read(Read::new()).await.err().ok_or("no error")?;
        if error.status().is_none() {
            break;
        }
        println!("{error} = {:?}", error.documented());
        if let Some(ApiError::Unauthorized(Some(body))) = error.documented() {
            println!("it says {:?}", body.message);
        }
    }
    Ok(())
}
