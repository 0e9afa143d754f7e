//! The order of answers: worst first, numbers before bounds, ties by the mineral's id.

use std::cmp::{Ordering, Reverse};

use super::Reading;
use super::answer::{Answer, Headline};
use super::metric::{Direction, Metric};

/// Where an answer stands; the smallest rank comes first.
///
/// A reading with a value comes before one that has only bounds, then net exporters, then those
/// without any number. Among equals the high end decides, else the value, else the low end.
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
        Self { class: u8::from(reading.value().is_none()), number: Reverse(Number(number)) }
    }

    /// The rank of a headline.
    #[must_use]
    pub fn of_headline(headline: &Headline) -> Self {
        if headline.net_exporter { Self::NET_EXPORTER } else { Self::of(headline.reading) }
    }
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

/// Orders by another metric, worst first; where neither way is worse, the largest first.
pub fn sort_by_metric(answers: &mut [Answer<'_>], metric: &Metric) {
    let rank = |x: &Answer<'_>| {
        let reading = x.read(metric)?;
        let number = reading.high().or(reading.value()).or(reading.low())?;
        let lower_is_worse = metric.direction == Direction::LowerIsWorse;
        Some(Number(if lower_is_worse { -number } else { number }))
    };
    answers.sort_by(|a, b| rank(b).cmp(&rank(a)).then_with(|| a.info.id.cmp(&b.info.id)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_comes_before_a_bound_and_a_bound_before_nothing() {
        let number = Rank::of(Reading::exact(0.1));
        let bound = Rank::of(Reading::new(None, Some(0.9), None));
        assert!(number < bound && bound < Rank::NET_EXPORTER && Rank::NET_EXPORTER < Rank::NONE);
    }

    #[test]
    fn among_numbers_the_high_end_decides() {
        let sure = Rank::of(Reading::exact(0.5));
        let wide = Rank::of(Reading::new(Some(0.4), Some(0.4), Some(0.6)));
        assert!(wide < sure);
    }
}
