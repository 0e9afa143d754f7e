//! What a country or a group sells and buys, by the code that goods are counted under: a code that several
//! minerals share is one flow, and is never added up over them.

use std::collections::BTreeMap;

use crate::model::concentration::sum;
use crate::model::{
    Confidence, Consumer, Dataset, MineralId, MineralInfo, Party, Stage, StageChoice, TradeRow, Year, newest,
};

/// What goes out and what comes in, in one year.
#[derive(Debug, Clone, Default)]
pub struct Flows<'r> {
    /// The year; none where no trade is held.
    pub year: Option<Year>,
    /// What is sold, the most valuable first.
    pub sells: Vec<Goods<'r>>,
    /// What is bought, the most valuable first.
    pub buys: Vec<Goods<'r>>,
}

/// Goods under one code, one way.
#[derive(Debug, Clone)]
pub struct Goods<'r> {
    /// The code, or the product as a table of the user's own calls it; empty where it says nothing.
    pub product: &'r str,
    /// What is counted under it, the best told first.
    pub counted: Vec<Counted<'r>>,
    /// US dollars, of the rows that have a value.
    pub value_usd: f64,
    /// Rows that have a quantity only.
    pub unvalued: usize,
    /// Who is at the other end, the largest first.
    pub partners: Vec<Partner<'r>>,
}

/// A mineral that is counted under a code.
#[derive(Debug, Clone, Copy)]
pub struct Counted<'r> {
    /// Which.
    pub info: &'r MineralInfo,
    /// At which stage.
    pub stage: Stage,
    /// How well the code tells it, where the code is known.
    pub confidence: Option<Confidence>,
    /// The goods in words, where the code is known.
    pub goods: &'r str,
}

/// One end of a flow.
#[derive(Debug, Clone)]
pub struct Partner<'r> {
    /// Who.
    pub party: Party,
    /// US dollars; none where no row has a value.
    pub value_usd: Option<f64>,
    /// Its rows: one, unless a group trades.
    pub rows: Vec<&'r TradeRow>,
}

/// What makes rows one kind of goods: a code of digits alone, or the words of a table with their mineral.
type Kind<'r> = (&'r str, Option<(&'r MineralId, Stage)>);

fn kind(row: &TradeRow) -> Kind<'_> {
    let is_code = row.product.len() >= 4 && row.product.bytes().all(|b| b.is_ascii_digit());
    (&row.product, (!is_code).then_some((&row.mineral, row.stage)))
}

impl<'r> Flows<'r> {
    pub(super) fn of(
        dataset: &'r Dataset,
        whose: &Consumer,
        stage: StageChoice,
        asked: Option<Year>,
    ) -> Self {
        let sold = |r: &TradeRow| whose.exports(r.exporter, r.importer);
        let bought = |r: &TradeRow| whose.imports(r.exporter, r.importer);
        let ours: Vec<&TradeRow> =
            dataset.trade.iter().filter(|r| stage.takes(r.stage) && (sold(r) || bought(r))).collect();
        let Ok(year) = newest(ours.iter().map(|r| (r.year, false)), asked) else { return Self::default() };
        let of_year = |wanted: &dyn Fn(&TradeRow) -> bool| -> Vec<&'r TradeRow> {
            ours.iter().copied().filter(|r| r.year == year && wanted(r)).collect()
        };
        Self {
            year: Some(year),
            sells: goods(dataset, &of_year(&sold), |r| r.importer),
            buys: goods(dataset, &of_year(&bought), |r| r.exporter),
        }
    }
}

fn goods<'r>(
    dataset: &'r Dataset,
    rows: &[&'r TradeRow],
    other_end: fn(&TradeRow) -> Party,
) -> Vec<Goods<'r>> {
    let mut kinds: BTreeMap<Kind<'r>, Vec<&'r TradeRow>> = BTreeMap::new();
    for row in rows {
        kinds.entry(kind(row)).or_default().push(row);
    }
    let mut all: Vec<Goods<'r>> = kinds
        .into_iter()
        .map(|((product, _), rows)| {
            let counted = counted(dataset, product, &rows);
            // one flow a pair of countries, whatever minerals and reports stand for it
            let mut flows: BTreeMap<(Party, Party), &'r TradeRow> = BTreeMap::new();
            for row in rows {
                flows.entry((row.exporter, row.importer)).or_insert(row);
            }
            let mut ends: BTreeMap<Party, Vec<&'r TradeRow>> = BTreeMap::new();
            for row in flows.into_values() {
                ends.entry(other_end(row)).or_default().push(row);
            }
            let unvalued = ends.values().flatten().filter(|r| r.value_usd.is_none()).count();
            let mut partners: Vec<Partner<'r>> = ends.into_iter().map(partner).collect();
            partners.sort_by(|a, b| worth(b).total_cmp(&worth(a)).then_with(|| a.party.cmp(&b.party)));
            let value_usd = sum(partners.iter().map(worth));
            Goods { product, counted, value_usd, unvalued, partners }
        })
        .collect();
    all.sort_by(|a, b| b.value_usd.total_cmp(&a.value_usd)); // stable: equals stay by code
    all
}

fn partner<'r>((party, rows): (Party, Vec<&'r TradeRow>)) -> Partner<'r> {
    let values: Vec<f64> = rows.iter().filter_map(|r| r.value_usd).collect();
    Partner { party, value_usd: (!values.is_empty()).then(|| sum(values)), rows }
}

fn worth(partner: &Partner<'_>) -> f64 {
    partner.value_usd.unwrap_or(0.0)
}

fn counted<'r>(dataset: &'r Dataset, product: &str, rows: &[&'r TradeRow]) -> Vec<Counted<'r>> {
    let mut minerals: BTreeMap<(&MineralId, Stage), &MineralInfo> = BTreeMap::new();
    for row in rows {
        minerals.extend(dataset.minerals.get(&row.mineral).map(|info| ((&row.mineral, row.stage), info)));
    }
    let mut counted: Vec<Counted<'r>> = minerals
        .into_iter()
        .map(|((mineral, stage), info)| {
            let code = dataset
                .hs_codes
                .iter()
                .find(|c| &*c.code == product && c.mineral == *mineral && c.stage == stage);
            let confidence = code.map(|c| c.confidence);
            Counted { info, stage, confidence, goods: code.map_or("", |c| &c.product) }
        })
        .collect();
    counted.sort_by_key(|c| c.confidence); // stable: equals stay by mineral
    counted
}
