//! The tables: their columns, and what each makes of a record. One file a table.

pub mod amounts;
pub mod bilateral;
pub mod cells;
mod columns;
pub mod end_uses;
pub mod governance;
pub mod hs_codes;
pub mod import_sources;
pub mod minerals;
pub mod parameters;
pub mod places;
mod points;
pub mod prices;
pub mod published_scores;
pub mod quantities;
pub mod reliance;
pub mod reserves;
pub mod sources;
pub mod stocks;
pub mod supply_shares;
pub mod trade;
mod unique;
pub mod wholes;

use std::cmp::Ordering;
use std::ops::Range;

use super::faults::Faults;
use super::limits::ROWS;
use super::names::Names;
use super::pool::Pool;
use super::record::TableSpec;
use super::row::Row;
use super::sheet::Sheet;
use crate::diag::{Code, Diagnostic, clean, quote};
use crate::model::MineralId;

/// The most rows that room is made for before they are seen.
const ROOM: usize = 20_000;

/// What a row of a table becomes.
pub trait TableRow: Sized {
    /// Reads a row; `None` after its errors are told.
    fn read(row: &mut Row<'_, '_>) -> Option<Self>;

    /// Orders rows by what they speak of. Two rows that are equal here must not both stand there.
    fn order(&self, other: &Self) -> Ordering;

    /// What the row speaks of, for the message about two of them.
    fn subject(&self) -> String;

    /// Checks what only all rows together can show; each has its place in the source.
    fn joint(_rows: &[Self], _places: &[Range<usize>], _sheet: &Sheet<'_>, _faults: &mut Faults) {}
}

/// The rows of a table, in the order of the file, and how many there are in the file.
#[derive(Debug)]
pub struct Rows<T> {
    /// Those that are sound.
    pub rows: Vec<T>,
    /// All of them.
    pub count: usize,
}

/// Reads a whole table: every row, then what only all rows together can show.
pub fn read<T: TableRow>(
    sheet: &Sheet<'_>,
    spec: &'static TableSpec,
    names: &Names,
    faults: &mut Faults,
) -> Rows<T> {
    let lines = sheet.lines().min(ROOM);
    let mut rows = Vec::with_capacity(lines);
    let mut places = Vec::with_capacity(lines);
    let mut pool = Pool::default();
    let mut found = Faults::default();
    let count = sheet.read(spec, &mut found, |record, faults| {
        let mut row = Row { source: sheet.source, spec, record, names, pool: &mut pool, faults };
        // what is compiled in is held to it by a test
        let checked = |row: &mut Row<'_, '_>| sheet.source.is_builtin() || cells::check(row);
        if let Some(read) = T::read(&mut row).filter(|_| checked(&mut row)) {
            rows.push(read);
            places.push(record.range.clone());
        }
        if rows.len() > ROWS {
            faults.close(too_many_rows(&format!("`{}` has", clean(sheet.source.name()))));
        }
    });
    unique::refuse_doubles(&rows, &places, sheet, &mut found);
    T::joint(&rows, &places, sheet, &mut found);
    faults.append(sheet.source.name(), found);
    Rows { rows, count }
}

/// The error for more rows than are read; `who` completes "more than ... rows".
pub fn too_many_rows(who: &str) -> Diagnostic {
    let message = format!("{who} more than {ROWS} rows");
    Diagnostic::error(Code::TooLarge, message).help("keep the rows that the question needs")
}

/// A mineral, with its product where the row names one.
fn product_of(mineral: &MineralId, product: &str) -> String {
    if product.is_empty() { format!("`{mineral}`") } else { format!("`{mineral}` (`{}`)", quote(product)) }
}
