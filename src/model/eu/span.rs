//! A number with its ends, where every part of a formula may be known only within bounds.

use crate::model::{Amount, Reading};

/// A number that is not negative: its value, where it is known, between its ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// No lower than this.
    pub low: f64,
    /// The best single number.
    pub value: Option<f64>,
    /// No higher than this.
    pub high: f64,
}

impl Span {
    /// A number with nothing unknown about it.
    #[must_use]
    pub fn exact(value: f64) -> Self {
        Self { low: value, value: Some(value), high: value }
    }

    /// Anything from one number to another.
    #[must_use]
    pub fn within(low: f64, high: f64) -> Self {
        Self { low, value: None, high }
    }

    /// A number that a table gives, else anything that such a number can be.
    #[must_use]
    pub fn or_within(value: Option<f64>, low: f64, high: f64) -> Self {
        value.map_or(Self::within(low, high), Self::exact)
    }

    /// A share as its source states it; one that is only bounded counts at its low end.
    #[must_use]
    pub fn of_share(amount: Amount) -> Self {
        let low = amount.low.or(amount.value).unwrap_or(0.0);
        Self {
            low,
            value: Some(amount.value.unwrap_or(low)),
            high: amount.high.or(amount.value).unwrap_or(1.0),
        }
    }

    /// A reading of something that lies between two numbers whatever is known of it.
    #[must_use]
    pub fn of_reading(reading: Reading, least: f64, most: f64) -> Self {
        let value = reading.value();
        Self {
            low: reading.low().or(value).unwrap_or(least),
            value,
            high: reading.high().or(value).unwrap_or(most),
        }
    }

    /// Their product.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        Self {
            low: self.low * other.low,
            value: self.value.zip(other.value).map(|(a, b)| a * b),
            high: self.high * other.high,
        }
    }

    /// What it leaves of 1.
    #[must_use]
    pub fn left(self) -> Self {
        Self { low: 1.0 - self.high, value: self.value.map(|v| 1.0 - v), high: 1.0 - self.low }
    }

    /// `self x part + other x (1 - part)`; linear in the part, so its ends are at the part's ends.
    #[must_use]
    pub fn blended(self, other: Self, part: Self) -> Self {
        let mix = |a: f64, b: f64, p: f64| a * p + b * (1.0 - p);
        let at = |a: f64, b: f64| (mix(a, b, part.low), mix(a, b, part.high));
        let ((a, b), (c, d)) = (at(self.low, other.low), at(self.high, other.high));
        let value = match part.value {
            Some(p) if p <= 0.0 => other.value, // what has no part in it need not be known
            Some(p) => self.value.zip(other.value).map(|(x, y)| mix(x, y, p)),
            None => None,
        };
        Self { low: a.min(b), value, high: c.max(d) }
    }

    /// As a reading: the bounds only where they say something.
    #[must_use]
    pub fn reading(self) -> Reading {
        if self.value.is_some() && self.low >= self.high {
            Reading::new(self.value, None, None)
        } else {
            Reading::new(self.value, Some(self.low), Some(self.high))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blend_has_its_ends_where_the_part_has_its_own() {
        let (world, own) = (Span::exact(4.0), Span::exact(2.0));
        let blend = world.blended(own, Span::within(0.0, 0.5));
        assert_eq!((blend.low, blend.value, blend.high), (2.0, None, 3.0));
        assert_eq!(world.blended(own, Span::exact(0.25)).value, Some(2.5));
    }

    #[test]
    fn a_product_lacks_a_value_where_one_of_its_parts_does() {
        let product = Span::exact(3.0).times(Span::within(0.0, 1.0));
        assert_eq!((product.low, product.value, product.high), (0.0, None, 3.0));
    }

    #[test]
    fn what_is_exact_reads_without_bounds() {
        assert_eq!(Span::exact(1.5).left().times(Span::exact(-1.0)).reading(), Reading::exact(0.5));
    }
}
