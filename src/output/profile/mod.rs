//! A country or a group in full, as `show` writes it.

mod partners;
mod standing;
mod trade;

use serde::Serialize;

use super::show::flows;
use super::supply::{place, source};
use super::{Quoted, name_of};
use crate::model::{self, Dataset, Governance, Question};

pub use partners::{MirrorOf, OwnCount, PartnershipOf, Reported};
pub use standing::StandingOf;
pub use trade::{CountedOf, GoodsOf, PartnerOf, TradeOf};

/// A country or a group in full.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Profile {
    /// A country's code, or a group's id.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// `country` or `group`.
    pub kind: &'static str,
    /// Its countries with their governance, by code: one, unless it is a group.
    pub members: Vec<Member>,
    /// What it puts out, the largest share first.
    pub output: Vec<StandingOf>,
    /// What it holds in the ground, the largest share first.
    pub reserves: Vec<StandingOf>,
    /// Capacity of the newest year, by mineral.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub capacity: Vec<CapacityOf>,
    /// What it sells and buys; absent where no trade of it is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trade: Option<TradeOf>,
    /// What it trades with whom: the largest partners first, or those asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<PartnershipOf>,
    /// Reserves of which no figure is published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unconfirmed: Option<Unconfirmed>,
}

/// A country with its governance.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Member {
    /// Alpha-3 code.
    pub country: String,
    /// Name.
    pub name: String,
    /// Governance, 0 (best) to 10 (worst); absent where a dimension is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wgi: Option<f64>,
    /// Mean of the six dimensions, -2.5 (worst) to 2.5 (best).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dimensions_mean: Option<f64>,
    /// Estimates that it is the mean of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimates: Option<usize>,
    /// Where the first of them stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Publisher's edition.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// Capacity for a mineral.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CapacityOf {
    /// For which mineral.
    pub mineral: String,
    /// The figure.
    #[serde(flatten)]
    pub figure: Quoted,
}

/// Reserves that the sources do not confirm.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Unconfirmed {
    /// What is said.
    pub message: &'static str,
    /// How the minerals were chosen.
    pub chosen: &'static str,
    /// The minerals, those on the most official lists first.
    pub minerals: Vec<String>,
    /// The publisher's editions that were looked through.
    pub source: String,
}

impl Profile {
    /// The wire form of a profile.
    #[must_use]
    pub fn new(
        profile: &model::Profile<'_>,
        dataset: &Dataset,
        governance: &Governance<'_>,
        question: &Question,
    ) -> Self {
        let whose = profile.whose;
        let standings = |all: &[model::Standing<'_>]| -> Vec<StandingOf> {
            all.iter().map(|s| StandingOf::new(s, whose, dataset)).collect()
        };
        Self {
            id: whose.id.to_string(),
            name: whose.name.clone(),
            kind: if whose.is_group() { "group" } else { "country" },
            members: whose.members.iter().map(|c| Member::new(*c, dataset, governance)).collect(),
            output: standings(&profile.output),
            reserves: standings(&profile.reserves),
            capacity: capacity(whose, dataset, question),
            trade: TradeOf::new(&profile.flows, dataset),
            partners: profile
                .partners
                .iter()
                .map(|p| PartnershipOf::new(p, whose, profile.flows.year, dataset))
                .collect(),
            unconfirmed: Unconfirmed::new(&profile.unconfirmed, dataset),
        }
    }

    /// Nothing is known of it but how it is governed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.output.is_empty() && self.reserves.is_empty() && self.capacity.is_empty() && self.trade.is_none()
    }
}

impl Member {
    fn new(country: model::CountryCode, dataset: &Dataset, governance: &Governance<'_>) -> Self {
        let weight = governance.of(country);
        let first = weight.and_then(|w| w.origins.first());
        Self {
            country: country.to_string(),
            name: name_of(dataset, country),
            wgi: weight.map(|w| w.weight),
            dimensions_mean: weight.map(|w| w.mean),
            estimates: weight.map(|w| w.origins.len()),
            place: first.map(|origin| place(origin)),
            source: weight.map(|_| governance.edition.to_string()).unwrap_or_default(),
        }
    }
}

fn capacity(whose: &model::Consumer, dataset: &Dataset, question: &Question) -> Vec<CapacityOf> {
    let mut all = Vec::new();
    for mineral in dataset.minerals.keys() {
        let figures = flows(&dataset.capacity, mineral, question, dataset);
        let ours = figures.into_iter().filter(|q| whose.members.iter().any(|m| m.as_str() == q.country));
        all.extend(ours.map(|figure| CapacityOf { mineral: mineral.to_string(), figure }));
    }
    all
}

impl Unconfirmed {
    fn new(minerals: &[&model::MineralInfo], dataset: &Dataset) -> Option<Self> {
        let editions: std::collections::BTreeSet<&str> =
            dataset.reserves.iter().map(|r| &*r.origin.publisher.id).filter(|id| !id.is_empty()).collect();
        (!minerals.is_empty()).then(|| Self {
            message: "no reserves of these are published in these sources: a claim of such reserves is not confirmed by them",
            chosen: "minerals of official lists of which the sources publish reserves of others, those on the most \
                     lists first",
            minerals: minerals.iter().map(|info| info.id.to_string()).collect(),
            source: editions.into_iter().collect::<Vec<_>>().join("+"),
        })
    }
}

/// Where rows stand, and whose figures they are, each once and in order.
fn origins<'r>(all: impl Iterator<Item = &'r model::Origin>) -> (Vec<String>, Vec<String>) {
    let (mut places, mut sources): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for origin in all {
        places.push(place(origin));
        sources.extend(source(origin).filter(|s| !sources.contains(s)));
    }
    (places, sources)
}
