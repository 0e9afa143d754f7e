//! What a shock does to those who buy: published shares in imports with the reliance on them, studies of a
//! consumer's whole supply, and trade.
//!
//! A source that delivers the part f less takes from a consumer with net import reliance N and the share s of
//! that source in its imports the part N s f of its use. Shares and reliance then are those of what is left:
//! `s' = s (1 - f) / (1 - s f)`, `N' = N (1 - s f) / (1 - N s f)`. No quantity is needed for that, and nothing is
//! supposed of who fills the gap.

mod cut;
mod deliver;
mod grow;
mod reallocate;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::supply::{By, before, scaled, share_of};
use crate::model::{
    CountryCode, Dataset, ImportSourceRow, MineralId, Party, QuantityRow, RelianceRow, Scope, Share, Stage,
    Status, SupplyShareRow, TradeRow, Year,
};

pub(super) use cut::cut;
pub(super) use deliver::{Delivered, deliver};
pub(super) use grow::grow;
pub(super) use reallocate::reallocate;

/// Whom a shock names among those who buy: a country, or a group with its members by code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Client {
    /// A country's code or a group's id.
    pub id: Arc<str>,
    /// Its countries, by code.
    pub members: Vec<CountryCode>,
}

/// Deliveries of a supplier that are cut.
#[derive(Debug, Clone, PartialEq)]
pub struct Cut {
    /// Of what.
    pub mineral: MineralId,
    /// At which stage.
    pub stage: Stage,
    /// Whose.
    pub exporter: CountryCode,
    /// To whom; none means to everybody.
    pub to: Option<Vec<CountryCode>>,
    /// Part of them that is gone, 0 to 1.
    pub part: f64,
}

impl Cut {
    /// It is about what a country buys.
    #[must_use]
    pub fn meets(&self, importer: CountryCode) -> bool {
        importer != self.exporter && self.to.as_ref().is_none_or(|to| to.contains(&importer))
    }
}

/// The place of a shock: a mineral at a stage.
pub(super) type At<'a> = (&'a MineralId, Stage);

/// Which lines of import sources belong together: importer, product, period and publisher.
fn groups(dataset: &Dataset, (mineral, stage): At<'_>) -> Vec<Vec<usize>> {
    let its = |r: &ImportSourceRow| r.mineral == *mineral && r.stage == stage;
    let same = |a: &ImportSourceRow, b: &ImportSourceRow| {
        a.importer == b.importer && a.product == b.product && a.period == b.period
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (i, row) in dataset.import_sources.iter().enumerate().filter(|(_, r)| its(r)) {
        let first = |g: &Vec<usize>| g.first().and_then(|i| dataset.import_sources.get(*i));
        match groups.iter_mut().find(|g| first(g).is_some_and(|r| same(r, row))) {
            Some(group) => group.push(i),
            None => groups.push(vec![i]),
        }
    }
    groups
}
/// The last year of the newest period that an importer's sources of a product are published of.
fn newest_period(dataset: &Dataset, of: &ImportSourceRow) -> Option<Year> {
    let its = |r: &&ImportSourceRow| {
        r.mineral == of.mineral && r.stage == of.stage && r.importer == of.importer && r.product == of.product
    };
    dataset.import_sources.iter().filter(its).map(|r| r.period.last).max()
}

/// What a consumer uses a year, in the common unit, by the newest figure that the question allows.
pub(super) fn use_of(dataset: &Dataset, at: At<'_>, client: &Client, asked: Option<Year>) -> Option<f64> {
    let [only] = client.members.as_slice() else { return None };
    let its = |r: &&QuantityRow| {
        r.mineral == *at.0
            && r.stage == at.1
            && r.party == Party::Country(*only)
            && asked.is_none_or(|a| r.year <= a)
    };
    let row = dataset.consumption.iter().filter(its).max_by_key(|r| r.year)?;
    row.amount.value.map(|v| row.unit.to_common(v))
}

fn trade_of<'d>(trade: &'d mut [TradeRow], at: At<'d>) -> impl Iterator<Item = &'d mut TradeRow> {
    trade.iter_mut().filter(move |r| r.mineral == *at.0 && r.stage == at.1)
}

fn rescale(row: &mut TradeRow, factor: f64, by: &By<'_>) {
    row.quantity = row.quantity.map(|q| q * factor);
    row.value_usd = row.value_usd.map(|v| v * factor);
    row.note = format!("{} of what it was ({}:{})", factor, row.origin.file, row.origin.line).into();
    row.origin = by.origin();
}

fn reshare(row: &mut ImportSourceRow, new: f64, by: &By<'_>) {
    before(&mut row.note, &row.share.get().to_string(), &row.origin);
    row.share = Share::of(new, 1.0);
    row.origin = by.origin();
}

/// Changes a country's published reliance on a product, of every year. Tells how many rows that changed.
fn change_reliance(
    dataset: &mut Dataset,
    (mineral, stage): At<'_>,
    (country, product): (CountryCode, &str),
    by: &By<'_>,
    to: impl Fn(f64) -> f64,
) -> usize {
    let its = |r: &&mut RelianceRow| {
        r.mineral == *mineral
            && r.stage == stage
            && r.country == country
            && r.product == product
            && r.percent.status != Status::NetExporter
    };
    let mut changed = 0;
    for row in dataset.reliance.iter_mut().filter(its) {
        by.note(&mut row.note, &row.percent, "percent", &row.origin);
        row.percent = scaled(row.percent, |p| 100.0 * to(p / 100.0).clamp(0.0, 1.0));
        row.origin = by.origin();
        changed += 1;
    }
    changed
}

/// The consumers whose whole supply somebody has studied.
fn scopes(dataset: &Dataset, (mineral, stage): At<'_>) -> BTreeSet<Arc<str>> {
    let its = dataset.supply_shares.iter().filter(|r| r.mineral == *mineral && r.stage == stage);
    its.filter_map(|r| match &r.scope {
        Scope::Of(id) => Some(Arc::clone(id)),
        Scope::World => None,
    })
    .collect()
}

fn sourcing(dataset: &Dataset, (mineral, stage): At<'_>, scope: &str) -> Vec<usize> {
    let its = |r: &SupplyShareRow| r.mineral == *mineral && r.stage == stage && r.scope.is_of(scope);
    dataset.supply_shares.iter().enumerate().filter(|(_, r)| its(r)).map(|(i, _)| i).collect()
}

fn party_share(dataset: &Dataset, rows: &[usize], country: CountryCode) -> f64 {
    let its = rows.iter().filter_map(|i| dataset.supply_shares.get(*i));
    its.filter(|r| r.party == Party::Country(country)).map(|r| share_of(r.share)).fold(0.0, f64::max)
}

fn change_study_reliance(
    dataset: &mut Dataset,
    (mineral, stage): At<'_>,
    scope: &str,
    by: &By<'_>,
    to: impl Fn(f64) -> f64,
) {
    for row in &mut dataset.parameters {
        let its = row.mineral == *mineral
            && &*row.name == "import_reliance"
            && row.stage.is_none_or(|s| s == stage)
            && row.scope.as_ref().is_some_and(|s| s.is_of(scope));
        if its {
            before(&mut row.note, &row.value.to_string(), &row.origin);
            row.value = to(row.value).clamp(0.0, 1.0);
            row.origin = by.origin();
        }
    }
}
