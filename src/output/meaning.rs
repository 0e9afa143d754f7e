//! What a name means: a metric or a code, as `explain` writes it without a mineral, and a schema.

use serde::Serialize;

use super::{ExampleOf, MetricOf};
use crate::diag::Code;
use crate::model::Metric;

/// A name explained in general.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Meaning {
    /// `metric` or `code`; in `schema`, `table`, `output` or `file`.
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
        let general = Self::of_name("metric", metric.path, metric.meaning);
        Self { metric: Some(MetricOf::new(metric)), ..general }
    }

    /// Of a code.
    #[must_use]
    pub fn of_code(code: Code, example: Option<ExampleOf>) -> Self {
        Self { example, ..Self::of_name("code", code.name(), code.meaning()) }
    }

    /// Of a name that has no more to it.
    #[must_use]
    pub fn of_name(kind: &'static str, name: &'static str, meaning: &'static str) -> Self {
        Self { kind, name, meaning, metric: None, example: None }
    }

    /// Of every metric, in the order of the JSON, and of every code, in that of the alphabet; without
    /// examples.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let codes = Code::ALL.iter().map(|code| Self::of_code(*code, None));
        Metric::all().map(Self::of_metric).chain(codes).collect()
    }
}
