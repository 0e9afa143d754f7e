//! The lines of a text, whatever ends them, and the place of a byte range among them.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::Place;

/// Bytes of a very long line that a place shows before and after its first byte.
const WINDOW: (usize, usize) = (120, 240);

/// Where each line starts. LF, CRLF and a lone CR end a line.
#[derive(Debug)]
pub struct Lines(Vec<usize>);

impl Lines {
    /// Finds the lines of a text.
    pub fn of(text: &str) -> Self {
        let mut starts = vec![0];
        let mut bytes = text.bytes().enumerate().peekable();
        while let Some((at, byte)) = bytes.next() {
            let crlf = byte == b'\r' && bytes.peek().is_some_and(|&(_, next)| next == b'\n');
            if byte == b'\n' || byte == b'\r' && !crlf {
                starts.push(at + 1);
            }
        }
        Self(starts)
    }

    /// The number of the line that holds a byte, from 1.
    pub fn number(&self, at: usize) -> u32 {
        u32::try_from(self.0.partition_point(|&start| start <= at)).unwrap_or(u32::MAX)
    }

    /// The place of a byte range; what of it lies beyond its first line is cut.
    pub fn place(&self, file: &Arc<str>, text: &str, range: Range<usize>) -> Place {
        let at = boundary(text, range.start.min(text.len()));
        let index = self.0.partition_point(|&start| start <= at);
        let start = self.0.get(index.saturating_sub(1)).copied().unwrap_or_default();
        let next = self.0.get(index).copied().unwrap_or(text.len());
        let line = text.get(start..next).unwrap_or_default().trim_end_matches(['\r', '\n']);
        let column = text.get(start..at).unwrap_or_default().chars().count() + 1;
        let (from, to) = window(line, at - start);
        let within = |byte: usize| boundary(line, byte.saturating_sub(start)).clamp(from, to) - from;
        Place {
            file: file.clone(),
            line: u32::try_from(index).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
            span: within(at)..within(range.end.max(at)),
            text: line.get(from..to).unwrap_or_default().into(),
            path: None,
        }
    }
}

/// The part of a line to show: all of it, unless it is very long, as JSON can be.
fn window(line: &str, at: usize) -> (usize, usize) {
    if line.len() <= WINDOW.0 + WINDOW.1 {
        return (0, line.len());
    }
    (boundary(line, at.saturating_sub(WINDOW.0)), boundary(line, at + WINDOW.1))
}

/// The start of the character that a byte belongs to.
fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&i| text.is_char_boundary(i)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Lines;

    fn place(text: &str, at: usize) -> (u32, u32, String) {
        let place = Lines::of(text).place(&"f".into(), text, at..at + 1);
        (place.line, place.column, place.text.to_string())
    }

    #[test]
    fn every_line_ending_counts_once() {
        let text = "a\nb\r\nc\rd";
        let at = |c: char| place(text, text.find(c).unwrap());
        assert_eq!(at('b'), (2, 1, "b".into()));
        assert_eq!(at('c'), (3, 1, "c".into()));
        assert_eq!(at('d'), (4, 1, "d".into()));
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(place("é,x", 3).1, 3);
    }

    #[test]
    fn the_end_of_the_file_is_a_place() {
        assert_eq!(place("ab", 2), (1, 3, "ab".into()));
        assert_eq!(place("ab\n", 3), (2, 1, String::new()));
        assert_eq!(place("", 9), (1, 1, String::new()));
    }

    #[test]
    fn a_very_long_line_is_shown_in_part() {
        let text = "é".repeat(5000) + "X" + &"é".repeat(5000);
        let place = Lines::of(&text).place(&"f".into(), &text, 10_000..10_001);
        assert_eq!(place.column, 5001);
        assert_eq!(place.text.get(place.span.clone()), Some("X"));
        assert!(place.text.len() <= 361);
    }
}
