//! Metrics of EU criticality: supply risk and economic importance.

use super::{Direction, Measure, Metric, Subject};
use crate::model::derivation::{Derivation, Term, Worked};
use crate::model::eu::{EuScore, Importance, Made, Risk, Sides, Source, Sourcing, Span};
use crate::model::{EndUseRow, Origin, ParameterRow, PublishedScoreRow, Reading};

/// In the order of the JSON.
pub(super) const METRICS: &[Metric] = &[
    Metric {
        path: "eu_sr",
        title: "EU supply risk",
        meaning: "supply risk as the EU's study scores it; 1.0 is the threshold of its list",
        measure: Measure::Weighted,
        range: (0.0, None),
        direction: Direction::HigherIsWorse,
        formula: "(HHI_GS x IR/2 + HHI_EU x (1 - IR/2)) x (1 - EoL-RIR) x SI_SR, where HHI = sum of share^2 x \
                  WGI x t; with one scope only, its HHI alone",
        source: "European Commission 2017, doi:10.2873/769526",
        subject: Subject::Eu(|score| score.risk(), risk),
    },
    Metric {
        path: "eu_sr.eol_rir",
        title: "Recycling rate",
        meaning: "end-of-life recycling input rate: what recycling of old products gives of all that is used",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::LowerIsWorse,
        formula: "as published",
        source: "European Commission 2023, doi:10.2873/725585",
        subject: Subject::Eu(|score| recycling(score).map(|row| Reading::exact(row.value)), recycled),
    },
    Metric {
        path: "eu_ei",
        title: "EU economic importance",
        meaning: "economic importance in the EU as its study scores it; 2.8 is the threshold of its list",
        measure: Measure::Weighted,
        range: (0.0, Some(10.0)),
        direction: Direction::HigherIsWorse,
        formula: "sum of (share of use x value added of its sector) x SI_EI x 10 / the largest value added",
        source: "European Commission 2017, doi:10.2873/769526",
        subject: Subject::Eu(|score| score.importance(), importance),
    },
];

/// What is said of a score for another consumer than the EU.
const OUTSIDE: &str = "outside the guidelines, which are made for the EU: every trade factor is 1, and what the consumer \
                       supplies itself with carries no risk";

fn risk<'a>(score: &EuScore<'a>) -> Derivation<'a> {
    let mut derivation = match &score.made {
        Made::Own(risk) => own_risk(risk),
        Made::Mean(members) => mean(members, |m| m.risk()),
    };
    derivation.worked = derivation.worked.equals(score.risk(), Measure::Weighted);
    if score.union {
        derivation.terms.extend(score.published.risk.map(printed));
    }
    if score.outside {
        derivation.notes.push(OUTSIDE.to_owned());
    }
    if let Some(cause) = score.risk_cause() {
        derivation.notes.push(format!("differs from the printed score; {}: {}", cause.term, cause.cause));
    }
    derivation
}

fn recycling<'a>(score: &EuScore<'a>) -> Option<&'a ParameterRow> {
    score.own_risk()?.recycling
}

fn recycled<'a>(score: &EuScore<'a>) -> Derivation<'a> {
    let row = recycling(score);
    let term = |row: &'a ParameterRow| {
        named("EoL-RIR, recycling input rate", vec![("value", row.value, Measure::Share)], vec![&row.origin])
    };
    Derivation::as_published(row.map(term).into_iter().collect())
}

fn own_risk<'a>(risk: &Risk<'a>) -> Derivation<'a> {
    let mut terms = Vec::new();
    let mut notes: Vec<String> =
        risk.lacks().into_iter().map(|what| format!("bounds only: not known are {what}")).collect();
    for (sourcing, share, index, whole) in [
        (&risk.world, "share", "HHI_GS, the world's supply", risk.of_world()),
        (&risk.own, "own_share", "HHI_EU, the consumer's own sourcing", risk.of_own()),
    ] {
        let Some(sourcing) = sourcing else { continue };
        terms.extend(sourcing.sources.iter().map(|s| supplier(s, share)));
        terms.extend(sourcing.others.iter().map(|(span, origin)| {
            named("other", vec![(share, span.value.unwrap_or(span.high), Measure::Share)], vec![*origin])
        }));
        let rest = sourcing.unnamed;
        if rest > 0.0 {
            terms.push(named("the unnamed rest", vec![(share, rest, Measure::Share)], Vec::new()));
        }
        terms.push(named(index, part(whole), Vec::new()));
        notes.extend(unknowns(sourcing, index));
    }
    if risk.sides == Sides::Both {
        let reliance = risk.import_reliance().value.map(|ir| ("value", ir, Measure::Share));
        let origins = risk.reliance.as_ref().map(|(_, origins)| origins.clone()).unwrap_or_default();
        terms.push(named("IR, import reliance", reliance.into_iter().collect(), origins));
    }
    for (label, row, measure) in [
        ("EoL-RIR, recycling input rate", risk.recycling, Measure::Share),
        ("SI_SR, substitution index", risk.substitution, Measure::Weighted),
    ] {
        terms.extend(row.map(|row| {
            let number = if measure == Measure::Share { "value" } else { "index" };
            named(label, vec![(number, row.value, measure)], vec![&row.origin])
        }));
    }
    Derivation { worked: worked(risk), terms, notes }
}

/// `(4.67 × 100.0 % / 2 + 5.34 × (1 − 100.0 % / 2)) × (1 − 13.0 %) × 0.94`.
fn worked(risk: &Risk<'_>) -> Worked {
    let (world, own) = (risk.of_world(), risk.of_own());
    let supply = match risk.sides {
        Sides::World => number(Worked::default(), world, Measure::Weighted),
        Sides::Own => number(Worked::default(), own, Measure::Weighted),
        Sides::Both => {
            let ir = risk.import_reliance();
            let left = number(Worked::default().text("("), world, Measure::Weighted).text(" × ");
            let left = number(left, ir, Measure::Share).text(" / 2 + ");
            let right = number(left, own, Measure::Weighted).text(" × (1 − ");
            number(right, ir, Measure::Share).text(" / 2))")
        }
    };
    let recycled = number(supply.text(" × (1 − "), risk.unrecycled().left(), Measure::Share).text(") × ");
    number(recycled, risk.unsubstituted(), Measure::Weighted)
}

/// A number that is known, else its ends.
fn number(worked: Worked, span: Span, measure: Measure) -> Worked {
    match span.value {
        Some(value) => worked.number(value, measure),
        None => worked.text("(").number(span.low, measure).text(" to ").number(span.high, measure).text(")"),
    }
}

fn supplier<'a>(source: &Source<'a>, share: &'static str) -> Term<'a> {
    let mut numbers = vec![(share, source.share.value.unwrap_or(source.share.low), Measure::Share)];
    numbers.extend(source.weight.as_ref().map(|w| ("wgi", w.weight, Measure::Weighted)));
    numbers.push(("t", source.factor, Measure::Weighted));
    numbers.extend(part(source.part()));
    let rows = source.weight.iter().flat_map(|w| w.origins.iter().copied());
    Term {
        label: source.country.to_string(),
        numbers,
        status: source.status,
        origins: source.origins.iter().copied().chain(rows).collect(),
    }
}

fn part(span: Span) -> Vec<(&'static str, f64, Measure)> {
    match span.value {
        Some(value) => vec![("index", value, Measure::Weighted)],
        None => vec![("low", span.low, Measure::Weighted), ("high", span.high, Measure::Weighted)],
    }
}

fn unknowns(sourcing: &Sourcing<'_>, index: &str) -> Vec<String> {
    let mut notes = Vec::new();
    let ungoverned: Vec<String> = sourcing.ungoverned().map(|c| c.to_string()).collect();
    if !ungoverned.is_empty() {
        notes.push(format!("{index}: no governance estimate for {}", ungoverned.join(", ")));
    }
    if sourcing.unnamed > 0.0 {
        notes.push(format!(
            "{index}: the shares do not name the whole; the rest is dust in the value, and one supplier of the worst \
             governance at the high end"
        ));
    }
    notes
}

fn importance<'a>(score: &EuScore<'a>) -> Derivation<'a> {
    let mut derivation = match (&score.made, &score.importance) {
        (Made::Mean(members), _) => mean(members, |m| m.importance()),
        (Made::Own(_), Some(Ok(importance))) => own_importance(importance),
        (Made::Own(_), _) => Derivation::default(),
    };
    derivation.worked = derivation.worked.equals(score.importance(), Measure::Weighted);
    derivation.notes.extend(score.no_importance().map(|reason| format!("no number: {reason}")));
    if score.union {
        derivation.terms.extend(score.published.importance.map(printed));
    }
    if let Some(cause) = score.importance_cause() {
        derivation.notes.push(format!("differs from the printed score; {}: {}", cause.term, cause.cause));
    }
    derivation
}

fn own_importance<'a>(importance: &Importance<'a>) -> Derivation<'a> {
    let (divisor, si) = (importance.divisor(), importance.substitution);
    let mut terms: Vec<Term<'a>> = importance.uses.iter().map(|u| used(u)).collect();
    terms.push(named(
        "Q, the largest value added",
        vec![("value_added", divisor, Measure::Quantity)],
        vec![&importance.largest.origin],
    ));
    terms.push(named(
        "SI_EI, substitution index",
        vec![("index", si.value, Measure::Weighted)],
        vec![&si.origin],
    ));
    let of_uses = importance.uses.iter().filter_map(|u| Some(Span::of_share(u.share).low * u.value_added?));
    let total = crate::model::concentration::sum(of_uses);
    let worked = Worked::default()
        .number(total, Measure::Quantity)
        .text(" × ")
        .number(si.value, Measure::Weighted)
        .text(" × 10 / ")
        .number(divisor, Measure::Quantity);
    let rest = importance.without_sector();
    let mut notes = Vec::new();
    if rest > 0.0 {
        terms.push(named("use without a sector", vec![("share", rest, Measure::Share)], Vec::new()));
        notes.push(
            "use without a sector in print counts as nothing at the low end, as the largest sector's at the high end"
                .to_owned(),
        );
    }
    Derivation { worked, terms, notes }
}

fn used<'a>(row: &'a EndUseRow) -> Term<'a> {
    let what = if row.application.is_empty() { &*row.sector } else { row.application.as_str() };
    let label = if row.nace.is_empty() { what.to_owned() } else { format!("{what} ({})", row.nace) };
    let mut numbers = vec![("share", Span::of_share(row.share).low, Measure::Share)];
    numbers.extend(row.value_added.map(|added| ("value_added", added, Measure::Quantity)));
    Term { label, numbers, status: Some(row.share.status), origins: vec![&row.origin] }
}

/// A family's number: the mean of its members'.
fn mean<'a>(
    members: &[EuScore<'a>],
    read: fn(&EuScore<'a>) -> Option<crate::model::Reading>,
) -> Derivation<'a> {
    let terms = members.iter().map(|m| {
        let value = read(m).and_then(|r| r.value()).map(|v| ("index", v, Measure::Weighted));
        named(m.info.id.as_str(), value.into_iter().collect(), Vec::new())
    });
    Derivation {
        worked: Worked::default().text("arithmetic mean of the members"),
        terms: terms.collect(),
        notes: Vec::new(),
    }
}

fn printed(row: &PublishedScoreRow) -> Term<'_> {
    named("as printed", vec![("index", row.value, Measure::Weighted)], vec![&row.origin])
}

fn named<'a>(label: &str, numbers: Vec<(&'static str, f64, Measure)>, origins: Vec<&'a Origin>) -> Term<'a> {
    Term { label: label.to_owned(), numbers, status: None, origins }
}
