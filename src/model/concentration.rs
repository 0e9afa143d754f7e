//! Concentration: sums of squared shares and their bounds where something is unknown.

use super::Share;

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
    sum(sorted.into_iter().take(n)).min(1.0)
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

/// A quantity and its weight, each perhaps only bounded. The quantity in between is the one that
/// counts in the value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weighed {
    /// At least, taken, at most; at most may be infinite.
    pub quantity: (f64, f64, f64),
    /// Weight, from and to; equal where it is known.
    pub weight: (f64, f64),
}

impl Weighed {
    fn is_bounded(&self) -> bool {
        self.quantity.0 < self.quantity.2
    }
}

/// A weighted sum of squared shares: the value, where all weights are known, and its bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Squares {
    /// With every quantity as taken, and the remainder as dust.
    pub value: Option<f64>,
    /// No lower than this.
    pub low: f64,
    /// No higher than this; none where a quantity has no upper end.
    pub high: Option<f64>,
}

/// More bounded quantities than this, and the upper bound is taken crudely, not at each corner.
const MOST_CORNERS: usize = 12;

/// `sum(weight x share^2)` over named suppliers and an unnamed remainder, whose weight is 0 (dust) at
/// the low end and the greatest (one supplier) at the high end. `None` where nothing is supplied.
///
/// The ratio of a norm to a linear form is quasi-convex: its maximum over a box is at a corner, and
/// walking down one coordinate at a time finds its minimum.
pub(crate) fn weighted_squares(named: &[Weighed], remainder: Weighed) -> Option<Squares> {
    let mut all = named.to_vec();
    all.push(remainder);
    let taken: Vec<f64> = all.iter().map(|s| s.quantity.1).collect();
    if sum(taken.iter().copied()) <= 0.0 {
        return None;
    }
    let light: Vec<f64> = all.iter().map(|s| s.weight.0).collect();
    let heavy: Vec<f64> = all.iter().map(|s| s.weight.1).collect();
    let known = named.iter().all(|s| s.weight.0 >= s.weight.1);
    let value = known.then(|| index(&taken, &light));
    let low = lowest(&all, &light);
    let closed = all.iter().all(|s| s.quantity.2.is_finite());
    Some(Squares { value, low, high: closed.then(|| highest(&all, &heavy)) })
}

fn index(quantities: &[f64], weights: &[f64]) -> f64 {
    let total = sum(quantities.iter().copied());
    if total <= 0.0 {
        return 0.0;
    }
    let share = |q: f64| q / total;
    sum(quantities.iter().zip(weights).map(|(q, w)| w * share(*q) * share(*q)))
}

fn lowest(all: &[Weighed], weights: &[f64]) -> f64 {
    let pairs = || all.iter().zip(weights);
    if pairs().any(|(s, w)| *w <= 0.0 && s.quantity.2.is_infinite()) {
        return 0.0; // endless supply of no weight leaves nothing of the index
    }
    // dust of no weight only dilutes: all of it
    let start = |(s, w): (&Weighed, &f64)| if *w <= 0.0 { s.quantity.2 } else { s.quantity.0 };
    let mut at: Vec<f64> = pairs().map(start).collect();
    if !pairs().any(|(s, w)| s.is_bounded() && *w > 0.0) {
        return index(&at, weights);
    }
    for _ in 0..200 {
        let mut total = sum(at.iter().copied());
        let mut squares = sum(at.iter().zip(weights).map(|(q, w)| w * q * q));
        let mut settled = true;
        for (q, (s, w)) in at.iter_mut().zip(pairs()).filter(|(_, (s, w))| s.is_bounded() && **w > 0.0) {
            let before = *q;
            *q = (squares / (total * w)).clamp(s.quantity.0, s.quantity.2);
            total += *q - before;
            squares += w * (*q * *q - before * before);
            settled &= (*q - before).abs() <= total * f64::EPSILON;
        }
        if settled {
            break;
        }
    }
    index(&at, weights)
}

fn highest(all: &[Weighed], weights: &[f64]) -> f64 {
    let corners = all.iter().filter(|s| s.is_bounded()).count();
    let greatest = weights.iter().copied().fold(0.0, f64::max);
    if corners > MOST_CORNERS {
        let total = sum(all.iter().map(|s| s.quantity.0));
        let crude = sum(all.iter().zip(weights).map(|(s, w)| w * s.quantity.2 * s.quantity.2));
        return if total > 0.0 { (crude / (total * total)).min(greatest) } else { greatest };
    }
    // from corner to corner one quantity changes (Gray 1953), so that each takes two additions
    let bounded: Vec<(usize, &Weighed)> = all.iter().enumerate().filter(|(_, s)| s.is_bounded()).collect();
    let mut at: Vec<f64> = all.iter().map(|s| s.quantity.0).collect();
    let mut best = at.clone();
    let mut total = sum(at.iter().copied());
    let mut squares = sum(at.iter().zip(weights).map(|(q, w)| w * q * q));
    let mut most = index(&at, weights);
    for corner in 1..(1_usize << corners) {
        let turned = usize::try_from(corner.trailing_zeros()).unwrap_or_default();
        let Some((i, s)) = bounded.get(turned) else { break };
        let (Some(q), Some(w)) = (at.get_mut(*i), weights.get(*i)) else { break };
        let (low, _, high) = s.quantity;
        let before = std::mem::replace(q, if *q > low { low } else { high });
        total += *q - before;
        squares += w * (*q * *q - before * before);
        let found = squares / (total * total);
        if total > 0.0 && found > most {
            most = found;
            best.clone_from(&at);
        }
    }
    index(&best, weights)
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

    fn exact(quantity: f64) -> Weighed {
        Weighed { quantity: (quantity, quantity, quantity), weight: (1.0, 1.0) }
    }

    fn bounded(low: f64, high: f64) -> Weighed {
        Weighed { quantity: (low, low, high), weight: (1.0, 1.0) }
    }

    fn dust(quantity: f64) -> Weighed {
        Weighed { weight: (0.0, 1.0), ..exact(quantity) }
    }

    #[test]
    fn the_unnamed_remainder_widens_the_index_by_its_square() {
        let squares = weighted_squares(&[exact(70.0), exact(20.0)], dust(10.0)).unwrap();
        assert!((squares.value.unwrap() - 0.53).abs() < 1e-12);
        assert!((squares.low - 0.53).abs() < 1e-12);
        assert!((squares.high.unwrap() - 0.54).abs() < 1e-12);
    }

    #[test]
    fn bounded_suppliers_and_a_bounded_remainder_give_bounds_that_hold_at_every_point_between() {
        let named = [exact(50.0), exact(20.0), bounded(0.0, 40.0), bounded(5.0, 90.0)];
        let remainder = Weighed { weight: (0.0, 1.0), ..bounded(3.0, 30.0) };
        let squares = weighted_squares(&named, remainder).unwrap();
        for i in 0..=40 {
            for j in 5..=90 {
                for r in [3.0, 11.0, 30.0] {
                    let at = [50.0, 20.0, f64::from(i), f64::from(j), r];
                    assert!(index(&at, &[1.0, 1.0, 1.0, 1.0, 0.0]) >= squares.low - 1e-12);
                    assert!(index(&at, &[1.0; 5]) <= squares.high.unwrap() + 1e-12);
                }
            }
        }
    }

    #[test]
    fn a_quantity_without_an_upper_end_leaves_a_low_end_only() {
        let squares = weighted_squares(&[exact(100.0), bounded(900.0, f64::INFINITY)], dust(0.0)).unwrap();
        assert!((squares.low - (0.01 + 0.81)).abs() < 1e-12);
        assert!(squares.high.is_none());
    }

    #[test]
    fn a_supplier_of_unknown_weight_and_size_takes_the_low_end_away() {
        let unknown = Weighed { quantity: (10.0, 10.0, f64::INFINITY), weight: (0.0, 10.0) };
        let squares = weighted_squares(&[unknown], Weighed { weight: (0.0, 10.0), ..exact(0.0) }).unwrap();
        assert_eq!((squares.value, squares.low), (None, 0.0));
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
