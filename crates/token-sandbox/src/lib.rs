#![doc = include_str!("../README.md")]

mod clock;
mod connection;
mod faults;
mod headers;
mod mindbody;
mod operation;
mod received;
mod sandbox;
pub mod seed;
mod server;
mod squadcast;
mod state;
mod token_mint;

pub use axum::http::StatusCode;

pub use crate::mindbody::{MindbodyAccount, Staff, StaffType};
pub use crate::operation::Operation;
pub use crate::received::Received;
pub use crate::sandbox::Sandbox;
pub use crate::squadcast::SquadcastAccount;
