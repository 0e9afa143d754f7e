//! Trade: flows of a mineral from country to country, the codes they are counted under, and what two
//! countries trade in all.

use std::fmt;
use std::sync::Arc;

use super::{MineralId, Origin, Party, Period, Scope, Stage, Unit, Year};

/// A row of `trade`: a flow of a year, by quantity, by value, or both.
#[derive(Debug, Clone)]
pub struct TradeRow {
    /// What.
    pub mineral: MineralId,
    /// At which stage.
    pub stage: Stage,
    /// Which product of it, as an HS code; empty means all.
    pub product: Arc<str>,
    /// Who sells; `other` for the unnamed rest, `world` for all together.
    pub exporter: Party,
    /// Who buys; `other` for the unnamed rest, `world` for all together.
    pub importer: Party,
    /// When.
    pub year: Year,
    /// How much, in `unit`, where it is known.
    pub quantity: Option<f64>,
    /// Unit of the quantity.
    pub unit: Unit,
    /// For how many US dollars, where it is known.
    pub value_usd: Option<f64>,
    /// A few words without which the number cannot be understood.
    pub note: Arc<str>,
    /// Where it stands.
    pub origin: Origin,
}

/// How well a code of the Harmonized System tells a mineral.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Nothing else is counted under the code.
    Exact,
    /// Mostly this mineral.
    Dominant,
    /// Several minerals, none of them known to be most.
    Basket,
}

impl Confidence {
    /// Every one, the best first.
    pub const ALL: [Self; 3] = [Self::Exact, Self::Dominant, Self::Basket];

    /// As it stands in a table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Dominant => "dominant",
            Self::Basket => "basket",
        }
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A row of `hs_codes`: a mineral that is counted under a code.
#[derive(Debug, Clone)]
pub struct HsCodeRow {
    /// Six digits.
    pub code: Arc<str>,
    /// Revision of the system: `HS92`.
    pub revision: Arc<str>,
    /// What is counted under it.
    pub mineral: MineralId,
    /// At which stage.
    pub stage: Stage,
    /// The goods, in a few words.
    pub product: String,
    /// Tons of the mineral, as it is weighed at that stage, in a ton of the goods, 0 to 1; none where
    /// chemistry does not tell.
    pub content: Option<f64>,
    /// How well the code tells the mineral.
    pub confidence: Confidence,
    /// A few words without which the row cannot be understood.
    pub note: String,
    /// Where it stands.
    pub origin: Origin,
}

/// Which way goods go, as the reporter sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flow {
    /// From the reporter to the partner.
    Exports,
    /// From the partner to the reporter.
    Imports,
    /// Both together.
    Turnover,
}

impl Flow {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Exports, Self::Imports, Self::Turnover];

    /// As it stands in a table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exports => "exports",
            Self::Imports => "imports",
            Self::Turnover => "turnover",
        }
    }
}

impl fmt::Display for Flow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A row of `bilateral`: what two countries trade, as one of them reports it.
#[derive(Debug, Clone)]
pub struct BilateralRow {
    /// Who reports.
    pub reporter: Scope,
    /// With whom.
    pub partner: Scope,
    /// When.
    pub period: Period,
    /// Which way.
    pub flow: Flow,
    /// Of which goods: `all goods`, or a list in words.
    pub goods: String,
    /// US dollars.
    pub value_usd: f64,
    /// A few words without which the number cannot be understood.
    pub note: String,
    /// Where it stands.
    pub origin: Origin,
}

impl BilateralRow {
    /// The months from January on that it covers, where it is of a part of the year: its note then says
    /// `first 11 months`.
    #[must_use]
    pub fn months(&self) -> Option<u8> {
        let (_, rest) = self.note.split_once("first ")?;
        let (months, _) = rest.split_once(" months")?;
        months.parse().ok()
    }
}
