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

    /// All of it.
    pub const WHOLE: Self = Self(1.0);

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
        if (Self::ZERO.0..=Self::WHOLE.0).contains(&share) { Ok(Self(share)) } else { Err(NotAShare(share)) }
    }

    /// The number, 0 to 1.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// A percentage, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Percent(f64);

impl Percent {
    /// All of the whole.
    pub const MOST: f64 = 100.0;

    /// Takes a finite number from 0 to 100.
    ///
    /// # Errors
    /// [`NotAShare`] for anything else.
    pub fn new(percent: f64) -> Result<Self, NotAShare> {
        if (0.0..=Self::MOST).contains(&percent) { Ok(Self(percent)) } else { Err(NotAShare(percent)) }
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

    /// A number between bounds, any of which may be missing. What is not finite counts as missing.
    /// Bounds that rounding has pushed past the value are pulled back to it; ones that contradict it
    /// by more are a bug, and taken for missing.
    #[must_use]
    pub fn new(value: Option<f64>, low: Option<f64>, high: Option<f64>) -> Self {
        let finite = |x: Option<f64>| x.filter(|x| x.is_finite());
        let (value, low, high) = (finite(value), finite(low), finite(high));
        let above = |a: f64, b: f64| a > b + 1e-9 * b.abs().max(1.0);
        let base = value.or(low);
        debug_assert!(!low.zip(value).is_some_and(|(l, v)| above(l, v)), "low {low:?} above value {value:?}");
        debug_assert!(!base.zip(high).is_some_and(|(b, h)| above(b, h)), "high {high:?} below {base:?}");
        let low = low.filter(|l| value.is_none_or(|v| !above(*l, v))).map(|l| value.map_or(l, |v| l.min(v)));
        let high = high.filter(|h| base.is_none_or(|b| !above(b, *h))).map(|h| base.map_or(h, |b| h.max(b)));
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
