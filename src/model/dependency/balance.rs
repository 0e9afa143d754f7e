//! Net import reliance computed from output, imports and exports on one basis.

use super::trade::Trading;
use super::{Balance, Reliance};
use crate::model::concentration::sum;
use crate::model::vintage::Absence;
use crate::model::{Confidence, Origin, Reading, Supply, TradeRow, Unit, Year};

/// Least part of the trade's value whose quantity must be known.
const COVERAGE: f64 = 0.9;

/// `(imports - exports) / (output + imports - exports)`, without stock changes.
///
/// Source: European Commission 2017, doi:10.2873/769526 (import reliance).
///
/// # Errors
/// Why the three cannot be put on one basis, in words.
pub(super) fn balance<'a>(
    (trading, confidence): (&Trading<'a, '_>, Confidence),
    imports: &[&'a TradeRow],
    exports: &[&'a TradeRow],
    year: Year,
    output: impl FnOnce(Year) -> Result<Supply<'a>, Absence>,
) -> Result<Reliance<'a>, &'static str> {
    if imports.is_empty() {
        return Err("nothing is imported at this stage");
    }
    if confidence == Confidence::Basket {
        return Err("the codes of its trade hold other minerals too");
    }
    let all = || imports.iter().chain(exports);
    let reliance = |reading, net_exporter, balance| Reliance {
        reading,
        net_exporter,
        year: Some(year),
        status: None,
        note: if net_exporter { "more is sold than bought under each code of its trade" } else { "" },
        origins: if net_exporter { all().map(|r| &r.origin).collect() } else { Vec::new() },
        balance,
    };
    let supply = output(year);
    if exports_exceed(imports, exports) {
        let puts_out = |s: &Supply<'_>| s.mix.suppliers.iter().any(|s| trading.consumer.has(s.country));
        return match &supply {
            Ok(supply) if !puts_out(supply) => Err(
                "it sells more than it buys, and no output of its own is known: it passes on that of others",
            ),
            _ => Ok(reliance(Reading::default(), true, None)),
        };
    }
    let value = |rows: &mut dyn Iterator<Item = &&'a TradeRow>| sum(rows.filter_map(|r| r.value_usd));
    let valued = value(&mut all());
    let weighed = value(&mut all().filter(|r| r.quantity.is_some()));
    let coverage = if valued > 0.0 { weighed / valued } else { 1.0 };
    if coverage < COVERAGE || all().all(|r| r.quantity.is_none()) {
        return Err("quantities are known for less than 90 % of the trade by value");
    }
    let content = |rows: &[&TradeRow]| {
        let of = |r: &&TradeRow| Some(r.unit.to_common(r.quantity?) * trading.codes.content(r)?);
        let weighed = rows.iter().filter(|r| r.quantity.is_some());
        weighed.map(of).collect::<Option<Vec<f64>>>().map(sum)
    };
    let (Some(bought), Some(sold)) = (content(imports), content(exports)) else {
        return Err("how much of the mineral the goods traded contain is not known");
    };
    let unit = all().find(|r| r.quantity.is_some()).map_or(Unit::T, |r| r.unit.common());
    let Ok(supply) = supply else { return Err("no output of the year of the trade is held") };
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
    let own = supply.mix.of_members(|country| trading.consumer.has(country), trading.consumer.members.len());
    let (low, high) = (own.low().unwrap_or(0.0), own.high().unwrap_or(f64::INFINITY));
    let net = bought - sold;
    let origins = |rows: &[&'a TradeRow]| rows.iter().map(|r| &r.origin).collect::<Vec<&'a Origin>>();
    let made: Vec<&'a Origin> =
        supply.mix.suppliers.iter().filter(|s| trading.consumer.has(s.country)).map(|s| s.origin).collect();
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

/// Under each code more is sold than bought, so that what the goods contain does not matter: by weight where
/// every row has one, else by value.
fn exports_exceed(imports: &[&TradeRow], exports: &[&TradeRow]) -> bool {
    let mut codes: Vec<&str> = imports.iter().map(|r| &*r.product).collect();
    codes.sort_unstable();
    codes.dedup();
    let exceeds = |code: &str| {
        let of = |rows: &[&TradeRow], part: fn(&TradeRow) -> Option<f64>| {
            let its: Option<Vec<f64>> =
                rows.iter().filter(|r| *r.product == *code).map(|r| part(r)).collect();
            its.map(sum)
        };
        let weight: fn(&TradeRow) -> Option<f64> = |r| r.quantity.map(|q| r.unit.to_common(q));
        let value: fn(&TradeRow) -> Option<f64> = |r| r.value_usd;
        let by = |part| Some(of(exports, part)? > of(imports, part)?);
        by(weight).or(by(value)).unwrap_or(false)
    };
    !exports.is_empty() && codes.into_iter().all(exceeds)
}
