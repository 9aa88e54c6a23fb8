//! Row 29, its second half: a client that outlives the runtime it began in.

use std::{sync::mpsc, thread};

use tokio::sync::oneshot;

use crate::support::{
    calls::{self, LISTED},
    play::respond,
    runtime::block_on,
    scene::{Kind, Scene, Settings, send},
    server::Server,
};

#[test]
fn row_29_a_client_in_a_second_runtime() {
    let (address_is, address) = mpsc::channel();
    let (stop, stopped) = oneshot::channel::<()>();
    let server = thread::spawn(move || {
        block_on(async move {
            let server = Server::plays([respond(200, &[], LISTED)]).await;
            address_is.send(server.address).unwrap();
            let _ = stopped.await;
            server.requests()
        })
    });
    let address = address.recv().unwrap();
    let client = block_on(async {
        let scene = Scene::set(Server::at(address), Settings::patient());
        // It leaves a connection in the pool, and the runtime of that connection ends here.
        send(calls::safe(&scene.client)).await.unwrap();
        scene.client
    });
    for kind in [Kind::Safe, Kind::NonIdempotent] {
        let client = client.clone();
        block_on(async move {
            match kind {
                Kind::Safe => send(calls::safe(&client)).await.map(drop).unwrap(),
                _ => send(calls::delete(&client, "t1")).await.map(drop).unwrap(),
            }
        });
    }
    // A call that is cut off with its runtime does no harm to the next one either.
    let cut_off = client.clone();
    block_on(async move {
        tokio::spawn(send(calls::safe(&cut_off)));
        tokio::task::yield_now().await;
    });
    block_on(async move { send(calls::safe(&client)).await.map(drop).unwrap() });
    drop(stop);
    assert!((4..=5).contains(&server.join().unwrap()));
}
