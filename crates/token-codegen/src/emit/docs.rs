//! Doc comments.

use proc_macro2::TokenStream;
use quote::quote;

use crate::access::Access;
use crate::ir::Remarks;
use crate::markdown::{self, code};
use crate::names::RustName;

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

    /// Adds how a value is taken away that may be `null` or be left out.
    pub(super) fn then_nulls(self, tells_nulls: bool) -> Self {
        if tells_nulls {
            self.then("`Some(None)` is sent as `null`, `None` is left out.")
        } else {
            self
        }
    }

    /// Adds what is to be known of a value beside its description.
    pub(super) fn then_remarks(self, remarks: &Remarks, required: bool) -> Self {
        let docs = match &remarks.default {
            None => self,
            Some(default) if required => self.then(format!("The default is {}.", code(default))),
            Some(default) => self.then(format!(
                "The default is {}, which holds when this is left out.",
                code(default)
            )),
        };
        let docs = match remarks.access {
            Access::Both => docs,
            Access::ReadOnly => docs.then("Responses hold it, requests do not."),
            Access::WriteOnly => docs.then("Requests hold it, responses do not."),
        };
        docs.then_deprecation(remarks.deprecated)
    }

    /// Adds that an item is on its way out; an attribute would make the generated code warn of itself.
    pub(super) fn then_deprecation(self, is_deprecated: bool) -> Self {
        if is_deprecated {
            self.then("Deprecated.")
        } else {
            self
        }
    }

    /// Adds which headers a response has, and what reads them.
    pub(super) fn then_headers(self, names: &[String], reader: Option<&RustName>) -> Self {
        if names.is_empty() {
            return self;
        }
        let names: Vec<_> = names.iter().map(|name| code(name)).collect();
        let reads = reader.map_or_else(String::new, |reader| {
            format!(" {} reads them, cookies aside.", code(reader.pascal()))
        });
        let text = format!(
            "`Call::send` returns the headers of the response as well: {}.{reads}",
            names.join(", ")
        );
        self.then(wrap(&text))
    }

    /// Returns the comment for the item that follows.
    pub(super) fn outer(&self) -> TokenStream {
        let lines = self.lines();
        quote!(#(#[doc = #lines])*)
    }

    /// Returns the comment for the file that it is in.
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

/// Breaks a paragraph into lines that are wide enough.
fn wrap(text: &str) -> String {
    let mut wrapped = String::new();
    let mut width = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if width + length > WIDTH {
            wrapped.push('\n');
            width = 0;
        } else if width > 0 {
            wrapped.push(' ');
            width += 1;
        }
        wrapped.push_str(word);
        width += length;
    }
    wrapped
}
