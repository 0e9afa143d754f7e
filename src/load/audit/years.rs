//! Suppliers whose newest year is not that of their mix: they would vanish from it in silence.

use std::collections::BTreeMap;

use super::Audit;
use crate::diag::{Code, Diagnostic};
use crate::load::table::Table;
use crate::model::{MineralId, QuantityRow, Stage, Status, lapsed, newest, rows_of_publisher};

/// Each mineral and stage in its newest year.
pub fn check(audit: &Audit<'_>) -> Vec<Diagnostic> {
    let mut mixes: BTreeMap<(&MineralId, Stage), Vec<&QuantityRow>> = BTreeMap::new();
    for row in &audit.data.production {
        mixes.entry((&row.mineral, row.stage)).or_default().push(row);
    }
    let mut found = Vec::new();
    for ((mineral, stage), rows) in mixes {
        let rows = rows_of_publisher(&rows, audit.publisher(mineral, stage));
        let Ok(year) = newest(rows.iter().map(|r| (r.year, r.amount.status == Status::Projected)), None)
        else {
            continue;
        };
        for row in lapsed(&rows, year) {
            let (party, before) = (row.party, row.year);
            let message = format!(
                "`{mineral}` at the stage `{stage}`: `{party}` has a figure of {before} and none of {year}, the year of the mix"
            );
            let finding = audit.finding(Table::Production, &row.origin, Code::YearGap, message);
            let help = format!("add its figure of {year}, `0` and `nil` if it stopped, or an `other` row");
            found.extend(finding.map(|f| f.help(help)));
        }
    }
    found
}
