//! What an answer reads for a path: each number with its stage, its product, and who stands behind it.

use super::path::Path;
use crate::model::dependency::Dependency;
use crate::model::supply::Supply;
use crate::model::{Answer, CountryCode, Reading, Stage, Subject, eu};

/// A number of an answer, or that there is none.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Observed {
    /// At which stage.
    pub stage: Option<Stage>,
    /// Of which product; empty means all.
    pub product: String,
    /// The number.
    pub reading: Option<Reading>,
    /// There is none because nothing hangs on others.
    pub net_exporter: bool,
    /// The largest supplier or source.
    pub country: Option<CountryCode>,
    /// The publishers' editions.
    pub source: String,
}

/// Every number that the answer has for the path; those without one are there too.
pub(super) fn observe(answer: &Answer<'_>, path: &Path) -> Vec<Observed> {
    let all = match path.metric() {
        None => headline(answer),
        Some(metric) => match metric.subject {
            Subject::Stage(read, _) => {
                answer.stages.iter().map(|s| of_supply(s, widened(metric.path, s, read(s)))).collect()
            }
            Subject::Reserves(read, _) => answer
                .reserves
                .iter()
                .map(|r| Observed { reading: read(r), source: r.source.clone(), ..Observed::default() })
                .collect(),
            Subject::Dependency(read, _) => {
                answer.dependency.iter().map(|d| of_dependency(d, sourced(metric.path, d, read(d)))).collect()
            }
            Subject::Traced(read, _) => answer
                .traced
                .iter()
                .map(|t| Observed {
                    stage: Some(t.stage),
                    reading: read(t),
                    country: t.top_source().map(|(country, _)| country),
                    ..Observed::default()
                })
                .collect(),
            Subject::GeoPolRisk(read, _) => answer
                .geopolrisk
                .iter()
                .map(|g| Observed { stage: Some(g.stage), reading: read(g), ..Observed::default() })
                .collect(),
            Subject::Eu(read, _) => answer
                .eu
                .iter()
                .map(|score| Observed {
                    stage: Some(score.stage),
                    reading: read(score),
                    net_exporter: score.is_net_exporter(),
                    source: format!("{} {}", eu::SCHEME, eu::EDITION),
                    ..Observed::default()
                })
                .collect(),
        },
    };
    let part = |o: Observed| Observed { reading: o.reading.and_then(|r| path.of(r)), ..o };
    all.into_iter().map(part).collect()
}

/// The number that ranks it, with who stands behind it at its stage.
fn headline(answer: &Answer<'_>) -> Vec<Observed> {
    let Some(headline) = answer.headline else { return Vec::new() };
    let at = |stage| stage == headline.stage;
    let behind = if headline.method.of_consumer {
        answer.dependency.iter().find(|d| at(d.stage)).map(|d| of_dependency(d, None))
    } else {
        answer.stages.iter().find(|s| at(s.stage)).map(|s| of_supply(s, None))
    };
    vec![Observed {
        stage: Some(headline.stage),
        reading: Some(headline.reading),
        net_exporter: headline.net_exporter,
        product: String::new(),
        ..behind.unwrap_or_default()
    }]
}

fn of_supply(supply: &Supply<'_>, reading: Option<Reading>) -> Observed {
    Observed {
        stage: Some(supply.stage),
        reading,
        country: supply.mix.suppliers.first().map(|top| top.country),
        source: supply.source.clone(),
        ..Observed::default()
    }
}

fn of_dependency(dependency: &Dependency<'_>, reading: Option<Reading>) -> Observed {
    Observed {
        stage: Some(dependency.stage),
        product: dependency.product.to_owned(),
        reading,
        net_exporter: dependency.is_net_exporter(),
        country: dependency.top_source().map(|(country, _)| country),
        source: dependency.source(),
    }
}

/// A limit asks what can be, not what is named: the unnamed rest may be one supplier, and beside one whose
/// output nobody tells every share can be anything.
fn widened(path: &str, supply: &Supply<'_>, reading: Option<Reading>) -> Option<Reading> {
    let value = reading?.value()?;
    let rest = supply.mix.unknown_share().map_or(0.0, |share| share.get());
    let (low, high) = match path {
        "stages.top_supplier.share" => (value, value.max(rest)),
        "stages.cr3" => (value, (value + rest).min(1.0)),
        "stages.supply_without_largest" => (value.min(1.0 - rest), value),
        _ => return reading,
    };
    let known = supply.mix.missing.is_empty();
    let (low, high) = if known { (low, high) } else { (0.0, 1.0) };
    Some(if low < high { Reading::new(Some(value), Some(low), Some(high)) } else { Reading::exact(value) })
}

/// The same for the sources of a consumer.
fn sourced(path: &str, dependency: &Dependency<'_>, reading: Option<Reading>) -> Option<Reading> {
    if path != "dependency.top_source.share" {
        return reading;
    }
    let (_, share) = dependency.top_source()?;
    let most = dependency.largest_possible(share);
    let wide = most > share.get();
    if wide { Some(Reading::new(Some(share.get()), Some(share.get()), Some(most))) } else { reading }
}
