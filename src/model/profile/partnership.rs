//! What a country or a group trades with one partner: our own count of minerals, and what statistics
//! offices say of all goods, told apart by scope; one flow as both ends report it stands as mirrors.

use super::flows::{Flows, Goods};
use crate::model::concentration::sum;
use crate::model::select::editions;
use crate::model::{BilateralRow, Consumer, CountryCode, Dataset, Flow, Scope, TradeRow, Year};

/// How many partners are shown where none is asked for.
const LARGEST: usize = 3;

/// Trade with one partner.
#[derive(Debug, Clone)]
pub struct Partnership<'r> {
    /// With whom.
    pub partner: Consumer,
    /// What is sold to it under all codes together.
    pub sold: Sum,
    /// What is bought from it under all codes together.
    pub bought: Sum,
    /// What is reported of both, the newest first.
    pub reported: Vec<&'r BilateralRow>,
    /// The flows among these that both ends report.
    pub mirrors: Vec<Mirror<'r>>,
}

/// A sum over codes, each counted once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sum {
    /// US dollars.
    pub value_usd: f64,
    /// Codes that it is over.
    pub codes: usize,
    /// Rows that it is over.
    pub rows: usize,
    /// The publisher's editions.
    pub source: String,
}

/// One flow of one scope and period, as both of its ends report it.
#[derive(Debug, Clone, Copy)]
pub struct Mirror<'r> {
    /// The larger figure.
    pub more: &'r BilateralRow,
    /// The smaller figure.
    pub less: &'r BilateralRow,
    /// The larger over the smaller; none where the smaller is nothing.
    pub ratio: Option<f64>,
}

impl<'r> Partnership<'r> {
    pub(super) fn new(
        partner: Consumer,
        whose: &Consumer,
        flows: &Flows<'_>,
        dataset: &'r Dataset,
        asked: Option<Year>,
    ) -> Self {
        let is = |scope: &Scope, one: &Consumer| {
            scope.is_of(&one.id) || one.members.iter().any(|m| scope.is_of(m.as_str()))
        };
        let between = |r: &&BilateralRow| {
            (is(&r.reporter, whose) && is(&r.partner, &partner))
                || (is(&r.reporter, &partner) && is(&r.partner, whose))
        };
        let known = |r: &&BilateralRow| asked.is_none_or(|year| r.period.last <= year);
        let mut reported: Vec<&BilateralRow> =
            dataset.bilateral.iter().filter(between).filter(known).collect();
        reported.sort_by(|a, b| b.period.last.cmp(&a.period.last).then_with(|| a.goods.cmp(&b.goods)));
        let mirrors = mirrors(&reported);
        let (sold, bought) = (total(&flows.sells, &partner), total(&flows.buys, &partner));
        Self { partner, sold, bought, reported, mirrors }
    }
}

/// All that goes to, or comes from, a partner.
fn total(goods: &[Goods<'_>], partner: &Consumer) -> Sum {
    let with = |g: &Goods<'_>| -> Vec<f64> {
        g.partners.iter().filter(|p| partner.is_member(p.party)).filter_map(|p| p.value_usd).collect()
    };
    let rows: Vec<&TradeRow> = goods
        .iter()
        .flat_map(|g| &g.partners)
        .filter(|p| partner.is_member(p.party))
        .flat_map(|p| p.rows.iter().copied())
        .collect();
    Sum {
        value_usd: sum(goods.iter().flat_map(with)),
        codes: goods.iter().filter(|g| g.partners.iter().any(|p| partner.is_member(p.party))).count(),
        rows: rows.len(),
        source: editions(rows.iter().map(|r| &r.origin)),
    }
}

fn mirrors<'r>(reported: &[&'r BilateralRow]) -> Vec<Mirror<'r>> {
    let mut found = Vec::new();
    for (at, one) in reported.iter().enumerate() {
        for two in reported.iter().skip(at + 1).filter(|two| are_one_flow(one, two)) {
            let (more, less) = if one.value_usd >= two.value_usd { (one, two) } else { (two, one) };
            let ratio = (less.value_usd > 0.0).then(|| more.value_usd / less.value_usd);
            found.push(Mirror { more, less, ratio });
        }
    }
    found
}

/// Both ends speak of the same goods, on the same way, in the same months.
fn are_one_flow(one: &BilateralRow, two: &BilateralRow) -> bool {
    let same_way = matches!(
        (one.flow, two.flow),
        (Flow::Exports, Flow::Imports) | (Flow::Imports, Flow::Exports) | (Flow::Turnover, Flow::Turnover)
    );
    let ends = one.reporter == two.partner && one.partner == two.reporter;
    same_way && ends && one.goods == two.goods && one.period == two.period && one.months() == two.months()
}

/// The partners to show where none is asked for: those of the most valuable trade in minerals, and those
/// that statistics offices speak of.
pub(super) fn largest(whose: &Consumer, flows: &Flows<'_>, dataset: &Dataset) -> Vec<Consumer> {
    let mut worth: std::collections::BTreeMap<CountryCode, Vec<f64>> = std::collections::BTreeMap::new();
    for partner in flows.sells.iter().chain(&flows.buys).flat_map(|g| &g.partners) {
        if let Some(country) = partner.party.country() {
            worth.entry(country).or_default().extend(partner.value_usd);
        }
    }
    let mut by_worth: Vec<(CountryCode, f64)> =
        worth.into_iter().map(|(c, values)| (c, sum(values))).collect();
    by_worth.sort_by(|(_, a), (_, b)| b.total_cmp(a)); // stable: equals stay by code
    let mut codes: Vec<CountryCode> = by_worth.into_iter().map(|(c, _)| c).take(LARGEST).collect();
    let ours =
        |scope: &Scope| scope.is_of(&whose.id) || whose.members.iter().any(|m| scope.is_of(m.as_str()));
    let mut spoken_of: Vec<CountryCode> = dataset
        .bilateral
        .iter()
        .filter_map(|r| match (ours(&r.reporter), ours(&r.partner)) {
            (true, false) => Some(&r.partner),
            (false, true) => Some(&r.reporter),
            _ => None,
        })
        .filter_map(|scope| CountryCode::new(scope.as_str()).ok())
        .collect();
    spoken_of.sort_unstable();
    spoken_of.dedup();
    spoken_of.retain(|c| !codes.contains(c) && !whose.has(*c));
    codes.extend(spoken_of);
    let name = |c: &CountryCode| dataset.countries.get(c).map_or_else(|| c.to_string(), |x| x.name.clone());
    codes.iter().map(|c| Consumer::country(*c, &name(c))).collect()
}
