//! How much new output from elsewhere would bring the largest supplier's share under a cap.

use crate::model::mix::Mix;
use crate::model::{CountryCode, Unit};

/// The share of one supplier that policies take for too much: Regulation (EU) 2024/1252, Article 5.
pub const CAP: f64 = 0.65;

/// What it takes to bring the largest share down to [`CAP`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    /// Whose share it is.
    pub country: CountryCode,
    /// Output a year of others that must be added: `D / k - T`, with the supplier's output D, the cap k and the total T.
    pub added: f64,
    /// Output a year of its own that others must take the place of: `D - k T`.
    pub displaced: f64,
    /// Unit of both.
    pub unit: Unit,
}

/// None where the share is within the cap, or no quantities are known.
#[must_use]
pub fn reach(mix: &Mix<'_>) -> Option<Reach> {
    let top = mix.suppliers.first().filter(|_| mix.obstacle.is_none() && mix.unit != Unit::Share)?;
    let displaced = top.quantity - CAP * mix.total;
    (displaced > 0.0).then(|| Reach {
        country: top.country,
        added: top.quantity / CAP - mix.total,
        displaced,
        unit: mix.unit,
    })
}
