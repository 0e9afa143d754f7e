//! The scenarios that are compiled in, as `scenario` lists them.

use serde::Serialize;

use crate::model::scenario::Scenario;

/// A scenario that is compiled in.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ShippedOf {
    /// Its name on the command line.
    pub scenario: String,
    /// Name for people.
    pub name: String,
    /// What it supposes.
    pub description: String,
    /// The year whose figures it starts from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_year: Option<u16>,
    /// Its horizon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The minerals that its shocks name, by id.
    pub minerals: Vec<String>,
    /// Who says so.
    pub source: String,
}

impl ShippedOf {
    /// What the list tells of one.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let mut minerals: Vec<String> =
            scenario.shocks.iter().flat_map(|s| &s.minerals).map(ToString::to_string).collect();
        minerals.sort_unstable();
        minerals.dedup();
        Self {
            scenario: scenario.id.to_string(),
            name: scenario.name.clone(),
            description: scenario.description.clone(),
            base_year: scenario.base_year.map(crate::model::Year::get),
            year: scenario.year.map(crate::model::Year::get),
            minerals,
            source: scenario.source.clone(),
        }
    }
}
