//! A supply as the guidelines weigh it: `HHI = sum of share^2 x WGI x t` over its suppliers.

use super::span::Span;
use crate::model::concentration::sum;
use crate::model::{CountryCode, Origin, Status, Weight};

/// The worst weight that governance can have.
const WORST: f64 = 10.0;

/// One supplier, with what its share is weighed by.
#[derive(Debug, Clone)]
pub struct Source<'a> {
    /// Who.
    pub country: CountryCode,
    /// Its share as published, which need not add up to 1 with the others.
    pub share: Span,
    /// How the publisher vouches for the share.
    pub status: Option<Status>,
    /// Its governance, where all six dimensions are known.
    pub weight: Option<Weight<'a>>,
    /// Trade factor: below 1 within the Union, above 1 where exports are restricted.
    pub factor: f64,
    /// The rows of the share, and of the factor where there is one.
    pub origins: Vec<&'a Origin>,
}

/// The suppliers of the world, or of one consumer, domestic supply included.
#[derive(Debug, Clone)]
pub struct Sourcing<'a> {
    /// The largest first.
    pub sources: Vec<Source<'a>>,
    /// The rows of an unnamed rest.
    pub others: Vec<(Span, &'a Origin)>,
    /// Share of suppliers that are not named: `other`, and what is left to the whole.
    pub unnamed: f64,
}

impl Source<'_> {
    /// What the supplier adds to the index.
    #[must_use]
    pub fn part(&self) -> Span {
        let known = self.weight.as_ref().map(|w| w.weight);
        let weight = match known {
            Some(weight) => Span::exact(weight),
            // whoever supplies nothing adds nothing, however it is governed
            None => Span { value: self.share.value.filter(|s| *s <= 0.0), ..Span::within(0.0, WORST) },
        };
        self.share.times(self.share).times(weight).times(Span::exact(self.factor))
    }
}

impl<'a> Sourcing<'a> {
    /// Takes the suppliers in any order.
    #[must_use]
    pub fn new(mut sources: Vec<Source<'a>>, others: Vec<(Span, &'a Origin)>, unnamed: f64) -> Self {
        let size = |s: &Source<'_>| s.share.value.unwrap_or(s.share.high);
        sources.sort_by(|a, b| size(b).total_cmp(&size(a)).then_with(|| a.country.cmp(&b.country)));
        Self { sources, others, unnamed }
    }

    /// The index, 0 to 10 where no factor is above 1. The unnamed rest is dust in the value and at the low
    /// end, one supplier of the worst governance at the high end.
    #[must_use]
    pub fn index(&self) -> Span {
        let parts: Vec<Span> = self.sources.iter().map(Source::part).collect();
        let known = parts.iter().all(|p| p.value.is_some());
        let rest = self.unnamed;
        Span {
            low: sum(parts.iter().map(|p| p.low)),
            value: known.then(|| sum(parts.iter().filter_map(|p| p.value))),
            high: sum(parts.iter().map(|p| p.high).chain([rest * rest * WORST])),
        }
    }

    /// Suppliers that count and whose governance is not known.
    pub fn ungoverned(&self) -> impl Iterator<Item = CountryCode> {
        let counts = |s: &&Source<'_>| s.weight.is_none() && s.share.value != Some(0.0);
        self.sources.iter().filter(counts).map(|s| s.country)
    }
}
