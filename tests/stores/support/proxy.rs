//! A server in front of the sandbox that keeps back its responses.

use std::sync::Arc;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
};

/// Takes requests, and keeps their responses back until it is opened.
pub(crate) struct Proxy {
    url: String,
    seen: Arc<Semaphore>,
    open: watch::Sender<bool>,
}

impl Proxy {
    /// Starts one that passes nothing on.
    pub(crate) async fn swallowing() -> Self {
        Self::start(None).await
    }

    /// Starts one that passes requests on to `url`, and keeps the responses until it is opened.
    pub(crate) async fn holding(url: &str) -> Self {
        let address = url.strip_prefix("http://").unwrap();
        Self::start(Some(address.to_owned())).await
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Lets all responses through, from now on.
    pub(crate) fn open(&self) {
        self.open.send_replace(true);
    }

    /// Waits until the next request has arrived and was served by the sandbox.
    pub(crate) async fn seen(&self) {
        let waiting = tokio::time::timeout(super::PATIENCE, self.seen.acquire());
        waiting.await.expect("a request").unwrap().forget();
    }

    async fn start(target: Option<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Semaphore::new(0));
        let (open, opened) = watch::channel(false);
        let proxy = Self {
            url,
            seen: Arc::clone(&seen),
            open,
        };
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (seen, opened) = (Arc::clone(&seen), opened.clone());
                match target.clone() {
                    Some(target) => tokio::spawn(hold(client, target, seen, opened)),
                    None => tokio::spawn(swallow(client, seen)),
                };
            }
        });
        proxy
    }
}

async fn swallow(mut client: TcpStream, seen: Arc<Semaphore>) {
    let mut buffer = [0; 4096];
    let mut is_new = true;
    while matches!(client.read(&mut buffer).await, Ok(count) if count > 0) {
        if std::mem::take(&mut is_new) {
            seen.add_permits(1);
        }
    }
}

async fn hold(
    client: TcpStream,
    target: String,
    seen: Arc<Semaphore>,
    mut opened: watch::Receiver<bool>,
) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = TcpStream::connect(target).await.unwrap().into_split();
    let requests = tokio::io::copy(&mut from_client, &mut to_server);
    let answers = async {
        let mut first = [0; 4096];
        let count = from_server.read(&mut first).await?;
        seen.add_permits(1);
        // An error says that the test is over.
        let _ = opened.wait_for(|open| *open).await;
        to_client.write_all(&first[..count]).await?;
        tokio::io::copy(&mut from_server, &mut to_client).await
    };
    // The worker may be killed at any time, which is the end of both.
    let _ = tokio::select! {
        ended = requests => ended,
        ended = answers => ended,
    };
}
