//! Prices far from their neighbours: a unit or a decimal point is wrong, or the market went wild.

use std::collections::BTreeMap;

use super::{Audit, median};
use crate::diag::{Code, Diagnostic};
use crate::load::table::Table;
use crate::model::{Origin, PriceRow, TradeRow};

/// How many times the median a price of another year may be.
const OF_YEARS: f64 = 10.0;

/// How many times the median the price of one flow of trade may be: small flows are samples and spares.
const OF_FLOWS: f64 = 100.0;

/// A median of fewer numbers says little.
const FEWEST: usize = 3;

/// Each price over the years, and the value by quantity of each flow of trade.
pub fn check(audit: &Audit<'_>) -> Vec<Diagnostic> {
    let mut prices: BTreeMap<_, Vec<(&Origin, f64)>> = BTreeMap::new();
    for row in &audit.data.prices {
        let PriceRow { mineral, product, country, unit, origin, amount, .. } = row;
        let key = (mineral, product, country, unit, &origin.publisher.id);
        prices.entry(key).or_default().extend(amount.value.map(|value| (origin, value)));
    }
    let mut flows: BTreeMap<_, Vec<(&Origin, f64)>> = BTreeMap::new();
    for row in &audit.data.trade {
        let TradeRow { mineral, stage, product, unit, origin, .. } = row;
        let quantity = row.quantity.map(|q| unit.to_common(q)).filter(|q| *q > 0.0);
        let price = row.value_usd.zip(quantity).map(|(value, quantity)| (origin, value / quantity));
        flows.entry((mineral, stage, product, unit.common())).or_default().extend(price);
    }
    let mut found = Vec::new();
    for ((mineral, _, _, unit, _), prices) in &prices {
        found.extend(far(audit, Table::Prices, prices, OF_YEARS, &format!("price of `{mineral}` in {unit}")));
    }
    for ((mineral, _, _, unit), prices) in &flows {
        let what = format!("value of `{mineral}` in USD a {unit}");
        found.extend(far(audit, Table::Trade, prices, OF_FLOWS, &what));
    }
    found
}

fn far(
    audit: &Audit<'_>,
    table: Table,
    prices: &[(&Origin, f64)],
    times: f64,
    what: &str,
) -> Vec<Diagnostic> {
    if prices.len() < FEWEST {
        return Vec::new();
    }
    let Some(middle) = median(prices.iter().map(|(_, price)| *price).collect()) else { return Vec::new() };
    let odd = prices.iter().filter(|(_, price)| *price > middle * times || *price * times < middle);
    odd.filter_map(|(row, price)| {
        let message = format!("the {what} is {} here, and {} in the middle", digits(*price), digits(middle));
        let finding = audit.finding(table, row, Code::PriceOutOfLine, message)?;
        Some(finding.help("check the unit and the decimal point"))
    })
    .collect()
}

/// Four digits that tell how far two prices lie apart.
fn digits(price: f64) -> String {
    format!("{price:.3e}").parse::<f64>().map_or_else(|_| price.to_string(), |rounded| rounded.to_string())
}
