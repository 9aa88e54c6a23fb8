//! What an author may write, and what rustdoc is given.

use super::{code, inline, lines};

fn text(markdown: &str) -> String {
    lines(markdown, 80).join("\n")
}

#[test]
fn prose_stays_as_it_is() {
    for prose in [
        "A plain sentence.\nAnd another one (with `code`).",
        "*Emphasis*, **more of it**, and a [link](https://example.com/a?b=c#d).",
        "- one\n- two\n  - nested\n- three",
        "3. three\n4. four",
        "> quoted\n\nnot quoted",
        "the 3rd of 12 IDs, 50 % of URLs, v1.0 - and so on; don't!",
        "GitHub, OAuth and JavaScript are names.",
    ] {
        assert_eq!(text(prose), prose);
    }
}

#[test]
fn nothing_becomes_a_doctest() {
    for (markdown, safe) in [
        ("    let x = 1;", "```text\nlet x = 1;\n```"),
        ("```rust\nlet x = 1;\n```", "```text\nlet x = 1;\n```"),
        ("~~~\n```\n~~~", "````text\n```\n````"),
        ("- a\n\n      {}", "- a\n\n  ```text\n  {}\n  ```"),
        ("```\nnever closed", "```text\nnever closed\n```"),
    ] {
        assert_eq!(text(markdown), safe);
    }
}

#[test]
fn nothing_becomes_a_link_to_an_item() {
    for (markdown, safe) in [
        ("an array [0] of [things]", r"an array \[0\] of \[things\]"),
        (
            "[x]: https://example.com\n\n[x]",
            "[x](https://example.com)",
        ),
        (
            "[relative](/docs) and [anchor](#there)",
            "relative and anchor",
        ),
        ("![logo](https://example.com/a.png)", "logo"),
        (
            "see https://example.com/a_b, or (http://example.com).",
            "see <https://example.com/a_b>, or (<http://example.com>).",
        ),
        ("<https://example.com>", "<https://example.com>"),
        (
            "(https://example.com/a_(b)?c=[1].",
            "(<https://example.com/a_(b)?c=[1]>.",
        ),
        ("ftp://example.com", "`ftp://example.com`"),
    ] {
        assert_eq!(text(markdown), safe);
    }
}

#[test]
fn nothing_becomes_a_tag() {
    for (markdown, safe) in [
        ("the <id> of it", "the `<id>` of it"),
        ("a < b && c > d", r"a \< b && c \> d"),
        ("<p>text</p>", "text"),
        (
            "a <b class=\"x\">b</b><br/>c <!-- d --> <a href=\"e\">f</a>",
            "a b\nc f",
        ),
        (
            "<ul>\n<li>one</li>\n<li>two of <thing></li>\n</ul>",
            "one\ntwo of `<thing>`",
        ),
        ("https://<host>.example.com", "`https://<host>.example.com`"),
        ("1 <2 and <!-- 3", r"1 `<2` and \<!-- 3"),
        ("&lt;id&gt;", "`<id>`"),
        ("R&D, &amp;amp;", r"R&D, \&amp;"),
    ] {
        assert_eq!(text(markdown), safe);
    }
}

#[test]
fn words_of_code_are_marked() {
    for (markdown, safe) in [
        (
            "the user_id's siteId (or ApiToken.id)",
            "the `user_id`'s `siteId` (or `ApiToken.id`)",
        ),
        ("call f() or a::b.", "call `f()` or `a::b`."),
        (
            "at /v3/{id}, \"snake_case\"",
            "at `/v3/{id}`, \"`snake_case`\"",
        ),
        ("a | b", r"a \| b"),
        (r"a\_b\*", r"`a_b`\*"),
    ] {
        assert_eq!(text(markdown), safe);
    }
    assert_eq!(code("a ` b"), "`` a ` b ``");
}

#[test]
fn long_lines_break_and_their_starts_stay_text() {
    let line = ["word"; 16].join(" ");
    for (tail, next) in [
        ("- a list", "\\- a list"),
        ("1. one", "1\\. one"),
        ("# heading", "\\# heading"),
        ("=== rule", "\\=== rule"),
        ("-99 is not a list", "-99 is not a list"),
        ("`code with spaces`", "`code with spaces`"),
    ] {
        assert_eq!(text(&format!("{line} {tail}")), format!("{line}\n{next}"));
    }
    assert_eq!(text(&format!("- {line} tail")), format!("- {line}\n  tail"));
    assert_eq!(
        inline("two\nlines\n\nand a paragraph"),
        "two lines and a paragraph"
    );
}

#[test]
fn tables_stay_tables() {
    let table = "text\n\n| a | b_c |\n|---|:-:|\n| 1 \\| 2 | `x\\|y` |\n| 3 |\n\ntext";
    let safe = "text\n\n| a | `b_c` |\n|---|---|\n| 1 \\| 2 | `x\\|y` |\n| 3 |  |\n\ntext";
    assert_eq!(text(table), safe);
}

#[test]
fn headings_rules_and_hidden_characters_do_no_harm() {
    for (markdown, safe) in [
        ("# Errors\ntext", "**Errors**\n\ntext"),
        ("#\n\ntext", "text"),
        ("a\n\n---\n\nb", "a\n\nb"),
        ("Title\n===\ntext", "**Title**\n\ntext"),
        ("a\u{202e}b\0c\rd", "ab c\nd"),
        ("a\r\n\tb", "a\nb"),
        ("", ""),
        (" \n ", ""),
    ] {
        assert_eq!(text(markdown), safe);
    }
}
