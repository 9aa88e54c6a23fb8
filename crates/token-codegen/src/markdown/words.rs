//! Single words: which ones are code, and how to write those that are not.

use super::plain;

/// Words that look like code and are names; clippy knows them too.
const NAMES: [&str; 14] = [
    "DevOps",
    "ECMAScript",
    "GitHub",
    "GitLab",
    "GraphQL",
    "IPv4",
    "IPv6",
    "JavaScript",
    "macOS",
    "NaN",
    "OAuth",
    "OpenSSL",
    "OpenTelemetry",
    "TypeScript",
];

/// Returns a text as a code span.
pub fn code(text: &str) -> String {
    let text = plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    match longest {
        _ if text.is_empty() => String::new(),
        0 => format!("`{text}`"),
        _ => format!("{0} {text} {0}", "`".repeat(longest + 1)),
    }
}

/// Returns a word without spaces so that it reads as itself.
pub(super) fn safe(word: &str) -> String {
    let (before, core, after) = parts(word);
    let is_web = core.starts_with("http://") || core.starts_with("https://");
    let middle = if is_web && !core.contains(['<', '>', '\\', '`']) {
        format!("<{core}>")
    } else if looks_like_code(core) {
        code(core)
    } else {
        return escape(word);
    };
    format!("{}{middle}{}", escape(before), escape(after))
}

/// Cuts the punctuation of the sentence from both ends of a word.
fn parts(word: &str) -> (&str, &str, &str) {
    const OPENING: &[char] = &['(', '[', '"', '\'', '“', '‘', '*', '_', ','];
    const CLOSING: &[char] = &[
        ')', ']', '"', '\'', '”', '’', '.', ',', ';', ':', '!', '?', '*', '_',
    ];
    let core = word.trim_start_matches(OPENING);
    let before = word.get(..word.len() - core.len()).unwrap_or_default();
    let mut end = core.trim_end_matches(CLOSING).len();
    let (inside, outside) = core.split_at_checked(end).unwrap_or((core, ""));
    // A parenthesis that opened inside the word closes there: `call()`.
    for (opening, closing) in [('(', ')'), ('[', ']')] {
        if outside.starts_with(closing)
            && inside.matches(opening).count() > inside.matches(closing).count()
        {
            end += 1;
        }
    }
    // What follows an apostrophe is grammar: `userId's`.
    end = core
        .find(['\'', '’'])
        .map_or(end, |apostrophe| apostrophe.min(end));
    let (core, after) = core.split_at_checked(end).unwrap_or((core, ""));
    (before, core, after)
}

fn looks_like_code(word: &str) -> bool {
    let is_signed = word.contains(['_', '{', '}', '<', '>', '\\', '|'])
        || word.contains("::")
        || word.contains("://");
    let mut parts = word.split(|c: char| !c.is_alphanumeric());
    is_signed && word.contains(char::is_alphanumeric)
        || word.ends_with("()")
        || parts.any(|part| has_hump(part) && !NAMES.contains(&part))
}

/// Returns whether a word mixes its cases as names of code do: `siteId`, `ApiToken`, `PDFfile`, but not `IDs`.
fn has_hump(part: &str) -> bool {
    let singular = part.strip_suffix('s').unwrap_or(part);
    let capitals = singular.chars().filter(|c| c.is_uppercase()).count();
    let is_capitalized = singular.starts_with(char::is_uppercase);
    singular.contains(char::is_lowercase) && capitals > usize::from(is_capitalized)
}

/// Puts a backslash before everything that `CommonMark` would read as a sign.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        let is_sign = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' => true,
            // Only `&name;` is more than itself.
            '&' => text.contains(';'),
            _ => false,
        };
        if is_sign {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
