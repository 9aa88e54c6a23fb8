//! A raw server of HTTP/2: it plays frames, and knows which requests it disclaims.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::{AbortHandle, JoinSet},
};
use tokio_rustls::{TlsAcceptor, rustls::ServerConfig, server::TlsStream};

use super::{
    scene::Counts,
    tls::{Authority, Shows},
};

pub(crate) const NO_ERROR: u32 = 0;
pub(crate) const PROTOCOL_ERROR: u32 = 1;
pub(crate) const INTERNAL_ERROR: u32 = 2;
pub(crate) const REFUSED_STREAM: u32 = 7;
pub(crate) const CANCEL: u32 = 8;
pub(crate) const ENHANCE_YOUR_CALM: u32 = 11;
pub(crate) const HTTP_1_1_REQUIRED: u32 = 13;

/// What the server does about a request, one after another.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    /// A whole response to the request.
    Respond(u16, &'static str),
    /// A whole response to the request of this stream.
    RespondOn(u32, u16, &'static str),
    /// The head of a response whose body of 100 bytes is still to come.
    Head(u16),
    /// `RST_STREAM` with this code.
    Reset(u32),
    /// GOAWAY with this code.
    GoAway(Last, u32),
    /// These bytes.
    Raw(&'static [u8]),
    /// The end of the connection.
    Close,
}

/// The last stream that the server may have processed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Last {
    /// The one before the request's.
    Below,
    /// The request's own.
    This,
    Stream(u32),
}

/// A request that arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Arrival {
    pub(crate) connection: usize,
    pub(crate) stream: u32,
    /// Whether the server says that it processed nothing.
    pub(crate) disclaimed: bool,
}

/// A server on loopback; it ends with its test.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    log: Arc<Mutex<Vec<Arrival>>>,
    task: AbortHandle,
}

impl Counts for Server {
    fn requests(&self) -> usize {
        self.processed()
    }
}

impl Server {
    /// Starts a server that plays `plays` in order, and the last one again and again.
    pub(crate) async fn plays(authority: &Authority, plays: Vec<Vec<Act>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut config = ServerConfig::clone(&authority.server(Shows::Good));
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let log = Arc::<Mutex<Vec<Arrival>>>::default();
        let tls = TlsAcceptor::from(Arc::new(config));
        let accepting = accept(listener, tls, Arc::new(plays), Arc::clone(&log));
        let task = tokio::spawn(accepting).abort_handle();
        Self { address, log, task }
    }

    pub(crate) fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    pub(crate) fn arrivals(&self) -> Vec<Arrival> {
        self.log.lock().unwrap().clone()
    }

    /// Returns how many requests the server may have processed.
    pub(crate) fn processed(&self) -> usize {
        let arrivals = self.arrivals();
        arrivals.iter().filter(|it| !it.disclaimed).count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(
    listener: TcpListener,
    tls: TlsAcceptor,
    plays: Arc<Vec<Vec<Act>>>,
    log: Arc<Mutex<Vec<Arrival>>>,
) {
    let mut connections = JoinSet::new();
    let mut number = 0;
    while let Ok((stream, _)) = listener.accept().await {
        let (tls, plays, log) = (tls.clone(), Arc::clone(&plays), Arc::clone(&log));
        connections.spawn(async move {
            if let Ok(stream) = tls.accept(stream).await {
                assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
                let last = u32::MAX;
                let connection = Connection {
                    stream,
                    number,
                    last,
                };
                connection.serve(&plays, &log).await;
            }
        });
        number += 1;
    }
}

struct Connection {
    stream: TlsStream<TcpStream>,
    number: usize,
    /// The last stream that may be processed.
    last: u32,
}

impl Connection {
    /// Returns `None` when the connection is over.
    async fn serve(mut self, plays: &[Vec<Act>], log: &Mutex<Vec<Arrival>>) -> Option<()> {
        self.stream.read_exact(&mut [0; 24]).await.ok()?;
        self.frame(4, 0, 0, &[]).await?;
        loop {
            let mut head = [0; 9];
            self.stream.read_exact(&mut head).await.ok()?;
            let [a, b, c, kind, flags, id @ ..] = head;
            let mut payload = vec![0; u32::from_be_bytes([0, a, b, c]) as usize];
            self.stream.read_exact(&mut payload).await.ok()?;
            let id = u32::from_be_bytes(id);
            let is_answer = flags & 1 == 1;
            match kind {
                // HEADERS or DATA that end a request.
                0 | 1 if flags & 1 == 1 => self.play(id, plays, log).await?,
                // SETTINGS and PING.
                4 if !is_answer => self.frame(4, 1, 0, &[]).await?,
                6 if !is_answer => self.frame(6, 1, 0, &payload).await?,
                _ => {}
            }
        }
    }

    async fn play(&mut self, id: u32, plays: &[Vec<Act>], log: &Mutex<Vec<Arrival>>) -> Option<()> {
        let is_late = id > self.last;
        let acts = {
            let mut log = log.lock().unwrap();
            let acts = &plays[log.len().min(plays.len() - 1)];
            let disclaims = |act: &Act| match act {
                Act::Reset(code) => *code == REFUSED_STREAM,
                Act::GoAway(Last::Below, _) => true,
                Act::GoAway(Last::Stream(last), _) => id > *last,
                _ => false,
            };
            log.push(Arrival {
                connection: self.number,
                stream: id,
                // A response that has begun cannot be taken back.
                disclaimed: is_late
                    || !matches!(acts[..], [Act::Head(_), ..]) && acts.iter().any(disclaims),
            });
            acts
        };
        if is_late {
            return Some(());
        }
        for act in acts {
            self.act(id, act).await?;
        }
        Some(())
    }

    async fn act(&mut self, id: u32, act: &Act) -> Option<()> {
        match *act {
            Act::Respond(status, body) => self.respond(id, status, body).await,
            Act::RespondOn(id, status, body) => self.respond(id, status, body).await,
            Act::Head(status) => {
                // `content-length` is the 28th of the static table.
                let length = [0x0f, 28 - 15, 3, b'1', b'0', b'0'];
                let block = [status_line(status), length.to_vec()].concat();
                self.frame(1, 4, id, &block).await
            }
            Act::Reset(code) => self.frame(3, 0, id, &code.to_be_bytes()).await,
            Act::GoAway(last, code) => {
                self.last = match last {
                    Last::Below => id.saturating_sub(2),
                    Last::This => id,
                    Last::Stream(id) => id,
                };
                let payload = [self.last.to_be_bytes(), code.to_be_bytes()].concat();
                self.frame(7, 0, 0, &payload).await
            }
            Act::Raw(bytes) => self.write(bytes).await,
            Act::Close => {
                let _ = self.stream.shutdown().await;
                None
            }
        }
    }

    async fn respond(&mut self, id: u32, status: u16, body: &str) -> Option<()> {
        if body.is_empty() {
            return self.head(id, status, 1).await;
        }
        self.head(id, status, 0).await?;
        self.frame(0, 1, id, body.as_bytes()).await
    }

    async fn head(&mut self, id: u32, status: u16, end: u8) -> Option<()> {
        self.frame(1, 4 | end, id, &status_line(status)).await
    }

    async fn frame(&mut self, kind: u8, flags: u8, id: u32, payload: &[u8]) -> Option<()> {
        let [_, length @ ..] = u32::try_from(payload.len()).unwrap().to_be_bytes();
        let head = [&length[..], &[kind, flags], &id.to_be_bytes()].concat();
        self.write(&[&head, payload].concat()).await
    }

    async fn write(&mut self, bytes: &[u8]) -> Option<()> {
        self.stream.write_all(bytes).await.ok()?;
        self.stream.flush().await.ok()
    }
}

fn status_line(status: u16) -> Vec<u8> {
    // The name is the eighth of the static table, and the value follows as text.
    [&[8, 3], status.to_string().as_bytes()].concat()
}
