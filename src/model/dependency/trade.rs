//! Dependency from trade: imports by value and their sources, and reliance where output, imports and
//! exports can be put on one basis.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::balance::balance;
use super::{Basis, Dependency, Intra, Source, largest_first};
use crate::model::concentration::sum;
use crate::model::index::Codes;
use crate::model::vintage::{Absence, newest};
use crate::model::{Confidence, Consumer, Origin, Party, Period, Share, Stage, Supply, TradeRow, Year};

/// What one consumer's trade in one stage of a mineral is looked at with.
pub(super) struct Trading<'a, 'r> {
    /// Who buys.
    pub consumer: &'r Arc<Consumer>,
    /// At which stage.
    pub stage: Stage,
    /// All trade rows of the mineral at the stage.
    pub rows: &'r [&'a TradeRow],
    /// What is counted under their codes.
    pub codes: &'r Codes<'a>,
}

/// What the consumer imports, in the newest year that the question allows; none without any trade.
///
/// Codes that tell the mineral go before those that several minerals share. `output` gives the supply of a
/// year, for the reliance.
pub(super) fn trade<'a>(
    trading: &Trading<'a, '_>,
    asked: Option<Year>,
    output: impl FnOnce(Year) -> Result<Supply<'a>, Absence>,
) -> Option<Dependency<'a>> {
    let consumer = trading.consumer;
    let its =
        |r: &&&TradeRow| consumer.imports(r.exporter, r.importer) || consumer.exports(r.exporter, r.importer);
    let rows: Vec<&TradeRow> = trading.rows.iter().filter(its).copied().collect();
    let mut dependency = Dependency {
        consumer: Arc::clone(consumer),
        stage: trading.stage,
        product: "",
        basis: Basis::Trade(Confidence::Exact),
        reliance: None,
        no_reliance: None,
        sources: Vec::new(),
        domestic: Vec::new(),
        period: None,
        lost: None,
        intra: None,
        absent: Vec::new(),
    };
    let year = match newest(rows.iter().map(|r| (r.year, false)), asked) {
        Err(Absence::NoFigures) => return None,
        Err(absence) => {
            dependency.absent.push(("imports", absence));
            return Some(dependency);
        }
        Ok(year) => year,
    };
    let of_year = |r: &&TradeRow| r.year == year;
    let (kept, confidence) =
        best(rows.into_iter().filter(of_year).collect(), |r| trading.codes.confidence(r));
    let imports: Vec<&TradeRow> =
        kept.iter().copied().filter(|r| consumer.imports(r.exporter, r.importer)).collect();
    let exports: Vec<&TradeRow> =
        kept.iter().copied().filter(|r| consumer.exports(r.exporter, r.importer)).collect();
    let by_value = imports.iter().any(|r| r.value_usd.is_some());
    dependency.basis = if by_value { Basis::Trade(confidence) } else { Basis::Quantities(confidence) };
    dependency.period = Some(Period { first: year, last: year });
    dependency.sources = sources(&imports, by_value);
    match balance((trading, confidence), &imports, &exports, year, output) {
        Ok(reliance) => dependency.reliance = Some(reliance),
        Err(reason) => dependency.no_reliance = Some(reason),
    }
    if consumer.is_group() && !consumer.intra {
        dependency.intra = intra(trading, year, confidence, by_value);
    }
    Some(dependency)
}

/// The rows under the codes that tell the mineral, else those of baskets; and the worst confidence of them.
fn best(rows: Vec<&TradeRow>, confidence: impl Fn(&TradeRow) -> Confidence) -> (Vec<&TradeRow>, Confidence) {
    let mut rated: Vec<(&TradeRow, Confidence)> = rows.into_iter().map(|r| (r, confidence(r))).collect();
    if rated.iter().any(|(_, c)| *c != Confidence::Basket) {
        rated.retain(|(_, c)| *c != Confidence::Basket);
    }
    let worst = rated.iter().map(|(_, c)| *c).max().unwrap_or(Confidence::Exact);
    (rated.into_iter().map(|(r, _)| r).collect(), worst)
}

/// The exporters with their shares, by value or by quantity, the largest first.
fn sources<'a>(imports: &[&'a TradeRow], by_value: bool) -> Vec<Source<'a>> {
    struct Sum<'a> {
        parts: Vec<f64>,
        value: Vec<f64>,
        origins: Vec<&'a Origin>,
    }
    let mut parties: BTreeMap<Party, Sum<'a>> = BTreeMap::new();
    for row in imports {
        let Some(part) = part(row, by_value) else { continue };
        let sum = parties.entry(row.exporter).or_insert(Sum {
            parts: Vec::new(),
            value: Vec::new(),
            origins: Vec::new(),
        });
        sum.parts.push(part);
        sum.value.extend(row.value_usd);
        sum.origins.push(&row.origin);
    }
    let total = sum(parties.values().flat_map(|s| s.parts.iter().copied()));
    let mut sources: Vec<Source<'a>> = parties
        .into_iter()
        .map(|(party, s)| Source {
            party,
            share: Share::of(sum(s.parts), total),
            value_usd: (!s.value.is_empty()).then(|| sum(s.value)),
            note: "",
            origins: s.origins,
        })
        .filter(|s| s.share > Share::ZERO)
        .collect();
    largest_first(&mut sources);
    sources
}

/// What a row counts in the shares.
fn part(row: &TradeRow, by_value: bool) -> Option<f64> {
    if by_value { row.value_usd } else { row.quantity.map(|q| row.unit.to_common(q)) }
}

/// What would change if trade between the members counted.
fn intra(trading: &Trading<'_, '_>, year: Year, confidence: Confidence, by_value: bool) -> Option<Intra> {
    let with = Consumer { intra: true, ..(**trading.consumer).clone() };
    let basket = confidence == Confidence::Basket;
    let counts = |r: &&&TradeRow| {
        r.year == year
            && with.imports(r.exporter, r.importer)
            && (trading.codes.confidence(r) == Confidence::Basket) == basket
    };
    let rows: Vec<&TradeRow> = trading.rows.iter().filter(counts).copied().collect();
    let between = rows.iter().filter(|r| with.is_member(r.exporter)).filter_map(|r| part(r, by_value));
    let total = sum(rows.iter().filter_map(|r| part(r, by_value)));
    let share = sum(between) / total;
    let all = sources(&rows, by_value);
    let top = all.iter().find_map(|s| Some((s.party.country()?, s.share)));
    (total > 0.0).then_some(Intra { share, top })
}
