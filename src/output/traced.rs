//! Traced origins of what a consumer uses, beside those it buys from.

use serde::Serialize;

use super::{Bounded, Top, name_of};
use crate::model::{self, Answer, Dataset, Party, Share, TracedSource};

/// What hangs on the country that put it out, whoever sold it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Traced {
    /// Year of output and trade.
    pub year: u16,
    /// Publishers' editions.
    pub source: String,
    /// What the consumer uses, in tons.
    pub quantity: f64,
    /// Part of it that it put out itself.
    pub domestic: f64,
    /// Part of the value of all trade that has a quantity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<f64>,
    /// The largest foreign origin, with its share in what is not of domestic origin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_source: Option<Top>,
    /// How much of the consumer's use hangs on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exposure: Option<Bounded>,
}

/// A country that a consumer buys from, or whose output it uses.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TracedOrigin {
    /// At which stage.
    pub stage: &'static str,
    /// Year of output and trade.
    pub year: u16,
    /// Alpha-3 code, or `other`.
    pub country: String,
    /// Name.
    pub name: String,
    /// Tons bought from it.
    pub bought: f64,
    /// Share of all that is bought abroad.
    pub bought_share: f64,
    /// Tons of its output that the consumer uses, whoever sold them.
    pub traced: f64,
    /// Share of all that the consumer uses and did not put out itself.
    pub traced_share: f64,
}

impl Traced {
    /// The wire form.
    #[must_use]
    pub fn new(t: &model::Traced<'_>, dataset: &Dataset) -> Self {
        Self {
            year: t.year.get(),
            source: t.source.clone(),
            quantity: t.quantity,
            domestic: Share::of(t.domestic, t.quantity).get(),
            coverage: t.coverage.map(Share::get),
            top_source: t.top_source().map(|(country, share)| Top {
                country: country.to_string(),
                name: name_of(dataset, country),
                share: share.get(),
            }),
            exposure: t.exposure().map(Bounded::from),
        }
    }
}

/// Direct and traced origins side by side, by stage, the largest traced first.
pub(super) fn origins(answer: &Answer<'_>, dataset: &Dataset) -> Vec<TracedOrigin> {
    answer.traced.iter().flat_map(|t| of_stage(t, dataset)).collect()
}

fn of_stage(t: &model::Traced<'_>, dataset: &Dataset) -> Vec<TracedOrigin> {
    let mut parties: Vec<Party> = t.origins.iter().map(|o| o.party).collect();
    parties.extend(t.sellers.iter().map(|s| s.party).filter(|p| !t.origins.iter().any(|o| o.party == *p)));
    let of =
        |list: &[TracedSource<'_>], party| list.iter().find(|s| s.party == party).map_or(0.0, |s| s.quantity);
    let (bought, used) = (t.bought(), t.quantity - t.domestic);
    let row = |party: Party| TracedOrigin {
        stage: t.stage.as_str(),
        year: t.year.get(),
        country: party.to_string(),
        name: party.country().map_or_else(|| "Not known".to_owned(), |country| name_of(dataset, country)),
        bought: of(&t.sellers, party),
        bought_share: Share::of(of(&t.sellers, party), bought).get(),
        traced: of(&t.origins, party),
        traced_share: Share::of(of(&t.origins, party), used).get(),
    };
    parties.into_iter().map(row).collect()
}
