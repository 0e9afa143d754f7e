//! Numbers that cannot be nonsense: shares, percentages, and readings with their bounds.

use thiserror::Error;

/// A part of a whole, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Share(f64);

/// The number is not finite, or outside its range.
#[derive(Debug, Error)]
#[error("`{0}` is not a share from 0 to 1")]
pub struct NotAShare(pub f64);

impl Share {
    /// Nothing of the whole.
    pub const ZERO: Self = Self(0.0);

    /// A part of a total, both not negative; nothing of an empty total. What rounding has pushed past
    /// the whole is the whole.
    #[must_use]
    pub fn of(part: f64, total: f64) -> Self {
        let share = part / total;
        if share > 0.0 { Self(share.min(1.0)) } else { Self::ZERO }
    }

    /// Takes a finite number from 0 to 1.
    ///
    /// # Errors
    /// [`NotAShare`] for anything else.
    pub fn new(share: f64) -> Result<Self, NotAShare> {
        if (0.0..=1.0).contains(&share) { Ok(Self(share)) } else { Err(NotAShare(share)) }
    }

    /// The number, 0 to 1.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

/// A percentage, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Percent(f64);

impl Percent {
    /// Takes a finite number from 0 to 100.
    ///
    /// # Errors
    /// [`NotAShare`] for anything else.
    pub fn new(percent: f64) -> Result<Self, NotAShare> {
        if (0.0..=100.0).contains(&percent) { Ok(Self(percent)) } else { Err(NotAShare(percent)) }
    }

    /// As a share, 0 to 1.
    #[must_use]
    pub fn share(self) -> f64 {
        self.0 / 100.0
    }
}

/// A computed number and the bounds that what is unknown puts on it.
///
/// Any of the three may be missing: no `value` where a parameter lacks, no `high` where a withheld
/// supplier could be of any size. What is there is finite, and `low <= value <= high`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Reading {
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
}

impl Reading {
    /// A number with nothing unknown about it.
    #[must_use]
    pub fn exact(value: f64) -> Self {
        Self::new(Some(value), None, None)
    }

    /// A number between bounds, any of which may be missing. What is not finite counts as missing,
    /// and bounds that rounding has pushed past the value are pulled back to it.
    #[must_use]
    pub fn new(value: Option<f64>, low: Option<f64>, high: Option<f64>) -> Self {
        let finite = |x: Option<f64>| x.filter(|x| x.is_finite());
        let value = finite(value);
        let low = finite(low).map(|l| value.map_or(l, |v| l.min(v)));
        let high = finite(high).map(|h| value.or(low).map_or(h, |v| h.max(v)));
        Self { value, low, high }
    }

    /// The best single number.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        self.value
    }

    /// No lower than this.
    #[must_use]
    pub fn low(self) -> Option<f64> {
        self.low
    }

    /// No higher than this.
    #[must_use]
    pub fn high(self) -> Option<f64> {
        self.high
    }

    /// Nothing is known.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.value.is_none() && self.low.is_none() && self.high.is_none()
    }
}
