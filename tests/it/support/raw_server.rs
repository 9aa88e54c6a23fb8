//! A server that records the bytes of each request and plays back the bytes of each response.

use std::sync::{Arc, Mutex};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// Serves one request a connection with the next of its responses; it stops when dropped.
pub(crate) struct RawServer {
    url: String,
    received: Arc<Mutex<Vec<String>>>,
    serving: JoinHandle<()>,
}

impl RawServer {
    /// Starts a server that gives `answers` in order, and closes each connection after its response.
    pub(crate) async fn start(answers: Vec<Vec<u8>>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let serving = tokio::spawn(serve(listener, answers, Arc::clone(&received)));
        Self {
            url,
            received,
            serving,
        }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Returns each request as it came, from the request line to the last byte of the body.
    pub(crate) fn received(&self) -> Vec<String> {
        self.received.lock().unwrap().clone()
    }
}

impl Drop for RawServer {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(listener: TcpListener, answers: Vec<Vec<u8>>, received: Arc<Mutex<Vec<String>>>) {
    for answer in answers {
        let (mut stream, _) = listener.accept().await.unwrap();
        let request = read_request(&mut stream).await;
        received.lock().unwrap().push(request);
        stream.write_all(&answer).await.unwrap();
        stream.shutdown().await.unwrap();
    }
}

async fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n")
            && is_whole(head, body)
        {
            return text;
        }
        assert_ne!(
            stream.read_buf(&mut bytes).await.unwrap(),
            0,
            "the request ends too early: {text:?}"
        );
    }
}

fn is_whole(head: &str, body: &str) -> bool {
    if head.contains("transfer-encoding: chunked") {
        return body.ends_with("0\r\n\r\n");
    }
    body.len() >= content_length(head)
}

fn content_length(head: &str) -> usize {
    let header = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    header.map_or(0, |length| length.parse().unwrap())
}
