//! A line of the publisher's file, split into cells that know their place.

use crate::diag::{Code, Diagnostic};
use crate::load::Cell;
use crate::sources::cells::{cells, place};

/// One line of a file.
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
        let line = Self { file, text, number, cells: cells(text, file, number)? };
        let cells = line.cells.len();
        if cells == width {
            return Ok(line);
        }
        let message = format!("{cells} cells where the header has {width}");
        Err(line.fault_of_row(Code::BadRow, message, ""))
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

    /// An error about the whole row.
    pub fn fault_of_row(&self, code: Code, message: String, label: &str) -> Box<Diagnostic> {
        self.fault(usize::MAX, code, message, label)
    }
}
