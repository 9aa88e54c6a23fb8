#![doc = include_str!("../README.md")]

mod clock;
mod headers;
mod line;
mod mindbody;
mod operation;
mod orders;
mod received;
mod sandbox;
pub mod seed;
mod server;
mod squadcast;
mod token_mint;
mod world;

pub use axum::http::StatusCode;

pub use crate::mindbody::{MindbodyAccount, Staff, StaffType};
pub use crate::operation::Operation;
pub use crate::received::Received;
pub use crate::sandbox::Sandbox;
pub use crate::squadcast::SquadcastAccount;
