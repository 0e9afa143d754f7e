//! Metrics of dependency: reliance on imports, and on one source of them.

use super::terms::{spelled, square};
use super::{Direction, Measure, Metric, Subject};
use crate::model::dependency::Dependency;
use crate::model::derivation::{Derivation, Term, Worked};
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
            |d| Derivation::as_published(reliance_term(d)),
        ),
    },
    Metric {
        path: "dependency.import_reliance",
        title: "Import reliance",
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
        formula: "sum of share^2 over the named sources; the rest r to the whole adds r^2 at the high end",
        source: "Hirschman 1964, American Economic Review 54(5), 761",
        subject: Subject::Dependency(|d| d.import_hhi(), import_hhi),
    },
    Metric {
        path: "dependency.top_source.share",
        title: "Largest source's share",
        meaning: "share of the largest foreign source in imports",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::HigherIsWorse,
        formula: "as published, mean of the period's years",
        source: "figures of the import sources' source",
        subject: Subject::Dependency(
            |d| d.top_source().map(|(_, s)| Reading::exact(s.get())),
            |d| Derivation::as_published(top_term(d).into_iter().collect()),
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
        status: Some(percent.status),
        origins: vec![&row.origin],
    }]
}

fn source_term<'a>(row: &'a ImportSourceRow) -> Term<'a> {
    let share = row.share.get();
    Term {
        label: row.exporter.to_string(),
        numbers: vec![("share", share, Measure::Share), ("square", share * share, Measure::Hhi)],
        status: None,
        origins: vec![&row.origin],
    }
}

fn top_term<'a>(d: &Dependency<'a>) -> Option<Term<'a>> {
    let (_, row) = d.named().next()?;
    let mut term = source_term(row);
    term.numbers.truncate(1);
    Some(term)
}

fn reliance<'a>(d: &Dependency<'a>) -> Derivation<'a> {
    let mut derivation = Derivation::as_published(reliance_term(d));
    match d.import_reliance() {
        _ if d.is_net_exporter() => derivation.notes.push(
            "net exporter: exports exceed imports, so there is no reliance to put a number on".to_owned(),
        ),
        Some(reading) if reading.value().is_none() => {
            derivation.notes.push("the publisher gives only a bound".to_owned());
        }
        Some(_) => {}
        None => {
            let note = d.reliance.map_or("", |r| r.note.as_str());
            let why = if note.is_empty() { "the publisher gives no figure" } else { note };
            derivation.notes.push(format!("no number: {why}"));
            derivation.worked = Worked::default();
        }
    }
    derivation
}

fn import_hhi<'a>(d: &Dependency<'a>) -> Derivation<'a> {
    let named: Vec<_> = d.named().collect();
    let sum = spelled(named.iter().map(|(_, row)| square(row.share.get())));
    let mut notes = Vec::new();
    if d.unnamed() > 0.0 {
        notes.push(
            "the sources of the rest of imports are not named: dust at the low end, one source at the high end"
                .to_owned(),
        );
    }
    let terms = d.sources.iter().copied().map(source_term).collect();
    Derivation { worked: sum.equals(d.import_hhi(), Measure::Hhi), terms, notes }
}

fn exposure<'a>(d: &Dependency<'a>) -> Derivation<'a> {
    let mut terms = reliance_term(d);
    terms.extend(top_term(d));
    let mut notes = reliance(d).notes;
    let (Some((_, share)), Some(reliance)) = (d.top_source(), d.import_reliance()) else {
        if d.top_source().is_none() {
            notes.push("no source of imports is named".to_owned());
        }
        return Derivation { worked: Worked::default(), terms, notes };
    };
    let factor = match reliance.value() {
        Some(r) => Worked::default().number(r, Measure::Share),
        None => Worked::default()
            .text("(")
            .number(reliance.low().unwrap_or(0.0), Measure::Share)
            .text(" to ")
            .number(reliance.high().unwrap_or(1.0), Measure::Share)
            .text(")"),
    };
    let product = factor.text(" × ").number(share.get(), Measure::Share);
    if d.exposure().and_then(Reading::high).is_some() && reliance.value().is_some() {
        notes.push(
            "more of the imports is unnamed than the largest named source: it may hide a larger one"
                .to_owned(),
        );
    }
    Derivation { worked: product.equals(d.exposure(), Measure::Share), terms, notes }
}
