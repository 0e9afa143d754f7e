//! A derivation: a number worked out with its inputs, each down to the line it was read from.

use super::Origin;
use super::metric::Measure;

/// How a number came about.
#[derive(Debug, Clone, Default)]
pub struct Derivation<'a> {
    /// The formula with this case's numbers put in.
    pub worked: String,
    /// What went in, in order of weight.
    pub terms: Vec<Term<'a>>,
    /// What a reader must know to trust it: what is unknown, and what it does to the number.
    pub notes: Vec<String>,
}

/// One input of a derivation.
#[derive(Debug, Clone)]
pub struct Term<'a> {
    /// What it is: a country's code, `other`, `world`, or a named figure.
    pub label: String,
    /// Its numbers, by name.
    pub numbers: Vec<(&'static str, f64, Measure)>,
    /// The rows it was read from; none where it is inferred.
    pub origins: Vec<&'a Origin>,
}

impl<'a> Derivation<'a> {
    /// A number that is printed as it was read.
    #[must_use]
    pub fn read(
        label: &str,
        name: &'static str,
        number: Option<f64>,
        measure: Measure,
        origin: &'a Origin,
    ) -> Self {
        let numbers = number.map(|n| (name, n, measure)).into_iter().collect();
        let term = Term { label: label.to_owned(), numbers, origins: vec![origin] };
        Self { worked: "as published".to_owned(), terms: vec![term], notes: Vec::new() }
    }
}
