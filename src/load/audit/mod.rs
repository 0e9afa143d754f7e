//! The cross-table checks: what no row shows by itself, and what is odd but may be true.
//!
//! All of it are warnings at a row. A check is a file: a function from an [`Audit`] to what it finds, and
//! a line in [`CHECKS`]. What makes a table unsound is told while it is read, in
//! [`tables`](super::tables).

mod bases;
mod hubs;
mod mixes;
mod prices;
mod shares;
mod years;

use std::collections::BTreeMap;

use super::sheet::Sheet;
use super::table::Table;
use crate::diag::{Code, Diagnostic, Place};
use crate::model::{Dataset, MineralId, Origin, QuantityRow, Stage};

/// Every check, in the order in which their findings are told of one row.
const CHECKS: [fn(&Audit<'_>) -> Vec<Diagnostic>; 6] =
    [mixes::check, years::check, bases::check, shares::check, prices::check, hubs::check];

/// The tables of a run, as the checks look at them.
#[derive(Debug, Clone, Copy)]
pub struct Audit<'a> {
    /// Their rows.
    pub data: &'a Dataset,
    /// Where the tables stand.
    pub sheets: &'a BTreeMap<Table, Sheet<'a>>,
}

/// Everything that the checks find in the user's own tables, by file and line.
pub fn audit(data: &Dataset, sheets: &BTreeMap<Table, Sheet<'_>>) -> Vec<Diagnostic> {
    let audit = Audit { data, sheets };
    let mut found: Vec<Diagnostic> = CHECKS.iter().flat_map(|check| check(&audit)).collect();
    found.sort_by_key(|d| d.place.as_ref().map(|p| (p.file.clone(), p.line)));
    found
}

impl<'a> Audit<'a> {
    /// A finding at a row; none in a table that is compiled in.
    fn finding(&self, table: Table, row: &Origin, code: Code, message: String) -> Option<Diagnostic> {
        Some(Diagnostic::warning(code, message).at(self.place(table, row)?, ""))
    }

    /// The line of a row.
    fn place(&self, table: Table, row: &Origin) -> Option<Place> {
        let source = self.sheets.get(&table)?.source;
        (!source.is_builtin()).then(|| source.place(source.range_of_line(row.line)))
    }

    /// Whose figures a mineral's mix takes.
    fn publisher(&self, mineral: &MineralId, stage: Stage) -> &'a str {
        let info = self.data.minerals.get(mineral);
        info.and_then(|info| info.publisher.get(&stage)).map_or("", String::as_str)
    }

    /// The tables of quantities, with their rows.
    fn quantities(&self) -> [(Table, &'a [QuantityRow]); 3] {
        let data = self.data;
        [
            (Table::Production, &data.production),
            (Table::Capacity, &data.capacity),
            (Table::Consumption, &data.consumption),
        ]
    }
}

/// The median of some numbers; none of none.
fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn half_of_the_numbers_lie_below_the_median() {
        assert_eq!(median(vec![5.0, 1.0, 4.0, 2.0, 3.0]), Some(3.0));
        assert_eq!(median(Vec::new()), None);
    }
}
