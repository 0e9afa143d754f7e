//! What a scenario changes, as `scenario` writes it.

mod gap;
mod mineral;
mod shipped;

use serde::Serialize;

use crate::model::Dataset;
use crate::model::scenario::{Applied, Effect, Scenario, Shock};

pub use gap::{GapOf, Loss, PriceOf, ReachOf};
pub use mineral::{MetricChange, MineralEffect, ShareChange};
pub use shipped::ShippedOf;

/// One result of `scenario`.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScenarioEffect {
    /// The scenario's name: the stem of its file.
    pub scenario: String,
    /// Name for people.
    pub name: String,
    /// What it supposes.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Who says so.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The year whose figures it starts from; absent where each mix takes its newest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_year: Option<u16>,
    /// Its horizon. Whatever no shock names stays as in the base year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The consumer.
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    pub consumer: Option<String>,
    /// What happens, in the order of the files.
    pub shocks: Vec<ShockOf>,
    /// What is taken for granted besides.
    pub assumptions: Vec<String>,
    /// What changes, by mineral, the largest change first.
    pub minerals: Vec<MineralEffect>,
}

/// A shock.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ShockOf {
    /// Its kind.
    pub kind: &'static str,
    /// The minerals that it names.
    pub minerals: Vec<String>,
    /// At which stage; absent where it holds at both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<&'static str>,
    /// The file that states it.
    pub file: String,
    /// Its line there.
    pub line: u32,
    /// Who says so.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// What a reader must know of it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Why it does not apply at the horizon, if it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<String>,
}

impl ShockOf {
    fn new(shock: &Shock, left_out: Option<String>) -> Self {
        Self {
            kind: shock.kind.as_str(),
            minerals: shock.minerals.iter().map(ToString::to_string).collect(),
            stage: shock.stage.map(|s| s.as_str()),
            file: shock.origin.file.to_string(),
            line: shock.origin.line,
            source: shock.source.clone(),
            note: shock.note.clone(),
            left_out,
        }
    }
}

impl ScenarioEffect {
    /// What a scenario did, for scripts.
    #[must_use]
    pub fn new(
        scenario: &Scenario,
        applied: &Applied,
        effects: &[Effect<'_>],
        consumer: Option<String>,
        dataset: &Dataset,
    ) -> Self {
        Self {
            scenario: scenario.id.to_string(),
            name: scenario.name.clone(),
            description: scenario.description.clone(),
            source: scenario.source.clone(),
            base_year: scenario.base_year.map(crate::model::Year::get),
            year: scenario.year.map(crate::model::Year::get),
            consumer,
            assumptions: assumptions(scenario, applied),
            shocks: scenario
                .shocks
                .iter()
                .enumerate()
                .map(|(n, shock)| {
                    let left = applied.left.iter().find(|l| l.number == n + 1);
                    ShockOf::new(shock, left.map(|l| l.reason.clone()))
                })
                .collect(),
            minerals: effects.iter().map(|e| MineralEffect::new(e, scenario, dataset)).collect(),
        }
    }
}

/// Everything that is taken for granted, so that nobody need guess it.
fn assumptions(scenario: &Scenario, applied: &Applied) -> Vec<String> {
    let mut all = Vec::new();
    let base = scenario.base_year.map_or("the newest year of each mix".to_owned(), |y| y.to_string());
    match scenario.year {
        Some(year) => all.push(format!("looked at in {year}; whatever no shock names stays as in {base}")),
        None => all.push(format!("whatever no shock names stays as in {base}")),
    }
    all.extend(applied.assumptions.iter().cloned());
    if !applied.gaps.is_empty() {
        let stated = if scenario.elasticity.stated {
            "stated by the scenario"
        } else {
            "an assumption within the short-run range of 0.05 to 0.5"
        };
        let list = |e: &[f64; 3]| e.iter().map(ToString::to_string).collect::<Vec<_>>().join(" / ");
        all.push(format!(
            "elasticities of demand {}, of supply {}: {stated}",
            list(&scenario.elasticity.demand),
            list(&scenario.elasticity.supply)
        ));
        for gap in applied.gaps.iter().filter(|g| g.spare.is_some()) {
            all.push(format!(
                "{} % of the spare capacity of `{}` elsewhere starts up in time",
                100.0 * gap.ramp,
                gap.mineral
            ));
        }
    }
    if !applied.cuts.is_empty() {
        all.push("who takes the place of deliveries that are cut is not supposed: shares are those of what is left".to_owned());
    }
    all
}
