//! Media types: what a body is, and which one of several is taken.

mod encoding;
mod style;
mod value;

pub(in crate::lower) use style::place_word;
pub(in crate::lower) use value::{Written, is_file};

use crate::diagnostic::problem;
use crate::document::{Content, Referable};
use crate::lower::Lowering;

/// What a media type says of a body; of several, the first kind is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Media {
    /// JSON, by whatever name.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// Several parts.
    Multipart,
    /// Anything: JSON where the schema says more than a text does, and else bytes.
    Open,
    /// Text, XML included.
    Text,
    /// Anything else.
    Bytes,
    /// Events or lines without end, as text; what else there is comes in one piece.
    Stream,
}

impl Media {
    pub(super) fn of(media_type: &str) -> Self {
        let essence = essence(media_type);
        let (kind, name) = essence.split_once('/').unwrap_or((&essence, ""));
        match (kind, name) {
            (_, "json") => Self::Json,
            ("application", "x-www-form-urlencoded") => Self::Form,
            ("multipart", _) => Self::Multipart,
            ("*" | "application", "*") => Self::Open,
            (_, name) if name.ends_with("+json") => Self::Json,
            ("text", "event-stream") | ("application", "jsonl" | "ndjson" | "x-ndjson") => {
                Self::Stream
            }
            ("text", _) => Self::Text,
            (_, name) if name.ends_with("+xml") || name.ends_with("+yaml") => Self::Text,
            (
                "application",
                "xml" | "yaml" | "x-yaml" | "javascript" | "graphql" | "sql" | "x-sh",
            ) => Self::Text,
            _ => Self::Bytes,
        }
    }
}

/// Returns a media type without its parameters, in lower case.
pub(super) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or(media_type);
    essence.trim().to_ascii_lowercase()
}

impl<'d> Lowering<'d> {
    /// Returns the media type that is generated from, and says which ones are not.
    pub(super) fn choose(&mut self, content: &'d [Content]) -> Option<(&'d Content, Media)> {
        let of = |content: &Content| Media::of(&content.media_type.value);
        let chosen = best(content)?;
        for other in content {
            let is_other = !std::ptr::eq(other, chosen);
            if is_other && !(of(other) == of(chosen) && is_same(other, chosen)) {
                let Content { media_type, .. } = other;
                let problem =
                    problem::media_type_choice(&media_type.value, &chosen.media_type.value);
                self.sink.report(&media_type.at, problem);
            }
        }
        Some((chosen, of(chosen)))
    }
}

/// Returns the media type that is generated from.
pub(super) fn best(content: &[Content]) -> Option<&Content> {
    let kind = |content: &&Content| Media::of(&content.media_type.value);
    content.iter().min_by_key(kind)
}

/// Returns whether two media types hold the same component.
fn is_same(a: &Content, b: &Content) -> bool {
    match (&a.schema, &b.schema) {
        (Some(Referable::Reference(a)), Some(Referable::Reference(b))) => {
            a.target.value == b.target.value
        }
        (None, None) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Media;

    #[test]
    fn recognizes_what_a_body_is() {
        for (media_type, expected) in [
            ("application/json; charset=utf-8", Media::Json),
            ("Application/Problem+JSON", Media::Json),
            ("text/json", Media::Json),
            ("*/*", Media::Open),
            ("application/*", Media::Open),
            ("application/x-www-form-urlencoded", Media::Form),
            ("multipart/form-data", Media::Multipart),
            ("text/html", Media::Text),
            ("image/svg+xml", Media::Text),
            ("text/event-stream", Media::Stream),
            ("application/x-ndjson", Media::Stream),
            ("application/octet-stream", Media::Bytes),
            ("image/*", Media::Bytes),
            ("nonsense", Media::Bytes),
        ] {
            assert_eq!(Media::of(media_type), expected, "{media_type}");
        }
    }
}
