//! One mineral in full, as `show` writes it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::end_uses::end_uses;
use super::supply::{place, rows, source};
use super::traced::origins;
use super::{EndUse, PublishedScore, Score, Stage, SupplierRow, SupplyOf, TracedOrigin, name_of};
use crate::model::{self, Answer, Dataset, Governance, Party, QuantityRow, Question, alternatives};

/// A mineral in full.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Shown {
    /// Its score.
    #[serde(flatten)]
    pub score: Score,
    /// Chemical symbol.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub symbol: String,
    /// The family it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// Minerals of its family, if it is one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// Official lists it stands on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<String>,
    /// What a reader must know.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Suppliers by stage.
    pub supply: Vec<SupplyOf>,
    /// Supply as the other publishers see it, by stage and publisher; never merged with the above.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Stage>,
    /// Holders of reserves, the largest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holders: Vec<Holder>,
    /// What it is used for: the world's use first, of each publisher and region the largest share first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub end_uses: Vec<EndUse>,
    /// Sectors that people ask about, for which no share of its use is published here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub no_split: Vec<&'static str>,
    /// Capacity of the newest year.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub capacity: Vec<Quoted>,
    /// Import sources of the consumer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub import_sources: Vec<Quoted>,
    /// Where what the consumer uses was put out, beside those it buys from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<TracedOrigin>,
    /// Consumption of the newest year.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub consumption: Vec<Quoted>,
    /// Stocks of the newest year.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stocks: Vec<Quoted>,
    /// Prices of the newest year.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prices: Vec<Quoted>,
    /// Scores as others published them, by scheme, edition and name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub published_scores: Vec<PublishedScore>,
}

/// A holder of reserves.
pub type Holder = SupplierRow;

/// A figure quoted from a table as it stands.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Quoted {
    /// Whose: a country, or the source of imports.
    pub country: String,
    /// Name of it.
    pub name: String,
    /// Of what: a product, a stage, a holder.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub of: String,
    /// Year or period.
    pub period: String,
    /// The figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// No lower than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// No higher than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Its unit; `share` of imports, `share-of-supply`.
    pub unit: String,
    /// How the source vouches for it.
    pub status: &'static str,
    /// Where it stands.
    pub place: String,
    /// Publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Shown {
    /// A mineral in full, as the question asks: its year and stage hold for every table.
    #[must_use]
    pub fn new<'a>(
        answer: &Answer<'a>,
        dataset: &'a Dataset,
        question: &Question,
        governance: &'a Governance<'a>,
    ) -> Self {
        let info = answer.info;
        let (end_uses, no_split) = end_uses(answer, dataset, question);
        let others = alternatives(answer, dataset, question, governance);
        let of_it = |id: &model::MineralId| *id == info.id;
        let flows = |table: &[QuantityRow]| flows(table, &info.id, question, dataset);
        let prices = dataset.prices.iter().filter(|r| of_it(&r.mineral));
        let stocks = dataset.stocks.iter().filter(|r| of_it(&r.mineral));
        Self {
            score: Score::new(answer, dataset),
            symbol: info.symbol.clone(),
            family: info.family.as_ref().map(ToString::to_string),
            members: dataset
                .minerals
                .values()
                .filter(|m| m.family.as_ref() == Some(&info.id))
                .map(|m| m.id.to_string())
                .collect(),
            lists: info.lists.clone(),
            note: info.note.clone(),
            supply: answer.stages.iter().map(|s| SupplyOf::new(s, dataset)).collect(),
            alternatives: others.iter().map(|s| Stage::new(s, dataset)).collect(),
            holders: answer.reserves.as_ref().map(|r| rows(&r.mix, dataset, |_| None)).unwrap_or_default(),
            end_uses,
            no_split,
            capacity: flows(&dataset.capacity),
            import_sources: sources(answer, dataset),
            origins: origins(answer, dataset),
            consumption: flows(&dataset.consumption),
            stocks: newest(stocks, question.year, |r| (r.country, &r.product), |r| r.year)
                .into_iter()
                .map(|r| {
                    let country = Party::Country(r.country);
                    quote(
                        dataset,
                        country,
                        &r.product,
                        r.year.to_string(),
                        r.amount,
                        r.unit.as_str(),
                        Some(&r.origin),
                    )
                })
                .collect(),
            prices: newest(prices, question.year, |r| (r.country, &r.product, &r.unit), |r| r.year)
                .into_iter()
                .map(|r| {
                    let country = r.country.map_or(Party::World, Party::Country);
                    quote(
                        dataset,
                        country,
                        &r.product,
                        r.year.to_string(),
                        r.amount,
                        &r.unit,
                        Some(&r.origin),
                    )
                })
                .collect(),
            published_scores: PublishedScore::all(dataset, &info.id),
        }
    }
}

/// The rows of a flow table, the largest first.
pub(super) fn flows(
    table: &[QuantityRow],
    mineral: &model::MineralId,
    question: &Question,
    dataset: &Dataset,
) -> Vec<Quoted> {
    let rows = table.iter().filter(|r| r.mineral == *mineral && question.stage.takes(r.stage));
    let newest = newest(rows, question.year, |r| (r.stage, r.party), |r| r.year);
    let mut quoted: Vec<Quoted> = newest
        .into_iter()
        .map(|r| {
            let of = if r.note.is_empty() { r.stage.to_string() } else { format!("{}, {}", r.stage, r.note) };
            quote(dataset, r.party, &of, r.year.to_string(), r.amount, r.unit.as_str(), Some(&r.origin))
        })
        .collect();
    let size = |q: &Quoted| q.value.or(q.low).unwrap_or(0.0);
    let last = |q: &Quoted| (q.country == "world", q.country == "other");
    quoted.sort_by(|a, b| {
        last(a)
            .cmp(&last(b))
            .then_with(|| size(b).total_cmp(&size(a)))
            .then_with(|| a.country.cmp(&b.country))
    });
    quoted
}

fn sources(answer: &Answer<'_>, dataset: &Dataset) -> Vec<Quoted> {
    let rows = answer.dependency.iter().flat_map(|d| d.sources.iter().map(move |s| (d, s)));
    rows.map(|(d, s)| {
        let of =
            if d.product.is_empty() { d.stage.to_string() } else { format!("{}, {}", d.stage, d.product) };
        let share = model::Amount {
            value: Some(s.share.get()),
            low: None,
            high: None,
            status: model::Status::Reported,
        };
        let period = d.period.map(|p| p.to_string()).unwrap_or_default();
        let unit = match d.basis {
            model::Basis::Sourcing { .. } => "share-of-supply",
            _ => "share",
        };
        quote(dataset, s.party, &of, period, share, unit, s.origins.first().copied())
    })
    .collect()
}

/// Of each thing the row of the newest year that the question allows, in the order of the keys.
fn newest<'r, R: 'r, K: Ord>(
    rows: impl Iterator<Item = &'r R>,
    asked: Option<model::Year>,
    key: impl Fn(&'r R) -> K,
    year: impl Fn(&R) -> model::Year,
) -> Vec<&'r R> {
    let mut of_each: BTreeMap<K, Vec<&'r R>> = BTreeMap::new();
    for row in rows {
        of_each.entry(key(row)).or_default().push(row);
    }
    let pick = |rows: Vec<&'r R>| {
        let newest = model::newest(rows.iter().map(|r| (year(r), false)), asked).ok()?;
        rows.into_iter().find(|r| year(r) == newest)
    };
    of_each.into_values().filter_map(pick).collect()
}

fn quote(
    dataset: &Dataset,
    party: Party,
    of: &str,
    period: String,
    amount: model::Amount,
    unit: &str,
    origin: Option<&model::Origin>,
) -> Quoted {
    let name = match party {
        Party::Country(country) => name_of(dataset, country),
        Party::Other => "Other countries".to_owned(),
        Party::World => "World".to_owned(),
    };
    Quoted {
        country: party.to_string(),
        name,
        of: of.to_owned(),
        period,
        value: amount.value,
        low: amount.low,
        high: amount.high,
        unit: unit.to_owned(),
        status: amount.status.as_str(),
        place: origin.map(place).unwrap_or_default(),
        source: origin.and_then(source),
    }
}
