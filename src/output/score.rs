//! A mineral's score, as `score` writes it and as the other commands include it.

use serde::Serialize;

use super::{Bounded, Dependency, EuImportance, EuRisk, GeoPolRisk, SectorShare, Top, name_of};
use crate::model::{self, Answer, Dataset, Life, Supply};

/// Part of a total within which a bound makes no difference to a reader.
const SLIGHT: f64 = 0.001 + 1e-9;

/// One result of `score`.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Score {
    /// Id of the mineral.
    pub mineral: String,
    /// Name for people.
    pub name: String,
    /// The number that ranks it; absent where the method has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<Headline>,
    /// Its members, where it is a family that stands for them: the headline is the mean of theirs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// Supply by stage, in the order of the chain.
    pub stages: Vec<Stage>,
    /// Reserves, where the source has them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reserves: Option<Reserves>,
    /// What the consumer depends on most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dependency: Option<Dependency>,
    /// What it depends on besides: other stages and products, the worst first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_dependencies: Vec<Dependency>,
    /// GeoPolRisk of its imports by stage, where that was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub geopolrisk: Vec<GeoPolRisk>,
    /// Supply risk as the EU's study has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eu_sr: Option<EuRisk>,
    /// Economic importance as the EU's study has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eu_ei: Option<EuImportance>,
    /// What the sector asked about uses of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<SectorShare>,
    /// The same as other publishers see it, or in other regions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_sectors: Vec<SectorShare>,
}

/// The number that ranks a mineral.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Headline {
    /// Method.
    pub method: &'static str,
    /// Stage at which it is worst.
    pub stage: &'static str,
    /// Best single number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// No lower than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// No higher than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Nothing hangs on others: exports exceed imports.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub net_exporter: bool,
}

/// A total with its unit.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Total {
    /// Sum of the rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<f64>,
    /// The quantity is a lower bound: somebody's is not told.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub at_least: bool,
    /// The publisher's own total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<f64>,
    /// The publisher's total is at least this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_low: Option<f64>,
    /// The publisher's total is at most this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_high: Option<f64>,
    /// Unit of all of them.
    pub unit: &'static str,
    /// What is weighed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub basis: String,
}

/// Supply at one stage.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Stage {
    /// `mine` or `refinery`.
    pub stage: &'static str,
    /// Year of the figures; the last one, where they are means of several.
    pub year: u16,
    /// Years that the figures are means of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Publisher's edition.
    pub source: String,
    /// Total output.
    pub total: Total,
    /// How many suppliers are named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suppliers: Option<usize>,
    /// The largest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_supplier: Option<Top>,
    /// What the three largest hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cr3: Option<f64>,
    /// Concentration, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hhi: Option<Bounded>,
    /// 1 / HHI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_suppliers: Option<Bounded>,
    /// Concentration weighed by governance, 0 to 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hhi_wgi: Option<Bounded>,
    /// Share of suppliers that are not named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown_share: Option<f64>,
    /// Share that the source estimates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimated_share: Option<f64>,
    /// Share left without the largest supplier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supply_without_largest: Option<f64>,
    /// Suppliers without a figure that stand outside every total.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub incomplete: Vec<String>,
    /// Suppliers without a figure of their own that are in the published total, and so in the unnamed rest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub untold: Vec<String>,
    /// Suppliers whose figure is only bounded, and counts at its low end; but for those within a
    /// thousandth of the total.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bounded: Vec<String>,
    /// Why there is no concentration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_concentration: Option<&'static str>,
}

/// Reserves of a mineral.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Reserves {
    /// Year as of which they are given.
    pub year: u16,
    /// Publisher's edition.
    pub source: String,
    /// Total, with its unit.
    #[serde(flatten)]
    pub total: Total,
    /// Reserve life.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years: Option<Bounded>,
    /// Why there is no reserve life.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_years: Option<&'static str>,
    /// Concentration of the holders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hhi: Option<Bounded>,
    /// Holders without a figure.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub incomplete: Vec<String>,
    /// Why there is no concentration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_concentration: Option<&'static str>,
}

impl Score {
    /// The wire form of an answer.
    #[must_use]
    pub fn new(answer: &Answer<'_>, dataset: &Dataset) -> Self {
        let mut dependency = Dependency::all(answer, dataset).into_iter();
        Self {
            mineral: answer.info.id.to_string(),
            name: answer.info.name.clone(),
            headline: answer.headline.as_ref().map(Headline::new),
            members: answer.members.iter().map(|m| m.id.to_string()).collect(),
            stages: answer.stages.iter().map(|s| Stage::new(s, dataset)).collect(),
            reserves: answer.reserves.as_ref().map(Reserves::new),
            dependency: dependency.next(),
            other_dependencies: dependency.collect(),
            geopolrisk: answer.geopolrisk.iter().map(|g| GeoPolRisk::new(g, dataset)).collect(),
            eu_sr: answer.eu.as_ref().map(EuRisk::new),
            eu_ei: answer.eu.as_ref().and_then(EuImportance::new),
            sector: None,
            other_sectors: Vec::new(),
        }
    }
}

impl Headline {
    fn new(h: &model::Headline) -> Self {
        let Bounded { value, low, high } = h.reading.into();
        let net_exporter = h.net_exporter;
        Self { method: h.method.name, stage: h.stage.as_str(), value, low, high, net_exporter }
    }
}

impl Total {
    fn new(mix: &model::Mix<'_>, basis: &str) -> Self {
        let (total, published) = (mix.total_reading(), mix.published.map(|p| Bounded::from(p.reading)));
        Self {
            quantity: total.value().or(total.low()),
            at_least: total.value().is_none() && total.low().is_some(),
            published: published.and_then(|p| p.value),
            published_low: published.and_then(|p| p.low),
            published_high: published.and_then(|p| p.high),
            unit: mix.unit.as_str(),
            basis: basis.to_owned(),
        }
    }
}

impl Stage {
    pub(super) fn new(s: &Supply<'_>, dataset: &Dataset) -> Self {
        let sound = s.mix.obstacle.is_none();
        Self {
            stage: s.stage.as_str(),
            year: s.year.get(),
            period: s.period.map(|p| p.to_string()),
            source: s.source.clone(),
            total: Total::new(&s.mix, s.basis),
            suppliers: sound.then_some(s.mix.suppliers.len()),
            top_supplier: s.mix.suppliers.first().filter(|_| sound).map(|top| Top {
                country: top.country.to_string(),
                name: name_of(dataset, top.country),
                share: top.share.get(),
            }),
            cr3: s.cr3(),
            hhi: s.hhi().map(Bounded::from),
            effective_suppliers: s.effective_suppliers().map(Bounded::from),
            hhi_wgi: s.hhi_wgi().map(Bounded::from),
            unknown_share: s.mix.unknown_share().filter(|_| sound).map(model::Share::get),
            estimated_share: sound.then(|| s.mix.estimated_share.get()),
            supply_without_largest: s.supply_without_largest(),
            incomplete: codes(&s.mix.missing),
            untold: s.mix.remainder.as_ref().map(|r| codes(&r.inside)).unwrap_or_default(),
            bounded: s
                .mix
                .suppliers
                .iter()
                .filter(|x| x.at_most - x.quantity > s.mix.total * SLIGHT)
                .map(|x| x.country.to_string())
                .collect(),
            no_concentration: s.mix.obstacle.map(model::Obstacle::reason),
        }
    }
}

impl Reserves {
    fn new(r: &model::Reserves<'_>) -> Self {
        let (years, no_years) = match r.life {
            Life::Years(reading) => (Some(reading.into()), None),
            Life::Absent(reason) => (None, Some(reason)),
        };
        Self {
            year: r.year.get(),
            source: r.source.clone(),
            total: Total::new(&r.mix, r.basis),
            years,
            no_years,
            hhi: r.hhi().map(Bounded::from),
            incomplete: codes(&r.mix.missing),
            no_concentration: r.mix.obstacle.map(model::Obstacle::reason),
        }
    }
}

/// The countries of figures that are not told.
fn codes(untold: &[model::Untold<'_>]) -> Vec<String> {
    untold.iter().map(|u| u.country.to_string()).collect()
}
