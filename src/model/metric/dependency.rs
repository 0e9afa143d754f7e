//! Metrics of dependency: reliance on imports, and on one source of them.

use super::terms::{equation, spelled};
use super::{Direction, Measure, Metric, Subject};
use crate::model::dependency::Dependency;
use crate::model::derivation::{Derivation, Term};
use crate::model::{ImportSourceRow, Reading};

/// In the order of the JSON.
pub(super) const METRICS: &[Metric] = &[
    Metric {
        path: "dependency.year",
        title: "Reliance of",
        meaning: "the year of the reliance",
        measure: Measure::Year,
        range: (1800.0, Some(2200.0)),
        direction: Direction::Neutral,
        formula: "the newest year; with --year, the newest not after it",
        source: "figures of the reliance's source",
        subject: Subject::Dependency(
            |d| d.reliance.map(|r| Reading::exact(f64::from(r.year.get()))),
            |d| Derivation { worked: "as published".to_owned(), terms: reliance_term(d), notes: Vec::new() },
        ),
    },
    Metric {
        path: "dependency.import_reliance",
        title: "Reliance",
        meaning: "net imports as a share of apparent consumption; a net exporter has none",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::HigherIsWorse,
        formula: "(imports - exports +/- stock changes) / apparent consumption, as published",
        source: "USGS, Mineral Commodity Summaries, appendix on net import reliance",
        subject: Subject::Dependency(|d| d.import_reliance(), reliance),
    },
    Metric {
        path: "dependency.import_hhi",
        title: "Import HHI",
        meaning: "concentration of the sources of imports",
        measure: Measure::Hhi,
        range: (0.0, Some(1.0)),
        direction: Direction::HigherIsWorse,
        formula: "sum of share^2 over the named sources; the unnamed rest r adds r^2 at the high end",
        source: "Hirschman 1964, American Economic Review 54(5), 761",
        subject: Subject::Dependency(|d| d.import_hhi(), import_hhi),
    },
    Metric {
        path: "dependency.top_source.share",
        title: "Share",
        meaning: "share of the largest foreign source in imports",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::HigherIsWorse,
        formula: "as published, mean of the period's years",
        source: "figures of the import sources' source",
        subject: Subject::Dependency(
            |d| d.top_source().map(|(_, s)| Reading::exact(s.get())),
            |d| Derivation {
                worked: "as published".to_owned(),
                terms: top_term(d).into_iter().collect(),
                notes: Vec::new(),
            },
        ),
    },
    Metric {
        path: "dependency.exposure",
        title: "Exposure",
        meaning: "how much of the consumer's use hangs on its largest foreign source",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::HigherIsWorse,
        formula: "net import reliance x share of the largest foreign source in imports",
        source: "as defined here from the two published figures",
        subject: Subject::Dependency(|d| d.exposure(), exposure),
    },
];

fn reliance_term<'a>(d: &Dependency<'a>) -> Vec<Term<'a>> {
    let Some(row) = d.reliance else { return Vec::new() };
    let bound = |p: Option<f64>, name| p.map(|p| (name, p / 100.0, Measure::Share));
    let percent = row.percent;
    let numbers =
        [bound(percent.value, "reliance"), bound(percent.low, "more_than"), bound(percent.high, "less_than")];
    vec![Term {
        label: format!("net import reliance of {}", d.consumer),
        numbers: numbers.into_iter().flatten().collect(),
        origins: vec![&row.origin],
    }]
}

fn source_term<'a>(row: &'a ImportSourceRow) -> Term<'a> {
    let share = row.share.get();
    Term {
        label: row.exporter.to_string(),
        numbers: vec![("share", share, Measure::Share), ("square", share * share, Measure::Hhi)],
        origins: vec![&row.origin],
    }
}

fn top_term<'a>(d: &Dependency<'a>) -> Option<Term<'a>> {
    let (top, _) = d.top_source()?;
    let (_, row) = d.named().find(|(country, _)| *country == top)?;
    let mut term = source_term(row);
    term.numbers.truncate(1);
    Some(term)
}

fn reliance<'a>(d: &Dependency<'a>) -> Derivation<'a> {
    let mut notes = Vec::new();
    if d.is_net_exporter() {
        notes.push(
            "net exporter: exports exceed imports, so there is no reliance to put a number on".to_owned(),
        );
    } else if d.import_reliance().is_some_and(|r| r.value().is_none()) {
        notes.push("the publisher gives only a bound".to_owned());
    }
    Derivation { worked: "as published".to_owned(), terms: reliance_term(d), notes }
}

fn import_hhi<'a>(d: &Dependency<'a>) -> Derivation<'a> {
    let named: Vec<_> = d.named().collect();
    let sum = spelled(named.iter().map(|(_, row)| format!("{:.2}²", row.share.get())));
    let rest = d.unnamed();
    let notes = if rest > 0.0 {
        vec![format!("{rest:.2} of imports is not named: dust at the low end, one source at the high end")]
    } else {
        Vec::new()
    };
    let terms = d.sources.iter().copied().map(source_term).collect();
    Derivation { worked: equation(&sum, d.import_hhi()), terms, notes }
}

fn exposure<'a>(d: &Dependency<'a>) -> Derivation<'a> {
    let mut terms = reliance_term(d);
    terms.extend(top_term(d));
    let Derivation { notes, .. } = reliance(d);
    let (Some((_, share)), Some(reliance)) = (d.top_source(), d.import_reliance()) else {
        return Derivation { worked: "not computed".to_owned(), terms, notes };
    };
    let product = match reliance.value() {
        Some(r) => format!("{r:.2} × {:.2}", share.get()),
        None => format!(
            "({} to {}) × {:.2}",
            reliance.low().unwrap_or(0.0),
            reliance.high().unwrap_or(1.0),
            share.get()
        ),
    };
    Derivation { worked: equation(&product, d.exposure()), terms, notes }
}
