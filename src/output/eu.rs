//! EU criticality, as `score` writes it: ours, and what the study printed beside it.

use serde::Serialize;

use super::Bounded;
use crate::model::Reading;
use crate::model::eu::{Band, Cause, EDITION, EuScore};

/// Supply risk.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EuRisk {
    /// The number.
    #[serde(flatten)]
    pub reading: Bounded,
    /// Exports exceed imports, so that there is no number.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub net_exporter: bool,
    /// Edition of the study.
    pub edition: &'static str,
    /// The stage that the study scores.
    pub stage: &'static str,
    /// From whose supply: `GS`, the world's; `EU`, the consumer's own; `GS+EU`, both.
    pub scope: &'static str,
    /// Where it stands to the thresholds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub band: Option<&'static str>,
    /// As printed in the study.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<f64>,
    /// Ours less the printed one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<f64>,
    /// Why they differ by more than rounding, as far as is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likely_cause: Option<Likely>,
    /// Net import reliance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import_reliance: Option<Bounded>,
    /// End-of-life recycling input rate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eol_rir: Option<f64>,
    /// Substitution index for supply risk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub si_sr: Option<f64>,
    /// What has no number, so that there are only bounds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lacks: Vec<&'static str>,
    /// It is made for a consumer that the guidelines do not know.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub outside_guidelines: bool,
    /// Whose mean it is, where it is a family's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
}

/// Economic importance in the EU.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EuImportance {
    /// The number.
    #[serde(flatten)]
    pub reading: Bounded,
    /// Edition of the study.
    pub edition: &'static str,
    /// As printed in the study.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<f64>,
    /// Ours less the printed one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<f64>,
    /// Why they differ by more than rounding, as far as is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likely_cause: Option<Likely>,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absent: Option<String>,
}

/// The likely cause of a difference.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Likely {
    /// The term of the formula that it turns on.
    pub term: &'static str,
    /// What is likely the matter with it.
    pub cause: &'static str,
}

impl EuRisk {
    /// The wire form of a score's supply risk.
    #[must_use]
    pub fn new(score: &EuScore<'_>) -> Self {
        let risk = score.own_risk();
        Self {
            reading: bounded(score.risk()),
            net_exporter: score.is_net_exporter(),
            edition: EDITION,
            stage: score.stage.as_str(),
            scope: score.sides.as_str(),
            band: score.band().map(Band::as_str),
            published: score.published.risk.filter(|_| score.union).map(|row| row.value),
            difference: score.risk_difference(),
            likely_cause: score.risk_cause().map(Likely::from),
            import_reliance: risk.and_then(|r| r.reliance.as_ref()).map(|(span, _)| span.reading().into()),
            eol_rir: risk.and_then(|r| r.recycling).map(|row| row.value),
            si_sr: risk.and_then(|r| r.substitution).map(|row| row.value),
            lacks: risk.map(|r| r.lacks()).unwrap_or_default(),
            outside_guidelines: score.outside,
            members: score.members().iter().map(|m| m.info.id.to_string()).collect(),
        }
    }
}

impl EuImportance {
    /// The wire form of a score's economic importance, where it is asked for.
    #[must_use]
    pub fn new(score: &EuScore<'_>) -> Option<Self> {
        score.union.then(|| Self {
            reading: bounded(score.importance()),
            edition: EDITION,
            published: score.published.importance.map(|row| row.value),
            difference: score.importance_difference(),
            likely_cause: score.importance_cause().map(Likely::from),
            absent: score.no_importance(),
        })
    }
}

impl From<Cause> for Likely {
    fn from(Cause { term, cause }: Cause) -> Self {
        Self { term, cause }
    }
}

fn bounded(reading: Option<Reading>) -> Bounded {
    reading.unwrap_or_default().into()
}
