//! What generated models share, so that it is compiled once: values of several shapes, open objects, exact numbers, bytes.

mod base64;
mod branch;
mod given;
mod number;
mod object;
mod one_of;
mod open_object;
mod raw;
mod tag;

pub use base64::Base64;
pub use branch::{Branch, JsonKind};
pub use given::Given;
pub use number::Number;
pub use object::{MembersIn, MembersOut, Object, read_object};
pub use one_of::OneOf;
pub use open_object::{KnownMembers, OpenObject};
pub use raw::RawJson;
