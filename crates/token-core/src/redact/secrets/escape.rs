//! The forms that one character of a secret may take in a text.

/// Which characters are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alphabet {
    /// Each is itself.
    Exact,
    /// Upper and lower case of ASCII are the same.
    AnyCase,
    /// `-` is `+`, and `_` is `/`: both alphabets of Base64.
    Base64,
}

impl Alphabet {
    /// Returns whether `found` in a text is `wanted`.
    pub(super) fn equal(self, found: char, wanted: char) -> bool {
        match self {
            _ if found == wanted => true,
            Self::Exact => false,
            Self::AnyCase => found.eq_ignore_ascii_case(&wanted),
            Self::Base64 => matches!((found, wanted), ('-', '+') | ('_', '/')),
        }
    }
}

/// Returns whether `text` may begin with `wanted` in any form; a quick check that refuses most places.
pub(super) fn may_begin(text: &str, wanted: char, alphabet: Alphabet) -> bool {
    text.chars().next().is_some_and(|first| {
        alphabet.equal(first, wanted) || matches!(first, '%' | '=' | '\\' | '&' | '+')
    })
}

/// Adds to `lengths` how many bytes at the beginning of `text` may stand for `wanted`.
pub(super) fn lengths(text: &str, wanted: char, alphabet: Alphabet, lengths: &mut Vec<usize>) {
    let Some(first) = text.chars().next() else {
        return;
    };
    if alphabet.equal(first, wanted) {
        lengths.push(first.len_utf8());
    }
    match first {
        '%' => lengths.extend(hex_pairs(text, "%", wanted, alphabet)),
        '=' => lengths.extend(hex_pairs(text, "=", wanted, alphabet)),
        '+' if wanted == ' ' => lengths.push(1),
        '\\' => backslash(text, wanted, alphabet, lengths),
        '&' if wanted == '&' => {
            // It may have been encoded more than once.
            let mut rest = text.get(1..).unwrap_or_default();
            while let Some(tail) = rest.strip_prefix("amp;") {
                lengths.push(text.len() - tail.len());
                rest = tail;
            }
            lengths.extend(entity(text, wanted, alphabet));
        }
        '&' => lengths.extend(entity(text, wanted, alphabet)),
        _ => {}
    }
}

/// Reads `%C3%A9`, which may be encoded more than once, and the same with another sign.
fn hex_pairs(text: &str, sign: &str, wanted: char, alphabet: Alphabet) -> Option<usize> {
    let mut buffer = [0; 4];
    let mut rest = text;
    for byte in wanted.encode_utf8(&mut buffer).bytes() {
        rest = hex_pair(rest.strip_prefix(sign)?, byte, alphabet)?;
    }
    Some(text.len() - rest.len())
}

/// Returns what follows the digits of `byte`, and `25` for each time that the sign itself was encoded.
fn hex_pair(text: &str, byte: u8, alphabet: Alphabet) -> Option<&str> {
    let mut rest = text;
    loop {
        let (digits, tail) = rest.split_at_checked(2)?;
        let value = u8::from_str_radix(digits, 16).ok()?;
        if value == byte
            || (value.is_ascii() && alphabet.equal(char::from(value), char::from(byte)))
        {
            return Some(tail);
        }
        rest = rest.strip_prefix("25")?;
    }
}

/// Reads the escapes of JSON and of programming languages: `\u00e9`, `\u{e9}`, `\xe9`, `\/`, `\n`.
fn backslash(text: &str, wanted: char, alphabet: Alphabet, lengths: &mut Vec<usize>) {
    // A text that is quoted twice has every backslash twice.
    let rest = text.trim_start_matches('\\');
    let slashes = text.len() - rest.len();
    if wanted == '\\' {
        lengths.extend([2, 4].into_iter().filter(|count| *count <= slashes));
    }
    let is = |found: u32| char::from_u32(found).is_some_and(|found| alphabet.equal(found, wanted));
    let end = |tail: &str| text.len() - tail.len();
    match rest.chars().next() {
        Some('u') => lengths.extend(unicode(rest, slashes, &is).map(end)),
        Some('x') => {
            if let Some((digits, tail)) = rest.get(1..).and_then(|rest| rest.split_at_checked(2))
                && u32::from_str_radix(digits, 16).is_ok_and(is)
            {
                lengths.push(end(tail));
            }
            lengths.extend(hex_pairs(
                text.get(slashes.saturating_sub(1)..).unwrap_or_default(),
                "\\x",
                wanted,
                alphabet,
            ));
        }
        Some(letter) => {
            let meaning = match letter {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\u{8}',
                'f' => '\u{c}',
                '0' => '\0',
                '/' | '"' | '\'' => letter,
                _ => return,
            };
            if meaning == wanted {
                lengths.push(slashes + 1);
            }
        }
        None => {}
    }
}

/// Returns what follows `u00e9`, `u{e9}`, or the two halves of a character outside of the basic plane.
fn unicode<'t>(text: &'t str, slashes: usize, is: &impl Fn(u32) -> bool) -> Option<&'t str> {
    let text = text.strip_prefix('u')?;
    if let Some(braced) = text.strip_prefix('{') {
        let (digits, tail) = braced.split_once('}')?;
        return u32::from_str_radix(digits, 16)
            .is_ok_and(is)
            .then_some(tail);
    }
    let (unit, tail) = hex_unit(text)?;
    if is(unit) {
        return Some(tail);
    }
    let low = tail.get(slashes..)?.strip_prefix('u')?;
    let (low, tail) = hex_unit(low)?;
    let both = char::decode_utf16([u16::try_from(unit).ok()?, u16::try_from(low).ok()?]).next()?;
    is(u32::from(both.ok()?)).then_some(tail)
}

fn hex_unit(text: &str) -> Option<(u32, &str)> {
    let (digits, tail) = text.split_at_checked(4)?;
    Some((u32::from_str_radix(digits, 16).ok()?, tail))
}

/// Reads `&amp;`, `&#38;` and `&#x26;`, with or without the semicolon of a number.
fn entity(text: &str, wanted: char, alphabet: Alphabet) -> Option<usize> {
    let mut rest = text.strip_prefix('&')?;
    // What is encoded twice.
    while let Some(tail) = rest.strip_prefix("amp;") {
        rest = tail;
    }
    let (found, tail) = match rest.strip_prefix('#') {
        Some(number) => numeric(number)?,
        None => named(rest)?,
    };
    alphabet
        .equal(found, wanted)
        .then(|| text.len() - tail.len())
}

fn numeric(text: &str) -> Option<(char, &str)> {
    let (digits, radix) = match text.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (text, 10),
    };
    let tail = digits.trim_start_matches(|c: char| c.is_digit(radix));
    let digits = digits.get(..digits.len() - tail.len())?;
    let found = char::from_u32(u32::from_str_radix(digits, radix).ok()?)?;
    Some((found, tail.strip_prefix(';').unwrap_or(tail)))
}

fn named(text: &str) -> Option<(char, &str)> {
    let (name, tail) = text.split_once(';')?;
    let found = match name {
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "sol" => '/',
        "bsol" => '\\',
        "plus" => '+',
        "equals" => '=',
        "colon" => ':',
        "semi" => ';',
        "comma" => ',',
        "period" => '.',
        "excl" => '!',
        "quest" => '?',
        "num" => '#',
        "dollar" => '$',
        "percnt" => '%',
        "ast" => '*',
        "commat" => '@',
        "lowbar" => '_',
        "lpar" => '(',
        "rpar" => ')',
        "Hat" => '^',
        "grave" => '`',
        "NewLine" => '\n',
        "Tab" => '\t',
        _ => return None,
    };
    Some((found, tail))
}
