//! What a country or a group sells and buys, as `show` writes it.

use std::collections::BTreeSet;

use serde::Serialize;

use super::origins;
use crate::model::{self, Dataset, Party};
use crate::output::name_of;

/// How many partners of a code are listed.
const LISTED: usize = 5;

/// What goes out and what comes in, by code.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TradeOf {
    /// Of which year.
    pub year: u16,
    /// Editions of trade that have other years and not this one: their codes are in no sum.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
    /// What is sold, the most valuable first.
    pub sells: Vec<GoodsOf>,
    /// What is bought, the most valuable first.
    pub buys: Vec<GoodsOf>,
}

/// Goods under one code. A code that several minerals share stands here once.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GoodsOf {
    /// The code of the Harmonized System, or the product as the table calls it; empty where it says nothing.
    pub product: String,
    /// What is counted under it, the best told first.
    pub minerals: Vec<CountedOf>,
    /// US dollars, of all partners together.
    pub value_usd: f64,
    /// Rows that have a quantity and no value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_value: Option<usize>,
    /// The largest partners.
    pub partners: Vec<PartnerOf>,
    /// Partners besides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more_partners: Option<usize>,
}

/// A mineral that is counted under a code.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CountedOf {
    /// Id.
    pub mineral: String,
    /// Name.
    pub name: String,
    /// `mine` or `refinery`.
    pub stage: &'static str,
    /// How well the code tells it: `exact`, `dominant`, `basket`; absent where the code is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<&'static str>,
    /// The goods in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub goods: String,
}

/// A partner's part of the trade under a code.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PartnerOf {
    /// Alpha-3 code, or `other`.
    pub country: String,
    /// Name.
    pub name: String,
    /// US dollars.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_usd: Option<f64>,
    /// Share of the value of all partners, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// Where the rows stand: one, unless a group trades.
    pub places: Vec<String>,
    /// Publishers, with the line of their own files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

impl TradeOf {
    pub(super) fn new(flows: &model::Flows<'_>, dataset: &Dataset) -> Option<Self> {
        let list = |goods: &[model::Goods<'_>]| goods.iter().map(|g| GoodsOf::new(g, dataset)).collect();
        let year = flows.year?;
        let editions = |of_year: bool| {
            let rows = dataset.trade.iter().filter(move |row| (row.year == year) == of_year);
            rows.map(|row| &*row.origin.publisher.id).collect::<BTreeSet<&str>>()
        };
        let without = editions(false).difference(&editions(true)).map(|id| (*id).to_owned()).collect();
        Some(Self { year: year.get(), without, sells: list(&flows.sells), buys: list(&flows.buys) })
    }
}

impl GoodsOf {
    fn new(g: &model::Goods<'_>, dataset: &Dataset) -> Self {
        let partner = |p: &model::Partner<'_>| {
            let (places, sources) = origins(p.rows.iter().map(|r| &r.origin));
            PartnerOf {
                country: p.party.to_string(),
                name: match p.party {
                    Party::Country(country) => name_of(dataset, country),
                    Party::Other | Party::World => "Other countries".to_owned(),
                },
                value_usd: p.value_usd,
                share: p.value_usd.filter(|_| g.value_usd > 0.0).map(|v| v / g.value_usd),
                places,
                sources,
            }
        };
        let more = |n: usize| (n > 0).then_some(n);
        Self {
            product: g.product.to_owned(),
            minerals: g.counted.iter().map(CountedOf::new).collect(),
            value_usd: g.value_usd,
            without_value: more(g.unvalued),
            partners: g.partners.iter().take(LISTED).map(partner).collect(),
            more_partners: more(g.partners.len().saturating_sub(LISTED)),
        }
    }
}

impl CountedOf {
    fn new(c: &model::Counted<'_>) -> Self {
        Self {
            mineral: c.info.id.to_string(),
            name: c.info.name.clone(),
            stage: c.stage.as_str(),
            confidence: c.confidence.map(model::Confidence::as_str),
            goods: c.goods.to_owned(),
        }
    }
}
