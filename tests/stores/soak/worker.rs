//! What each process does: it asks for the token, and uses it.

use std::time::Duration;

use token_core::session::{TokenSession, TokenSource};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Uses the token until the process is killed.
pub(crate) async fn work<S: TokenSource>(session: &TokenSession<S>, url: &str) {
    loop {
        let asked = super::clock();
        if let Ok(token) = session.token().await
            && uses(url, asked, token.expose())
                .await
                .is_ok_and(|status| status == 401)
        {
            session.refused(token.generation());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Uses the token, and says when it was asked for; returns the status.
async fn uses(url: &str, asked: i128, token: &str) -> std::io::Result<u16> {
    let (address, path) = url
        .strip_prefix("http://")
        .unwrap()
        .split_once('/')
        .unwrap();
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET /{path}/use/{asked}/{token} HTTP/1.1\r\nhost: {address}\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut response = String::new();
    stream.read_to_string(&mut response).await?;
    let status = response
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    Ok(status.unwrap_or(0))
}
