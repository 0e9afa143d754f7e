//! Reserves of one mineral that are weighed in two ways.

use std::collections::BTreeMap;

use super::Audit;
use crate::diag::{Code, Diagnostic, quote};
use crate::load::table::Table;
use crate::model::ReserveRow;

/// Each mineral, year and publisher of `reserves`.
pub fn check(audit: &Audit<'_>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<_, &ReserveRow> = BTreeMap::new();
    let mut found = Vec::new();
    for row in &audit.data.reserves {
        let first = *first.entry((&row.mineral, row.year, &row.origin.publisher.id)).or_insert(row);
        if first.basis == row.basis {
            continue;
        }
        let (one, two) = (basis(first), basis(row));
        let message =
            format!("reserves of `{}` in {} are weighed as {one} and as {two}", row.mineral, row.year);
        let finding = audit.finding(Table::Reserves, &row.origin, Code::MixedBases, message);
        let related = audit.place(Table::Reserves, &first.origin);
        found.extend(finding.zip(related).map(|(finding, related)| {
            finding.related(related, one).help("weigh all of them alike: their shares mean nothing otherwise")
        }));
    }
    found
}

fn basis(row: &ReserveRow) -> String {
    if row.basis.is_empty() {
        "the mineral's own basis".to_owned()
    } else {
        format!("`{}`", quote(&row.basis))
    }
}
