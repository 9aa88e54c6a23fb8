//! Doc comments.

use proc_macro2::TokenStream;
use quote::quote;

use crate::codegen::markdown;

/// How wide a doc comment's text may be: a line of 100 less an indentation and the signs of the comment.
const WIDTH: usize = 90;

/// A doc comment of several paragraphs.
#[derive(Default)]
pub(super) struct Docs(Vec<String>);

impl Docs {
    /// Starts with a paragraph of ours, which is Markdown already.
    pub(super) fn new(paragraph: impl Into<String>) -> Self {
        Self::default().then(paragraph)
    }

    /// Starts with the document's text, or with ours where the document has none.
    pub(super) fn of(text: &str, otherwise: impl Into<String>) -> Self {
        let docs = Self::default().then_text(text);
        if docs.0.is_empty() {
            Self::new(otherwise)
        } else {
            docs
        }
    }

    /// Adds a paragraph of ours.
    pub(super) fn then(mut self, paragraph: impl Into<String>) -> Self {
        self.separate();
        self.0.extend(paragraph.into().lines().map(str::to_owned));
        self
    }

    /// Adds the document's text.
    pub(super) fn then_text(mut self, text: &str) -> Self {
        let lines = markdown::lines(text, WIDTH);
        if !lines.is_empty() {
            self.separate();
            self.0.extend(lines);
        }
        self
    }

    /// Returns the comment for the item that follows.
    pub(super) fn outer(&self) -> TokenStream {
        let lines = self.lines();
        quote!(#(#[doc = #lines])*)
    }

    /// Returns the comment for the file that it stands in.
    pub(super) fn inner(&self) -> TokenStream {
        let lines = self.lines();
        quote!(#(#![doc = #lines])*)
    }

    fn separate(&mut self) {
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
    }

    /// The printer puts nothing between the signs of the comment and its text.
    fn lines(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|line| {
            if line.is_empty() {
                String::new()
            } else {
                format!(" {line}")
            }
        })
    }
}
