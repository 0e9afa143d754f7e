//! A market: the output and the trade of one mineral at one stage, as one consumer looks at it.

use std::collections::BTreeMap;

use super::concentration::sum;
use super::governance::Governance;
use super::index::Codes;
use super::select::rows_of_publisher;
use super::supply::Supply;
use super::vintage::newest;
use super::{
    Confidence, Consumer, CountryCode, GovernanceRow, MineralInfo, Origin, Party, QuantityRow, Reading,
    Share, Stage, TradeRow, Year,
};

/// The dimension of governance that weighs a source of imports.
const DIMENSION: &str = "political-stability";

/// The rows of one mineral and stage, and whom they are looked at for.
pub(crate) struct Market<'a, 'r> {
    /// Of what.
    pub info: &'a MineralInfo,
    /// At which stage.
    pub stage: Stage,
    /// For whom.
    pub consumer: &'r Consumer,
    /// All its trade.
    pub trade: &'r [&'a TradeRow],
    /// All its output.
    pub output: &'r [&'a QuantityRow],
    /// What is counted under the codes of the trade.
    pub codes: &'r Codes<'a>,
    /// How stable its sources are.
    pub stability: &'r Stability<'a>,
    /// How its suppliers are governed.
    pub governance: &'a Governance<'a>,
    /// The year asked for.
    pub asked: Option<Year>,
}

impl<'a> Market<'a, '_> {
    /// Its code holds other minerals as well.
    pub(crate) fn is_basket(&self, row: &TradeRow) -> bool {
        self.codes.confidence(row) == Confidence::Basket
    }

    /// What the consumer puts out itself, and the rows that say so; it counts at its low end in the value.
    pub(crate) fn own_output(&self, supply: &Supply<'a>) -> (Reading, Vec<&'a Origin>) {
        let own = supply.mix.of_members(|country| self.consumer.has(country), self.consumer.members.len());
        let publisher = self.info.publisher.get(&self.stage).map_or("", String::as_str);
        let mut rows: Vec<&QuantityRow> = rows_of_publisher(self.output, publisher);
        rows.retain(|row| row.year == supply.year && self.consumer.is_member(row.party));
        rows.sort_by_key(|row| row.party);
        (own, rows.into_iter().map(|row| &row.origin).collect())
    }
}

/// Estimates of political stability, by country.
#[derive(Debug, Default)]
pub(crate) struct Stability<'a>(BTreeMap<CountryCode, Vec<&'a GovernanceRow>>);

impl<'a> Stability<'a> {
    pub(crate) fn new(rows: &'a [GovernanceRow]) -> Self {
        let mut found: BTreeMap<CountryCode, Vec<&GovernanceRow>> = BTreeMap::new();
        for row in rows.iter().filter(|row| &*row.dimension == DIMENSION) {
            found.entry(row.country).or_default().push(row);
        }
        Self(found)
    }

    /// A country's estimate of a year, else the newest before it, at most five years older.
    pub(crate) fn of(&self, country: CountryCode, year: Year) -> Option<&'a GovernanceRow> {
        let rows = self.0.get(&country)?;
        let of = newest(rows.iter().map(|row| (row.year, false)), Some(year)).ok()?;
        rows.iter().copied().find(|row| row.year == of)
    }
}

/// A row's quantity in its common unit; nothing where it has none.
pub(crate) fn quantity(row: &TradeRow) -> f64 {
    row.quantity.map_or(0.0, |quantity| row.unit.to_common(quantity))
}

/// Puts rows in an order that hangs on what they say alone, and not on where they stand.
pub(crate) fn in_order(rows: &mut [&TradeRow]) {
    rows.sort_by(|a, b| {
        let key = |r: &TradeRow| (r.exporter, r.importer);
        (a.product.cmp(&b.product))
            .then_with(|| key(a).cmp(&key(b)))
            .then_with(|| a.origin.publisher.cmp(&b.origin.publisher))
            .then_with(|| quantity(a).total_cmp(&quantity(b)))
    });
}

/// How much of the value the rows with a quantity hold; none where no row has a value.
pub(crate) fn coverage(rows: &[&TradeRow]) -> Option<Share> {
    let named = || rows.iter().filter(|row| row.exporter != Party::World);
    let all = sum(named().filter_map(|row| row.value_usd));
    let weighed = sum(named().filter(|row| row.quantity.is_some()).filter_map(|row| row.value_usd));
    (all > 0.0).then(|| Share::of(weighed, all))
}
