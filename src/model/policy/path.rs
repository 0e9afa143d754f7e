//! The path of a number in the JSON of `score`: a metric or the headline, whole or one part of it.

use std::fmt;

use crate::model::{Metric, Reading};

/// A number's path: `stages.hhi`, `headline.value`.
#[derive(Debug, Clone, Copy)]
pub struct Path {
    of: Option<&'static Metric>,
    /// Which part of the number.
    pub part: Part,
}

/// Which part of a number that the unknown may widen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it: a limit must hold at both ends.
    Whole,
    /// The best single number.
    Value,
    /// The low end.
    Low,
    /// The high end.
    High,
}

const HEADLINE: &str = "headline";

impl Path {
    /// Reads a path; its last part may name one part of the number. A metric's short name will do.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix("results.").unwrap_or(text);
        let whole = |text: &str, part| {
            if text == HEADLINE {
                // the headline is its value: what is not known widens it under either name
                let part = if part == Part::Value { Part::Whole } else { part };
                return Some(Self { of: None, part });
            }
            let by = |name: fn(&Metric) -> &'static str| Metric::all().find(|m| name(m) == text);
            let metric = by(|m| m.path).or_else(|| by(Metric::short))?;
            Some(Self { of: Some(metric), part })
        };
        let parts = [(".value", Part::Value), (".low", Part::Low), (".high", Part::High)];
        let of_part = |(end, part)| text.strip_suffix(end).and_then(|text| whole(text, part));
        whole(text, Part::Whole).or_else(|| parts.into_iter().find_map(of_part))
    }

    /// Every path that there is, without its parts.
    pub fn all() -> impl Iterator<Item = &'static str> {
        std::iter::once(HEADLINE).chain(Metric::all().map(|metric| metric.path))
    }

    /// The metric; none where it is the headline of the method.
    #[must_use]
    pub fn metric(&self) -> Option<&'static Metric> {
        self.of
    }

    /// It is the same number, whichever part of it.
    #[must_use]
    pub fn is_of(&self, other: &Self) -> bool {
        self.name() == other.name()
    }

    fn name(&self) -> &'static str {
        self.of.map_or(HEADLINE, |metric| metric.path)
    }

    /// The part of a reading that it names; a part that is not known is none.
    #[must_use]
    pub fn of(&self, reading: Reading) -> Option<Reading> {
        let part = match self.part {
            Part::Whole => return Some(reading).filter(|r| !r.is_empty()),
            Part::Value => reading.value(),
            Part::Low => reading.low(),
            Part::High => reading.high(),
        };
        part.map(Reading::exact)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = match self.part {
            Part::Whole => "",
            Part::Value => ".value",
            Part::Low => ".low",
            Part::High => ".high",
        };
        write!(f, "{}{part}", self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, Path};

    #[test]
    fn a_path_is_a_metric_or_the_headline_with_or_without_a_part() {
        let read = |text| Path::parse(text).map(|path| (path.to_string(), path.part));
        assert_eq!(read("headline.value"), Some(("headline".to_owned(), Part::Whole)));
        assert_eq!(read("stages.hhi"), Some(("stages.hhi".to_owned(), Part::Whole)));
        assert_eq!(read("hhi.high"), Some(("stages.hhi.high".to_owned(), Part::High)));
        assert_eq!(read("results.headline.low"), Some(("headline.low".to_owned(), Part::Low)));
        for none in ["", "stages", "hhii", "headline.valu", "stages.hhi.high.low", "eu_sr.si_sr"] {
            assert_eq!(read(none), None, "{none}");
        }
    }

    #[test]
    fn every_metric_has_a_path_that_is_read_back() {
        for path in Path::all() {
            assert_eq!(Path::parse(path).unwrap().to_string(), path);
        }
    }
}
