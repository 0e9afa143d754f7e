//! Metrics of GeoPolRisk: the score, and the characterisation factor.

use super::terms::spelled;
use super::{Direction, Measure, Metric, Subject};
use crate::model::derivation::{Derivation, Term, Worked};
use crate::model::geopolrisk::{COPPER, GeoPolRisk, Seller};
use crate::model::{Party, Reading};

/// Who defined both.
const SOURCE: &str = "Gemechu et al. 2016, doi:10.1111/jiec.12279; Koyamparambath et al. 2024, \
                      doi:10.1016/j.resconrec.2024.107801";

/// In the order of the JSON.
pub(super) const METRICS: &[Metric] = &[
    Metric {
        path: "geopolrisk.score",
        title: "GeoPolRisk",
        meaning: "how much of the consumer's supply is at risk from concentrated output and unstable sellers",
        measure: Measure::Ratio,
        range: (0.0, Some(1.0)),
        direction: Direction::HigherIsWorse,
        formula: "HHI of world output x sum of g x imports from each / (own output + imports), \
                  g = (2.5 - political stability) / 5 held to 0..1; within a group g is 0",
        source: SOURCE,
        subject: Subject::GeoPolRisk(|g| g.score(), score),
    },
    Metric {
        path: "geopolrisk.import_risk",
        title: "Import risk",
        meaning: "how much of the consumer's supply comes from unstable sellers",
        measure: Measure::Ratio,
        range: (0.0, Some(1.0)),
        direction: Direction::HigherIsWorse,
        formula: "sum of g x imports from each / (own output + imports)",
        source: SOURCE,
        subject: Subject::GeoPolRisk(|g| g.import_risk(), import_risk),
    },
    Metric {
        path: "geopolrisk.cf",
        title: "Characterisation factor",
        meaning: "kilograms of copper whose supply is as much at risk as that of a kilogram",
        measure: Measure::Ratio,
        range: (0.0, None),
        direction: Direction::HigherIsWorse,
        formula: "score x price of the imports (USD/kg) / 0.409412948, copper's own in the OECD, 2017-2021",
        source: SOURCE,
        subject: Subject::GeoPolRisk(|g| g.cf(), cf),
    },
];

fn score<'a>(g: &GeoPolRisk<'a>) -> Derivation<'a> {
    let mut derivation = import_risk(g);
    let hhi = g.supply.hhi();
    let mut numbers: Vec<(&'static str, f64, Measure)> = Vec::new();
    for (name, end) in [("hhi", hhi.and_then(Reading::value)), ("at_most", hhi.and_then(Reading::high))] {
        numbers.extend(end.map(|number| (name, number, Measure::Ratio)));
    }
    let output = Term {
        label: format!("HHI of world output, {}", g.supply.year),
        numbers,
        status: None,
        origins: g.supply.mix.suppliers.iter().map(|s| s.origin).collect(),
    };
    derivation.terms.insert(0, output);
    derivation.worked = known(hhi, Measure::Ratio)
        .text(" × ")
        .then(known(g.import_risk(), Measure::Ratio))
        .equals(g.score(), Measure::Ratio);
    if let Some(obstacle) = g.supply.mix.obstacle {
        derivation.notes.push(format!("world output has no concentration: {}", obstacle.reason()));
    }
    derivation
}

fn import_risk<'a>(g: &GeoPolRisk<'a>) -> Derivation<'a> {
    let part = |s: &Seller<'_>| {
        known(Some(s.instability()), Measure::Ratio).text(" × ").number(s.quantity, Measure::Quantity)
    };
    let worked = Worked::default()
        .text("(")
        .then(spelled(g.sellers.iter().map(part)))
        .text(") / (")
        .then(known(Some(g.output), Measure::Quantity))
        .text(" + ")
        .number(g.imports(), Measure::Quantity)
        .text(")")
        .equals(g.import_risk(), Measure::Ratio);
    let mut terms: Vec<Term<'a>> = g.sellers.iter().map(seller).collect();
    let mut numbers: Vec<(&'static str, f64, Measure)> = Vec::new();
    for (name, end) in [("quantity", g.output.low()), ("at_most", g.output.high())] {
        numbers.extend(end.map(|number| (name, number, Measure::Quantity)));
    }
    let label = "own output".to_owned();
    terms.push(Term { label, numbers, status: None, origins: g.output_rows.clone() });
    Derivation { worked, terms, notes: notes(g) }
}

fn cf<'a>(g: &GeoPolRisk<'a>) -> Derivation<'a> {
    let mut derivation = score(g);
    let Some(price) = g.price else {
        derivation.worked = Worked::default();
        derivation.notes.push("no import has both a value and a quantity, so there is no price".to_owned());
        return derivation;
    };
    derivation.terms.push(Term {
        label: "price of the imports, USD/kg".to_owned(),
        numbers: vec![("price", price, Measure::Ratio)],
        status: None,
        origins: Vec::new(),
    });
    derivation.worked = known(g.score(), Measure::Ratio)
        .text(" × ")
        .number(price, Measure::Ratio)
        .text(" / ")
        .number(COPPER, Measure::Ratio)
        .equals(g.cf(), Measure::Ratio);
    derivation
}

/// A number where it is known, else its bounds.
fn known(reading: Option<Reading>, measure: Measure) -> Worked {
    let worked = Worked::default();
    let Some(reading) = reading else { return worked.text("?") };
    match (reading.value(), reading.low(), reading.high()) {
        (Some(value), _, _) => worked.number(value, measure),
        (None, Some(low), Some(high)) => {
            worked.text("(").number(low, measure).text(" to ").number(high, measure).text(")")
        }
        _ => worked.text("?"),
    }
}

fn seller<'a>(s: &Seller<'a>) -> Term<'a> {
    let mut numbers = vec![("quantity", s.quantity, Measure::Quantity)];
    numbers.extend(s.stability.map(|row| ("stability", row.estimate, Measure::Ratio)));
    numbers.extend(s.instability().value().map(|g| ("g", g, Measure::Ratio)));
    let origins = s.rows.iter().copied().chain(s.stability.map(|row| &row.origin)).collect();
    Term { label: s.party.to_string(), numbers, status: None, origins }
}

fn notes(g: &GeoPolRisk<'_>) -> Vec<String> {
    let mut notes: Vec<String> = g.cautions().into_iter().map(|(_, words)| words).collect();
    let unstable: Vec<String> =
        g.ungoverned().filter(|p| *p != Party::Other).map(|p| p.to_string()).collect();
    if !unstable.is_empty() {
        notes.push(format!(
            "no estimate of political stability: anything from 0 to 1 for {}",
            unstable.join(", ")
        ));
    }
    if g.sellers.iter().any(|s| s.party == Party::Other) {
        notes.push("sellers that are not named count with g from 0 to 1".to_owned());
    }
    if g.output.high() != g.output.low() {
        notes.push(
            "own output that is not told may be in the unnamed rest: it counts at its low end".to_owned(),
        );
    }
    if g.sellers.iter().any(|s| s.inside) {
        notes.push("what members of the group sell one another carries no risk".to_owned());
    }
    notes
}
