//! A record: the named cells of one row, each with its place, whether from CSV or JSON.

use std::borrow::Cow;
use std::ops::Range;

use super::kind::Kind;

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Name in the header, lower case.
    pub name: &'static str,
    /// The header must have it.
    pub required: bool,
    /// A cell of it may be empty.
    pub empty: bool,
    /// What kind of cell it holds.
    pub kind: Kind,
    /// What stands in it, for `--help`, schemas and messages.
    pub meaning: &'static str,
}

impl Column {
    /// A column that the table must have, and every row a text in.
    #[must_use]
    pub const fn required(name: &'static str, meaning: &'static str) -> Self {
        Self { name, required: true, empty: false, kind: Kind::Text, meaning }
    }

    /// A column that the table may leave out, and a row too.
    #[must_use]
    pub const fn optional(name: &'static str, meaning: &'static str) -> Self {
        Self { required: false, empty: true, ..Self::required(name, meaning) }
    }

    /// The same with cells of a kind.
    #[must_use]
    pub const fn of(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    /// The same with cells that may be empty.
    #[must_use]
    pub const fn or_empty(self) -> Self {
        Self { empty: true, ..self }
    }
}

/// A table: its name and columns. The index of a column in `columns` is its index in a [`Record`].
#[derive(Debug, Clone, Copy)]
pub struct TableSpec {
    /// Name: `production`.
    pub name: &'static str,
    /// Columns, in the order in which we write them.
    pub columns: &'static [Column],
}

impl TableSpec {
    /// The index of a column that the table is known to have: a slip is found when it is compiled.
    #[must_use]
    pub const fn at(&self, name: &str) -> usize {
        let mut rest = self.columns;
        let mut index = 0;
        while let [column, others @ ..] = rest {
            if same(column.name.as_bytes(), name.as_bytes()) {
                return index;
            }
            rest = others;
            index += 1;
        }
        assert!(self.columns.is_empty(), "the table has no such column");
        index
    }

    /// How well the table fits the columns of a file.
    #[must_use]
    pub fn fit(&self, columns: &[&str]) -> Fit {
        let has = |name: &str| columns.iter().any(|column| column.trim().eq_ignore_ascii_case(name));
        Fit {
            lacking: self.columns.iter().filter(|column| column.required && !has(column.name)).count(),
            unused: columns.iter().filter(|column| self.find(column).is_none()).count(),
        }
    }

    /// The index of the column that a header's cell names; case and blanks around it do not count.
    #[must_use]
    pub fn find(&self, header: &str) -> Option<usize> {
        let header = header.trim();
        self.columns.iter().position(|column| column.name.eq_ignore_ascii_case(header))
    }
}

/// How well a table fits the columns of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    /// Columns that the table needs and the file lacks.
    pub lacking: usize,
    /// Columns of the file that the table has no use for.
    pub unused: usize,
}

const fn same(mut a: &[u8], mut b: &[u8]) -> bool {
    while let ([x, more_a @ ..], [y, more_b @ ..]) = (a, b) {
        if *x != *y {
            return false;
        }
        (a, b) = (more_a, more_b);
    }
    a.is_empty() && b.is_empty()
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
    /// The row's bytes in the source's text.
    pub range: Range<usize>,
    /// In JSON the row's path: `$.production[3]`.
    pub path: Option<String>,
    /// The cells, by the index of their column.
    pub cells: Vec<Option<Cell<'a>>>,
}

impl Record<'_> {
    /// A record without cells, to be filled row by row.
    #[must_use]
    pub fn blank(spec: &TableSpec) -> Self {
        Self { line: 0, range: 0..0, path: None, cells: vec![None; spec.columns.len()] }
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, TableSpec};

    const SPEC: TableSpec = TableSpec {
        name: "x",
        columns: &[Column::required("a", ""), Column::required("ab", ""), Column::optional("b", "")],
    };

    #[test]
    fn a_column_is_found_by_its_whole_name() {
        assert_eq!([SPEC.at("a"), SPEC.at("ab"), SPEC.at("b")], [0, 1, 2]);
        assert_eq!([SPEC.find(" AB "), SPEC.find("abc")], [Some(1), None]);
    }

    #[test]
    fn a_table_fits_by_what_is_lacking_and_what_is_left() {
        let fit = SPEC.fit(&["A ", "c", "b"]);
        assert_eq!((fit.lacking, fit.unused), (1, 1));
    }
}
