//! Net import reliance computed from output, imports and exports on one basis.

use super::trade::Market;
use super::{Balance, Reliance};
use crate::model::concentration::sum;
use crate::model::vintage::Absence;
use crate::model::{Origin, Reading, Supply, TradeRow, Unit, Year};

/// Least part of the trade's value whose quantity must be known.
const COVERAGE: f64 = 0.9;

/// `(imports - exports) / (output + imports - exports)`, without stock changes.
///
/// Source: European Commission 2017, doi:10.2873/769526 (import reliance).
///
/// # Errors
/// Why the three cannot be put on one basis, in words.
pub(super) fn balance<'a>(
    market: &Market<'a, '_>,
    imports: &[&'a TradeRow],
    exports: &[&'a TradeRow],
    year: Year,
    output: impl FnOnce(Year) -> Result<Supply<'a>, Absence>,
) -> Result<Reliance<'a>, &'static str> {
    let all = || imports.iter().chain(exports);
    let value = |rows: &mut dyn Iterator<Item = &&'a TradeRow>| sum(rows.filter_map(|r| r.value_usd));
    let valued = value(&mut all());
    let weighed = value(&mut all().filter(|r| r.quantity.is_some()));
    let coverage = if valued > 0.0 { weighed / valued } else { 1.0 };
    if coverage < COVERAGE || all().all(|r| r.quantity.is_none()) {
        return Err("quantities are known for less than 90 % of the trade by value");
    }
    let reliance = |reading, net_exporter, balance| Reliance {
        reading,
        net_exporter,
        year: Some(year),
        status: None,
        note: "",
        origins: Vec::new(),
        balance,
    };
    if exports_exceed(imports, exports) {
        return Ok(reliance(Reading::default(), true, None));
    }
    let content = |rows: &[&TradeRow]| {
        let of = |r: &&TradeRow| Some(r.unit.to_common(r.quantity?) * market.codes.content(r)?);
        let weighed = rows.iter().filter(|r| r.quantity.is_some());
        weighed.map(of).collect::<Option<Vec<f64>>>().map(sum)
    };
    let (Some(bought), Some(sold)) = (content(imports), content(exports)) else {
        return Err("how much of the mineral the goods traded contain is not known");
    };
    let unit = all().find(|r| r.quantity.is_some()).map_or(Unit::T, |r| r.unit.common());
    let Ok(supply) = output(year) else { return Err("no output of the year of the trade is held") };
    if supply.year != year {
        return Err("no output of the year of the trade is held");
    }
    if supply.mix.unit == Unit::Share {
        return Err("only shares of output are published, no quantities");
    }
    if supply.mix.unit != unit || all().any(|r| r.quantity.is_some() && r.unit.common() != unit) {
        return Err("output and trade are in units that cannot be compared");
    }
    if let Some(obstacle) = supply.mix.obstacle.filter(|o| !o.leaves_a_total()) {
        return Err(obstacle.reason());
    }
    let own = supply.mix.of_members(|country| market.consumer.has(country), market.consumer.members.len());
    let (low, high) = (own.low().unwrap_or(0.0), own.high().unwrap_or(f64::INFINITY));
    let net = bought - sold;
    let origins = |rows: &[&'a TradeRow]| rows.iter().map(|r| &r.origin).collect::<Vec<&'a Origin>>();
    let made: Vec<&'a Origin> =
        supply.mix.suppliers.iter().filter(|s| market.consumer.has(s.country)).map(|s| s.origin).collect();
    let balance = Balance {
        imports: bought,
        exports: sold,
        output: (low, high),
        unit,
        coverage,
        origins: [origins(imports), origins(exports), made],
    };
    let of = |output: f64| net / (output + net);
    let reading = match net {
        n if n <= 0.0 => Reading::default(),
        _ if low.total_cmp(&high).is_eq() => Reading::exact(of(low)),
        _ if high.is_finite() => Reading::new(None, Some(of(high)), Some(of(low))),
        _ => Reading::new(None, None, Some(of(low))),
    };
    Ok(reliance(reading, net <= 0.0, Some(balance)))
}

/// Under each code more is sold than bought, so that what the goods contain does not matter.
fn exports_exceed(imports: &[&TradeRow], exports: &[&TradeRow]) -> bool {
    let mut codes: Vec<&str> = imports.iter().map(|r| &*r.product).collect();
    codes.sort_unstable();
    codes.dedup();
    let of = |rows: &[&TradeRow], code: &str| {
        let its = rows.iter().filter(|r| *r.product == *code);
        sum(its.filter_map(|r| r.quantity.map(|q| r.unit.to_common(q))))
    };
    !exports.is_empty() && codes.into_iter().all(|code| of(exports, code) > of(imports, code))
}
