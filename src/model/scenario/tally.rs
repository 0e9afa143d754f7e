//! What the shocks do to the market of one mineral and stage, added up while they are applied.

use super::Need;
use crate::model::{CountryCode, Unit};

/// Exports that a shock restricts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Exports {
    pub country: CountryCode,
    /// What it puts out, where that is known.
    pub output: Option<f64>,
    /// What it sold to those cut off.
    pub before: Option<f64>,
    /// Part of that which is stopped.
    pub part: f64,
    /// Only some are cut off.
    pub to_some: bool,
}

/// Losses, additions and what is said of those who are cut off.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tally {
    pub unit: Option<Unit>,
    pub outage: f64,
    pub outages: Vec<CountryCode>,
    pub exports: Vec<Exports>,
    pub added: f64,
    pub grown: f64,
    pub stocks: f64,
    pub used: Option<f64>,
    pub ramp: f64,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            unit: None,
            outage: 0.0,
            outages: Vec::new(),
            exports: Vec::new(),
            added: 0.0,
            grown: 0.0,
            stocks: 0.0,
            used: None,
            ramp: 1.0,
        }
    }
}

impl Tally {
    /// Something is missing that must be filled.
    pub(super) fn is_loss(&self) -> bool {
        self.outage > 0.0 || !self.exports.is_empty() || self.grown > 0.0
    }

    /// Takes over what a shock says of those who are cut off.
    pub(super) fn need(&mut self, need: &Need) {
        self.ramp = self.ramp.min(need.ramp);
        self.used = need.used.map(|q| q.amount).or(self.used);
        self.unit = need.used.map(|q| q.unit).or(self.unit);
    }
}
