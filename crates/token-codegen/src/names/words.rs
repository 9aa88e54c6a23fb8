//! From any text to the words of an identifier, and from words to its cases.

/// Returns the words of a text, at least one, made only of characters that an identifier may hold.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut words = Splitter::default().split(text);
    if words.is_empty() {
        words = text.chars().flat_map(spell).collect();
    }
    if words.is_empty() {
        words.push("empty".to_owned());
    }
    words
}

/// Returns `the_words_like_this`.
pub(super) fn snake(words: &[String]) -> String {
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    start_with_letter(lower.join("_"), 'n')
}

/// Returns `TheWordsLikeThis`, with an underscore only between digits: `V1_0`.
pub(super) fn pascal(words: &[String]) -> String {
    let mut name = String::new();
    for word in words {
        let ends_in_digit = name.ends_with(|c: char| c.is_numeric());
        if ends_in_digit && word.starts_with(|c: char| c.is_numeric()) {
            name.push('_');
        }
        let mut letters = word.chars();
        name.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        name.push_str(&letters.as_str().to_lowercase());
    }
    start_with_letter(name, 'N')
}

fn start_with_letter(name: String, prefix: char) -> String {
    match name.chars().next() {
        Some(first) if unicode_ident::is_xid_start(first) => name,
        _ => format!("{prefix}{name}"),
    }
}

/// Cuts a text at punctuation and where its case changes.
#[derive(Default)]
struct Splitter {
    words: Vec<String>,
    word: String,
}

impl Splitter {
    fn split(mut self, text: &str) -> Vec<String> {
        let letters: Vec<char> = text.chars().collect();
        for (index, &letter) in letters.iter().enumerate() {
            let before = index
                .checked_sub(1)
                .and_then(|before| letters.get(before))
                .copied();
            let after = letters.get(index + 1).copied();
            if letter != '_' && unicode_ident::is_xid_continue(letter) {
                let after_that = letters.get(index + 2).copied();
                if starts_word(before, letter, after, after_that) {
                    self.end_word();
                }
                self.word.push(letter);
                continue;
            }
            self.end_word();
            let is_sign = before.is_none() && after.is_some_and(|after| after.is_ascii_digit());
            match letter {
                // These tell names apart that are equal otherwise: `StartTime<`, `+1` and `-1`.
                '<' | '>' | '=' | '+' => self.words.extend(spell(letter)),
                '-' if is_sign => self.words.extend(spell(letter)),
                _ => {}
            }
        }
        self.end_word();
        self.words
    }

    fn end_word(&mut self) {
        if !self.word.is_empty() {
            self.words.push(std::mem::take(&mut self.word));
        }
    }
}

/// Returns whether a word starts at `letter`: `refreshToken|ID`, `HTTP|Server2`, but not in the plural `IDs`.
fn starts_word(
    before: Option<char>,
    letter: char,
    after: Option<char>,
    after_that: Option<char>,
) -> bool {
    let Some(before) = before else { return false };
    if !letter.is_uppercase() {
        return false;
    }
    if !before.is_uppercase() {
        return true;
    }
    let is_plural = after == Some('s') && !after_that.is_some_and(char::is_lowercase);
    after.is_some_and(char::is_lowercase) && !is_plural
}

/// Returns the words for a character that no identifier may hold.
fn spell(symbol: char) -> Vec<String> {
    let words = match symbol {
        '<' => "less than",
        '>' => "greater than",
        '=' => "equal",
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '%' => "percent",
        '!' => "not",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '~' => "tilde",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '?' => "question",
        '#' => "hash",
        '@' => "at",
        '$' => "dollar",
        '_' => "underscore",
        '"' => "quote",
        '\'' => "apostrophe",
        '`' => "backtick",
        '(' => "lparen",
        ')' => "rparen",
        '[' => "lbracket",
        ']' => "rbracket",
        '{' => "lbrace",
        '}' => "rbrace",
        ' ' => "space",
        other => return vec![format!("u{:04x}", u32::from(other))],
    };
    words.split(' ').map(str::to_owned).collect()
}
