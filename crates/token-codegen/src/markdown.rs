//! The document's prose, made safe for rustdoc.
//!
//! Descriptions are `CommonMark`, and so are Rust's doc comments, but what is prose in the one is code in the other:
//! an indented block becomes a doctest, `[brackets]` become links to items, `<id>` becomes a tag.
//! So the text is parsed, and written anew with the same structure and nothing that rustdoc or clippy would stumble
//! over.

mod blocks;
mod html;
mod inline;
mod words;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use blocks::Blocks;
use html::Piece;
use inline::Inline;
pub use words::code;

/// Returns the lines of a text, each about as wide as `width` at most.
pub fn lines(text: &str, width: usize) -> Vec<String> {
    let text = plain(text);
    let mut writer = Writer {
        blocks: Blocks::new(width),
        inline: Inline::default(),
        links: Vec::new(),
    };
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        writer.event(event);
    }
    writer.blocks.finish()
}

/// Returns a text as one line.
pub fn inline(text: &str) -> String {
    let mut lines = lines(text, usize::MAX);
    lines.retain(|line| !line.is_empty());
    lines.join(" ")
}

/// Returns a text that is not Markdown as one line that reads as the text does.
pub fn plain_line(text: &str) -> String {
    let text = plain(text);
    let words = text.split_whitespace().map(words::safe);
    words.collect::<Vec<_>>().join(" ")
}

/// Removes what no doc comment may hold: control characters, and those that change the direction of the text.
fn plain(text: &str) -> String {
    let is_hidden = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let text = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\t', "    ");
    let visible = text.chars().filter(|c| !is_hidden(*c));
    visible
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect()
}

struct Writer {
    blocks: Blocks,
    inline: Inline,
    /// How the open links end.
    links: Vec<String>,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.blocks.is_in_code() => self.blocks.code(&text),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            // The last three belong to extensions that the parser is not asked for.
            Event::Text(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => self.inline.text(&text),
            Event::Code(text) => self.inline.raw(&code(&text)),
            Event::SoftBreak | Event::HardBreak => self.inline.line_break(),
            Event::Rule => self.flush(),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.inline.raw("*"),
            Tag::Strong => self.inline.raw("**"),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.start_link(link_type, &dest_url),
            Tag::Heading { .. } => {
                self.flush();
                self.inline.raw("**");
            }
            Tag::List(start) => {
                self.flush();
                self.blocks.start_list(start);
            }
            Tag::Item => self.blocks.start_item(),
            Tag::BlockQuote(_) => self.blocks.start_quote(),
            Tag::Table(_) => self.blocks.start_table(),
            Tag::CodeBlock(_) => {
                self.flush();
                self.blocks.start_code();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.inline.raw("*"),
            TagEnd::Strong => self.inline.raw("**"),
            TagEnd::Link => {
                let end = self.links.pop().unwrap_or_default();
                self.inline.raw(&end);
            }
            TagEnd::Heading(_) => {
                self.inline.raw("**");
                self.flush();
            }
            TagEnd::List(_) => self.blocks.end_list(),
            TagEnd::Item => {
                self.flush();
                self.blocks.end_container();
            }
            TagEnd::BlockQuote(_) => self.blocks.end_container(),
            TagEnd::CodeBlock => self.blocks.end_code(),
            TagEnd::TableCell => {
                let text = self.inline.take();
                self.blocks.cell(&text);
            }
            TagEnd::TableRow => self.blocks.end_row(),
            TagEnd::TableHead => self.blocks.end_head(),
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.flush(),
            _ => {}
        }
    }

    fn html(&mut self, html: &str) {
        for piece in html::pieces(html) {
            match piece {
                Piece::Text(text) => self.inline.text(text),
                Piece::Break => self.inline.line_break(),
            }
        }
    }

    /// Links lead out of the document only; of any other, the text is kept.
    fn start_link(&mut self, link_type: LinkType, target: &str) {
        let is_web = target.starts_with("http://") || target.starts_with("https://");
        let is_plain = !target.contains(|c: char| c.is_whitespace() || "()<>\\`".contains(c));
        let is_auto = matches!(link_type, LinkType::Autolink | LinkType::Email);
        if is_web && is_plain && !is_auto {
            self.inline.raw("[");
            self.links.push(format!("]({target})"));
        } else {
            self.links.push(String::new());
        }
    }

    fn flush(&mut self) {
        let text = self.inline.take();
        self.blocks.paragraph(&text);
    }
}

#[cfg(test)]
mod tests;
