//! A record: the named cells of one row, each with its place, whether from CSV or JSON.

use std::borrow::Cow;

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Name in the header, lower case.
    pub name: &'static str,
    /// The header must have it.
    pub required: bool,
    /// What stands in it, for `--help`, schemas and messages.
    pub meaning: &'static str,
}

/// A table: its name and columns. The index of a column in `columns` is its index in a [`Record`].
#[derive(Debug, Clone, Copy)]
pub struct TableSpec {
    /// Name: `production`.
    pub name: &'static str,
    /// Columns, in the order in which we write them.
    pub columns: &'static [Column],
}

/// A cell's text, and where it stands in the source's text as a byte range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The text, unquoted; in JSON a number's literal or a string's value.
    pub text: Cow<'a, str>,
    /// First byte in the source's text, quotes included.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
}

/// One row: a cell a column of the table's specification, `None` where the input has no such
/// column or key.
#[derive(Debug, Clone)]
pub struct Record<'a> {
    /// The row's first line in the source, from 1.
    pub line: u32,
    /// In JSON the row's path: `$.production[3]`.
    pub path: Option<String>,
    /// The cells, by the index of their column.
    pub cells: Vec<Option<Cell<'a>>>,
}
