//! The generator: what it makes of documents, what it refuses, and the commands that run it.
//!
//! A new OpenAPI feature is a fixture in `tests/fixtures/accept` (`accept`), and a document that is refused one in `tests/fixtures/reject` (`reject`).
//! What must be seen on the wire is a program in `tests/programs` (`programs`).
//! Commands and workspaces are `command_line`, `drift`, `package` and `scaffold`.

mod accept;
mod build_script;
mod command_line;
mod corpus;
mod drift;
mod files;
mod fresh;
mod installed;
mod keys;
mod limits;
mod overlays;
mod package;
mod programs;
mod reject;
mod round_trip;
mod scaffold;
mod slices;
mod synthetic;
