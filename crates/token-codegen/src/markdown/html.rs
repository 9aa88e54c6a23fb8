//! HTML in Markdown: which tags are mere dress, so that their text is enough.

/// The elements whose ends are ends of lines.
const LINES: [&str; 17] = [
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "li",
    "ol",
    "p",
    "table",
    "tr",
    "ul",
];

/// The elements within lines.
const SPANS: [&str; 18] = [
    "a", "b", "code", "em", "font", "i", "img", "pre", "s", "small", "span", "strong", "sub",
    "sup", "tbody", "td", "th", "thead",
];

/// A piece of HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'h> {
    /// Text, tags that are not HTML included: `the <id>`.
    Text(&'h str),
    /// The end of a line.
    Break,
}

/// Returns the pieces of a text that may hold tags.
pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some((text, tail)) = rest.split_once('<') {
        let (tag, after) = match tail
            .strip_prefix("!--")
            .and_then(|comment| comment.split_once("-->"))
        {
            Some((_, after)) => (None, after),
            None => match tail.split_once('>') {
                Some((tag, after)) => (Some(tag), after),
                None => break,
            },
        };
        pieces.push(Piece::Text(text));
        let name = tag.map(element).unwrap_or_default();
        if LINES.contains(&name.as_str()) {
            pieces.push(Piece::Break);
        } else if tag.is_some() && !SPANS.contains(&name.as_str()) {
            // No element of HTML, but a name that the author put between signs.
            let end = rest.len() - after.len();
            pieces.push(Piece::Text(rest.get(text.len()..end).unwrap_or_default()));
        }
        rest = after;
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// Returns the name of a tag's element: `br` of `br /`, `p` of `/p`.
fn element(tag: &str) -> String {
    let name = tag.trim_start_matches('/');
    let end = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    name.get(..end).unwrap_or_default().to_ascii_lowercase()
}
