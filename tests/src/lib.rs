//! Nothing but the workspace's README, so that its code is compiled and run with the tests.

#![doc = include_str!("../../README.md")]
