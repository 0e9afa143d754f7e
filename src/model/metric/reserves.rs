//! Metrics of reserves: how much, whose, and for how long.

use super::terms::{all, published, spelled, squares, unknowns};
use super::{Direction, Measure, Metric, Subject};
use crate::model::Reading;
use crate::model::derivation::{Derivation, Term, Worked};
use crate::model::reserves::{Life, Reserves};

/// In the order of the JSON.
pub(super) const METRICS: &[Metric] = &[
    Metric {
        path: "reserves.year",
        title: "Reserves of",
        meaning: "the year as of which reserves are given",
        measure: Measure::Year,
        range: (1800.0, Some(2200.0)),
        direction: Direction::Neutral,
        formula: "the newest year; with --year, the newest not after it",
        source: "figures of the reserves' source",
        subject: Subject::Reserves(|r| Some(Reading::exact(f64::from(r.year.get()))), year),
    },
    Metric {
        path: "reserves.quantity",
        title: "Reserves",
        meaning: "what all holders have, the unnamed ones included; a lower bound where one is not told",
        measure: Measure::Quantity,
        range: (0.0, None),
        direction: Direction::LowerIsWorse,
        formula: "sum of the rows",
        source: "figures of the reserves' source",
        subject: Subject::Reserves(|r| r.mix.quantity().map(Reading::exact), quantity),
    },
    Metric {
        path: "reserves.published",
        title: "Published reserves",
        meaning: "the publisher's own world total; `more than` is only a low end",
        measure: Measure::Quantity,
        range: (0.0, None),
        direction: Direction::Neutral,
        formula: "as published",
        source: "figures of the reserves' source",
        subject: Subject::Reserves(
            |r| r.mix.published.map(|p| p.reading),
            |r| Derivation::as_published(published(&r.mix).into_iter().collect()),
        ),
    },
    Metric {
        path: "reserves.years",
        title: "Reserve life",
        meaning: "how many years of present output the reserves are; not a forecast, and no measure of risk",
        measure: Measure::Years,
        range: (0.0, None),
        direction: Direction::Neutral,
        formula: "reserves / mine output, where both are weighed on one basis",
        source: "static reserve life (R/P)",
        subject: Subject::Reserves(
            |r| match r.life {
                Life::Years(reading) => Some(reading),
                Life::Absent(_) => None,
            },
            years,
        ),
    },
    Metric {
        path: "reserves.hhi",
        title: "Reserves HHI",
        meaning: "concentration of the holders of reserves",
        measure: Measure::Hhi,
        range: (0.0, Some(1.0)),
        direction: Direction::HigherIsWorse,
        formula: "sum of share^2; the unnamed rest r adds r^2 at the high end",
        source: "Hirschman 1964, American Economic Review 54(5), 761",
        subject: Subject::Reserves(|r| r.hhi(), hhi),
    },
];

fn rows_of<'a>(r: &Reserves<'a>, worked: Worked) -> Derivation<'a> {
    let mut notes = unknowns(&r.mix);
    if r.is_lower_bound() {
        notes.push("a holder's figure is not told or has no upper end: the sum is a lower bound".to_owned());
    }
    let mut terms = all(&r.mix);
    terms.extend(published(&r.mix));
    Derivation { worked, terms, notes }
}

fn year<'a>(r: &Reserves<'a>) -> Derivation<'a> {
    rows_of(r, Worked::default().text("the rows are of ").number(f64::from(r.year.get()), Measure::Year))
}

fn quantity<'a>(r: &Reserves<'a>) -> Derivation<'a> {
    let sum =
        spelled(r.mix.suppliers.iter().map(|x| Worked::default().number(x.quantity, Measure::Quantity)));
    let sum = match r.mix.remainder.as_ref().filter(|rest| rest.quantity > 0.0) {
        Some(rest) => sum.text(" + ").number(rest.quantity, Measure::Quantity).text(" not named"),
        None => sum,
    };
    rows_of(r, sum.equals(r.mix.quantity().map(Reading::exact), Measure::Quantity))
}

fn years<'a>(r: &Reserves<'a>) -> Derivation<'a> {
    let mut derivation = rows_of(r, Worked::default());
    let output = r.output.as_ref();
    derivation.terms.extend(output.map(|o| {
        Term {
            label: format!("mine output, {}", o.year),
            numbers: o
                .total
                .value()
                .or(o.total.low())
                .map(|q| ("quantity", q, Measure::Quantity))
                .into_iter()
                .collect(),
            status: None,
            origins: o.origins.clone(),
        }
    }));
    match r.life {
        Life::Absent(reason) => derivation.notes.push(format!("no reserve life: {reason}")),
        Life::Years(reading) => {
            let taken = output.and_then(|o| o.total.value().or(o.total.low()));
            if let Some((reserves, output)) = r.mix.quantity().zip(taken) {
                let ratio = Worked::default().number(reserves, Measure::Quantity).text(" / ");
                let ratio = ratio.number(output, Measure::Quantity);
                derivation.worked = ratio.equals(Some(reading), Measure::Years);
            }
            if output.is_some_and(|o| o.total.value().is_none()) {
                derivation
                    .notes
                    .push("a producer is missing from the output: the life is at most this".to_owned());
            }
            if r.basis.contains("content") && reading.value().is_none() && reading.high().is_none() {
                derivation.notes.push(
                    "where reserves are weighed as content and output as gross weight, content weighs less than its \
                     ore: the life is at least this"
                        .to_owned(),
                );
            }
        }
    }
    derivation
}

fn hhi<'a>(r: &Reserves<'a>) -> Derivation<'a> {
    squares(&r.mix, r.hhi())
}
