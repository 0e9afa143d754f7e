//! The methods and metrics, as `methods` writes them.

use serde::Serialize;

use crate::model::{Direction, METHODS, Method, Metric};

/// A method, with the metric that ranks by it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MethodOf {
    /// Name for `--method`.
    pub method: &'static str,
    /// What it answers.
    pub summary: &'static str,
    /// The metric that ranks.
    pub metric: MetricOf,
    /// Tables it needs.
    pub needs: &'static [&'static str],
    /// It is about a consumer: give `--for`.
    pub of_consumer: bool,
    /// Author, year, DOI.
    pub citation: &'static str,
    /// What it does not see.
    pub blind_to: &'static str,
}

/// A metric.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MetricOf {
    /// Path in the JSON.
    pub path: &'static str,
    /// What it tells.
    pub meaning: &'static str,
    /// The formula.
    pub formula: &'static str,
    /// Smallest possible number.
    pub from: f64,
    /// Largest possible number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<f64>,
    /// Which way risk lies: `higher`, `lower`, or neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worse: Option<&'static str>,
    /// Who defined it.
    pub defined_by: &'static str,
}

impl MethodOf {
    /// Every method.
    #[must_use]
    pub fn all() -> Vec<Self> {
        METHODS.iter().filter_map(Self::new).collect()
    }

    fn new(method: &'static Method) -> Option<Self> {
        Some(Self {
            method: method.name,
            summary: method.summary,
            metric: MetricOf::new(method.headline()?),
            needs: method.needs,
            of_consumer: method.of_consumer,
            citation: method.citation,
            blind_to: method.blind_to,
        })
    }
}

impl MetricOf {
    /// The wire form of a metric.
    #[must_use]
    pub fn new(metric: &'static Metric) -> Self {
        Self {
            path: metric.path,
            meaning: metric.meaning,
            formula: metric.formula,
            from: metric.range.0,
            to: metric.range.1,
            worse: match metric.direction {
                Direction::HigherIsWorse => Some("higher"),
                Direction::LowerIsWorse => Some("lower"),
                Direction::Neutral => None,
            },
            defined_by: metric.source,
        }
    }
}
