//! The inputs of GeoPolRisk, taken from a market.

use std::collections::{BTreeMap, BTreeSet};

use super::{GeoPolRisk, Seller};
use crate::model::concentration::sum;
use crate::model::market::{Market, coverage, in_order, quantity};
use crate::model::supply::Supply;
use crate::model::vintage::{Absence, newest};
use crate::model::{Origin, Party, TradeRow, Unit, Year};

/// Why there is no GeoPolRisk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoGeoPolRisk {
    /// The tables hold no imports of the consumer.
    NoImports(Absence),
    /// None of the imports has a quantity.
    NoQuantities,
    /// There is no world output of the year of the imports, or before.
    NoOutput(Absence, Year),
    /// Output or imports are not weighed in tons.
    NotWeighed,
}

impl NoGeoPolRisk {
    /// The reason in words.
    #[must_use]
    pub fn reason(self) -> String {
        let told = |absence: Absence| absence.reason().map(|why| format!(": {why}")).unwrap_or_default();
        match self {
            Self::NoImports(absence) => format!("the table `trade` holds no imports{}", told(absence)),
            Self::NoQuantities => "the imports have values and no quantities".to_owned(),
            Self::NoOutput(absence, year) => {
                format!("no world output beside the imports of {year}{}", told(absence))
            }
            Self::NotWeighed => "output and imports are not both given in tons".to_owned(),
        }
    }
}

impl<'a> GeoPolRisk<'a> {
    /// Takes the consumer's imports of the newest year that the question allows, and world output of that
    /// year or before. Codes that several minerals share count only where there are no others.
    ///
    /// # Errors
    /// [`NoGeoPolRisk`]: why there is none.
    pub(crate) fn select(market: &Market<'a, '_>) -> Result<Self, NoGeoPolRisk> {
        let imports: Vec<&TradeRow> =
            market.trade.iter().copied().filter(|row| market.consumer.is_member(row.importer)).collect();
        let year = newest(imports.iter().map(|row| (row.year, false)), market.asked)
            .map_err(NoGeoPolRisk::NoImports)?;
        let mut rows: Vec<&TradeRow> = imports.into_iter().filter(|row| row.year == year).collect();
        let baskets = rows.iter().all(|row| market.is_basket(row));
        rows.retain(|row| baskets || !market.is_basket(row));
        in_order(&mut rows);
        let weighed: Vec<&TradeRow> = rows.iter().copied().filter(|row| row.quantity.is_some()).collect();
        if weighed.is_empty() {
            return Err(NoGeoPolRisk::NoQuantities);
        }
        let supply = Supply::select(market.info, market.stage, market.output, Some(year), market.governance)
            .map_err(|absence| NoGeoPolRisk::NoOutput(absence, year))?;
        if supply.mix.unit != Unit::T || weighed.iter().any(|row| row.unit.common() != Unit::T) {
            return Err(NoGeoPolRisk::NotWeighed);
        }
        let (output, output_rows) = market.own_output(&supply);
        let unlike: BTreeSet<&str> = weighed
            .iter()
            .filter(|row| market.codes.content(row).is_none_or(|content| content < 1.0))
            .map(|row| &*row.product)
            .collect();
        Ok(Self {
            stage: market.stage,
            year,
            output,
            output_rows,
            sellers: sellers(market, &weighed, year),
            price: price(&weighed),
            coverage: coverage(&rows),
            unlike: unlike.into_iter().collect(),
            baskets,
            supply,
        })
    }
}

/// Imports by source, the largest first, equals by code. Where a published total exceeds the sources,
/// the rest of it is not named.
fn sellers<'a>(market: &Market<'a, '_>, rows: &[&'a TradeRow], year: Year) -> Vec<Seller<'a>> {
    let mut flows: BTreeMap<Party, (Vec<f64>, Vec<&'a Origin>)> = BTreeMap::new();
    let mut add = |party, tons, origin| {
        let (quantities, origins) = flows.entry(party).or_default();
        quantities.push(tons);
        origins.push(origin);
    };
    for row in rows {
        if row.exporter != Party::World {
            add(row.exporter, quantity(row), &row.origin);
            continue;
        }
        let part = |r: &&&TradeRow| {
            r.exporter != Party::World && (r.importer, &r.product) == (row.importer, &row.product)
        };
        let rest = quantity(row) - sum(rows.iter().filter(part).map(|r| quantity(r)));
        if rest > 1e-9 * quantity(row) {
            add(Party::Other, rest, &row.origin);
        }
    }
    let mut sellers: Vec<Seller<'a>> = flows
        .into_iter()
        .map(|(party, (quantities, rows))| Seller {
            party,
            quantity: sum(quantities),
            inside: market.consumer.is_member(party),
            stability: party.country().and_then(|country| market.stability.of(country, year)),
            rows,
        })
        .filter(|seller| seller.quantity > 0.0)
        .collect();
    sellers.sort_by(|a, b| b.quantity.total_cmp(&a.quantity).then_with(|| a.party.cmp(&b.party)));
    sellers
}

/// US dollars a kilogram, over the rows that have both.
fn price(rows: &[&TradeRow]) -> Option<f64> {
    let priced = || rows.iter().filter(|r| r.exporter != Party::World && r.value_usd.is_some());
    let kilograms = sum(priced().map(|row| quantity(row))) * 1000.0;
    (kilograms > 0.0).then(|| sum(priced().filter_map(|row| row.value_usd)) / kilograms)
}
