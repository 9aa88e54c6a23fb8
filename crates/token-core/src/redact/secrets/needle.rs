//! One form of a secret, and the search for it in a text.

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use zeroize::Zeroizing;

use super::escape::{Alphabet, lengths, may_begin};

/// The shortest secret that is masked within a word; masking `e` in every word would tell what it is.
const SHORTEST_WITHIN_A_WORD: usize = 4;

/// How many characters of the beginning of a secret give it away, whatever its length.
const BEGINNING: usize = 8;

/// A secret, or one of its encodings.
pub(super) struct Needle {
    chars: Zeroizing<Vec<char>>,
    alphabet: Alphabet,
    /// How many characters before it hold a part of the secret; only in Base64.
    pub(super) lead: usize,
}

impl Needle {
    /// Returns the forms in which `secret` is looked for: as it is, in Base64 at each alignment, and in hex.
    ///
    /// The escapes of single characters, such as `%2F`, are part of the search.
    pub(super) fn forms(secret: &str) -> Vec<Self> {
        let length = secret.chars().count();
        if length == 0 {
            return Vec::new();
        }
        let alphabet = if length < BEGINNING {
            Alphabet::Exact
        } else {
            Alphabet::AnyCase
        };
        let mut forms = vec![Self::new(secret, alphabet, 0)];
        if length >= SHORTEST_WITHIN_A_WORD {
            forms.extend((0..3).filter_map(|offset| Self::base64(secret, offset)));
            forms.push(Self::new(&hex(secret), Alphabet::AnyCase, 0));
        }
        forms
    }

    fn new(text: &str, alphabet: Alphabet, lead: usize) -> Self {
        // Room for all, because growing leaves a copy behind, unwiped.
        let mut chars = Zeroizing::new(Vec::with_capacity(text.len()));
        chars.extend(text.chars());
        Self {
            chars,
            alphabet,
            lead,
        }
    }

    /// Returns the characters of Base64 that depend on nothing but the secret, `offset` bytes behind a boundary.
    fn base64(secret: &str, offset: usize) -> Option<Self> {
        let mut bytes = Zeroizing::new(vec![0; offset]);
        bytes.extend_from_slice(secret.as_bytes());
        let encoded = Zeroizing::new(STANDARD_NO_PAD.encode(&*bytes));
        let lead = (offset * 8).div_ceil(6);
        let end = bytes.len() * 8 / 6;
        Some(Self::new(encoded.get(lead..end)?, Alphabet::Base64, lead))
    }

    /// Returns how many bytes of `text`, which continues a word or not, hold the secret or enough of its beginning.
    pub(super) fn found(&self, text: &str, within_a_word: bool) -> Option<usize> {
        if !may_begin(text, *self.chars.first()?, self.alphabet) {
            return None;
        }
        let (count, end) = self.longest(text);
        let tail = text.get(end..)?;
        let found = if count == self.chars.len() {
            let alone = !within_a_word && !tail.starts_with(char::is_alphanumeric);
            alone || count >= SHORTEST_WITHIN_A_WORD
        } else {
            self.is_beginning(count, tail)
        };
        found.then(|| match self.alphabet {
            // The rest of it holds what stood behind the secret, and its last bits.
            Alphabet::Base64 => text.len() - tail.trim_start_matches(is_base64).len(),
            // Half an escape.
            _ if count < self.chars.len()
                && tail.len() < 8
                && tail.starts_with(['%', '\\', '&']) =>
            {
                text.len()
            }
            _ => end,
        })
    }

    /// Returns how many characters match, and where the last of them ends.
    fn longest(&self, text: &str) -> (usize, usize) {
        let mut ends = vec![0];
        for (count, wanted) in self.chars.iter().enumerate() {
            let mut next = Vec::with_capacity(1);
            for end in &ends {
                let mut found = Vec::with_capacity(1);
                let rest = text.get(*end..).unwrap_or_default();
                lengths(rest, *wanted, self.alphabet, &mut found);
                next.extend(found.into_iter().map(|length| end + length));
            }
            next.sort_unstable();
            next.dedup();
            if next.is_empty() {
                return (count, ends.last().copied().unwrap_or_default());
            }
            ends = next;
        }
        (self.chars.len(), ends.last().copied().unwrap_or_default())
    }

    /// Returns whether the first `count` characters, with `tail` behind them, are a secret that was cut off.
    fn is_beginning(&self, count: usize, tail: &str) -> bool {
        let length = self.chars.len();
        let half = length.div_ceil(2);
        let least = half.clamp(SHORTEST_WITHIN_A_WORD, BEGINNING);
        let is_much = count >= BEGINNING + 4 || (count >= BEGINNING && count >= half);
        let is_a_word = count >= BEGINNING && !tail.starts_with(char::is_alphanumeric);
        is_much || is_a_word || (count >= least && is_cut_off(tail))
    }
}

/// Returns whether what stands before `tail` was cut off there: the end, or a sign for what is left out.
fn is_cut_off(tail: &str) -> bool {
    const SIGNS: [&str; 8] = [
        "\u{2026}",
        "..",
        "**",
        "\u{2022}",
        "[",
        "<",
        "&hellip;",
        "%E2%80%A6",
    ];
    let closed = tail.trim_start_matches(['"', '\'', '`', ')', ']', '}', '>', '.', ',', ' ']);
    closed.is_empty()
        || tail.starts_with('*')
        || SIGNS.iter().any(|sign| tail.trim_start().starts_with(sign))
        || tail.len() < 8 && tail.starts_with(['%', '\\', '&'])
}

/// Returns whether `c` belongs to Base64, its escapes in a URL included.
pub(super) fn is_base64(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_' | '=' | '%')
}

/// Returns a secret in hexadecimal digits, in a buffer that never grows.
fn hex(secret: &str) -> Zeroizing<String> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut hex = Zeroizing::new(String::with_capacity(2 * secret.len()));
    for byte in secret.bytes() {
        for digit in [byte >> 4, byte & 0xf] {
            let digit = DIGITS.get(usize::from(digit)).copied().unwrap_or_default();
            hex.push(char::from(digit));
        }
    }
    hex
}
