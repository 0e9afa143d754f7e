//! What `check` writes: each finding with the number that it is about, and a summary a policy.

use serde::Serialize;

use super::{Bounded, Finding};

/// A finding of a policy.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Checked {
    /// What was found, where in the policy, and how bad it is.
    #[serde(flatten)]
    pub finding: Finding,
    /// The policy.
    pub policy: String,
    /// What the limit or the test is called.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub limit: String,
    /// The number: its path in the JSON of `score`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
    /// Of which mineral.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mineral: Option<String>,
    /// At which stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<&'static str>,
    /// Of which product; absent where it is all of them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub product: String,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<Bounded>,
    /// It is nothing, as exports exceed imports.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub net_exporter: bool,
    /// The least that it may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// The most that it may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// The largest supplier or source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The publishers' editions.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The consumer.
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    pub consumer: Option<String>,
    /// After which scenario.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario: Option<String>,
    /// The year asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The last day on which it is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// What the policy says beside it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// How a policy stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PolicyOf {
    /// The policy.
    pub policy: String,
    /// What it is called.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Numbers beyond a limit, or not as a test expects.
    pub broken: usize,
    /// Limits that what is known does not decide.
    pub undecided: usize,
    /// Numbers that there are not.
    pub unknown: usize,
    /// What is no more than a warning.
    pub warnings: usize,
    /// Exceptions that match nothing or are past their day.
    pub stale: usize,
    /// What is told for information.
    pub notes: usize,
    /// What an exception allows.
    pub allowed: usize,
    /// Numbers within their limits.
    pub kept: usize,
    /// The gate fails.
    pub failed: bool,
}

impl PolicyOf {
    /// `crma-2030: 3 broken, 1 allowed, 12 kept: FAILED`.
    #[must_use]
    pub fn line(&self) -> String {
        let optional = [
            (self.undecided, "undecided"),
            (self.unknown, "without a number"),
            (self.stale, "stale exceptions"),
            (self.warnings, "warnings"),
            (self.notes, "notes"),
        ];
        let told = optional.iter().filter(|(count, _)| *count > 0);
        let counted = |count: usize, what: &str| match what.strip_suffix('s') {
            Some(one) if count == 1 => format!("{count} {one}, "),
            _ => format!("{count} {what}, "),
        };
        let told: String = told.map(|(count, what)| counted(*count, what)).collect();
        let verdict = if self.failed { "FAILED" } else { "ok" };
        let Self { policy, broken, allowed, kept, .. } = self;
        format!("{policy}: {broken} broken, {told}{allowed} allowed, {kept} kept: {verdict}")
    }
}

/// A policy that is compiled in.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ShippedPolicy {
    /// Its name on the command line.
    pub policy: &'static str,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub description: String,
}
