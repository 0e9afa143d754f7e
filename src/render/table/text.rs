//! Headings, facts and paragraphs around the grids.

use super::Look;
use crate::render::document::Facts;

/// A paragraph broken at blanks to the width, later lines indented. A no-break space does not break,
/// and is printed as a blank.
pub(in crate::render) fn paragraph(text: &str, indent: usize, look: Look) -> String {
    let width = look.width.unwrap_or(100).max(40);
    let words = text.trim_start_matches(' ');
    let mut lines = Vec::new();
    let mut line = " ".repeat(text.len() - words.len());
    for word in words.split(' ') {
        let begun = !line.trim_end().is_empty();
        let room = width.saturating_sub(if lines.is_empty() { 0 } else { indent });
        if begun && line.chars().count() + 1 + word.chars().count() > room {
            lines.push(std::mem::take(&mut line));
        } else if begun {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    let mut text = lines.join(&format!("\n{}", " ".repeat(indent))).replace('\u{a0}', " ");
    text.push('\n');
    text
}

/// A heading, broken to the width: bold where colour is allowed.
pub(super) fn heading(text: &str, look: Look) -> String {
    let text = paragraph(text, 2, look);
    if look.color { format!("\u{1b}[1m{}\u{1b}[0m\n", text.trim_end()) } else { text }
}

/// Facts under one another, their labels in a column.
pub(super) fn facts(all: &Facts, look: Look) -> String {
    let (margin, width) = (all.shape.margin, all.shape.label);
    // on a narrow terminal the words have no column of their own
    let width = if look.width.is_some_and(|all| all < 2 * (margin + width)) { 0 } else { width };
    let line = |(label, words): &(&str, String)| {
        let label = if width == 0 { format!("{label}  ") } else { (*label).to_owned() };
        paragraph(&format!("{:margin$}{label:<width$}{words}", ""), margin + width, look)
    };
    all.facts.iter().map(line).collect()
}
