//! The faults of the chaos run: one of every kind that the other rows play.

use std::time::Duration;

use super::{
    calls::documented,
    play::{Play, raw, respond},
    server::Door,
};

/// What the server does to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    CloseBeforeHead,
    CloseInHead,
    Reset,
    StallBeforeHead,
    StallInBody,
    Drip,
    TornBody,
    TornChunk,
    CutJson,
    Garbage,
    ManyHeaders,
    TooLarge,
    Endless,
    Redirect,
    Refuse(u16),
    Fail(u16),
    Busy(u16, &'static str),
    Html,
    EarlyHints,
    Slow,
    AnswerAndClose,
    AnswerAndReset,
}

/// Returns what keeps a connection from coming about.
pub(crate) fn any_door(dice: &mut fastrand::Rng) -> Door {
    [
        Door::Reset,
        Door::Close,
        Door::Stall,
        Door::Answer(b"CANARY\r\n\r\n"),
    ][dice.usize(..4)]
}

impl Fault {
    /// Returns one fault of all.
    pub(crate) fn any(dice: &mut fastrand::Rng) -> Self {
        let faults = [
            Self::CloseBeforeHead,
            Self::CloseInHead,
            Self::Reset,
            Self::StallBeforeHead,
            Self::StallInBody,
            Self::Drip,
            Self::TornBody,
            Self::TornChunk,
            Self::CutJson,
            Self::Garbage,
            Self::ManyHeaders,
            Self::TooLarge,
            Self::Endless,
            Self::Redirect,
            Self::Refuse([400, 401, 403, 404, 409, 410, 422][dice.usize(..7)]),
            Self::Fail([408, 425, 500, 502, 503, 504][dice.usize(..6)]),
            Self::Busy(
                [429, 503][dice.usize(..2)],
                ["0", "0.01", "1", "61", "1e99", "-1"][dice.usize(..6)],
            ),
            Self::Html,
            Self::EarlyHints,
            Self::Slow,
            Self::AnswerAndClose,
            Self::AnswerAndReset,
        ];
        faults[dice.usize(..faults.len())]
    }

    /// Returns whether the server says that it did nothing.
    pub(crate) fn leaves_undone(&self) -> bool {
        matches!(self, Self::Busy(..))
    }

    /// Returns what the server does, where it would otherwise have sent `good`.
    pub(crate) fn play(self, good: Play) -> Play {
        let chunked = || raw(&b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"[..]);
        let begun =
            || raw(&b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n{\"data\":\"CANARY"[..]);
        match self {
            Self::None => good,
            Self::CloseBeforeHead => Play::default().close(),
            Self::CloseInHead => raw(&b"HTTP/1.1 200 OK\r\nx-canary: CANA"[..]).close(),
            Self::Reset => Play::default().reset(),
            Self::StallBeforeHead => Play::default().stall(),
            Self::StallInBody => begun().stall(),
            Self::Drip => begun().repeat(&b" "[..], Duration::from_millis(20)),
            Self::TornBody => begun().cut(),
            Self::TornChunk => chunked().write(&b"5\r\n{\"da"[..]).reset(),
            Self::CutJson => {
                raw(&b"HTTP/1.1 200 OK\r\n\r\n{\"data\":[{\"id\":\"CANARY"[..]).close()
            }
            Self::Garbage => raw(&b"CANARY\r\n\r\n"[..]).stall(),
            Self::ManyHeaders => {
                raw(format!("HTTP/1.1 200 OK\r\n{}\r\n", "x: CANARY\r\n".repeat(200)).into_bytes())
                    .stall()
            }
            Self::TooLarge => {
                raw(&b"HTTP/1.1 200 OK\r\ncontent-length: 10737418240\r\n\r\n"[..]).stall()
            }
            Self::Endless => chunked().repeat(&b"4\r\nCANA\r\n"[..], Duration::ZERO),
            Self::Redirect => respond(
                307,
                &[("location", "https://api.example/CANARY?CANARY")],
                "CANARY",
            ),
            Self::Refuse(code) => respond(
                code,
                &[],
                documented("CANARY-access-token-CANARY is not welcome"),
            ),
            Self::Fail(code) => respond(
                code,
                &[("x-request-id", "CANARY-access-token-CANARY")],
                "<html>CANARY</html>",
            ),
            Self::Busy(code, wait) => respond(code, &[("retry-after", wait)], ""),
            Self::Html => respond(200, &[("content-type", "text/html")], "<html>CANARY</html>"),
            Self::EarlyHints => {
                raw(&b"HTTP/1.1 103 Early Hints\r\nlink: CANARY\r\n\r\n"[..]).then(good)
            }
            Self::Slow => Play::default().pause(Duration::from_millis(100)).then(good),
            Self::AnswerAndClose => good.close(),
            Self::AnswerAndReset => good.reset(),
        }
    }
}
