//! A server in front of the sandbox that keeps back its answers.

use std::sync::Arc;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};

/// Takes requests, and answers none.
pub(crate) struct Proxy {
    url: String,
    seen: Arc<Semaphore>,
}

impl Proxy {
    /// Starts one that passes nothing on.
    pub(crate) async fn swallowing() -> Self {
        Self::start(None).await
    }

    /// Starts one that passes requests on to `url`, and keeps the answers to itself.
    pub(crate) async fn muting(url: &str) -> Self {
        let address = url.strip_prefix("http://").unwrap();
        Self::start(Some(address.to_owned())).await
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Waits for the next request to have come, and to be answered where it was passed on.
    pub(crate) async fn seen(&self) {
        let waiting = tokio::time::timeout(super::PATIENCE, self.seen.acquire());
        waiting.await.expect("a request").unwrap().forget();
    }

    async fn start(target: Option<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Semaphore::new(0));
        let proxy = Self {
            url,
            seen: Arc::clone(&seen),
        };
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(keep_back(client, target.clone(), Arc::clone(&seen)));
            }
        });
        proxy
    }
}

async fn keep_back(mut client: TcpStream, target: Option<String>, seen: Arc<Semaphore>) {
    let mut buffer = [0; 4096];
    let Some(target) = target else {
        let mut is_new = true;
        while matches!(client.read(&mut buffer).await, Ok(count) if count > 0) {
            if std::mem::take(&mut is_new) {
                seen.add_permits(1);
            }
        }
        return;
    };
    let (mut answers, mut requests) = TcpStream::connect(target).await.unwrap().into_split();
    let mut kept = [0; 4096];
    loop {
        tokio::select! {
            read = client.read(&mut buffer) => match read {
                Ok(count) if count > 0 => requests.write_all(&buffer[..count]).await.unwrap(),
                _ => return,
            },
            read = answers.read(&mut kept) => match read {
                Ok(count) if count > 0 => seen.add_permits(1),
                _ => return,
            },
        }
    }
}
