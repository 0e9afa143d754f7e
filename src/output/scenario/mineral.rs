//! What a scenario changes of one mineral: its metrics, and the shares that move.

use serde::Serialize;

use super::{GapOf, Loss, ReachOf};
use crate::model::scenario::{Changed, Effect, Moved, Scenario};
use crate::model::{Dataset, Measure, Party, Reading};
use crate::output::{Bounded, name_of};

/// What changes of one mineral.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MineralEffect {
    /// Id of the mineral.
    pub mineral: String,
    /// Name for people.
    pub name: String,
    /// Nothing changes at all.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unchanged: bool,
    /// Stages at which the consumer sells more than it buys, so that nothing hangs on others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub net_exporter: Vec<&'static str>,
    /// Stages at which it does so after the scenario and did not before: what it sells stays as it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub net_exporter_after: Vec<&'static str>,
    /// Metrics that changed, the largest change first, and the main ones also where they stayed.
    pub metrics: Vec<MetricChange>,
    /// Shares of the world's output that moved, by stage, the largest first.
    pub shares: Vec<ShareChange>,
    /// The consumer's sources, by stage and product, the largest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<ShareChange>,
    /// What the consumer loses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub losses: Vec<Loss>,
    /// Supply that is lost, and what fills it, by stage.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<GapOf>,
    /// What would bring the largest share down to 0.65, by stage.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reach: Vec<ReachOf>,
}

/// A metric before and after.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MetricChange {
    /// Its path in the JSON of `score`.
    pub metric: &'static str,
    /// Stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<&'static str>,
    /// Product; absent where it is all of them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub product: String,
    /// Before; absent where there was no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Bounded>,
    /// After; absent where there is no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Bounded>,
    /// After less before, of the values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<f64>,
    /// What its number counts, for the table.
    #[serde(skip)]
    pub measure: Measure,
    /// Its heading in tables.
    #[serde(skip)]
    pub title: &'static str,
}

/// A share before and after.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ShareChange {
    /// Stage.
    pub stage: &'static str,
    /// Product; absent where it is all of them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub product: String,
    /// Whose: a code, or `other`.
    pub country: String,
    /// Name for people.
    pub name: String,
    /// Before, 0 to 1.
    pub before: f64,
    /// After, 0 to 1.
    pub after: f64,
    /// After less before.
    pub change: f64,
    /// How much of the consumer's use hung on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exposure_before: Option<Bounded>,
    /// How much of it hangs on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exposure_after: Option<Bounded>,
}

impl MineralEffect {
    pub(super) fn new(e: &Effect<'_>, scenario: &Scenario, dataset: &Dataset) -> Self {
        let shares = |of_consumer: bool| {
            let of = e.moved.iter().filter(|m| m.of_consumer == of_consumer);
            of.map(|m| ShareChange::new(m, dataset)).collect()
        };
        Self {
            mineral: e.info.id.to_string(),
            name: e.info.name.clone(),
            unchanged: !e.any,
            net_exporter: e.net_exporter.iter().map(|s| s.as_str()).collect(),
            net_exporter_after: e.net_exporter_after.iter().map(|s| s.as_str()).collect(),
            metrics: e.changed.iter().map(MetricChange::new).collect(),
            shares: shares(false),
            sources: shares(true),
            losses: e.hits.iter().map(Loss::new).collect(),
            gaps: e.gaps.iter().map(|g| GapOf::new(g, scenario)).collect(),
            reach: e
                .reach
                .iter()
                .filter_map(|(stage, b, a)| ReachOf::new(stage.as_str(), (*b, *a), dataset))
                .collect(),
        }
    }
}

impl MetricChange {
    pub(super) fn new(c: &Changed) -> Self {
        let value = |r: Option<Reading>| r.and_then(Reading::value);
        Self {
            metric: c.metric.path,
            stage: c.stage.map(|s| s.as_str()),
            product: c.product.clone(),
            before: c.before.map(Bounded::from),
            after: c.after.map(Bounded::from),
            change: value(c.before).zip(value(c.after)).map(|(b, a)| a - b),
            measure: c.metric.measure,
            title: c.metric.title,
        }
    }
}

impl ShareChange {
    pub(super) fn new(m: &Moved, dataset: &Dataset) -> Self {
        let name = match m.party {
            Party::Country(country) => name_of(dataset, country),
            Party::Other => "Other countries".to_owned(),
            Party::World => "World".to_owned(),
        };
        let told = |r: Reading| (!r.is_empty()).then(|| Bounded::from(r));
        Self {
            stage: m.stage.as_str(),
            product: m.product.clone(),
            country: m.party.to_string(),
            name,
            before: m.before,
            after: m.after,
            change: m.after - m.before,
            exposure_before: m.exposure.and_then(|(b, _)| told(b)),
            exposure_after: m.exposure.and_then(|(_, a)| told(a)),
        }
    }
}
