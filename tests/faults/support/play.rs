//! What the server does about a request, byte by byte.

use std::{net::SocketAddr, time::Duration};

use token_core::bytes::Bytes;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional},
    net::TcpStream,
    time::sleep,
};
use tokio_rustls::server::TlsStream;

/// The response to a request, as a list of acts; without an end of its own, the connection stays open.
#[derive(Debug, Clone, Default)]
pub(crate) struct Play(Vec<Act>);

#[derive(Debug, Clone)]
enum Act {
    Write(Bytes),
    Pause(Duration),
    /// Writes the same again and again, until the client leaves.
    Repeat(Bytes, Duration),
    /// Does nothing, until the client leaves.
    Stall,
    /// Ends the connection as it should be: `close_notify` where there is TLS, then FIN.
    Close,
    /// Ends the connection by FIN alone.
    Cut,
    /// Ends the connection by RST.
    Reset,
    /// Passes everything on to another server.
    Tunnel(SocketAddr),
}

/// A connection, with TLS or without.
pub(crate) trait Wire: AsyncRead + AsyncWrite + Unpin + Send {
    /// Returns the connection below.
    fn tcp(&self) -> &TcpStream;
}

impl Wire for TcpStream {
    fn tcp(&self) -> &TcpStream {
        self
    }
}

impl Wire for TlsStream<TcpStream> {
    fn tcp(&self) -> &TcpStream {
        self.get_ref().0
    }
}

/// Returns a whole response with `body`.
pub(crate) fn respond(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Play {
    let body = body.as_ref();
    let headers: String = headers
        .iter()
        .map(|(name, value)| [name, ": ", value, "\r\n"].concat())
        .collect();
    let length = match status {
        204 => String::new(),
        _ => format!("content-length: {}\r\n", body.len()),
    };
    let head = format!("HTTP/1.1 {status} Reason\r\n{headers}{length}\r\n");
    raw([head.as_bytes(), body].concat())
}

/// Returns a whole response without a body of note.
pub(crate) fn status(status: u16) -> Play {
    respond(status, &[], "")
}

/// Returns the play that writes `bytes` as they are.
pub(crate) fn raw(bytes: impl Into<Bytes>) -> Play {
    Play::default().write(bytes)
}

impl Play {
    pub(crate) fn write(self, bytes: impl Into<Bytes>) -> Self {
        self.act(Act::Write(bytes.into()))
    }

    pub(crate) fn pause(self, time: Duration) -> Self {
        self.act(Act::Pause(time))
    }

    pub(crate) fn repeat(self, bytes: impl Into<Bytes>, gap: Duration) -> Self {
        self.act(Act::Repeat(bytes.into(), gap))
    }

    pub(crate) fn stall(self) -> Self {
        self.act(Act::Stall)
    }

    pub(crate) fn close(self) -> Self {
        self.act(Act::Close)
    }

    pub(crate) fn cut(self) -> Self {
        self.act(Act::Cut)
    }

    pub(crate) fn reset(self) -> Self {
        self.act(Act::Reset)
    }

    pub(crate) fn tunnel(self, server: SocketAddr) -> Self {
        self.act(Act::Tunnel(server))
    }

    /// Plays on `stream`, and returns whether the connection goes on.
    pub(crate) async fn perform(&self, stream: &mut impl Wire) -> bool {
        for act in &self.0 {
            if act.perform(stream).await.is_none() {
                return false;
            }
        }
        true
    }

    /// Plays `next` after this.
    pub(crate) fn then(mut self, next: Self) -> Self {
        self.0.extend(next.0);
        self
    }

    fn act(mut self, act: Act) -> Self {
        self.0.push(act);
        self
    }
}

impl Act {
    /// Returns `None` when the connection is over.
    async fn perform(&self, stream: &mut impl Wire) -> Option<()> {
        match self {
            Self::Write(bytes) => write(stream, bytes).await,
            Self::Pause(time) => {
                sleep(*time).await;
                Some(())
            }
            Self::Repeat(bytes, gap) => loop {
                write(stream, bytes).await?;
                sleep(*gap).await;
            },
            Self::Stall => {
                let mut rest = [0; 1024];
                while stream.read(&mut rest).await.is_ok_and(|length| length > 0) {}
                None
            }
            Self::Close => {
                let _ = stream.shutdown().await;
                None
            }
            Self::Cut => None,
            Self::Reset => {
                let _ = stream.tcp().set_zero_linger();
                None
            }
            Self::Tunnel(server) => {
                let mut other = TcpStream::connect(server).await.ok()?;
                let _ = copy_bidirectional(stream, &mut other).await;
                None
            }
        }
    }
}

async fn write(stream: &mut impl Wire, bytes: &[u8]) -> Option<()> {
    stream.write_all(bytes).await.ok()?;
    stream.flush().await.ok()
}
