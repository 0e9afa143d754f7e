//! The lines of a text, whatever ends them, and the place of a byte range among them.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::Place;

/// Bytes of a very long line that a place shows before and after its first byte.
const WINDOW: (usize, usize) = (120, 240);

/// Bytes from one mark to the next.
const STEP: usize = 1024;

/// Where the lines of a text start. LF, CRLF and a lone CR end a line.
///
/// Kept as a mark every so many bytes and not as a list of lines: a file may be nothing but line ends,
/// and the list would be eight times as large as the file.
#[derive(Debug)]
pub struct Lines(Vec<Mark>);

/// The line that a byte is in.
#[derive(Debug, Clone, Copy)]
struct Mark {
    number: usize,
    start: usize,
}

impl Mark {
    /// Steps over a byte of the text.
    fn pass(&mut self, text: &[u8], at: usize) {
        let ends = match text.get(at) {
            Some(b'\n') => true,
            Some(b'\r') => text.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        if ends {
            *self = Self { number: self.number + 1, start: at + 1 };
        }
    }
}

impl Lines {
    /// Finds the lines of a text.
    pub fn of(text: &str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut mark = Mark { number: 1, start: 0 };
        for at in 0..=text.len() {
            if at % STEP == 0 {
                marks.push(mark);
            }
            mark.pass(text.as_bytes(), at);
        }
        Self(marks)
    }

    fn line(&self, text: &str, at: usize) -> Mark {
        let (index, first) = (at / STEP, Mark { number: 1, start: 0 });
        let mut mark = self.0.get(index).copied().unwrap_or(first);
        for byte in index * STEP..at {
            mark.pass(text.as_bytes(), byte);
        }
        mark
    }

    /// The number of the line that holds a byte, from 1.
    pub fn number(&self, text: &str, at: usize) -> u32 {
        u32::try_from(self.line(text, at).number).unwrap_or(u32::MAX)
    }

    /// The bytes of a line, without its ending; the end of the text if there is no such line.
    pub fn range(&self, text: &str, line: u32) -> Range<usize> {
        let line = usize::try_from(line).unwrap_or(usize::MAX);
        let index = self.0.partition_point(|mark| mark.number < line).saturating_sub(1);
        let mut mark = self.0.get(index).copied().unwrap_or(Mark { number: 1, start: 0 });
        let mut at = index * STEP;
        while mark.number < line && at < text.len() {
            mark.pass(text.as_bytes(), at);
            at += 1;
        }
        let rest = text.as_bytes().get(mark.start..).unwrap_or_default();
        let length = rest.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len());
        mark.start..mark.start + length
    }

    /// The place of a byte range; what of it lies beyond its first line is cut.
    pub fn place(&self, file: &Arc<str>, text: &str, range: Range<usize>) -> Place {
        let at = boundary(text, range.start.min(text.len()));
        let Mark { number, start } = self.line(text, at);
        let column = text.get(start..at).unwrap_or_default().chars().count() + 1;
        let (from, to) = window(text, start, at);
        let within = |byte: usize| boundary(text, byte).clamp(from, to) - from;
        Place {
            file: file.clone(),
            line: u32::try_from(number).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
            span: within(at)..within(range.end.max(at)),
            text: text.get(from..to).unwrap_or_default().into(),
            path: None,
        }
    }
}

/// The part of a line to show: all of it, unless it is very long, as JSON can be.
fn window(text: &str, start: usize, at: usize) -> (usize, usize) {
    let whole = WINDOW.0 + WINDOW.1;
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let end = rest.iter().take(whole + 1).position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(whole + 1);
    let end = (at + end).min(text.len());
    if end - start <= whole {
        return (start, end);
    }
    (boundary(text, at.saturating_sub(WINDOW.0).max(start)), boundary(text, end.min(at + WINDOW.1)))
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
    fn a_line_is_found_in_the_middle_of_many() {
        let text = "ab\r\n".repeat(3000) + &"\n".repeat(5000) + "x\ry";
        let at = |c: char| place(&text, text.find(c).unwrap());
        assert_eq!(at('x'), (8001, 1, "x".into()));
        assert_eq!(at('y'), (8002, 1, "y".into()));
        assert_eq!(text.get(Lines::of(&text).range(&text, 2)), Some("ab"));
        assert_eq!(text.get(Lines::of(&text).range(&text, 8002)), Some("y"));
        for line in [0, 1, 255, 256, 257, 2999] {
            assert_eq!(place(&text, line * 4 + 1), (u32::try_from(line).unwrap() + 1, 2, "ab".into()));
        }
    }

    #[test]
    fn every_line_of_a_text_is_found_by_its_number_and_by_each_of_its_bytes() {
        // lines of all lengths, so that some start or end where a mark is
        let text: String =
            (0..90).map(|length| "x".repeat(length) + ["\n", "\r\n", "\r"][length % 3]).collect();
        let lines = Lines::of(&text);
        let mut at = 0;
        for (number, length) in (1..).zip(0..90) {
            assert_eq!(lines.range(&text, number), at..at + length);
            let end = at + length + if length % 3 == 1 { 2 } else { 1 };
            assert!((at..end).all(|byte| lines.number(&text, byte) == number), "line {number}");
            at = end;
        }
        assert!(at > 4 * super::STEP && lines.range(&text, 91) == (at..at));
        assert_eq!(lines.range(&text, 99), at..at, "beyond the last line is the end");
    }

    #[test]
    fn a_line_is_shown_whole_up_to_a_length_and_then_around_its_place() {
        let (before, after) = super::WINDOW;
        for length in [1, before + after - 1, before + after, before + after + 1, 2000] {
            let text = format!("first\n{}\nlast\n", "y".repeat(length));
            for column in [0, 1, before, before + 1, length / 2, length - 1] {
                let column = column.min(length - 1);
                let place = Lines::of(&text).place(&"f".into(), &text, 6 + column..7 + column);
                let (from, to) = if length <= before + after {
                    (0, length)
                } else {
                    (column.saturating_sub(before), length.min(column + after))
                };
                assert_eq!(place.text.len(), to - from, "{length} {column}");
                assert_eq!(place.span, column - from..column - from + 1, "{length} {column}");
            }
        }
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
