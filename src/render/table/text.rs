//! Headings, paragraphs and bars around the grids.

use super::Look;
use crate::diag::clean;

/// A paragraph broken at blanks to the width, later lines indented. A no-break space does not break,
/// and is printed as a blank.
pub(super) fn paragraph(text: &str, indent: usize, look: Look) -> String {
    let width = look.width.unwrap_or(100).max(40);
    let text = clean(text);
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

/// A bar of a share, drawn in eighths of a cell.
pub(super) fn bar(share: f64, cells: u32) -> String {
    const EIGHTHS: [char; 8] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
    let exact = (share.clamp(0.0, 1.0) * f64::from(cells) * 8.0).round();
    let mut drawn = String::new();
    let mut filled = 0.0;
    while filled + 8.0 <= exact {
        drawn.push('█');
        filled += 8.0;
    }
    let rest = EIGHTHS.iter().enumerate().find(|(i, _)| (exact - filled - count(*i)).abs() < 0.5);
    match rest {
        Some((0, _)) | None if drawn.is_empty() && share > 0.0 => drawn.push('▏'),
        Some((i, eighth)) if i > 0 => drawn.push(*eighth),
        _ => {}
    }
    drawn
}

fn count(i: usize) -> f64 {
    u32::try_from(i).map_or(0.0, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_has_as_many_eighths_as_its_share() {
        assert_eq!(bar(1.0, 4), "████");
        assert_eq!(bar(0.5, 4), "██");
        assert_eq!(bar(0.53125, 4), "██▏");
        assert_eq!(bar(0.001, 4), "▏");
        assert_eq!(bar(0.0, 4), "");
    }
}
