//! The table that a run prints.

use super::row::{End, Row};

/// Returns a line for each document, a sum, and what went wrong in each document that failed.
pub(super) fn render(rows: &[Row], check: bool) -> String {
    let widest = rows
        .iter()
        .map(|row| row.document.chars().count())
        .max()
        .unwrap_or_default();
    let mut lines = vec![format!(
        "{:widest$}  errors  warnings   lines  generate   check  result",
        "document"
    )];
    lines.extend(rows.iter().map(|row| line(row, widest, check)));
    let count = |is: fn(&End) -> bool| rows.iter().filter(|row| is(&row.end)).count();
    lines.push(format!(
        "documents: {}, fine: {}, refused: {}, broken: {}, fragments: {}",
        rows.len(),
        count(|end| *end == End::Fine),
        count(|end| matches!(end, End::Refused(_))),
        count(|end| matches!(end, End::Broken(_))),
        count(|end| *end == End::Fragment),
    ));
    for row in rows {
        if let End::Refused(said) | End::Broken(said) = &row.end {
            lines.push(format!("\n{}\n{said}", row.document));
        }
    }
    lines.join("\n") + "\n"
}

fn line(row: &Row, widest: usize, check: bool) -> String {
    let milliseconds = row.generated_in.as_millis();
    let checked = match row.checked_in {
        Some(time) => format!("{:.1} s", time.as_secs_f64()),
        None => "-".to_owned(),
    };
    let result = match row.end {
        End::Fine if check => "compiles",
        End::Fine => "generated",
        End::Fragment => "fragment",
        End::Refused(_) => "REFUSED",
        End::Broken(_) => "BROKEN",
    };
    format!(
        "{:widest$}  {:>6}  {:>8}  {:>6}  {milliseconds:>5} ms  {checked:>6}  {result}",
        row.document, row.errors, row.warnings, row.lines
    )
}
