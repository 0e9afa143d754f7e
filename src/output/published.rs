//! Scores as others published them, as `show` writes them.

use serde::Serialize;

use super::supply::{place, source};
use crate::model::{self, Dataset};

/// A score as its publisher printed it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PublishedScore {
    /// Whose scheme.
    pub scheme: String,
    /// Edition.
    pub edition: String,
    /// Which score.
    pub score: String,
    /// The stage it is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<&'static str>,
    /// From whose supply, as its publisher calls it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub scope: String,
    /// The number.
    pub value: f64,
    /// A few words without which it cannot be understood.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Where it stands.
    pub place: String,
    /// Publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl PublishedScore {
    /// The scores of a mineral, by scheme, edition and name.
    #[must_use]
    pub fn all(dataset: &Dataset, mineral: &model::MineralId) -> Vec<Self> {
        let mut rows: Vec<_> = dataset.published_scores.iter().filter(|r| r.mineral == *mineral).collect();
        rows.sort_by(|a, b| {
            (&a.scheme, &a.edition, &a.name, a.stage).cmp(&(&b.scheme, &b.edition, &b.name, b.stage))
        });
        let of = |r: &model::PublishedScoreRow| Self {
            scheme: r.scheme.to_string(),
            edition: r.edition.to_string(),
            score: r.name.to_string(),
            stage: r.stage.map(model::Stage::as_str),
            scope: r.scope.to_string(),
            value: r.value,
            note: r.note.clone(),
            place: place(&r.origin),
            source: source(&r.origin),
        };
        rows.into_iter().map(of).collect()
    }
}
