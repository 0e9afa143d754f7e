//! A derivation: a number worked out with its inputs, each down to the line it was read from.

use super::metric::Measure;
use super::{Origin, Reading, Status};

/// How a number came about.
#[derive(Debug, Clone, Default)]
pub struct Derivation<'a> {
    /// The formula with this case's numbers put in; empty where there is no number.
    pub worked: Worked,
    /// What went in, in order of weight.
    pub terms: Vec<Term<'a>>,
    /// What a reader must know to trust it: what is unknown, and what it does to the number.
    pub notes: Vec<String>,
}

/// A formula with numbers in it, which are rounded only where they are printed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Worked(pub Vec<Piece>);

/// A piece of a worked formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Signs and words.
    Text(String),
    /// A number, and what it counts.
    Number(f64, Measure),
}

/// One input of a derivation.
#[derive(Debug, Clone)]
pub struct Term<'a> {
    /// What it is: a country's code, `other`, `world`, or a named figure.
    pub label: String,
    /// Its numbers, by name.
    pub numbers: Vec<(&'static str, f64, Measure)>,
    /// How the source vouches for it, where it is one row.
    pub status: Option<Status>,
    /// The rows it was read from; none where it is inferred.
    pub origins: Vec<&'a Origin>,
}

impl Worked {
    /// Adds signs or words.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.0.push(Piece::Text(text.into()));
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn number(mut self, number: f64, measure: Measure) -> Self {
        self.0.push(Piece::Number(number, measure));
        self
    }

    /// Adds another formula.
    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Adds what it comes to: ` = v, from l to h`, as far as that is known; all is dropped where nothing is.
    #[must_use]
    pub fn equals(self, reading: Option<Reading>, measure: Measure) -> Self {
        let Some(reading) = reading.filter(|r| !r.is_empty()) else { return Self::default() };
        let (low, high) = (reading.low(), reading.high());
        match (reading.value(), low, high) {
            (Some(v), _, _) => {
                let worked = self.text(" = ").number(v, measure);
                let worked = match low.filter(|l| *l < v) {
                    Some(l) => worked.text(", at least ").number(l, measure),
                    None => worked,
                };
                match high.filter(|h| *h > v) {
                    Some(h) => worked.text(", at most ").number(h, measure),
                    None if low.is_some() && high.is_none() => worked.text(", and no upper bound"),
                    None => worked,
                }
            }
            (None, Some(l), Some(h)) => {
                self.text(": from ").number(l, measure).text(" to ").number(h, measure)
            }
            (None, Some(l), None) => self.text(": at least ").number(l, measure),
            (None, None, Some(h)) => self.text(": at most ").number(h, measure),
            (None, None, None) => Self::default(),
        }
    }
}

impl<'a> Derivation<'a> {
    /// A number that is printed as it was read.
    #[must_use]
    pub fn as_published(terms: Vec<Term<'a>>) -> Self {
        Self { worked: Worked::default().text("as published"), terms, notes: Vec::new() }
    }
}
