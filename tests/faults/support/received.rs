//! Requests as the server reads them.

use tokio::io::{AsyncRead, AsyncReadExt};

/// A request that reached the server with all of its body.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    /// Which request of the server it is, counted from 0.
    pub(crate) number: usize,
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Received {
    /// Returns the header `name`, which is given in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Reads one request; `buffer` keeps what was read beyond it.
    ///
    /// Returns `None` when the client leaves before it is there.
    pub(crate) async fn read(
        stream: &mut (impl AsyncRead + Unpin),
        buffer: &mut Vec<u8>,
    ) -> Option<Self> {
        let head_length = loop {
            if let Some(end) = find(buffer, b"\r\n\r\n") {
                break end + 4;
            }
            more(stream, buffer).await?;
        };
        let head: Vec<u8> = buffer.drain(..head_length).collect();
        let mut request = Self::parse(&String::from_utf8_lossy(&head));
        let length: usize = request
            .header("content-length")
            .map_or(0, |text| text.parse().unwrap());
        while buffer.len() < length {
            more(stream, buffer).await?;
        }
        request.body =
            String::from_utf8_lossy(&buffer.drain(..length).collect::<Vec<_>>()).into_owned();
        Some(request)
    }

    fn parse(head: &str) -> Self {
        let mut lines = head.lines();
        let mut first = lines.next().unwrap_or_default().split(' ');
        let mut word = || first.next().unwrap_or_default().to_owned();
        let (method, target) = (word(), word());
        let headers = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        Self {
            number: 0,
            method,
            target,
            headers,
            body: String::new(),
        }
    }
}

async fn more(stream: &mut (impl AsyncRead + Unpin), buffer: &mut Vec<u8>) -> Option<()> {
    match stream.read_buf(buffer).await {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(()),
    }
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}
