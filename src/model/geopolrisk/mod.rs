//! GeoPolRisk: the supply risk of a consumer's imports, weighed by how stable its suppliers are.
//!
//! Gemechu et al. 2016, doi:10.1111/jiec.12279; as computed in Koyamparambath et al. 2024,
//! doi:10.1016/j.resconrec.2024.107801:
//!
//! ```text
//! score = HHI x sum_i(g_i x f_i) / (p + F)     g_i = (2.5 - political stability of i) / 5, held to 0..1
//! CF    = score x price / 0.409412948          price = value / quantity of the imports, USD/kg
//! ```
//!
//! HHI is that of world output, `f_i` what comes from `i`, `F` all imports, `p` the consumer's own output.
//! Imports from inside a group carry `g = 0`. The score is 0 to 1; the characterisation factor CF counts
//! kilograms of copper of the same risk, as 0.409412948 is copper's own value in the OECD, 2017-2021.

mod cautions;
mod select;

use super::concentration::sum;
use super::supply::Supply;
use super::{GovernanceRow, Origin, Party, Reading, Share, Stage, Year};

pub use select::NoGeoPolRisk;

/// Score times price of copper, in USD/kg: the mean of the OECD, 2017-2021.
pub(crate) const COPPER: f64 = 0.409_412_948;

/// The risk of a consumer's imports of one mineral at one stage.
#[derive(Debug, Clone)]
pub struct GeoPolRisk<'a> {
    /// At which stage.
    pub stage: Stage,
    /// The year of the imports.
    pub year: Year,
    /// World output, of that year or the newest before it.
    pub supply: Supply<'a>,
    /// What the consumer puts out itself, in tons; it counts at its low end.
    pub output: Reading,
    /// The rows of that output.
    pub output_rows: Vec<&'a Origin>,
    /// Where the imports come from, the largest first.
    pub sellers: Vec<Seller<'a>>,
    /// Price of the imports, USD/kg.
    pub price: Option<f64>,
    /// Share of the imports' value that has a quantity as well.
    pub coverage: Option<Share>,
    /// Codes whose goods are not weighed as output is: their gross weight is added all the same.
    pub unlike: Vec<&'a str>,
    /// The goods are only counted under codes that hold other minerals as well.
    pub baskets: bool,
}

/// One source of imports.
#[derive(Debug, Clone)]
pub struct Seller<'a> {
    /// From where; `other` is not named.
    pub party: Party,
    /// How much, in tons.
    pub quantity: f64,
    /// It belongs to the consumer, a group: its instability does not count.
    pub inside: bool,
    /// The estimate of its political stability.
    pub stability: Option<&'a GovernanceRow>,
    /// The rows of the quantity.
    pub rows: Vec<&'a Origin>,
}

impl Seller<'_> {
    /// `g`: from 0 (stable) to 1, as far as it is known.
    #[must_use]
    pub fn instability(&self) -> Reading {
        match self.stability {
            _ if self.inside => Reading::exact(0.0),
            Some(row) => Reading::exact(((2.5 - row.estimate) / 5.0).clamp(0.0, 1.0)),
            None => Reading::new(None, Some(0.0), Some(1.0)),
        }
    }

    /// `g x f`, in tons.
    #[must_use]
    pub fn risk(&self) -> Reading {
        times(self.instability(), Reading::exact(self.quantity))
    }
}

impl GeoPolRisk<'_> {
    /// All imports that have a quantity, in tons.
    #[must_use]
    pub fn imports(&self) -> f64 {
        sum(self.sellers.iter().map(|s| s.quantity))
    }

    /// `sum(g x f) / (p + F)`, 0 to 1.
    #[must_use]
    pub fn import_risk(&self) -> Option<Reading> {
        let at_risk: Vec<Reading> = self.sellers.iter().map(Seller::risk).collect();
        let total = |end: fn(Reading) -> Option<f64>| {
            at_risk.iter().map(|r| end(*r)).collect::<Option<Vec<f64>>>().map(sum)
        };
        let at_risk = Reading::new(total(Reading::value), total(low), total(high));
        import_risk(at_risk, self.imports(), self.output)
    }

    /// The score, 0 to 1.
    #[must_use]
    pub fn score(&self) -> Option<Reading> {
        Some(times(self.supply.hhi()?, self.import_risk()?))
    }

    /// The characterisation factor, kilograms of copper of the same risk a kilogram.
    #[must_use]
    pub fn cf(&self) -> Option<Reading> {
        Some(characterisation(self.score()?, self.price?))
    }

    /// Sources whose political stability is not known.
    pub fn ungoverned(&self) -> impl Iterator<Item = Party> {
        self.sellers.iter().filter(|s| s.instability().value().is_none()).map(|s| s.party)
    }
}

/// `at risk / (output + imports)`; none where there is neither output nor imports.
fn import_risk(at_risk: Reading, imports: f64, output: Reading) -> Option<Reading> {
    let over = |part: Option<f64>, output: f64| {
        let whole = output + imports;
        part.filter(|_| whole > 0.0).map(|part| part / whole)
    };
    let value = output.value().and_then(|output| over(at_risk.value(), output));
    let least = over(low(at_risk), high(output).unwrap_or(f64::INFINITY));
    let most = over(high(at_risk), low(output).unwrap_or(0.0));
    let reading = Reading::new(value, least, most);
    (!reading.is_empty()).then_some(reading)
}

fn characterisation(score: Reading, price: f64) -> Reading {
    times(score, Reading::exact(price / COPPER))
}

/// The product of two numbers that are not negative; a bound that either lacks is lacking.
fn times(a: Reading, b: Reading) -> Reading {
    let product = |a: Option<f64>, b: Option<f64>| a.zip(b).map(|(a, b)| a * b);
    Reading::new(
        product(a.value(), b.value()),
        product(low(a).or(Some(0.0)), low(b).or(Some(0.0))),
        product(high(a), high(b)),
    )
}

/// The low end of a reading: its value where no bound is told. An end that is open stays open.
fn low(reading: Reading) -> Option<f64> {
    reading.low().or(reading.value())
}

/// The high end of a reading: none where only a low end is told, for then it is open.
fn high(reading: Reading) -> Option<f64> {
    reading.high().or_else(|| reading.value().filter(|_| reading.low().is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_of_the_paper_comes_out() {
        // numerator 1000 t, imports 2000 t, output 500 t, HHI 0.3, price 50 USD/kg: score 0.12, CF 14.655
        let risk = import_risk(Reading::exact(1000.0), 2000.0, Reading::exact(500.0)).unwrap();
        let score = times(Reading::exact(0.3), risk);
        assert!((score.value().unwrap() - 0.12).abs() < 1e-12);
        assert!((characterisation(score, 50.0).value().unwrap() - 14.655).abs() < 5e-4);
    }

    #[test]
    fn an_output_that_may_be_larger_lowers_only_the_low_end() {
        let output = Reading::new(Some(500.0), Some(500.0), Some(3000.0));
        let risk = import_risk(Reading::exact(1000.0), 2000.0, output).unwrap();
        assert_eq!((risk.low(), risk.value(), risk.high()), (Some(0.2), Some(0.4), Some(0.4)));
        let endless = Reading::new(Some(500.0), Some(500.0), None);
        assert_eq!(import_risk(Reading::exact(1000.0), 2000.0, endless).unwrap().low(), Some(0.0));
    }

    #[test]
    fn an_hhi_without_an_upper_end_leaves_the_score_without_one() {
        let score = times(Reading::new(Some(0.5), Some(0.3), None), Reading::exact(0.5));
        assert_eq!((score.low(), score.value(), score.high()), (Some(0.15), Some(0.25), None));
    }

    #[test]
    fn nothing_put_out_and_nothing_bought_is_no_risk_to_put_a_number_on() {
        assert!(import_risk(Reading::exact(0.0), 0.0, Reading::exact(0.0)).is_none());
    }
}
