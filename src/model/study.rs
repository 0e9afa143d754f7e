//! What studies publish: shares in a supply, parameters of a method, scores, and end uses.

use std::fmt;
use std::sync::Arc;

use super::{Amount, CountryCode, MineralId, Origin, Party, Period, Stage, Year};

/// For whom a figure holds: the world, or a country or group by its id (`USA`, `EU27`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Everybody.
    World,
    /// A country's code or a group's id.
    Of(Arc<str>),
}

impl Scope {
    /// Whether it is of the country or group with this id.
    #[must_use]
    pub fn is_of(&self, id: &str) -> bool {
        matches!(self, Self::Of(own) if **own == *id)
    }

    /// As it stands in a table.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::World => "world",
            Self::Of(id) => id,
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A row of `supply_shares`: a supplier's share, where a publisher gives only shares.
#[derive(Debug, Clone)]
pub struct SupplyShareRow {
    /// Of what.
    pub mineral: MineralId,
    /// At which stage.
    pub stage: Stage,
    /// In whose supply: the world's, or a consumer's own sourcing, domestic supply included.
    pub scope: Scope,
    /// Whose; `other` for the unnamed rest.
    pub party: Party,
    /// The years averaged over.
    pub period: Period,
    /// Share, 0 to 1.
    pub share: Amount,
    /// A few words without which the number cannot be understood.
    pub note: String,
    /// Where it stands.
    pub origin: Origin,
}

/// A row of `parameters`: one published parameter of a method.
#[derive(Debug, Clone)]
pub struct ParameterRow {
    /// Of what.
    pub mineral: MineralId,
    /// At which stage; none where it holds at both.
    pub stage: Option<Stage>,
    /// Which: `eol_rir`, `si_sr`, `si_ei`, `import_reliance`, `trade_factor`.
    pub name: Arc<str>,
    /// In whose supply, where that matters.
    pub scope: Option<Scope>,
    /// Of which supplier, where that matters.
    pub country: Option<CountryCode>,
    /// The number.
    pub value: f64,
    /// Of when, where the source says.
    pub year: Option<Year>,
    /// Edition of the study: `2023`.
    pub edition: Arc<str>,
    /// A few words without which the number cannot be understood.
    pub note: String,
    /// Where it stands.
    pub origin: Origin,
}

/// A row of `published_scores`: a result as its publisher printed it.
#[derive(Debug, Clone)]
pub struct PublishedScoreRow {
    /// Whose scheme: `eu-criticality`.
    pub scheme: Arc<str>,
    /// Edition of the study: `2023`.
    pub edition: Arc<str>,
    /// Of what.
    pub mineral: MineralId,
    /// At which stage, where the publisher says.
    pub stage: Option<Stage>,
    /// From whose supply, as the publisher calls it: `GS`, `EU`, `GS+EU`.
    pub scope: Arc<str>,
    /// Which: `sr`, `ei`.
    pub name: Arc<str>,
    /// The number.
    pub value: f64,
    /// A few words without which the number cannot be understood.
    pub note: String,
    /// Where it stands.
    pub origin: Origin,
}

/// A row of `end_uses`: the part of a mineral's use that goes into one application.
#[derive(Debug, Clone)]
pub struct EndUseRow {
    /// Of what.
    pub mineral: MineralId,
    /// In which sector, in words.
    pub sector: Arc<str>,
    /// For which application; empty means the whole sector.
    pub application: String,
    /// The sector's NACE code, where the source gives one: `C27`.
    pub nace: Arc<str>,
    /// Value added of that sector, million EUR.
    pub value_added: Option<f64>,
    /// Where it is used.
    pub region: Scope,
    /// Of when, where the source says.
    pub period: Option<Period>,
    /// Share in the region's use of the mineral, 0 to 1; the low end where it is only bounded.
    pub share: Amount,
    /// A few words without which the number cannot be understood.
    pub note: String,
    /// Where it stands.
    pub origin: Origin,
}
