//! The order of answers: worst first, numbers before bounds, ties by the mineral's id.

use std::cmp::{Ordering, Reverse};

use super::Reading;
use super::answer::{Answer, Headline};
use super::metric::{Direction, Metric};

/// Where an answer stands; the smallest rank comes first.
///
/// The high end decides, else the value, else the low end: so an answer without an upper bound stands
/// where its value is. A method that lacks a parameter has no value; its answers come after those of
/// the others, then net exporters, then minerals without any number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    class: u8,
    number: Reverse<Number>,
}

impl Rank {
    /// Nothing hangs on others.
    pub const NET_EXPORTER: Self = Self { class: 2, number: Reverse(Number(0.0)) };
    /// No number at all.
    pub const NONE: Self = Self { class: 3, number: Reverse(Number(0.0)) };

    /// The rank of a reading, more being worse.
    #[must_use]
    pub fn of(reading: Reading) -> Self {
        let Some(number) = reading.high().or(reading.value()).or(reading.low()) else { return Self::NONE };
        Self { class: 0, number: Reverse(Number(number)) }
    }

    /// The rank of an exposure.
    #[must_use]
    pub fn of_exposure(reading: Reading) -> Self {
        let rank = Self::of(reading);
        Self { class: rank.class.max(u8::from(is_only_a_share(reading))), ..rank }
    }

    /// The rank of a headline.
    #[must_use]
    pub fn of_headline(headline: &Headline) -> Self {
        if headline.net_exporter {
            return Self::NET_EXPORTER;
        }
        let rank = Self::of(headline.reading);
        Self { class: rank.class.max(u8::from(headline.lacks_parameter)), ..rank }
    }
}

/// Without any reliance a source's share is all that bounds an exposure.
pub(crate) fn is_only_a_share(exposure: Reading) -> bool {
    exposure.value().is_none() && exposure.low().is_none()
}

/// A finite number in its total order.
#[derive(Debug, Clone, Copy)]
struct Number(f64);

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// Worst headline first, ties by id.
pub(crate) fn by_rank(a: &Answer<'_>, b: &Answer<'_>) -> Ordering {
    let rank = |x: &Answer<'_>| x.headline.as_ref().map_or(Rank::NONE, Rank::of_headline);
    rank(a).cmp(&rank(b)).then_with(|| a.info.id.cmp(&b.info.id))
}

/// Orders by another metric, worst first: by the worst end of what it reads at any stage or product.
/// Where neither way is worse, the largest first; minerals without a number last; ties by id.
pub fn sort_by_metric(answers: &mut [Answer<'_>], metric: &Metric) {
    let worst = |x: &Answer<'_>| {
        let lower = metric.direction == Direction::LowerIsWorse;
        let end = |r: &Reading| {
            let ends = if lower { [r.low(), r.value(), r.high()] } else { [r.high(), r.value(), r.low()] };
            ends.into_iter().flatten().next().map(|n| Number(if lower { -n } else { n }))
        };
        x.readings(metric).iter().filter_map(end).max()
    };
    answers.sort_by(|a, b| worst(b).cmp(&worst(a)).then_with(|| a.info.id.cmp(&b.info.id)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_high_end_decides_else_the_value_else_the_low_end() {
        let sure = Rank::of(Reading::exact(0.5));
        let wide = Rank::of(Reading::new(Some(0.4), Some(0.4), Some(0.6)));
        let open = Rank::of(Reading::new(None, Some(0.9), None));
        assert!(open < wide && wide < sure);
        assert!(sure < Rank::NET_EXPORTER && Rank::NET_EXPORTER < Rank::NONE);
    }
}
