//! What a consumer depends on, as `score` and `show` write it.

use serde::Serialize;

use super::{Bounded, Top, Traced, name_of};
use crate::model::{self, Answer, Basis, Dataset};

/// What a consumer depends on.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Dependency {
    /// Who depends.
    pub consumer: String,
    /// On which stage's product.
    pub stage: &'static str,
    /// On which product; absent where it is all of them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub product: String,
    /// Year of the reliance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// Years of the import shares.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Publisher's edition; absent where there is no figure.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// What the sources' shares are of: `imports`, by value unless a warning says otherwise; or `supply`, the
    /// consumer's own output included.
    pub shares_of: &'static str,
    /// Share of its own output in its supply, where the shares are of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domestic: Option<f64>,
    /// How well the codes of the trade tell the mineral: `exact`, `dominant`, `basket`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<&'static str>,
    /// Value of the imports, US dollars.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub imports_usd: Option<f64>,
    /// Net import reliance, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import_reliance: Option<Bounded>,
    /// The reliance is computed from output and trade, without stock changes.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub computed: bool,
    /// Part of the trade, by value, whose quantity the computed reliance knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<f64>,
    /// Why there is no reliance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_reliance: Option<&'static str>,
    /// Exports exceed imports.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub net_exporter: bool,
    /// Concentration of the sources of imports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import_hhi: Option<Bounded>,
    /// The largest foreign source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_source: Option<Top>,
    /// Part of the imports of a group's members that comes from members; the other figures leave it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intra_share: Option<f64>,
    /// The largest source, were trade between the members counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_source_with_intra: Option<Top>,
    /// How much of its use hangs on that source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exposure: Option<Bounded>,
    /// How much of its use a scenario has taken away; the other figures are of what is left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost: Option<Bounded>,
    /// The same traced to who put it out, at this stage, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub traced: Option<Traced>,
    /// Why it cannot be traced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_traced: Option<String>,
}

impl Dependency {
    /// The dependencies of an answer, the worst first; the first of each stage has its traced origins.
    #[must_use]
    pub fn all(answer: &Answer<'_>, dataset: &Dataset) -> Vec<Self> {
        let mut all: Vec<Self> = answer.dependency.iter().map(|d| Self::new(d, dataset)).collect();
        for traced in &answer.traced {
            if let Some(d) = all.iter_mut().find(|d| d.stage == traced.stage.as_str()) {
                d.traced = Some(Traced::new(traced, dataset));
            }
        }
        for (stage, reason) in &answer.untraced {
            if let Some(d) = all.iter_mut().find(|d| d.stage == stage.as_str()) {
                d.no_traced = Some(reason.reason());
            }
        }
        all
    }

    fn new(d: &model::Dependency<'_>, dataset: &Dataset) -> Self {
        let top = |(country, share): (model::CountryCode, model::Share)| Top {
            country: country.to_string(),
            name: name_of(dataset, country),
            share: share.get(),
        };
        let (shares_of, domestic, confidence) = match d.basis {
            Basis::ImportSources => ("imports", None, None),
            Basis::Sourcing { domestic } => {
                ("supply", Some(domestic.get()).filter(|_| !d.domestic.is_empty()), None)
            }
            Basis::Trade(c) | Basis::Quantities(c) => ("imports", None, Some(c.as_str())),
        };
        let balance = d.reliance.as_ref().and_then(|r| r.balance.as_ref());
        Self {
            consumer: d.consumer.id.to_string(),
            stage: d.stage.as_str(),
            product: d.product.to_owned(),
            year: d.reliance.as_ref().and_then(|r| r.year).map(model::Year::get),
            period: d.period.map(|p| p.to_string()),
            source: d.source(),
            shares_of,
            domestic,
            confidence,
            imports_usd: d.imports_usd(),
            import_reliance: d.import_reliance().map(Bounded::from),
            computed: balance.is_some(),
            coverage: balance.map(|b| b.coverage),
            no_reliance: d.no_reliance,
            net_exporter: d.is_net_exporter(),
            import_hhi: d.import_hhi().map(Bounded::from),
            top_source: d.top_source().map(top),
            intra_share: d.intra.map(|i| i.share),
            top_source_with_intra: d.intra.and_then(|i| i.top).map(top),
            exposure: d.exposure().map(Bounded::from),
            lost: d.lost.as_ref().map(|l| Bounded::from(l.reading)),
            traced: None,
            no_traced: None,
        }
    }
}
