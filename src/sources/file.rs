//! A publisher's CSV as lines of cells that know their place, whatever its encoding.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

use crate::diag::{Code, Diagnostic, quote};
use crate::load::Cell;
use crate::sources::Publication;
use crate::sources::cells::{cells, place};

/// The text of a publication: UTF-8, with or without a byte order mark, else Windows-1252. Text of
/// the latter with a letter beyond ASCII is never valid UTF-8 by chance.
///
/// # Errors
/// If it holds a control character, which neither encoding prints.
pub fn text<'a>(publication: Publication<'a>) -> Result<Cow<'a, str>, Box<Diagnostic>> {
    let text = match std::str::from_utf8(publication.bytes) {
        Ok(text) => Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(publication.bytes).0,
    };
    match text.chars().find(|c| c.is_control() && !matches!(c, '\r' | '\n' | '\t')) {
        None => Ok(text),
        Some(c) => {
            let name = quote(publication.name);
            let message =
                format!("`{name}` is no table: it holds the control character {:#06x}", u32::from(c));
            Err(Diagnostic::error(Code::BadEncoding, message).into())
        }
    }
}

/// The rows of a text with the number of the line that each starts in. A row whose quoted cell runs over
/// the end of its line goes on in the next: the break becomes a blank.
pub fn rows(text: &str) -> impl Iterator<Item = (u32, Cow<'_, str>)> {
    let mut lines = (1..).zip(text.lines());
    std::iter::from_fn(move || {
        let (number, line) = lines.next()?;
        let mut row = Cow::Borrowed(line);
        while row.bytes().filter(|b| *b == b'"').count() % 2 == 1 {
            let Some((_, next)) = lines.next() else { break };
            row = format!("{row} {next}").into();
        }
        Some((number, row))
    })
}

/// One line of the file, split into cells.
#[derive(Debug)]
pub struct Line<'a> {
    file: &'a str,
    text: &'a str,
    /// Its number, from 1.
    pub number: u32,
    cells: Vec<Cell<'a>>,
}

impl<'a> Line<'a> {
    /// Splits a line that must have `width` cells.
    ///
    /// # Errors
    /// A wrong quote, or another number of cells.
    pub fn split(text: &'a str, file: &'a str, number: u32, width: usize) -> Result<Self, Box<Diagnostic>> {
        let cells = cells(text, file, number)?;
        let line = Self { file, text, number, cells };
        if line.cells.len() == width {
            return Ok(line);
        }
        let message = format!("{} cells where the header has {width}", line.cells.len());
        let place = place(text, 0..text.len(), file, number);
        Err(Diagnostic::error(Code::BadRow, message).at(place, "").into())
    }

    /// The text of a cell, by its index in the header.
    pub fn get(&self, index: usize) -> &str {
        self.cells.get(index).map_or("", |cell| &cell.text)
    }

    /// An error about a cell.
    pub fn fault(&self, index: usize, code: Code, message: String, label: &str) -> Box<Diagnostic> {
        let span = self.cells.get(index).map_or(0..self.text.len(), |cell| cell.start..cell.end);
        Diagnostic::error(code, message).at(place(self.text, span, self.file, self.number), label).into()
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, rows, text};
    use crate::sources::Publication;

    #[test]
    fn windows_text_becomes_unicode() {
        let bytes = b"C\xf4te d\x92Ivoire,\x97,Less than \xbd unit";
        let read = text(Publication { name: "a.csv", bytes }).unwrap();
        assert_eq!(read, "Côte d’Ivoire,—,Less than ½ unit");
    }

    #[test]
    fn unicode_loses_its_byte_order_mark_only() {
        let read = text(Publication { name: "a.csv", bytes: "\u{feff}Côte".as_bytes() }).unwrap();
        assert_eq!(read, "Côte");
    }

    #[test]
    fn what_neither_encoding_prints_is_refused() {
        assert!(text(Publication { name: "a.csv", bytes: b"a\x81b\xff" }).is_err());
        assert!(text(Publication { name: "a.csv", bytes: b"a\0b" }).is_err());
    }

    #[test]
    fn a_quoted_cell_may_run_over_the_end_of_its_line() {
        let read: Vec<_> = rows("a,b\r\n\"teak\r\nwood\",1\r\nc,d\r\n").collect();
        let expected = [(1, "a,b"), (2, "\"teak wood\",1"), (4, "c,d")];
        assert_eq!(read, expected.map(|(number, row)| (number, row.into())));
        assert_eq!(rows("\"open").count(), 1);
    }

    #[test]
    fn a_row_with_another_number_of_cells_is_refused() {
        assert!(Line::split("a,b,c", "a.csv", 7, 2).is_err());
        assert_eq!(Line::split("a,\"b,c\"", "a.csv", 7, 2).unwrap().get(1), "b,c");
    }
}
