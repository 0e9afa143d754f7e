//! The grammar of CSV, strictly: one row at a time, each cell with its byte range.
//!
//! Written by hand because the common readers take what we must refuse: a quote that is never
//! closed, text after a closing quote, a quote inside a bare cell. They do not say where, either.
//! `tests` holds it to the `csv` crate's reading of every file that it takes.

use std::borrow::Cow;
use std::ops::Range;

use crate::load::limits::COLUMNS;
use crate::load::record::Cell;

/// What is wrong with the quotes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuoteFault {
    /// A quoted cell is not closed on its line.
    Open,
    /// Text follows a closing quote.
    After,
    /// A quote stands inside a cell that does not start with one.
    Inside,
}

/// A row that was read: its line, its bytes without the line's ending, its number of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line, from 1.
    pub line: u32,
    /// Bytes in the text.
    pub range: Range<usize>,
    /// How many cells it has; where they are more than are read, one more than that.
    pub cells: usize,
    /// A fault of its quotes, with the bytes to point at.
    pub fault: Option<(QuoteFault, Range<usize>)>,
}

/// Walks over the rows of a text.
#[derive(Debug)]
pub struct Scanner<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl<'a> Scanner<'a> {
    /// From the start of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// Reads the next row, giving each cell with its index to `put`. Blank lines and lines that
    /// start with `#` are passed over. After a fault the rest of its line is left unread.
    pub fn next_row(&mut self, mut put: impl FnMut(usize, Cell<'a>)) -> Option<Row> {
        self.skip_to_row()?;
        let (start, line) = (self.at, self.line);
        let mut cells = 0;
        let fault = loop {
            match self.cell() {
                Ok(cell) => put(cells, cell),
                Err(fault) => break Some(fault),
            }
            cells += 1;
            // a row of more cells is refused: its others are not looked at, as there may be millions
            if self.peek() != Some(b',') || cells > COLUMNS {
                break None;
            }
            self.at += 1;
        };
        if fault.is_some() || cells > COLUMNS {
            self.at = self.end_of_line();
        }
        let range = start..self.at;
        self.pass_line_ending();
        Some(Row { line, range, cells, fault })
    }

    fn skip_to_row(&mut self) -> Option<()> {
        loop {
            let start = self.at;
            if self.peek() == Some(b'#') && !self.is_at_spreadsheet_error() {
                self.at = self.end_of_line();
            } else {
                self.at = self.find(start, |b| !matches!(b, b' ' | b'\t'));
            }
            match self.peek()? {
                b'\n' | b'\r' => self.pass_line_ending(),
                _ => {
                    self.at = start; // blanks before a first cell are that cell's
                    return Some(());
                }
            }
        }
    }

    /// A cell such as `#N/A`, which a spreadsheet leaves where a formula failed: no comment.
    fn is_at_spreadsheet_error(&self) -> bool {
        const ERRORS: [&str; 7] = ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"];
        let rest = self.text.get(self.at..).unwrap_or_default();
        ERRORS.iter().filter_map(|error| rest.strip_prefix(error)).any(|after| after.starts_with(','))
    }

    /// One cell; afterwards a comma, the line's ending or the text's end is next.
    fn cell(&mut self) -> Result<Cell<'a>, (QuoteFault, Range<usize>)> {
        let start = self.at;
        if self.peek() == Some(b'"') {
            return self.quoted_cell(start);
        }
        // No letter or digit lies below the comma: most bytes are passed by the first test.
        self.at = self.find(start, |b| b <= b',' && matches!(b, b',' | b'\n' | b'\r' | b'"'));
        if self.peek() == Some(b'"') {
            return Err((QuoteFault::Inside, self.at..self.at + 1));
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        Ok(Cell { text: Cow::Borrowed(text), start, end: self.at })
    }

    fn quoted_cell(&mut self, start: usize) -> Result<Cell<'a>, (QuoteFault, Range<usize>)> {
        let mut doubled = false;
        self.at = start + 1;
        loop {
            self.at = self.find(self.at, |b| matches!(b, b'"' | b'\n' | b'\r'));
            if self.peek() != Some(b'"') {
                return Err((QuoteFault::Open, start..self.at));
            }
            self.at += 1;
            if self.peek() != Some(b'"') {
                break;
            }
            doubled = true;
            self.at += 1;
        }
        let end = self.at;
        self.at = self.find(end, |b| !matches!(b, b' ' | b'\t'));
        if !matches!(self.peek(), None | Some(b',' | b'\n' | b'\r')) {
            let next = self.find(self.at, |b| matches!(b, b',' | b'\n' | b'\r'));
            return Err((QuoteFault::After, self.at..next));
        }
        let inner = self.text.get(start + 1..end - 1).unwrap_or_default();
        let text = if doubled { Cow::Owned(inner.replace("\"\"", "\"")) } else { Cow::Borrowed(inner) };
        Ok(Cell { text, start, end })
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn find(&self, from: usize, wanted: impl Fn(u8) -> bool) -> usize {
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        rest.iter().position(|&b| wanted(b)).map_or(self.text.len(), |n| from + n)
    }

    fn end_of_line(&self) -> usize {
        self.find(self.at, |b| matches!(b, b'\n' | b'\r'))
    }

    fn pass_line_ending(&mut self) {
        if self.peek() == Some(b'\r') {
            self.at += 1;
            self.line += 1;
            if self.peek() == Some(b'\n') {
                self.at += 1;
            }
        } else if self.peek() == Some(b'\n') {
            self.at += 1;
            self.line += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{QuoteFault, Row, Scanner};

    fn rows(text: &str) -> Vec<(Row, Vec<String>)> {
        let mut scanner = Scanner::new(text);
        let mut rows = Vec::new();
        loop {
            let mut cells = Vec::new();
            match scanner.next_row(|_, cell| cells.push(cell.text.into_owned())) {
                Some(row) => rows.push((row, cells)),
                None => return rows,
            }
        }
    }

    fn fault(text: &str) -> Option<(QuoteFault, &str)> {
        let (row, _) = rows(text).remove(0);
        row.fault.map(|(fault, range)| (fault, text.get(range).unwrap()))
    }

    #[test]
    fn cells_are_split_at_commas_and_unquoted() {
        let all = rows("a,\"b,c\",\"say \"\"x\"\"\" ,\n");
        assert_eq!(all[0].1, ["a", "b,c", "say \"x\"", ""]);
    }

    #[test]
    fn lines_are_counted_over_blank_lines_comments_and_any_ending() {
        let lines: Vec<_> = rows("# c\r\n\n a \r\r  \nb\r\nc").into_iter().map(|(row, _)| row.line).collect();
        assert_eq!(lines, [3, 6, 7]);
    }

    #[test]
    fn quotes_must_open_and_close_with_their_cell() {
        assert_eq!(fault("a,\"bc\nd,e\n"), Some((QuoteFault::Open, "\"bc")));
        assert_eq!(fault("\"a\"bc,d"), Some((QuoteFault::After, "bc")));
        assert_eq!(fault("a, \"b\""), Some((QuoteFault::Inside, "\"")));
        assert_eq!(fault("\"a\"\"\",\"\""), None);
    }

    #[test]
    fn reading_goes_on_after_a_fault() {
        let all = rows("a,\"b\nc,d\n");
        assert_eq!(all.len(), 2);
        assert_eq!((all[1].0.line, &all[1].1[..]), (2, &["c".to_owned(), "d".to_owned()][..]));
    }

    #[test]
    fn what_it_takes_the_csv_crate_reads_alike() {
        for text in ["a,b\n1,\"2,3\"\n", "x\r\n\"\"\"\"\r\n", "a,\n,\n", "é,\"ü\"\r1,2"] {
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> =
                reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
            let ours: Vec<Vec<String>> = rows(text).into_iter().map(|(_, cells)| cells).collect();
            assert_eq!(ours, theirs);
        }
    }
}
