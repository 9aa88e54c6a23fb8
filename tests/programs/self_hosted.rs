//! A program of the crate that the fixture `self_hosted` gives: it says where the server is.

use self_hosted::{Client, ListFiles, Ping, ServerScheme};

type Problem = Box<dyn std::error::Error>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Problem> {
    let url = std::env::args().nth(1).ok_or("no URL")?;
    let (_, host) = url.split_once("://").ok_or("no host")?;

    let there = || Client::builder().scheme(ServerScheme::Http).host(host);
    let client = there().path("v1/eu").build()?;
    client.ping(Ping::new()).await?;
    client.list_files(ListFiles::new()).await?;
    there().build()?.ping(Ping::new()).await?;

    Client::from_env()?.list_files(ListFiles::new()).await?;

    let elsewhere = Client::builder().host("elsewhere.example").path("x");
    let client = elsewhere.base_url(url.as_str()).build()?;
    client.list_files(ListFiles::new()).await?;

    for refused in [
        there().path("../admin").build(),
        there().host("127.0.0.1@evil.example").build(),
        Client::builder().scheme(ServerScheme::Http).build(),
    ] {
        println!("{}", refused.err().ok_or("it was not refused")?);
    }
    println!("{}", "ftp".parse::<ServerScheme>().err().ok_or("a scheme")?);
    Ok(())
}
