//! Two rows that speak of the same thing: the commonest fault of tables that were joined.

use std::cmp::Ordering;
use std::ops::Range;

use super::TableRow;
use crate::diag::{Code, Diagnostic};
use crate::load::faults::Faults;
use crate::load::sheet::Sheet;

/// Complains of each row whose subject an earlier one has, whatever names it is called by.
pub fn refuse_doubles<T: TableRow>(
    rows: &[T],
    places: &[Range<usize>],
    sheet: &Sheet<'_>,
    faults: &mut Faults,
) {
    if rows.is_sorted_by(|a, b| a.order(b) == Ordering::Less) {
        return; // as our own tables are
    }
    if faults.is_full() {
        return;
    }
    let mut sorted: Vec<(&T, &Range<usize>)> = rows.iter().zip(places).collect();
    sorted.sort_by(|(a, _), (b, _)| a.order(b)); // stable: the earlier row stays first
    for same in sorted.chunk_by(|(a, _), (b, _)| a.order(b) == Ordering::Equal) {
        let Some(((_, first), again)) = same.split_first() else { continue };
        for (row, place) in again {
            if faults.is_full() {
                return;
            }
            let message = format!("a second row for {}", row.subject());
            faults.push(
                Diagnostic::error(Code::DuplicateRow, message)
                    .at(sheet.source.place((*place).clone()), "again")
                    .related(sheet.source.place((*first).clone()), "first")
                    .help("keep one of them; rows of different publishers differ in `source`"),
            );
        }
    }
}
