//! A number's derivation, as `explain` writes it.

use serde::Serialize;

use super::supply::{place, source};
use super::{Bounded, name_of};
use crate::model::{
    Answer, CountryCode, Dataset, Derivation, Measure, Metric, Origin, Piece, Reading, Subject, Worked,
};

/// One number, explained.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Explained {
    /// Path of the metric.
    pub metric: &'static str,
    /// Id of the mineral.
    pub mineral: String,
    /// Its name.
    pub name: String,
    /// Stage, where the metric is of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<&'static str>,
    /// Product, where the metric is of one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub product: String,
    /// Year of the figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The number; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<Bounded>,
    /// Unit of its quantities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'static str>,
    /// What the metric tells.
    pub meaning: &'static str,
    /// The formula.
    pub formula: &'static str,
    /// Who defined it.
    pub defined_by: &'static str,
    /// The formula with this mineral's numbers, in full digits; absent where there is no number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub worked: String,
    /// The same, for printing.
    #[serde(skip)]
    pub pieces: Worked,
    /// The inputs.
    pub terms: Vec<Term>,
    /// What a reader must know.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// How the number is printed.
    #[serde(skip)]
    pub measure: Measure,
}

/// One input of a number.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Term {
    /// Code, or what it is.
    pub label: String,
    /// Name of the country, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How the source vouches for it, where it is one row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
    /// Its numbers, in order.
    pub numbers: Vec<Number>,
    /// The rows it was read from; none where it is inferred.
    pub rows: Vec<InputRow>,
}

/// A named number of a term.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Number {
    /// What it is: `share`.
    pub name: &'static str,
    /// How much.
    pub value: f64,
    /// How it is printed.
    #[serde(skip)]
    pub measure: Measure,
}

/// A row of a table that a number was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InputRow {
    /// File and line, from 1.
    pub place: String,
    /// Publisher's edition, with the line of its own file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Explained {
    /// Explains a metric of a mineral: once for each stage or product that it is about.
    #[must_use]
    pub fn all(metric: &'static Metric, answer: &Answer<'_>, dataset: &Dataset) -> Vec<Self> {
        match metric.subject {
            Subject::Stage(read, derive) => answer
                .stages
                .iter()
                .map(|s| {
                    let mut explained = Self::new(metric, answer, read(s), derive(s), dataset);
                    explained.stage = Some(s.stage.as_str());
                    explained.year = Some(s.year.get());
                    explained.unit = Some(s.mix.unit.as_str());
                    explained
                })
                .collect(),
            Subject::Reserves(read, derive) => answer
                .reserves
                .iter()
                .map(|r| {
                    let mut explained = Self::new(metric, answer, read(r), derive(r), dataset);
                    explained.year = Some(r.year.get());
                    explained.unit = Some(r.mix.unit.as_str());
                    explained
                })
                .collect(),
            Subject::Traced(read, derive) => answer
                .traced
                .iter()
                .map(|t| {
                    let mut explained = Self::new(metric, answer, read(t), derive(t), dataset);
                    explained.stage = Some(t.stage.as_str());
                    explained.year = Some(t.year.get());
                    explained.unit = Some("t");
                    explained
                })
                .collect(),
            Subject::GeoPolRisk(read, derive) => answer
                .geopolrisk
                .iter()
                .map(|g| {
                    let mut explained = Self::new(metric, answer, read(g), derive(g), dataset);
                    explained.stage = Some(g.stage.as_str());
                    explained.year = Some(g.year.get());
                    explained.unit = Some("t");
                    explained
                })
                .collect(),
            Subject::Dependency(read, derive) => answer
                .dependency
                .iter()
                .map(|d| {
                    let mut explained = Self::new(metric, answer, read(d), derive(d), dataset);
                    explained.stage = Some(d.stage.as_str());
                    explained.product = d.product.to_owned();
                    explained.year = d.reliance.as_ref().and_then(|r| r.year).map(crate::model::Year::get);
                    explained
                })
                .collect(),
            Subject::Eu(read, derive) => answer
                .eu
                .iter()
                .map(|score| {
                    let mut explained = Self::new(metric, answer, read(score), derive(score), dataset);
                    explained.stage = Some(score.stage.as_str());
                    explained
                })
                .collect(),
        }
    }

    fn new(
        metric: &'static Metric,
        answer: &Answer<'_>,
        reading: Option<Reading>,
        derivation: Derivation<'_>,
        dataset: &Dataset,
    ) -> Self {
        Self {
            metric: metric.path,
            mineral: answer.info.id.to_string(),
            name: answer.info.name.clone(),
            stage: None,
            product: String::new(),
            year: None,
            reading: reading.filter(|r| !r.is_empty()).map(Bounded::from),
            unit: None,
            meaning: metric.meaning,
            formula: metric.formula,
            defined_by: metric.source,
            worked: derivation.worked.0.iter().map(full).collect(),
            pieces: derivation.worked,
            terms: derivation.terms.iter().map(|t| term(t, dataset)).collect(),
            notes: derivation.notes,
            measure: metric.measure,
        }
    }
}

/// A piece of a formula in full digits.
fn full(piece: &Piece) -> String {
    match piece {
        Piece::Text(text) => text.clone(),
        Piece::Number(number, _) => number.to_string(),
    }
}

fn term(t: &crate::model::Term<'_>, dataset: &Dataset) -> Term {
    let country = CountryCode::new(&t.label).ok();
    Term {
        label: t.label.clone(),
        name: country.map(|c| name_of(dataset, c)),
        status: t.status.map(crate::model::Status::as_str),
        numbers: t
            .numbers
            .iter()
            .map(|(name, value, measure)| Number { name, value: *value, measure: *measure })
            .collect(),
        rows: t.origins.iter().map(|o| row(o)).collect(),
    }
}

fn row(origin: &Origin) -> InputRow {
    InputRow { place: place(origin), source: source(origin) }
}
