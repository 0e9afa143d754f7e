//! The rows of a dataset by the mineral and stage that they speak of, so that no answer goes through all.

use std::collections::BTreeMap;

use super::{
    Confidence, Dataset, HsCodeRow, ImportSourceRow, MineralId, QuantityRow, RelianceRow, ReserveRow, Stage,
    SupplyShareRow, TradeRow,
};

/// Rows by mineral and stage.
type ByStage<'a, R> = BTreeMap<(&'a MineralId, Stage), Vec<&'a R>>;

/// The rows of a dataset, by mineral and stage, each list in the order of its table.
#[derive(Debug, Default)]
pub struct Rows<'a> {
    /// Output.
    pub production: ByStage<'a, QuantityRow>,
    /// Shares in a supply.
    pub supply_shares: ByStage<'a, SupplyShareRow>,
    /// Reserves, under the stage `mine`.
    pub reserves: ByStage<'a, ReserveRow>,
    /// Published reliance.
    pub reliance: ByStage<'a, RelianceRow>,
    /// Published import sources.
    pub import_sources: ByStage<'a, ImportSourceRow>,
    /// Trade.
    pub trade: ByStage<'a, TradeRow>,
    /// Codes that trade is counted under.
    pub codes: Codes<'a>,
}

impl<'a> Rows<'a> {
    /// Sorts the rows of a dataset.
    #[must_use]
    pub fn of(dataset: &'a Dataset) -> Self {
        Self {
            production: by_stage(&dataset.production, |r| (&r.mineral, r.stage)),
            supply_shares: by_stage(&dataset.supply_shares, |r| (&r.mineral, r.stage)),
            reserves: by_stage(&dataset.reserves, |r| (&r.mineral, Stage::Mine)),
            reliance: by_stage(&dataset.reliance, |r| (&r.mineral, r.stage)),
            import_sources: by_stage(&dataset.import_sources, |r| (&r.mineral, r.stage)),
            trade: by_stage(&dataset.trade, |r| (&r.mineral, r.stage)),
            codes: Codes(
                dataset.hs_codes.iter().map(|row| ((&*row.code, &row.mineral, row.stage), row)).collect(),
            ),
        }
    }
}

/// What is counted under codes of the Harmonized System.
#[derive(Debug, Default)]
pub struct Codes<'a>(BTreeMap<(&'a str, &'a MineralId, Stage), &'a HsCodeRow>);

impl Codes<'_> {
    fn of(&self, row: &TradeRow) -> Option<&HsCodeRow> {
        self.0.get(&(&*row.product, &row.mineral, row.stage)).copied()
    }

    /// How well a row's code tells its mineral. A product that is no code tells it: its table says so.
    #[must_use]
    pub fn confidence(&self, row: &TradeRow) -> Confidence {
        self.of(row).map_or(Confidence::Exact, |code| code.confidence)
    }

    /// Tons of the mineral in a ton of a row's goods. A row without a product is of the mineral itself.
    #[must_use]
    pub fn content(&self, row: &TradeRow) -> Option<f64> {
        if row.product.is_empty() { Some(1.0) } else { self.of(row)?.content }
    }
}

fn by_stage<'a, R>(rows: &'a [R], key: fn(&'a R) -> (&'a MineralId, Stage)) -> ByStage<'a, R> {
    let mut found: ByStage<'a, R> = BTreeMap::new();
    for row in rows {
        found.entry(key(row)).or_default().push(row);
    }
    found
}

/// The rows of one mineral and stage; none is an empty list.
pub fn at<'r, 'a, R>(rows: &'r ByStage<'a, R>, mineral: &'a MineralId, stage: Stage) -> &'r [&'a R] {
    rows.get(&(mineral, stage)).map_or(&[], Vec::as_slice)
}
