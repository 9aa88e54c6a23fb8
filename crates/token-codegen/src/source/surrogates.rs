//! The one escape that JSON has and YAML has not: two surrogates for one character.

use saphyr_parser::Marker;

/// How many characters a pair loses when it becomes one escape: `\ud83d\ude00` is `\U0001f600`.
const SHORTER: usize = 2;

/// A text whose pairs of surrogates are escapes of YAML.
#[derive(Default)]
pub(super) struct Joined {
    pub(super) text: String,
    length: usize,
    /// Where the pairs end, in characters from the beginning of the text.
    pairs: Vec<usize>,
}

/// Joins the surrogates of a JSON text; `None` if it holds no escape, or is not JSON.
pub(super) fn join(text: &str) -> Option<Joined> {
    if !text.trim_start().starts_with('{') || !text.contains("\\u") {
        return None;
    }
    let mut joined = Joined::default();
    let mut rest = text;
    while let Some(backslash) = rest.find('\\') {
        let (literal, escape) = rest.split_at(backslash);
        joined.push(literal);
        if let Some((character, behind)) = pair(escape) {
            joined.push(&format!("\\U{:08x}", u32::from(character)));
            joined.pairs.push(joined.length);
            rest = behind;
        } else {
            // What follows a backslash belongs to its escape, a second backslash too.
            let taken = escape.chars().take(2).map(char::len_utf8).sum();
            let (single, behind) = escape.split_at(taken);
            joined.push(single);
            rest = behind;
        }
    }
    joined.push(rest);
    Some(joined)
}

impl Joined {
    /// Returns the column, from 0, that a marker in the joined text has in the original.
    pub(super) fn original_column(&self, marker: Marker) -> usize {
        let line_start = marker.index().saturating_sub(marker.col());
        let before = |position: usize| self.pairs.partition_point(|end| *end <= position);
        marker.col() + SHORTER * (before(marker.index()) - before(line_start))
    }

    fn push(&mut self, part: &str) {
        self.text.push_str(part);
        self.length += part.chars().count();
    }
}

/// Returns the character that a text begins with in two escapes, and the text behind them.
fn pair(text: &str) -> Option<(char, &str)> {
    let (high, behind) = unit(text)?;
    let (low, behind) = unit(behind)?;
    let is_pair = (0xd800..0xdc00).contains(&high) && (0xdc00..0xe000).contains(&low);
    let character = is_pair.then(|| 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
    Some((char::from_u32(character?)?, behind))
}

fn unit(text: &str) -> Option<(u32, &str)> {
    let (digits, behind) = text.strip_prefix("\\u")?.split_at_checked(4)?;
    let is_hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let unit = is_hexadecimal.then(|| u32::from_str_radix(digits, 16));
    Some((unit?.ok()?, behind))
}

#[cfg(test)]
mod tests {
    use saphyr_parser::Marker;

    use super::join;

    #[test]
    fn joins_pairs_and_keeps_their_columns() {
        let text = "{\n\"a\": \"\\ud83d\\ude00\", \"\\\\ud83d\\\\ude00\": \"\\u00e9\\ud83d\"}";
        let joined = join(text).unwrap();
        assert_eq!(
            joined.text,
            text.replace("\\ud83d\\ude00\"", "\\U0001f600\"")
        );
        assert_eq!(joined.original_column(Marker::new(8, 2, 6)), 6);
        assert_eq!(joined.original_column(Marker::new(21, 2, 19)), 21);
        assert!(join(r"a: '\ud83d\ude00'").is_none());
    }
}
