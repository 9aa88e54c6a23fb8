//! Encodings where no body has any.

use crate::diagnostic::problem;
use crate::document::Content;
use crate::lower::Lowering;

impl Lowering<'_> {
    /// Reports the encodings of a body that is neither a form nor made of parts.
    pub(in crate::lower) fn refuse_encodings(&mut self, content: &Content, why: &str) {
        for encoding in &content.encodings {
            let name = &encoding.name;
            self.sink
                .report(&name.at, problem::unused_encoding(&name.value, why));
        }
    }
}
