//! Where a country or a group stands in one mix, as `show` writes it.

use serde::Serialize;

use crate::model::{Consumer, Dataset, Life, Obstacle, Reading, Standing};
use crate::output::supply::rows;
use crate::output::{Bounded, SupplierRow};

/// What is put out, or held in the ground, of a mineral.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StandingOf {
    /// Id of the mineral.
    pub mineral: String,
    /// Name for people.
    pub name: String,
    /// `mine` or `refinery`; reserves are at the mine.
    pub stage: &'static str,
    /// Year of the figures; the last one, where they are means of several.
    pub year: u16,
    /// The years averaged over, where the figures are shares.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Publisher's edition.
    pub source: String,
    /// How much; absent where nothing is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Bounded>,
    /// Its unit; `share` where the publisher gives only shares.
    pub unit: &'static str,
    /// What is weighed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// Share of the world, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<Bounded>,
    /// Rank among the named suppliers, a group counting as one; the low end is the best that it can be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<Bounded>,
    /// How many suppliers are named, those without a figure too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranked: Option<usize>,
    /// Why there is neither share nor rank.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_share: Option<&'static str>,
    /// Of reserves: years of its own present mine output.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years: Option<Bounded>,
    /// Of reserves: why there are no such years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_years: Option<&'static str>,
    /// The rows that it is the sum of: one, unless it is a group.
    pub rows: Vec<SupplierRow>,
}

impl StandingOf {
    pub(super) fn new(s: &Standing<'_>, whose: &Consumer, dataset: &Dataset) -> Self {
        let ours = |row: &SupplierRow| whose.members.iter().any(|m| m.as_str() == row.country);
        let (years, no_years) = match s.life {
            Some(Life::Years(reading)) => (told(reading), None),
            Some(Life::Absent(reason)) => (None, Some(reason)),
            None => (None, None),
        };
        let rank = told(s.part.rank).filter(|rank| rank.value.is_some());
        Self {
            mineral: s.info.id.to_string(),
            name: s.info.name.clone(),
            stage: s.stage.as_str(),
            year: s.year.get(),
            period: s.period.map(|p| p.to_string()),
            source: s.source.to_owned(),
            quantity: told(s.part.quantity),
            unit: s.mix.unit.as_str(),
            basis: s.basis.to_owned(),
            share: told(s.part.share),
            ranked: rank.map(|_| s.part.of),
            rank,
            no_share: s.mix.obstacle.map(Obstacle::reason),
            years,
            no_years,
            rows: rows(s.mix, dataset, |_| None).into_iter().filter(ours).collect(),
        }
    }
}

/// A reading that says more than that nothing is below zero.
fn told(reading: Reading) -> Option<Bounded> {
    let says =
        reading.value().is_some() || reading.high().is_some() || reading.low().is_some_and(|l| l > 0.0);
    says.then(|| reading.into())
}
