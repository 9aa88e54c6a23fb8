//! Texts at random that hold what a log must not show, and a secret in all its forms.

use std::{fmt::Write, sync::LazyLock};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use fastrand::Rng;

/// The secret that is planted.
pub(super) const SECRET: &str = "S3cret/Key+of \"<\u{e9}>&=0123456789";

/// How many characters of a form give it away.
const TELLING: usize = 12;

/// The secret in every form that a server or a library may quote it in.
pub(super) static FORMS: LazyLock<Vec<String>> = LazyLock::new(forms);

fn forms() -> Vec<String> {
    let mut forms = vec![
        SECRET.to_owned(),
        escaped(|c, bytes| {
            if c.is_ascii_alphanumeric() {
                c.to_string()
            } else {
                encoded("%", bytes)
            }
        }),
        escaped(|c, _| match c {
            '"' | '/' => format!("\\{c}"),
            c if c.is_ascii() => c.to_string(),
            c => format!("\\u{:04x}", u32::from(c)),
        }),
        escaped(|c, _| match c {
            '"' => "&quot;".to_owned(),
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            c => c.to_string(),
        }),
        escaped(|c, _| format!("&#{};", u32::from(c))),
        encoded("", SECRET.as_bytes()),
    ];
    for before in ["", "u", "us", "user:"] {
        let plain = format!("{before}{SECRET}");
        forms.extend([STANDARD.encode(&plain), URL_SAFE_NO_PAD.encode(&plain)]);
    }
    forms
}

/// Returns each byte in hex, with a sign before it.
fn encoded(sign: &str, bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{sign}{byte:02X}");
        text
    })
}

fn escaped(escape: impl Fn(char, &[u8]) -> String) -> String {
    let mut buffer = [0; 4];
    SECRET
        .chars()
        .map(|c| escape(c, c.encode_utf8(&mut buffer).as_bytes()))
        .collect()
}

/// What of each form gives it away.
static TELLTALES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let telltale = |form: &String| {
        // In Base64 the first characters belong to what stands before the secret.
        let is_plain = form.contains(&SECRET[..6]) || !form.is_ascii();
        let begin = if is_plain { 0 } else { 8 };
        form.chars().skip(begin).take(TELLING).collect()
    };
    FORMS.iter().map(telltale).collect()
});

/// Returns what of the secret is in `text`.
pub(super) fn leak(text: &str) -> Option<&'static str> {
    let found = TELLTALES.iter().find(|telltale| text.contains(*telltale));
    found.map(String::as_str)
}

/// Returns a text of pieces that are bad for a log, with the secret in some form between them.
pub(super) fn text(rng: &mut Rng) -> String {
    const PIECES: [&str; 20] = [
        "the key ",
        " is wrong",
        "\n",
        "\r\n",
        "\0",
        "\u{1b}[2J",
        "\u{1b}]0;title\u{7}",
        "\u{9b}31m",
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "\u{2028}",
        "\u{feff}",
        "\t",
        "{\"error\": ",
        "=",
        "%",
        "\\",
        "&",
        "\u{1f600} ",
    ];
    let forms = &*FORMS;
    let mut text = String::new();
    for _ in 0..rng.usize(0..12) {
        match rng.u8(0..8) {
            0..4 => text.push_str(PIECES[rng.usize(..PIECES.len())]),
            4 => text.push_str(&"long ".repeat(rng.usize(1..200))),
            5 => {
                // Cut off, with a sign for what is left out.
                let form = &forms[rng.usize(..forms.len())];
                let count = form.chars().count();
                let left = rng.usize(count / 2..count);
                text.extend(form.chars().take(left));
                text.push_str(["\u{2026}", "...", "***"][rng.usize(..3)]);
            }
            _ => {
                text.push_str(&forms[rng.usize(..forms.len())]);
                text.push(' ');
            }
        }
    }
    text
}
