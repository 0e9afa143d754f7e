//! The list of metrics: each number that a score is made of, with its unit, range, direction,
//! formula, source and derivation.
//!
//! Table columns, JSON keys, `explain`, `--sort` and (later) limits name a metric by its path in the
//! JSON, and all come from this list. To add one: write its reading and derivation beside its
//! neighbours, and add it to the list of its subject.

mod dependency;
mod eu;
mod geopolrisk;
mod reserves;
mod stage;
mod terms;
mod traced;

use super::Reading;
use super::dependency::Dependency;
use super::derivation::Derivation;
use super::eu::EuScore;
use super::geopolrisk::GeoPolRisk;
use super::reserves::Reserves;
use super::supply::Supply;
use super::traced::Traced;

/// What a metric's number counts, which decides how it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Part of a whole: 0 to 1 in JSON and CSV, percent in tables.
    Share,
    /// Sum of squared shares: 0 to 1 in JSON and CSV, points to 10 000 in tables.
    Hhi,
    /// Sum of squared shares times a weight of 0 to 10.
    Weighted,
    /// A number of suppliers, whole or equivalent.
    Count,
    /// A calendar year.
    Year,
    /// A span of years.
    Years,
    /// A quantity in the unit that stands beside it.
    Quantity,
    /// A number that has no unit, or that its name tells.
    Ratio,
}

/// Which way risk lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More is worse.
    HigherIsWorse,
    /// Less is worse.
    LowerIsWorse,
    /// Neither: it describes.
    Neutral,
}

/// How a metric is computed and explained, by what it is about.
#[derive(Clone, Copy)]
pub enum Subject {
    /// About the supply of a stage.
    Stage(fn(&Supply<'_>) -> Option<Reading>, for<'a> fn(&Supply<'a>) -> Derivation<'a>),
    /// About reserves.
    Reserves(fn(&Reserves<'_>) -> Option<Reading>, for<'a> fn(&Reserves<'a>) -> Derivation<'a>),
    /// About what a consumer depends on.
    Dependency(fn(&Dependency<'_>) -> Option<Reading>, for<'a> fn(&Dependency<'a>) -> Derivation<'a>),
    /// About where what a consumer uses was put out.
    Traced(fn(&Traced<'_>) -> Option<Reading>, for<'a> fn(&Traced<'a>) -> Derivation<'a>),
    /// About the risk of a consumer's imports by GeoPolRisk.
    GeoPolRisk(fn(&GeoPolRisk<'_>) -> Option<Reading>, for<'a> fn(&GeoPolRisk<'a>) -> Derivation<'a>),
    /// About the mineral's criticality as the EU's study has it.
    Eu(fn(&EuScore<'_>) -> Option<Reading>, for<'a> fn(&EuScore<'a>) -> Derivation<'a>),
}

/// One metric.
#[derive(Clone, Copy)]
pub struct Metric {
    /// Path in the JSON of a result: `stages.hhi`.
    pub path: &'static str,
    /// Heading in tables.
    pub title: &'static str,
    /// What it tells, in a sentence.
    pub meaning: &'static str,
    /// What its number counts.
    pub measure: Measure,
    /// Smallest and largest possible number; `None` where there is no largest.
    pub range: (f64, Option<f64>),
    /// Which way risk lies.
    pub direction: Direction,
    /// The formula.
    pub formula: &'static str,
    /// Who defined it: author, year, DOI; or the publisher of the figure.
    pub source: &'static str,
    /// How it is computed and explained.
    pub subject: Subject,
}

impl Metric {
    /// Every metric, in the order of the JSON.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        let of_supply = stage::METRICS.iter().chain(reserves::METRICS);
        let of_consumer = dependency::METRICS.iter().chain(traced::METRICS).chain(geopolrisk::METRICS);
        of_supply.chain(of_consumer).chain(eu::METRICS)
    }

    /// It speaks of a consumer.
    #[must_use]
    pub fn is_of_consumer(&self) -> bool {
        !matches!(self.subject, Subject::Stage(..) | Subject::Reserves(..) | Subject::Eu(..))
    }

    /// Its path without the first step: `hhi`.
    #[must_use]
    pub fn short(&self) -> &'static str {
        self.path.split_once('.').map_or(self.path, |(_, end)| end)
    }

    /// The metric of a path: whole (`stages.hhi`), with the part of a reading (`stages.hhi.high`), or
    /// without its first step where that leaves one, the stage's before the others (`hhi`).
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        let name =
            name.strip_prefix("results.").unwrap_or(name).replace("other_dependencies.", "dependency.");
        let whole = ["", ".value", ".low", ".high", "_low", "_high"]
            .map(|part| name.strip_suffix(part).unwrap_or(&name));
        let by_path = |n: &str| Self::all().find(|m| m.path == n);
        let by_end = |n: &str| Self::all().find(|m| m.short() == n);
        let parts = || name.split_once('.').and_then(|(head, _)| by_path(head)); // it explains its parts as well
        whole.iter().find_map(|n| by_path(n)).or_else(|| whole.iter().find_map(|n| by_end(n))).or_else(parts)
    }
}

impl std::fmt::Debug for Metric {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::Metric;

    #[test]
    fn every_metric_is_found_by_its_path_and_by_its_short_name() {
        for metric in Metric::all() {
            assert_eq!(Metric::named(metric.path).unwrap().path, metric.path);
        }
        assert_eq!(Metric::named("hhi").unwrap().path, "stages.hhi");
        assert_eq!(Metric::named("reserves.hhi.high").unwrap().path, "reserves.hhi");
        assert_eq!(Metric::named("exposure").unwrap().path, "dependency.exposure");
        assert_eq!(Metric::named("eu_sr.si_sr").unwrap().path, "eu_sr");
        assert!(Metric::named("risk").is_none());
    }

    #[test]
    fn no_two_metrics_share_a_path() {
        let mut paths: Vec<_> = Metric::all().map(|m| m.path).collect();
        paths.sort_unstable();
        let count = paths.len();
        paths.dedup();
        assert_eq!(paths.len(), count);
    }
}
