//! Clients: the generated crates and the runtime below them, over loopback sockets and against the sandbox.
//!
//! What a request looks like belongs to `wire`, `parameters` or `bodies`, and what a response means to `responses`.
//! Settings are in `settings` and `environment`, credentials in `rotation`, sessions in `sessions`, and what must not be shown in `secrets`.
//! A server or a network that misbehaves belongs to the binary `faults`, and a token store to `stores`.

mod arguments;
mod bodies;
mod bounds;
mod chains;
mod decorators;
mod environment;
mod lifecycle;
mod mocking;
mod parameters;
mod responses;
mod retries;
mod rotation;
mod secrets;
mod sessions;
mod settings;
mod spec_examples;
mod traces;
mod wire;
