//! Sellers that put out nothing themselves: what they sell comes from elsewhere, and a dependency on them
//! is one on others.

use std::collections::{BTreeMap, BTreeSet};

use super::Audit;
use crate::diag::{Code, Diagnostic};
use crate::load::table::Table;
use crate::model::{CountryCode, MineralId, Origin, Party, Stage};

/// A smaller part of somebody's imports is not told.
const LEAST: f64 = 0.05;

/// Each seller of each mineral at a stage whose producers are all named.
pub fn check(audit: &Audit<'_>) -> Vec<Diagnostic> {
    let mut producers: BTreeMap<(&MineralId, Stage), BTreeSet<Party>> = BTreeMap::new();
    for row in audit.data.production.iter().chain(&audit.data.capacity) {
        if row.party != Party::World {
            producers.entry((&row.mineral, row.stage)).or_default().insert(row.party);
        }
    }
    producers.retain(|_, parties| !parties.contains(&Party::Other));
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for Sale { table, mineral, stage, seller, origin } in sales(audit) {
        let named = producers.get(&(mineral, stage));
        let none = named.is_some_and(|named| !named.contains(&Party::Country(seller)));
        if none && told.insert((mineral, stage, seller)) {
            let message = format!(
                "`{seller}` sells `{mineral}` of the stage `{stage}`, and is none of those that put it out"
            );
            let finding = audit.finding(table, origin, Code::ReExportHub, message);
            found.extend(finding.map(|f| {
                f.help("it may pass on what others mine or refine; if it is a producer, add its output")
            }));
        }
    }
    found
}

/// A sale that matters to its buyer.
struct Sale<'a> {
    table: Table,
    mineral: &'a MineralId,
    stage: Stage,
    seller: CountryCode,
    origin: &'a Origin,
}

fn sales<'a>(audit: &Audit<'a>) -> Vec<Sale<'a>> {
    let mut sales = Vec::new();
    for row in audit.data.import_sources.iter().filter(|row| row.share.get() >= LEAST) {
        if let Party::Country(seller) = row.exporter {
            let (mineral, stage, origin) = (&row.mineral, row.stage, &row.origin);
            sales.push(Sale { table: Table::ImportSources, mineral, stage, seller, origin });
        }
    }
    let mut bought: BTreeMap<_, f64> = BTreeMap::new();
    for row in audit.data.trade.iter().filter(|row| row.exporter != Party::World) {
        let total = bought.entry((&row.mineral, row.stage, row.importer, row.year)).or_default();
        *total += row.value_usd.unwrap_or(0.0);
    }
    for row in &audit.data.trade {
        let total = bought.get(&(&row.mineral, row.stage, row.importer, row.year)).copied().unwrap_or(0.0);
        if let (Party::Country(seller), Some(value)) = (row.exporter, row.value_usd)
            && value >= total * LEAST
            && value > 0.0
        {
            let (mineral, stage, origin) = (&row.mineral, row.stage, &row.origin);
            sales.push(Sale { table: Table::Trade, mineral, stage, seller, origin });
        }
    }
    sales
}
