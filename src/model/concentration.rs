//! Concentration of shares: HHI, concentration ratios, and their bounds where something is unknown.

use super::Share;

/// A Herfindahl-Hirschman index: the sum of squared shares, above 0 and at most 1.
///
/// Source: Herfindahl 1950; Hirschman 1964, American Economic Review 54(5), 761. Ten thousand times
/// it are "points".
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Hhi(f64);

impl Hhi {
    /// The index, 0 to 1.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }

    /// The index in points, 0 to 10 000.
    #[must_use]
    pub fn points(self) -> f64 {
        self.0 * 10_000.0
    }

    /// How many equal suppliers would have this index: the Hill number of order 2, 1 / HHI.
    ///
    /// Source: Hill 1973, Ecology 54(2), 427, doi:10.2307/1934352.
    #[must_use]
    pub fn effective_suppliers(self) -> f64 {
        1.0 / self.0
    }
}

/// The HHI of shares that make up a whole; `None` for no shares or only zeros.
///
/// Four suppliers of 40, 30, 20 and 10 % have 3 000 points:
///
/// ```
/// use minerals::model::{Share, hhi};
/// let shares = [0.4, 0.3, 0.2, 0.1].map(|s| Share::new(s).unwrap());
/// assert!((hhi(&shares).unwrap().points() - 3000.0).abs() < 1e-9);
/// ```
#[must_use]
pub fn hhi(shares: &[Share]) -> Option<Hhi> {
    let index = sum(shares.iter().map(|s| s.get() * s.get()));
    (index > 0.0).then_some(Hhi(index))
}

/// The concentration ratio CRn: what the `n` largest hold together, 0 to 1.
///
/// ```
/// use minerals::model::{Share, concentration_ratio};
/// let shares = [0.4, 0.3, 0.2, 0.1].map(|s| Share::new(s).unwrap());
/// assert!((concentration_ratio(&shares, 3) - 0.9).abs() < 1e-9);
/// ```
#[must_use]
pub fn concentration_ratio(shares: &[Share], n: usize) -> f64 {
    let mut sorted: Vec<f64> = shares.iter().map(|s| s.get()).collect();
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    sum(sorted.into_iter().take(n))
}

/// A sum with the rounding of each step carried along (Neumaier 1974, ZAMM 54, 39), so that the
/// last digits do not hang on the order of the terms.
pub(crate) fn sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    let (mut total, mut lost) = (0.0_f64, 0.0_f64);
    for term in terms {
        let next = total + term;
        lost += if total.abs() >= term.abs() { (total - next) + term } else { (term - next) + total };
        total = next;
    }
    total + lost
}

/// A supplier in a weighted sum of squares: its quantity and its weight, each perhaps only bounded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weighed {
    /// Quantity, from and to; equal where it is known.
    pub quantity: (f64, f64),
    /// Weight, from and to; equal where it is known.
    pub weight: (f64, f64),
}

impl Weighed {
    fn bounded(&self) -> bool {
        self.quantity.0 < self.quantity.1
    }
}

/// More bounded quantities than this, and the upper bound is taken crudely, not at each corner.
const MOST_CORNERS: usize = 12;

/// Value and bounds of `sum(weight x share^2)` over named suppliers and an unnamed remainder.
///
/// The remainder is one supplier of the greatest weight at the high end, and dust at the low. A
/// bounded quantity counts at its low end in the value, and anywhere between its bounds for the
/// bounds. The value exists only where all weights are known. `None` where nothing is supplied.
///
/// The ratio of a norm to a linear form is quasi-convex, so its maximum over a box is at a corner,
/// and walking down one coordinate at a time finds its minimum.
pub(crate) fn weighted_squares(
    named: &[Weighed],
    remainder: f64,
    greatest_weight: f64,
) -> Option<(Option<f64>, f64, f64)> {
    let low_end: Vec<f64> = named.iter().map(|s| s.quantity.0).collect();
    if sum(low_end.iter().copied()) + remainder <= 0.0 {
        return None;
    }
    let known = named.iter().all(|s| s.weight.0 >= s.weight.1);
    let light: Vec<f64> = named.iter().map(|s| s.weight.0).collect();
    let heavy: Vec<f64> = named.iter().map(|s| s.weight.1).collect();
    let value = known.then(|| index(&low_end, &light, remainder, 0.0));
    let low = lowest(named, &light, remainder);
    let high = highest(named, &heavy, remainder, greatest_weight);
    Some((value, low, high))
}

fn index(quantities: &[f64], weights: &[f64], remainder: f64, remainder_weight: f64) -> f64 {
    let total = sum(quantities.iter().copied()) + remainder;
    let share = |q: f64| q / total;
    sum(quantities.iter().zip(weights).map(|(q, w)| w * share(*q) * share(*q)))
        + remainder_weight * share(remainder) * share(remainder)
}

fn lowest(named: &[Weighed], weights: &[f64], remainder: f64) -> f64 {
    let mut at: Vec<f64> = named.iter().map(|s| s.quantity.0).collect();
    if named.iter().any(Weighed::bounded) {
        for _ in 0..200 {
            for (i, s) in named.iter().enumerate().filter(|(_, s)| s.bounded()) {
                let total = sum(at.iter().copied()) + remainder;
                let level = index(&at, weights, remainder, 0.0) * total;
                let best = weights.get(i).map_or(s.quantity.1, |w| level / w);
                if let Some(q) = at.get_mut(i) {
                    *q = best.clamp(s.quantity.0, s.quantity.1);
                }
            }
        }
    }
    index(&at, weights, remainder, 0.0)
}

fn highest(named: &[Weighed], weights: &[f64], remainder: f64, greatest: f64) -> f64 {
    let corners = named.iter().filter(|s| s.bounded()).count();
    let low_end: Vec<f64> = named.iter().map(|s| s.quantity.0).collect();
    if corners > MOST_CORNERS {
        let total = sum(low_end.iter().copied()) + remainder;
        let crude = sum(named.iter().zip(weights).map(|(s, w)| w * s.quantity.1 * s.quantity.1));
        return ((crude + greatest * remainder * remainder) / (total * total)).min(greatest);
    }
    let mut best = 0.0_f64;
    for corner in 0..(1_u32 << corners) {
        let mut bit = corner;
        let at: Vec<f64> = named
            .iter()
            .map(|s| {
                if !s.bounded() {
                    return s.quantity.0;
                }
                let up = bit & 1 == 1;
                bit >>= 1;
                if up { s.quantity.1 } else { s.quantity.0 }
            })
            .collect();
        best = best.max(index(&at, weights, remainder, greatest));
    }
    best
}

/// The least that an index can become when suppliers of unknown size join, each with its weight.
///
/// One of size x turns `A / T^2` into `(A + w x^2) / (T + x)^2`, least at `x = A / (w T)`, where its
/// reciprocal is the sum of the reciprocals.
pub(crate) fn diluted(index: f64, weights: impl IntoIterator<Item = f64>) -> f64 {
    if index <= 0.0 {
        return 0.0;
    }
    let reciprocal = weights.into_iter().fold(1.0 / index, |r, w| r + 1.0 / w);
    1.0 / reciprocal
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(percent: &[f64]) -> Vec<Share> {
        percent.iter().map(|p| Share::new(p / 100.0).unwrap()).collect()
    }

    fn points(percent: &[f64]) -> f64 {
        (hhi(&shares(percent)).unwrap().points() * 1e6).round() / 1e6
    }

    #[test]
    fn nine_firms_and_their_mergers_have_the_published_points() {
        // U.S. DOJ and FTC, Horizontal Merger Guidelines, worked cases
        assert_eq!(points(&[25.0, 20.0, 15.0, 10.0, 8.0, 7.0, 6.0, 5.0, 4.0]), 1540.0);
        assert_eq!(points(&[25.0, 20.0, 15.0, 10.0, 8.0, 7.0, 6.0, 9.0]), 1580.0);
        assert_eq!(points(&[45.0, 15.0, 10.0, 8.0, 7.0, 6.0, 5.0, 4.0]), 2540.0);
    }

    #[test]
    fn rare_earth_mines_of_2025_have_5072_points_and_1_97_effective_suppliers() {
        // USGS, Mineral Commodity Summaries 2026: 12 named suppliers and 550 t of others
        let tonnes = [
            270_000.0, 51_000.0, 29_000.0, 22_000.0, 4_800.0, 2_900.0, 2_700.0, 2_600.0, 2_000.0, 1_500.0,
            150.0, 110.0,
        ];
        let total = sum(tonnes) + 550.0;
        let index = hhi(&tonnes.map(|t| Share::new(t / total).unwrap())).unwrap();
        assert_eq!(total, 389_310.0);
        assert_eq!(index.points().round(), 5072.0);
        assert_eq!((index.effective_suppliers() * 100.0).round(), 197.0);
    }

    fn exact(quantity: f64) -> Weighed {
        Weighed { quantity: (quantity, quantity), weight: (1.0, 1.0) }
    }

    #[test]
    fn the_unnamed_remainder_widens_the_index_by_its_square() {
        let (value, low, high) = weighted_squares(&[exact(70.0), exact(20.0)], 10.0, 1.0).unwrap();
        assert!((value.unwrap() - 0.53).abs() < 1e-12);
        assert!((low - 0.53).abs() < 1e-12);
        assert!((high - 0.54).abs() < 1e-12);
    }

    #[test]
    fn a_bounded_supplier_gives_bounds_that_hold_at_every_point_between() {
        let bounded = |low, high| Weighed { quantity: (low, high), weight: (1.0, 1.0) };
        let named = [exact(50.0), exact(20.0), bounded(0.0, 40.0), bounded(5.0, 90.0)];
        let (_, low, high) = weighted_squares(&named, 3.0, 1.0).unwrap();
        for i in 0..=40 {
            for j in 5..=90 {
                let at = [50.0, 20.0, f64::from(i), f64::from(j)];
                let ones = [1.0; 4];
                assert!(index(&at, &ones, 3.0, 0.0) >= low - 1e-12);
                assert!(index(&at, &ones, 3.0, 1.0) <= high + 1e-12);
            }
        }
    }

    #[test]
    fn a_missing_supplier_can_dilute_an_index_of_h_to_h_over_one_plus_h() {
        let h = 0.5072;
        assert!((diluted(h, [1.0]) - h / (1.0 + h)).abs() < 1e-12);
        assert!(diluted(h, [0.0]).abs() < 1e-12);
    }

    #[test]
    fn a_sum_does_not_hang_on_the_order_of_its_terms() {
        let forwards = sum((1..10_000).map(|n| 1.0 / f64::from(n)));
        let backwards = sum((1..10_000).rev().map(|n| 1.0 / f64::from(n)));
        assert_eq!(forwards, backwards);
    }
}
