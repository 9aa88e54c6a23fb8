//! Rows 1 and 2: no connection comes about, so that nothing was sent and every operation may be repeated.

use std::time::Duration;

use token_core::{
    retry::RetryPolicy,
    transport::{ReqwestTransport, Sent, TransportErrorKind},
};
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    runtime::Builder,
    time::timeout,
};

use crate::support::{
    play::status,
    runtime::block_on,
    scene::{EVERY, Kind, Scene, Settings, with_every_kind},
    server::{Door, Server, Setup},
    tls::{Authority, Shows},
};

#[tokio::test]
async fn row_01_a_name_that_does_not_resolve() {
    // A label of 64 letters, one more than DNS allows: the resolver refuses it without asking anyone.
    // It is the name of a proxy, because TLS would refuse it first as the name of the API.
    let proxy = format!("http://{}.invalid:3128", "a".repeat(64));
    for kind in EVERY {
        let transport = ReqwestTransport::builder().proxy(proxy.as_str());
        let server = Server::plays([status(204)]).await;
        let scene = Scene::set(server, Settings::over(transport));
        is_unreachable(&scene, kind, TransportErrorKind::Dns, "does not resolve").await;
    }
}

#[tokio::test]
async fn row_01_a_closed_port() {
    for kind in EVERY {
        let server = Server::plays([status(204)]).await;
        let scene = Scene::set(server, Settings::patient());
        scene.server.stop();
        tokio::task::yield_now().await;
        is_unreachable(&scene, kind, TransportErrorKind::Connect, "no connection").await;
    }
}

/// Asserts that every attempt of a call fails so, and sends nothing.
async fn is_unreachable(scene: &Scene, kind: Kind, fault: TransportErrorKind, why: &str) {
    let seen = scene.call(kind).await.fails(fault, Sent::No);
    let seen = seen.says(why).tries_of_which(3, 0);
    assert!(seen.error().is_connect() && !seen.error().is_timeout());
}

#[tokio::test]
async fn row_01_a_handshake_that_breaks_off() {
    for door in [Door::Reset, Door::Close] {
        for kind in EVERY {
            let authority = Authority::new();
            let setup = Setup::plays([status(204)])
                .tls(authority.server(Shows::Good))
                .door(door);
            let scene = Scene::set(setup.start().await, Settings::trusting(&authority));
            let (fault, attempts) = match door {
                // OpenSSL takes an early end for an error of TLS.
                Door::Close if cfg!(not(feature = "rustls")) => (TransportErrorKind::Tls, 1),
                _ => (TransportErrorKind::Connect, 3),
            };
            scene
                .call(kind)
                .await
                .fails(fault, Sent::No)
                .tries_of_which(attempts, 0);
            assert_eq!(scene.server.connections(), attempts);
        }
    }
}

/// Without TLS, the request may be on its way before the RST comes; hyper reports whether it was.
#[test]
fn row_01_a_connection_that_is_reset_when_it_is_accepted() {
    // The server has a thread of its own, so that its RST meets the client everywhere between connect and read.
    let (sender, receiver) = std::sync::mpsc::channel();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let thread = std::thread::spawn(move || {
        block_on(async move {
            let server = Server::behind(Door::Reset).await;
            sender.send(server.address).unwrap();
            let _ = stopped.await;
        });
    });
    let address = receiver.recv().unwrap();
    let clients = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    clients.unwrap().block_on(async {
        let retry = RetryPolicy::none();
        let scene = Scene::set(
            Server::at(address),
            Settings {
                retry,
                ..Settings::patient()
            },
        );
        for _ in 0..1000 {
            let seen = scene.call(Kind::NonIdempotent).await.tries_of_which(1, 0);
            let attempt = &seen.error().attempts()[0];
            let expected = match attempt.sent {
                Sent::No => [TransportErrorKind::Connect, TransportErrorKind::Closed].map(Some),
                _ => [Some(TransportErrorKind::Closed); 2],
            };
            assert!(expected.contains(&attempt.fault), "{attempt:?}");
        }
    });
    drop(stop);
    thread.join().unwrap();
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn row_02_a_connection_that_is_never_accepted() {
    with_every_kind(async |kind| {
        let (listener, _queued) = full_queue().await;
        let scene = Scene::set(
            Server::at(listener.local_addr().unwrap()),
            quick_to_connect(Settings::patient()),
        );
        let seen = scene
            .call(kind)
            .await
            .fails(TransportErrorKind::Timeout, Sent::No)
            .tries_of_which(3, 0);
        assert!(seen.error().is_timeout() && seen.error().is_connect());
        assert_bounded_by_the_connect_timeout(seen.took);
    })
    .await;
}

#[tokio::test]
async fn row_02_a_handshake_that_stalls() {
    with_every_kind(async |kind| {
        let authority = Authority::new();
        let setup = Setup::plays([status(204)])
            .tls(authority.server(Shows::Good))
            .door(Door::Stall);
        let scene = Scene::set(
            setup.start().await,
            quick_to_connect(Settings::trusting(&authority)),
        );
        let seen = scene
            .call(kind)
            .await
            .fails(TransportErrorKind::Timeout, Sent::No)
            .tries_of_which(3, 0);
        assert!(seen.error().is_timeout() && seen.error().is_connect());
        assert_bounded_by_the_connect_timeout(seen.took);
        assert_eq!(scene.server.connections(), 3);
    })
    .await;
}

/// Returns settings whose attempts last much longer than their time to connect.
fn quick_to_connect(settings: Settings) -> Settings {
    Settings {
        connect: Duration::from_millis(200),
        attempt: Duration::from_secs(4),
        ..settings
    }
}

fn assert_bounded_by_the_connect_timeout(took: Duration) {
    assert!(
        took < Duration::from_secs(4),
        "three times 200 ms became {took:?}"
    );
}

/// Returns a listener whose queue is full, so that the system lets further connections wait.
#[cfg(target_os = "linux")]
async fn full_queue() -> (TcpListener, Vec<TcpStream>) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(0).unwrap();
    let address = listener.local_addr().unwrap();
    let mut queued = Vec::new();
    while let Ok(stream) = timeout(Duration::from_millis(200), TcpStream::connect(address)).await {
        queued.push(stream.unwrap());
    }
    (listener, queued)
}
