//! A quantity as a source states it: reported, estimated, bounded, nil, or not told.

use std::fmt;

use thiserror::Error;

/// How a source vouches for a number (the `status` column).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// A figure as reported; also the empty cell.
    Reported,
    /// The source's estimate.
    Estimated,
    /// Only bounds are known: `low`, `high`.
    Bound,
    /// Nothing was produced: a true zero.
    Nil,
    /// Exists, but is kept secret.
    Withheld,
    /// The source does not know.
    NotAvailable,
    /// Must not be summed or shared with its neighbours: unlike goods.
    NotAdditive,
    /// A projection: used only if its year is asked for.
    Projected,
    /// In `reliance` only: exports exceed imports.
    NetExporter,
}

impl Status {
    /// Every status, in the order of the documentation.
    pub const ALL: [Self; 9] = [
        Self::Reported,
        Self::Estimated,
        Self::Bound,
        Self::Nil,
        Self::Withheld,
        Self::NotAvailable,
        Self::NotAdditive,
        Self::Projected,
        Self::NetExporter,
    ];

    /// As it stands in a table.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Estimated => "estimated",
            Self::Bound => "bound",
            Self::Nil => "nil",
            Self::Withheld => "withheld",
            Self::NotAvailable => "not-available",
            Self::NotAdditive => "not-additive",
            Self::Projected => "projected",
            Self::NetExporter => "net-exporter",
        }
    }

    /// Reads a status; the empty text is `reported`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::Reported);
        }
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }

    /// The row has a number in its quantity cell.
    #[must_use]
    pub fn has_number(self) -> bool {
        matches!(self, Self::Reported | Self::Estimated | Self::Projected)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The number of a row, in the row's own unit, with its status: finite and not negative.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// The figure, where the source gives one. A projected, estimated or reported row always has
    /// it, a nil row is 0, a not-additive row may have it.
    pub value: Option<f64>,
    /// No lower than this.
    pub low: Option<f64>,
    /// No higher than this.
    pub high: Option<f64>,
    /// How the source vouches for it.
    pub status: Status,
}

/// A unit of mass, volume or gems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Grams.
    G,
    /// Kilograms.
    Kg,
    /// Metric tons.
    T,
    /// Thousand metric tons.
    Kt,
    /// Million metric tons.
    Mt,
    /// Carats of 0.2 g.
    Ct,
    /// Cubic metres of gas.
    M3,
    /// Parts of the whole, where a publisher gives only shares: in no table's `unit`.
    Share,
}

/// The text is not a unit we know.
#[derive(Debug, Error)]
#[error("`{0}` is not a unit: one of `g`, `kg`, `t`, `kt`, `Mt`, `ct`, `m3`")]
pub struct UnknownUnit(pub String);

impl Unit {
    /// Every unit that a table may name.
    pub const ALL: [Self; 7] = [Self::G, Self::Kg, Self::T, Self::Kt, Self::Mt, Self::Ct, Self::M3];

    /// As it stands in a table.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::G => "g",
            Self::Kg => "kg",
            Self::T => "t",
            Self::Kt => "kt",
            Self::Mt => "Mt",
            Self::Ct => "ct",
            Self::M3 => "m3",
            Self::Share => "share",
        }
    }

    /// Reads a unit. Case counts: `Mt` is a million tons, `mt` is nothing.
    ///
    /// # Errors
    /// [`UnknownUnit`] for anything else.
    pub fn parse(text: &str) -> Result<Self, UnknownUnit> {
        Self::ALL.into_iter().find(|u| u.as_str() == text).ok_or_else(|| UnknownUnit(text.to_owned()))
    }

    /// The unit in which quantities of this kind are compared: `t`, `ct` or `m3`.
    #[must_use]
    pub fn common(self) -> Self {
        match self {
            Self::Ct => Self::Ct,
            Self::M3 => Self::M3,
            Self::Share => Self::Share,
            Self::G | Self::Kg | Self::T | Self::Kt | Self::Mt => Self::T,
        }
    }

    /// A quantity of this unit in its common unit. Division by a power of ten keeps decimal
    /// figures exact where multiplication by 0.001 would not.
    #[must_use]
    pub fn to_common(self, quantity: f64) -> f64 {
        match self {
            Self::G => quantity / 1_000_000.0,
            Self::Kg => quantity / 1_000.0,
            Self::T | Self::Ct | Self::M3 | Self::Share => quantity,
            Self::Kt => quantity * 1_000.0,
            Self::Mt => quantity * 1_000_000.0,
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
