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
            codes: Codes::new(&dataset.hs_codes),
        }
    }
}

/// What is counted under codes of the Harmonized System: the rows of each code, by the number that it is.
#[derive(Debug, Default)]
pub struct Codes<'a>(BTreeMap<u32, Vec<&'a HsCodeRow>>);

impl<'a> Codes<'a> {
    fn new(rows: &'a [HsCodeRow]) -> Self {
        let mut codes: BTreeMap<u32, Vec<&HsCodeRow>> = BTreeMap::new();
        for row in rows {
            if let Ok(code) = row.code.parse() {
                codes.entry(code).or_default().push(row);
            }
        }
        Self(codes)
    }

    fn of(&self, row: &TradeRow) -> Option<&'a HsCodeRow> {
        let sharers = self.0.get(&row.product.parse().ok()?)?;
        sharers.iter().copied().find(|of| of.mineral == row.mineral && of.stage == row.stage)
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

fn by_stage<R>(rows: &[R], key: for<'r> fn(&'r R) -> (&'r MineralId, Stage)) -> ByStage<'_, R> {
    let mut found: ByStage<'_, R> = BTreeMap::new();
    // rows of one mineral mostly follow each other
    for together in rows.chunk_by(|a, b| key(a) == key(b)) {
        let Some(first) = together.first() else { continue };
        found.entry(key(first)).or_default().extend(together);
    }
    found
}

/// The rows of one mineral and stage; none is an empty list.
pub fn at<'r, 'a, R>(rows: &'r ByStage<'a, R>, mineral: &'a MineralId, stage: Stage) -> &'r [&'a R] {
    rows.get(&(mineral, stage)).map_or(&[], Vec::as_slice)
}
