//! Metrics of reserves: how much, whose, and for how long.

use super::terms::{all, squares};
use super::{Direction, Measure, Metric, Subject};
use crate::model::Reading;
use crate::model::derivation::Derivation;
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
        subject: Subject::Reserves(|r| Some(Reading::exact(f64::from(r.year.get()))), holders),
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
        subject: Subject::Reserves(|r| (r.quantity() > 0.0).then(|| Reading::exact(r.quantity())), holders),
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
            |r| match r.mix.published {
                Some(p) => {
                    let number = p.reading.value().or(p.reading.low()).or(p.reading.high());
                    Derivation::read("world", "quantity", number, Measure::Quantity, p.origin)
                }
                None => Derivation::default(),
            },
        ),
    },
    Metric {
        path: "reserves.years",
        title: "Life",
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

fn holders<'a>(r: &Reserves<'a>) -> Derivation<'a> {
    let mut notes = Vec::new();
    if r.at_least {
        notes.push(
            "a holder's figure is not told or is only a lower bound: the sum is a lower bound".to_owned(),
        );
    }
    let mut terms = all(&r.mix);
    terms.extend(r.mix.published.map(|p| {
        crate::model::derivation::Term {
            label: "world, as published".to_owned(),
            numbers: p
                .reading
                .value()
                .or(p.reading.low())
                .map(|q| ("quantity", q, Measure::Quantity))
                .into_iter()
                .collect(),
            origins: vec![p.origin],
        }
    }));
    Derivation { worked: format!("{} {} in {}", r.quantity(), r.mix.unit, r.year), terms, notes }
}

fn years<'a>(r: &Reserves<'a>) -> Derivation<'a> {
    let inner = holders(r);
    let mut notes = inner.notes;
    let Life::Years(reading) = r.life else {
        if let Life::Absent(reason) = r.life {
            notes.push(format!("none: {reason}"));
        }
        return Derivation { worked: "not computed".to_owned(), terms: inner.terms, notes };
    };
    if reading.value().is_none() && reading.low().is_some() {
        notes.push(
            "only a low end: reserves are a lower bound, or are weighed as content under output in gross weight"
                .to_owned(),
        );
    }
    if reading.value().is_none() && reading.high().is_some() {
        notes.push("only a high end: a withheld producer is missing from the output".to_owned());
    }
    let number = reading.value().or(reading.low()).or(reading.high()).unwrap_or(0.0);
    let output = r.quantity() / number;
    let mut terms = inner.terms;
    terms.extend(r.output.iter().map(|o| crate::model::derivation::Term {
        label: "mine output".to_owned(),
        numbers: vec![("quantity", o.0, Measure::Quantity)],
        origins: o.1.clone(),
    }));
    Derivation { worked: format!("{} / {output} = {number:.2}", r.quantity()), terms, notes }
}

fn hhi<'a>(r: &Reserves<'a>) -> Derivation<'a> {
    squares(&r.mix, r.hhi())
}
