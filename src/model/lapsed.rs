//! Suppliers that a mix lost with the years: they had a figure before, and have no row in its year.

use std::collections::BTreeMap;

use super::{Party, QuantityRow, Year};

/// For each supplier with output in a year before `year` and no row in it, its newest row: however long ago,
/// as it may be the year of the others that is a slip.
///
/// None where the year has an `other` or a `world` row: who has no row of its own is in the rest then, or
/// in what the total exceeds the rows by.
#[must_use]
pub fn lapsed<'a>(rows: &[&'a QuantityRow], year: Year) -> Vec<&'a QuantityRow> {
    let of_year = || rows.iter().filter(|row| row.year == year);
    if of_year().any(|row| matches!(row.party, Party::Other | Party::World)) {
        return Vec::new();
    }
    let mut before: BTreeMap<Party, &QuantityRow> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.year < year) {
        let newest = before.entry(row.party).or_insert(row);
        if row.year > newest.year {
            *newest = row;
        }
    }
    before.retain(|party, row| {
        let named = matches!(party, Party::Country(_)) && row.amount.value != Some(0.0);
        named && !of_year().any(|row| row.party == *party)
    });
    before.into_values().collect()
}
