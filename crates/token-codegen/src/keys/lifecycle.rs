//! The keys of `x-token-lifecycle`, which is an extension of ours.

use super::Kind;
use super::row::{Row, read};

pub(super) const LIFECYCLE: &[Row] = &[
    read("mint").one(Kind::TokenMint),
    read("renew").one(Kind::TokenRenewal),
    read("revoke").one(Kind::TokenRevocation),
];

pub(super) const MINT: &[Row] = &[
    read("operation"),
    read("token"),
    read("expires"),
    read("expires_in"),
    read("issued"),
    read("life"),
    read("seal"),
];

pub(super) const RENEWAL: &[Row] = &[read("operation"), read("limit"), read("extends")];

pub(super) const REVOCATION: &[Row] = &[read("operation")];
