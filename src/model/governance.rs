//! How a country is governed, 0 (best) to 10 (worst): the weight of a supplier.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::concentration::sum;
use super::{CountryCode, GovernanceRow, Origin, Year};

/// The six dimensions of the Worldwide Governance Indicators (Kaufmann, Kraay and Mastruzzi 2010,
/// World Bank Policy Research Working Paper 5430).
pub const DIMENSIONS: [&str; 6] = [
    "voice-and-accountability",
    "political-stability",
    "government-effectiveness",
    "regulatory-quality",
    "rule-of-law",
    "control-of-corruption",
];

/// The years a weight is averaged over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First year.
    pub first: Year,
    /// Last year.
    pub last: Year,
}

/// A country's weight, and the estimates it is the mean of.
#[derive(Debug, Clone)]
pub struct Weight<'a> {
    /// Mean of the six dimensions and of the window's years, -2.5 (worst) to 2.5 (best).
    pub mean: f64,
    /// `(2.5 - mean) x 2`, held to 0..10.
    pub weight: f64,
    /// The rows behind it.
    pub origins: Vec<&'a Origin>,
}

/// The weights of all countries, from one edition and one window of years.
#[derive(Debug, Clone, Default)]
pub struct Governance<'a> {
    /// The edition: `wgi-2023`; empty where there is no table.
    pub edition: Arc<str>,
    weights: BTreeMap<CountryCode, Weight<'a>>,
}

impl<'a> Governance<'a> {
    /// Averages each country's estimates. A country that lacks one of the six dimensions in the
    /// whole window has no weight: a mean of five would be another scale.
    ///
    /// Source of the scale: European Commission 2017, Methodology for establishing the EU list of
    /// critical raw materials, doi:10.2873/769526: `WGI = (2.5 - mean) x 2`.
    #[must_use]
    pub fn new(rows: &'a [GovernanceRow], window: Window) -> Self {
        let mut by_country: BTreeMap<CountryCode, Vec<&'a GovernanceRow>> = BTreeMap::new();
        for row in rows.iter().filter(|r| (window.first..=window.last).contains(&r.year)) {
            by_country.entry(row.country).or_default().push(row);
        }
        let edition = rows.first().map_or_else(|| "".into(), |r| Arc::clone(&r.edition));
        let weights = by_country.into_iter().filter_map(|(c, rows)| Some((c, weight(rows)?))).collect();
        Self { edition, weights }
    }

    /// A country's weight, if all six dimensions are known.
    #[must_use]
    pub fn of(&self, country: CountryCode) -> Option<&Weight<'a>> {
        self.weights.get(&country)
    }
}

fn weight(mut rows: Vec<&GovernanceRow>) -> Option<Weight<'_>> {
    rows.sort_by(|a, b| a.dimension.cmp(&b.dimension).then(a.year.cmp(&b.year)));
    let mut means = Vec::with_capacity(DIMENSIONS.len());
    for dimension in DIMENSIONS {
        let (mut count, mut estimates) = (0.0, Vec::new());
        for row in rows.iter().filter(|r| &*r.dimension == dimension) {
            count += 1.0;
            estimates.push(row.estimate);
        }
        if estimates.is_empty() {
            return None;
        }
        means.push(sum(estimates) / count);
    }
    let mean = sum(means) / 6.0;
    let weight = ((2.5 - mean) * 2.0).clamp(0.0, 10.0);
    rows.sort_by_key(|r| r.origin.line);
    Some(Weight { mean, weight, origins: rows.into_iter().map(|r| &r.origin).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Publisher;

    fn row(dimension: &str, year: u16, estimate: f64) -> GovernanceRow {
        GovernanceRow {
            country: CountryCode::new("CHN").unwrap(),
            year: Year::new(year).unwrap(),
            dimension: dimension.into(),
            estimate,
            edition: "wgi-2023".into(),
            origin: Origin { file: "governance.csv".into(), line: 2, publisher: Publisher::parse("") },
        }
    }

    fn window() -> Window {
        Window { first: Year::new(2018).unwrap(), last: Year::new(2022).unwrap() }
    }

    #[test]
    fn the_weight_is_the_mean_of_six_dimensions_turned_round() {
        let rows: Vec<_> = DIMENSIONS.iter().map(|d| row(d, 2020, -0.5)).collect();
        let governance = Governance::new(&rows, window());
        let china = governance.of(CountryCode::new("CHN").unwrap()).unwrap();
        assert_eq!(china.weight, 6.0);
        assert_eq!(china.origins.len(), 6);
    }

    #[test]
    fn a_country_without_one_of_the_dimensions_has_no_weight() {
        let rows: Vec<_> = DIMENSIONS.iter().skip(1).map(|d| row(d, 2020, -0.5)).collect();
        assert!(Governance::new(&rows, window()).of(CountryCode::new("CHN").unwrap()).is_none());
    }

    #[test]
    fn years_outside_the_window_do_not_count() {
        let mut rows: Vec<_> = DIMENSIONS.iter().map(|d| row(d, 2020, 0.5)).collect();
        rows.extend(DIMENSIONS.iter().map(|d| row(d, 2016, -2.0)));
        let governance = Governance::new(&rows, window());
        assert_eq!(governance.of(CountryCode::new("CHN").unwrap()).unwrap().weight, 4.0);
    }
}
