//! Paragraphs, lists, quotes and code blocks as lines.

use super::inline::FIXED_SPACE;

/// Writes blocks below one another.
pub(super) struct Blocks {
    width: usize,
    lines: Vec<String>,
    containers: Vec<Container>,
    /// The numbers of the next items of the open lists; none where items have bullets.
    lists: Vec<Option<u64>>,
    /// The text of the open code block.
    code: Option<String>,
    /// The cells of the open row of a table.
    cells: Vec<String>,
    /// Whether the next block follows another one.
    follows: bool,
}

/// A list item or a quote.
struct Container {
    /// What comes before its first line; taken when that line is written.
    first: Option<String>,
    /// What comes before its other lines.
    rest: String,
}

impl Blocks {
    pub(super) fn new(width: usize) -> Self {
        Self {
            width,
            lines: Vec::new(),
            containers: Vec::new(),
            lists: Vec::new(),
            code: None,
            cells: Vec::new(),
            follows: false,
        }
    }

    pub(super) fn finish(self) -> Vec<String> {
        self.lines
    }

    /// Writes a paragraph, whose lines break where its text does and where they grow too long.
    pub(super) fn paragraph(&mut self, text: &str) {
        let is_blank = |c: char| c == '*' || c.is_whitespace();
        if text.chars().all(is_blank) {
            return;
        }
        self.separate();
        for line in text.lines() {
            let mut wrapped = String::new();
            for word in line.split(' ').filter(|word| !word.is_empty()) {
                let word = word.replace(FIXED_SPACE, " ");
                if wrapped.is_empty() {
                    wrapped = lead(&word);
                } else if wrapped.chars().count() + word.chars().count() < self.width {
                    wrapped.push(' ');
                    wrapped.push_str(&word);
                } else {
                    let full = std::mem::replace(&mut wrapped, lead(&word));
                    self.line(&full);
                }
            }
            if !wrapped.is_empty() {
                self.line(&wrapped);
            }
        }
        self.follows = true;
    }

    pub(super) fn start_list(&mut self, number: Option<u64>) {
        if self.lists.is_empty() {
            self.separate();
        }
        self.lists.push(number);
        self.follows = false;
    }

    pub(super) fn end_list(&mut self) {
        self.lists.pop();
        self.follows = true;
    }

    pub(super) fn start_item(&mut self) {
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            Some(None) | None => "- ".to_owned(),
        };
        let rest = " ".repeat(marker.len());
        self.containers.push(Container {
            first: Some(marker),
            rest,
        });
        self.follows = false;
    }

    pub(super) fn start_quote(&mut self) {
        self.separate();
        self.containers.push(Container {
            first: None,
            rest: "> ".to_owned(),
        });
        self.follows = false;
    }

    pub(super) fn end_container(&mut self) {
        self.containers.pop();
        self.follows = self.containers.is_empty();
    }

    pub(super) fn start_code(&mut self) {
        self.code = Some(String::new());
    }

    pub(super) fn is_in_code(&self) -> bool {
        self.code.is_some()
    }

    pub(super) fn code(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            code.push_str(text);
        }
    }

    /// Writes the code block as text that is not compiled.
    pub(super) fn end_code(&mut self) {
        let code = self.code.take().unwrap_or_default();
        let mut fence = "```".to_owned();
        while code.contains(&fence) {
            fence.push('`');
        }
        self.separate();
        self.line(&format!("{fence}text"));
        for line in code.lines() {
            self.line(line.trim_end());
        }
        self.line(&fence);
        self.follows = true;
    }

    pub(super) fn start_table(&mut self) {
        self.separate();
        self.follows = true;
    }

    /// Adds a cell, in which every bar is part of the text.
    pub(super) fn cell(&mut self, text: &str) {
        let text = text
            .replace(['\n', FIXED_SPACE], " ")
            .replace("\\|", "|")
            .replace('|', "\\|");
        self.cells.push(text);
    }

    pub(super) fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        self.line(&format!("| {} |", cells.join(" | ")));
    }

    pub(super) fn end_head(&mut self) {
        let columns = self.cells.len();
        self.end_row();
        self.line(&format!("|{}", "---|".repeat(columns)));
    }

    /// Writes the blank line between two blocks.
    fn separate(&mut self) {
        if self.follows {
            self.line("");
        }
    }

    fn line(&mut self, text: &str) {
        let mut line = String::new();
        for container in &mut self.containers {
            line.push_str(
                &container
                    .first
                    .take()
                    .unwrap_or_else(|| container.rest.clone()),
            );
        }
        line.push_str(text);
        self.lines.push(line.trim_end().to_owned());
    }
}

/// Returns the first word of a line so that the line is not read as a list item, a heading or a rule.
fn lead(word: &str) -> String {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = digits.len() < word.len() && matches!(digits, "." | ")");
    let is_sign = word.chars().all(|c| matches!(c, '-' | '+' | '=' | '#'));
    if is_number {
        let (number, end) = word.split_at(word.len() - 1);
        format!("{number}\\{end}")
    } else if is_sign {
        format!("\\{word}")
    } else {
        word.to_owned()
    }
}
