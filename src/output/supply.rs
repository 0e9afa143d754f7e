//! The suppliers of a stage, row by row, as `show` writes them.

use serde::Serialize;

use super::name_of;
use crate::model::{Dataset, Mix, Origin, Supply};

/// All suppliers of a mineral at one stage.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SupplyOf {
    /// `mine` or `refinery`.
    pub stage: &'static str,
    /// Year of the figures.
    pub year: u16,
    /// Unit of the quantities.
    pub unit: &'static str,
    /// What is weighed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// The rows: the largest first, then `other`, then those without a figure.
    pub rows: Vec<SupplierRow>,
}

/// One supplier.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SupplierRow {
    /// Alpha-3 code, or `other`.
    pub country: String,
    /// Name.
    pub name: String,
    /// How much; the low end where it is only bounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<f64>,
    /// The most it can be, where it is only bounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
    /// Share of the total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// Governance, 0 to 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wgi: Option<f64>,
    /// How the source vouches for it: a status of the table; `unnamed` or `inferred` for `other`.
    pub status: &'static str,
    /// Without a figure of its own, but inside the published total, and so in `other`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub inside: bool,
    /// A few words without which the figure cannot be understood.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Where it stands, as `file:line`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Publisher, with the line of its own file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl SupplyOf {
    /// The rows of a supply.
    #[must_use]
    pub fn new(supply: &Supply<'_>, dataset: &Dataset) -> Self {
        let weigh = |c| supply.governance().of(c).map(|w| w.weight);
        Self {
            stage: supply.stage.as_str(),
            year: supply.year.get(),
            unit: supply.mix.unit.as_str(),
            basis: supply.basis.to_owned(),
            rows: rows(&supply.mix, dataset, weigh),
        }
    }
}

/// The rows of a mix.
pub(super) fn rows(
    mix: &Mix<'_>,
    dataset: &Dataset,
    weigh: impl Fn(crate::model::CountryCode) -> Option<f64>,
) -> Vec<SupplierRow> {
    let sound = mix.obstacle.is_none();
    let mut rows: Vec<SupplierRow> = mix
        .suppliers
        .iter()
        .map(|s| SupplierRow {
            country: s.country.to_string(),
            name: name_of(dataset, s.country),
            quantity: Some(s.quantity),
            at_most: (s.at_most > s.quantity && s.at_most.is_finite()).then_some(s.at_most),
            share: sound.then(|| s.share.get()),
            wgi: weigh(s.country),
            status: s.status.as_str(),
            inside: false,
            note: s.note.to_owned(),
            place: Some(place(s.origin)),
            source: source(s.origin),
        })
        .collect();
    rows.extend(mix.remainder.iter().filter(|r| r.at_most > 0.0).map(|rest| SupplierRow {
        country: "other".to_owned(),
        name: "Other countries".to_owned(),
        quantity: Some(rest.quantity),
        at_most: (rest.at_most > rest.quantity && rest.at_most.is_finite()).then_some(rest.at_most),
        share: sound.then(|| rest.quantity / mix.total),
        wgi: None,
        status: if rest.origin.is_some() { "unnamed" } else { "inferred" },
        inside: false,
        note: String::new(),
        place: rest.origin.map(place),
        source: rest.origin.and_then(source),
    }));
    let inside = mix.remainder.iter().flat_map(|r| &r.inside).map(|u| (u, true));
    rows.extend(inside.chain(mix.missing.iter().map(|u| (u, false))).map(|(u, inside)| SupplierRow {
        country: u.country.to_string(),
        name: name_of(dataset, u.country),
        quantity: None,
        at_most: None,
        share: None,
        wgi: weigh(u.country),
        status: u.status.as_str(),
        inside,
        note: u.note.to_owned(),
        place: Some(place(u.origin)),
        source: source(u.origin),
    }));
    rows
}

/// `data/production.csv:412`.
pub(super) fn place(origin: &Origin) -> String {
    format!("{}:{}", origin.file, origin.line)
}

/// `usgs-mcs-2026:1868`.
pub(super) fn source(origin: &Origin) -> Option<String> {
    let publisher = &origin.publisher;
    match (&*publisher.id, publisher.line) {
        ("", _) => None,
        (id, Some(line)) => Some(format!("{id}:{line}")),
        (id, None) => Some(id.to_owned()),
    }
}
