//! Calendar years, and periods of them.

use std::fmt;

use thiserror::Error;

/// A calendar year from 1800 to 2200.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Year(u16);

/// The text is not a year from 1800 to 2200, or not a period of two of them.
#[derive(Debug, Error)]
#[error("`{0}` is not a year from 1800 to 2200")]
pub struct NotAYear(pub String);

impl Year {
    /// The first year that is taken for one.
    pub const FIRST: u16 = 1800;

    /// The last.
    pub const LAST: u16 = 2200;

    /// Checks the range.
    ///
    /// # Errors
    /// [`NotAYear`] outside 1800 to 2200: a quantity that slipped into the year column.
    pub fn new(year: u16) -> Result<Self, NotAYear> {
        if (Self::FIRST..=Self::LAST).contains(&year) {
            Ok(Self(year))
        } else {
            Err(NotAYear(year.to_string()))
        }
    }

    /// Reads four digits.
    ///
    /// # Errors
    /// [`NotAYear`] for anything else.
    pub fn parse(text: &str) -> Result<Self, NotAYear> {
        let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        let year = if digits { text.parse().ok() } else { None };
        year.and_then(|y| Self::new(y).ok()).ok_or_else(|| NotAYear(text.to_owned()))
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One year, or a span of them that a source averages over: `2024`, `2021-2024`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First year.
    pub first: Year,
    /// Last year, not before the first.
    pub last: Year,
}

impl Period {
    /// Reads `2024` or `2021-2024`.
    ///
    /// # Errors
    /// [`NotAYear`] for anything else, or where the last year comes before the first.
    pub fn parse(text: &str) -> Result<Self, NotAYear> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let period = Self { first: Year::parse(first)?, last: Year::parse(last)? };
        if period.first <= period.last { Ok(period) } else { Err(NotAYear(text.to_owned())) }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { self.first.fmt(f) } else { write!(f, "{}-{}", self.first, self.last) }
    }
}
