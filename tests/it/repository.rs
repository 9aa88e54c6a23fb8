//! The repository itself: its layout, its pages, and the rules that its files keep.
//!
//! A rule about sources is in `tidy`, one about dependencies between files in `module_graph`, one about names that two crates share in `client_settings`, one about prose in `words`, and a page that must stay true in `papers`.

mod client_settings;
mod module_graph;
mod openapi_page;
mod papers;
mod tidy;
mod words;
