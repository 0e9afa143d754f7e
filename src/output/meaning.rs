//! What a metric or a code means, as `explain` writes it without a mineral.

use serde::Serialize;

use super::{ExampleOf, MetricOf};
use crate::diag::Code;
use crate::model::Metric;

/// A name explained in general.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Meaning {
    /// `metric` or `code`.
    pub kind: &'static str,
    /// The name.
    pub name: &'static str,
    /// What it means, in a sentence.
    pub meaning: &'static str,
    /// How a metric is computed, and what its number can be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric: Option<MetricOf>,
    /// How a code comes about, and how it is mended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<ExampleOf>,
}

impl Meaning {
    /// Of a metric.
    #[must_use]
    pub fn of_metric(metric: &'static Metric) -> Self {
        Self {
            kind: "metric",
            name: metric.path,
            meaning: metric.meaning,
            metric: Some(MetricOf::new(metric)),
            example: None,
        }
    }

    /// Of a code.
    #[must_use]
    pub fn of_code(code: Code, example: Option<ExampleOf>) -> Self {
        Self { kind: "code", name: code.name(), meaning: code.meaning(), metric: None, example }
    }

    /// Of every metric, in the order of the JSON, and of every code, in that of the alphabet; without
    /// examples.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let codes = Code::ALL.iter().map(|code| Self::of_code(*code, None));
        Metric::all().map(Self::of_metric).chain(codes).collect()
    }
}
