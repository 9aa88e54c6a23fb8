//! A raw server: it plays what a test asks for, and counts what reached it.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::{AbortHandle, JoinSet},
    time::timeout,
};
use tokio_rustls::{TlsAcceptor, rustls::ServerConfig};

use super::{
    play::{Play, Wire},
    received::Received,
};

/// A server on loopback; it ends with its test.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    tls: bool,
    log: Arc<Mutex<Log>>,
    task: Option<AbortHandle>,
}

/// How a server is set up.
#[derive(Clone)]
pub(crate) struct Setup {
    script: Arc<dyn Fn(&Received) -> Play + Send + Sync>,
    door: Arc<dyn Fn() -> Door + Send + Sync>,
    tls: Option<Arc<ServerConfig>>,
    idle: Option<(Duration, &'static [u8])>,
}

/// What a connection meets before it may send a request.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Door {
    Open,
    /// RST at once.
    Reset,
    /// FIN after the first bytes, which are the client's part of a TLS handshake.
    Close,
    /// Nothing at all.
    Stall,
    /// The response to the first bytes is these, in the clear.
    Answer(&'static [u8]),
}

/// What reached the server.
#[derive(Debug, Default)]
struct Log {
    received: Vec<Received>,
    connections: usize,
    open: usize,
    most_open: usize,
}

impl Server {
    /// Starts a server that plays `plays` in order, and the last one again and again.
    pub(crate) async fn plays(plays: impl Into<Vec<Play>>) -> Self {
        Setup::plays(plays).start().await
    }

    /// Starts a server that accepts no connection.
    pub(crate) async fn behind(door: Door) -> Self {
        Setup::plays([Play::default()]).door(door).start().await
    }

    /// Represents something at `address` that is not a server of the suite.
    pub(crate) fn at(address: SocketAddr) -> Self {
        Self {
            address,
            tls: false,
            log: Arc::default(),
            task: None,
        }
    }

    /// Closes all connections, and listens no more, as soon as the runtime gets to it.
    pub(crate) fn stop(&self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }

    /// Returns the base URL; the host is an address, so that no name is resolved.
    pub(crate) fn url(&self) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// Returns how many requests arrived.
    pub(crate) fn requests(&self) -> usize {
        self.log().received.len()
    }

    /// Returns the requests that arrived.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.log().received.clone()
    }

    /// Returns how many connections were accepted.
    pub(crate) fn connections(&self) -> usize {
        self.log().connections
    }

    /// Returns how many connections are open.
    pub(crate) fn open(&self) -> usize {
        self.log().open
    }

    /// Returns how many connections were open at one time, at most.
    pub(crate) fn most_open(&self) -> usize {
        self.log().most_open
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Setup {
    /// Plays `plays` in order, and the last one again and again.
    pub(crate) fn plays(plays: impl Into<Vec<Play>>) -> Self {
        let plays = plays.into();
        Self::decides(move |request| plays[request.number.min(plays.len() - 1)].clone())
    }

    /// Decides by the request.
    pub(crate) fn decides(script: impl Fn(&Received) -> Play + Send + Sync + 'static) -> Self {
        Self {
            script: Arc::new(script),
            door: Arc::new(|| Door::Open),
            tls: None,
            idle: None,
        }
    }

    pub(crate) fn door(self, door: Door) -> Self {
        self.doors(move || door)
    }

    /// Decides by the connection.
    pub(crate) fn doors(mut self, door: impl Fn() -> Door + Send + Sync + 'static) -> Self {
        self.door = Arc::new(door);
        self
    }

    pub(crate) fn tls(mut self, config: Arc<ServerConfig>) -> Self {
        self.tls = Some(config);
        self
    }

    /// Closes connections that are idle for `time`, with `farewell` as the last words.
    pub(crate) fn idle(mut self, time: Duration, farewell: &'static [u8]) -> Self {
        self.idle = Some((time, farewell));
        self
    }

    pub(crate) async fn start(self) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let log = Arc::<Mutex<Log>>::default();
        let tls = self.tls.is_some();
        let task = tokio::spawn(accept(listener, self, Arc::clone(&log))).abort_handle();
        Server {
            address,
            tls,
            log,
            task: Some(task),
        }
    }

    async fn meet(&self, mut stream: TcpStream, log: &Mutex<Log>) {
        match (self.door)() {
            Door::Open => match &self.tls {
                None => self.serve(stream, log).await,
                Some(config) => {
                    if let Ok(stream) = TlsAcceptor::from(Arc::clone(config)).accept(stream).await {
                        self.serve(stream, log).await;
                    }
                }
            },
            Door::Reset => stream.set_zero_linger().unwrap(),
            Door::Close => {
                let _ = stream.read(&mut [0; 4096]).await;
            }
            Door::Stall => {
                Play::default().stall().perform(&mut stream).await;
            }
            Door::Answer(bytes) => {
                let _ = stream.read(&mut [0; 4096]).await;
                let _ = stream.write_all(bytes).await;
                Play::default().stall().perform(&mut stream).await;
            }
        }
    }

    /// Serves one request after another.
    async fn serve(&self, mut stream: impl Wire, log: &Mutex<Log>) {
        let mut buffer = Vec::new();
        let (idle, farewell) = self.idle.unwrap_or((Duration::MAX, b""));
        loop {
            let Ok(received) = timeout(idle, Received::read(&mut stream, &mut buffer)).await else {
                let _ = stream.write_all(farewell).await;
                let _ = stream.shutdown().await;
                return;
            };
            let Some(mut request) = received else { return };
            {
                let mut log = log.lock().unwrap();
                request.number = log.received.len();
                log.received.push(request.clone());
            }
            if !(self.script)(&request).perform(&mut stream).await {
                return;
            }
        }
    }
}

async fn accept(listener: TcpListener, setup: Setup, log: Arc<Mutex<Log>>) {
    // Dropped with this task, and its connections with it.
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        while connections.try_join_next().is_some() {}
        {
            let mut log = log.lock().unwrap();
            log.connections += 1;
            log.open += 1;
            log.most_open = log.most_open.max(log.open);
        }
        let (setup, log) = (setup.clone(), Arc::clone(&log));
        connections.spawn(async move {
            setup.meet(stream, &log).await;
            log.lock().unwrap().open -= 1;
        });
    }
}
