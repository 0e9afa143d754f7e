//! CSV to records: UTF-8, commas, a header, strict quotes, `#` comments.

mod scan;
mod separator;

use scan::{QuoteFault, Row, Scanner};

use super::faults::Faults;
use super::header::{self, Binding};
use super::limits::COLUMNS;
use super::record::{Record, TableSpec};
use super::source::Source;
use crate::diag::{Code, Diagnostic};

/// The names in the header: what a table can be recognised by.
#[must_use]
pub fn names(source: &Source) -> Vec<String> {
    let mut names = Vec::new();
    Scanner::new(source.text()).next_row(|index, cell| {
        if index < COLUMNS {
            names.push(cell.text.trim().to_owned());
        }
    });
    names
}

/// The error for cells that something else than commas separates, as the header shows.
#[must_use]
pub fn foreign_separator(source: &Source) -> Option<Diagnostic> {
    let header = Scanner::new(source.text()).next_row(|_, _| {})?;
    separator::wrong(source, header.range)
}

/// What is wrong with the header of a file, as one of a table.
#[must_use]
pub fn examine_header(source: &Source, spec: &TableSpec) -> Vec<Diagnostic> {
    let mut faults = Faults::default();
    read_header(source, spec, &mut Scanner::new(source.text()), &mut faults);
    faults.finish().err().unwrap_or_default()
}

/// Reads a table, giving `each` one record after another, and tells how many rows it has.
///
/// The record is reused from row to row: what is to last must be taken from it.
pub fn read<'a>(
    source: &'a Source,
    spec: &TableSpec,
    faults: &mut Faults,
    mut each: impl FnMut(&Record<'a>, &mut Faults),
) -> usize {
    let mut scanner = Scanner::new(source.text());
    let Some((binding, width)) = read_header(source, spec, &mut scanner, faults) else { return 0 };
    let mut record = Record::blank(spec);
    let mut rows = 0;
    let mut after_open_quote = false;
    while !faults.is_full() {
        let cells = &mut record.cells;
        let row = scanner.next_row(|index, cell| {
            if let Some(Some(column)) = binding.get(index)
                && let Some(place) = cells.get_mut(*column)
            {
                *place = Some(cell);
            }
        });
        let Some(row) = row else { break };
        rows += 1;
        if row.fault.is_none() && row.cells == width {
            (record.line, record.range) = (row.line, row.range);
            each(&record, faults);
            after_open_quote = false;
        } else {
            // The line after an open quote may be the rest of its cell: one complaint will do.
            let open = row.fault.as_ref().is_some_and(|(fault, _)| *fault == QuoteFault::Open);
            if !after_open_quote {
                faults.push(bad_row(source, &row, width));
            }
            after_open_quote = open || after_open_quote;
        }
    }
    if rows == 0 {
        faults.push(header::no_rows(source, spec));
    }
    rows
}

fn read_header(
    source: &Source,
    spec: &TableSpec,
    scanner: &mut Scanner<'_>,
    faults: &mut Faults,
) -> Option<(Binding, usize)> {
    let mut cells = Vec::new();
    let Some(row) = scanner.next_row(|index, cell| {
        if index < COLUMNS {
            cells.push(cell);
        }
    }) else {
        faults.push(header::no_rows(source, spec));
        return None;
    };
    if let Some((fault, range)) = row.fault {
        faults.push(bad_quote(source, fault, range));
        return None;
    }
    if row.cells > COLUMNS {
        let message = format!("the header has more than {COLUMNS} columns");
        let error = Diagnostic::error(Code::BadRow, message).at(source.place(row.range), "too many columns");
        faults.push(error.help("a table has one row for each country and year, not one column"));
        return None;
    }
    if let Some(error) = separator::wrong(source, row.range.clone()) {
        faults.push(error);
        return None;
    }
    Some((header::bind(source, spec, row.range, &cells, faults)?, cells.len()))
}

fn bad_row(source: &Source, row: &Row, width: usize) -> Diagnostic {
    if let Some((fault, range)) = &row.fault {
        return bad_quote(source, *fault, range.clone());
    }
    let cells = match row.cells {
        1 => "1 cell".to_owned(),
        cells if cells > COLUMNS => format!("more than {COLUMNS} cells"),
        cells => format!("{cells} cells"),
    };
    let message = format!("the row has {cells}, the header has {width}");
    let help = if row.cells > width {
        "put a cell that holds a comma in quotes: `\"1,234\"` is one cell, `1,234` is two"
    } else {
        "an empty cell keeps its comma"
    };
    let error = Diagnostic::error(Code::BadRow, message).help(help);
    error.at(source.place(row.range.clone()), format!("{width} cells wanted"))
}

fn bad_quote(source: &Source, fault: QuoteFault, range: std::ops::Range<usize>) -> Diagnostic {
    let (message, label, help) = match fault {
        QuoteFault::Open => (
            "a quoted cell is not closed on its line",
            "this quote is not closed",
            "close the quote; a cell cannot hold a line break; a quote inside a cell is doubled: `\"\"`",
        ),
        QuoteFault::After => (
            "text follows the closing quote of a cell",
            "after the closing quote",
            "end the cell with its quote; a quote inside a cell is doubled: `\"\"`",
        ),
        QuoteFault::Inside => (
            "a quote stands inside a cell that does not start with one",
            "this quote",
            "start the cell with a quote right after the comma, and double the quotes inside it: `\"6\"\" pipe\"`",
        ),
    };
    Diagnostic::error(Code::BadQuote, message).at(source.place(range), label).help(help)
}
