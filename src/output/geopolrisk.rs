//! GeoPolRisk of a consumer's imports, as `score` and `show` write it.

use serde::Serialize;

use super::{Bounded, Top, name_of};
use crate::model::{self, Dataset, Share};

/// GeoPolRisk at one stage.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GeoPolRisk {
    /// `mine` or `refinery`.
    pub stage: &'static str,
    /// Year of the imports.
    pub year: u16,
    /// Year of world output.
    pub output_year: u16,
    /// The score, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<Bounded>,
    /// Kilograms of copper of the same risk, a kilogram.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cf: Option<Bounded>,
    /// Concentration of world output, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hhi: Option<Bounded>,
    /// Risk of the imports alone, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import_risk: Option<Bounded>,
    /// All imports, in tons.
    pub imports: f64,
    /// Own output, in tons.
    pub output: Bounded,
    /// Price of the imports, USD/kg.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    /// Part of the imports' value that has a quantity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<f64>,
    /// The largest seller, with its share of the imports by quantity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_seller: Option<Top>,
}

impl GeoPolRisk {
    /// The wire form.
    #[must_use]
    pub fn new(g: &model::GeoPolRisk<'_>, dataset: &Dataset) -> Self {
        let top = g.sellers.iter().find_map(|s| Some((s.party.country()?, s.quantity)));
        Self {
            stage: g.stage.as_str(),
            year: g.year.get(),
            output_year: g.supply.year.get(),
            score: g.score().map(Bounded::from),
            cf: g.cf().map(Bounded::from),
            hhi: g.supply.hhi().map(Bounded::from),
            import_risk: g.import_risk().map(Bounded::from),
            imports: g.imports(),
            output: g.output.into(),
            price: g.price,
            coverage: g.coverage.map(Share::get),
            top_seller: top.map(|(country, quantity)| Top {
                country: country.to_string(),
                name: name_of(dataset, country),
                share: Share::of(quantity, g.imports()).get(),
            }),
        }
    }
}
