//! What no cell may hold, whatever its column: characters that nobody sees, and more text than a cell has.

use crate::diag::{Code, is_unsafe};
use crate::load::limits::CELL;
use crate::load::row::Row;

/// Holds every cell of a row to what may stand in any. False after its errors are told.
pub fn check(row: &mut Row<'_, '_>) -> bool {
    let mut sound = true;
    for (column, spec) in row.spec.columns.iter().enumerate() {
        let text = row.text(column);
        if text.len() > CELL {
            let message =
                format!("the cell `{}` has {} bytes, and {CELL} are read at most", spec.name, text.len());
            let help = "a cell is a name, a number or a few words: is a quote missing?".to_owned();
            row.complain(column, Code::TooLarge, message, "too long", Some(help));
            sound = false;
        } else if let Some(found) = text.chars().find(|c| is_unsafe(*c)) {
            let message = format!(
                "the cell `{}` holds the character U+{:04X}, {}",
                spec.name,
                u32::from(found),
                what(found)
            );
            let help = "remove it: it often comes along when text is copied from a page".to_owned();
            row.complain(column, Code::BadCharacter, message, "in here", Some(help));
            sound = false;
        }
    }
    sound
}

fn what(c: char) -> &'static str {
    match c {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => "a line break",
        '\t' => "a tab",
        '\u{1b}' => "with which terminals are steered",
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => {
            "which turns the direction of the text around it"
        }
        _ => "which nobody sees",
    }
}
