//! Shares of one whole that leave a rest which no row names.

use std::collections::BTreeMap;

use super::Audit;
use crate::diag::{Code, Diagnostic};
use crate::load::table::Table;
use crate::load::tables::wholes::rounding;
use crate::model::{ImportSourceRow, Party};

/// Each product that each importer buys in a period.
pub fn check(audit: &Audit<'_>) -> Vec<Diagnostic> {
    let mut wholes: BTreeMap<_, Vec<&ImportSourceRow>> = BTreeMap::new();
    for row in &audit.data.import_sources {
        let key = (&row.mineral, row.stage, &row.product, row.importer, row.period, &row.origin.publisher.id);
        wholes.entry(key).or_default().push(row);
    }
    wholes.into_values().filter_map(|rows| rest(audit, &rows)).collect()
}

fn rest(audit: &Audit<'_>, rows: &[&ImportSourceRow]) -> Option<Diagnostic> {
    let last = rows.last()?;
    let sum: f64 = rows.iter().map(|row| row.share.get()).sum();
    let named = rows.iter().all(|row| row.exporter != Party::Other);
    if !named || sum >= 1.0 - rounding(rows.len()) {
        return None;
    }
    let sum = (sum * 10_000.0).round() / 10_000.0;
    let (importer, mineral, period) = (last.importer, &last.mineral, last.period);
    let message =
        format!("the shares in the imports of `{mineral}` by `{importer}`, {period}, add up to {sum} only");
    let finding = audit.finding(Table::ImportSources, &last.origin, Code::SharesBelowOne, message)?;
    Some(finding.help("add the unnamed rest as a row of the exporter `other`"))
}
