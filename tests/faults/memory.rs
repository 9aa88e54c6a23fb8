//! Row 11, its second half: a body without end costs no more memory than the limit allows.
//!
//! This binary counts what the whole process holds, its server included, and has one test for that reason.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, and the lints' own exception covers `#[test]` functions only, not their helpers"
)]

#[expect(
    dead_code,
    reason = "this binary needs a part of what the suite stands on"
)]
mod support;

use std::time::Duration;

use peak_alloc::PeakAlloc;
use support::{
    calls::LISTED,
    play::{Play, raw, respond},
    scene::{EVERY, Kind, Scene, Settings},
    server::Server,
};
use token_core::transport::{Sent, TransportErrorKind};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// How much more than an idle client a call may need.
const ALLOWED: usize = 8 << 20;

const CHUNKED: &[u8] = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
const UNTIL_CLOSE: &[u8] = b"HTTP/1.1 200 OK\r\n\r\n";
const CLAIM: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 10737418240\r\n\r\n";

#[tokio::test]
async fn row_11_memory_stays_bounded() {
    for size in [1, 7, 100, 4 << 10, 64 << 10, 1 << 20, 3 << 20, 64 << 20] {
        let bytes = vec![b' '; size];
        let chunk = [format!("{size:x}\r\n").as_bytes(), &bytes, b"\r\n"].concat();
        // Small pieces leave by the thousand, or else the system calls take all of the time.
        let times = (16_usize << 10).div_ceil(chunk.len());
        stays_bounded(
            size,
            raw(CHUNKED).repeat(chunk.repeat(times), Duration::ZERO),
        )
        .await;
        stays_bounded(
            size,
            raw(UNTIL_CLOSE).repeat(bytes.repeat(times), Duration::ZERO),
        )
        .await;
        stays_bounded(size, raw(CLAIM).repeat(bytes, Duration::ZERO)).await;
    }
}

async fn stays_bounded(size: usize, play: Play) {
    let plays = [respond(200, &[], LISTED), play];
    // The default limit, but for tiny chunks, of which a debug build takes too long to read a million.
    let max_body = (size << 12).min(1 << 20);
    let scene = Scene::set(
        Server::plays(plays).await,
        Settings {
            max_body,
            ..Settings::patient()
        },
    );
    scene.call(Kind::Safe).await.succeeds(200).tries(1);
    let idle = MEMORY.current_usage();
    for kind in EVERY {
        MEMORY.reset_peak_usage();
        scene
            .call(kind)
            .await
            .fails(TransportErrorKind::TooLarge, Sent::Yes)
            .tries(1);
        let extra = MEMORY.peak_usage().saturating_sub(idle);
        assert!(
            extra < ALLOWED,
            "{kind:?} needed {extra} bytes more for chunks of {size} bytes"
        );
    }
}
