//! A SOCKS 5 proxy on loopback (RFC 1928 and 1929), as small as one can be.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
    task::{AbortHandle, JoinSet},
};

/// How the proxy treats its clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// It accepts every client.
    Open,
    /// It wants this user and password, divided by a colon.
    Wants(&'static str),
    /// It accepts every client, and then refuses to connect with this code.
    Refuses(u8),
    /// It closes the connection at once.
    Closes,
    /// It says nothing.
    Stalls,
}

/// A proxy; it ends with its test.
pub(crate) struct Socks {
    pub(crate) address: SocketAddr,
    log: Arc<Mutex<Log>>,
    task: AbortHandle,
}

/// What reached the proxy.
#[derive(Debug, Default, Clone)]
pub(crate) struct Log {
    pub(crate) connections: usize,
    /// The users and passwords that were sent, divided by a colon.
    pub(crate) logins: Vec<String>,
    /// The hosts and ports that it was asked for.
    pub(crate) targets: Vec<String>,
}

impl Socks {
    pub(crate) async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let log = Arc::<Mutex<Log>>::default();
        let task = tokio::spawn(accept(listener, manner, Arc::clone(&log))).abort_handle();
        Self { address, log, task }
    }

    pub(crate) fn log(&self) -> Log {
        self.log.lock().unwrap().clone()
    }
}

impl Drop for Socks {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, manner: Manner, log: Arc<Mutex<Log>>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        log.lock().unwrap().connections += 1;
        let log = Arc::clone(&log);
        connections.spawn(async move { serve(stream, manner, &log).await });
    }
}

/// Returns `None` when the connection is over.
async fn serve(mut stream: TcpStream, manner: Manner, log: &Mutex<Log>) -> Option<()> {
    match manner {
        Manner::Closes => return None,
        Manner::Stalls => {
            while stream.read(&mut [0; 64]).await.is_ok_and(|read| read > 0) {}
            return None;
        }
        _ => {}
    }
    assert_eq!(stream.read_u8().await.ok()?, 5);
    let methods = text(&mut stream).await?;
    let method = if matches!(manner, Manner::Wants(_)) {
        2
    } else {
        0
    };
    if !methods.contains(&method) {
        stream.write_all(&[5, 0xff]).await.ok()?;
        return None;
    }
    stream.write_all(&[5, method]).await.ok()?;
    if let Manner::Wants(wanted) = manner {
        assert_eq!(stream.read_u8().await.ok()?, 1);
        let login = [text(&mut stream).await?, text(&mut stream).await?].join(&b':');
        let is_right = login == wanted.as_bytes();
        let login = String::from_utf8(login).unwrap();
        log.lock().unwrap().logins.push(login);
        stream.write_all(&[1, u8::from(!is_right)]).await.ok()?;
        if !is_right {
            return None;
        }
    }
    let target = target(&mut stream).await?;
    log.lock().unwrap().targets.push(target.clone());
    if let Manner::Refuses(code) = manner {
        stream
            .write_all(&[5, code, 0, 1, 0, 0, 0, 0, 0, 0])
            .await
            .ok()?;
        return None;
    }
    let mut other = TcpStream::connect(target).await.ok()?;
    stream
        .write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])
        .await
        .ok()?;
    let _ = copy_bidirectional(&mut stream, &mut other).await;
    None
}

/// Reads the host and the port of a command to connect.
async fn target(stream: &mut TcpStream) -> Option<String> {
    let mut command = [0; 4];
    stream.read_exact(&mut command).await.ok()?;
    assert_eq!(&command[..3], [5, 1, 0]);
    let host = match command[3] {
        1 => {
            let mut address = [0; 4];
            stream.read_exact(&mut address).await.ok()?;
            std::net::Ipv4Addr::from(address).to_string()
        }
        3 => String::from_utf8(text(stream).await?).unwrap(),
        kind => panic!("an address of the kind {kind}"),
    };
    let port = stream.read_u16().await.ok()?;
    Some(format!("{host}:{port}"))
}

/// Reads a length and as many bytes.
async fn text(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let length = stream.read_u8().await.ok()?;
    let mut bytes = vec![0; length.into()];
    stream.read_exact(&mut bytes).await.ok()?;
    Some(bytes)
}
