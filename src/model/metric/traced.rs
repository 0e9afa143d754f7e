//! Metrics of traced origins: what hangs on the country that put it out, whoever sold it.

use super::{Direction, Measure, Metric, Subject};
use crate::model::derivation::{Derivation, Term, Worked};
use crate::model::traced::{Traced, TracedSource};
use crate::model::{Party, Reading};

/// Who defined both.
const SOURCE: &str = "Kastner, Kastner and Nonhebel 2011, doi:10.1016/j.ecolecon.2011.01.012";

/// Most sellers that a derivation lists.
const SELLERS: usize = 10;

/// From this part of the value on, what has no quantity makes no difference to a reader.
const SLIGHT: f64 = 0.999;

/// In the order of the JSON.
pub(super) const METRICS: &[Metric] = &[
    Metric {
        path: "dependency.traced.top_source.share",
        title: "Largest traced source's share",
        meaning: "share of the country that put out most of what the consumer uses of foreign or unknown origin",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::HigherIsWorse,
        formula: "output of the country that is used by the consumer / all that it uses and did not put out itself",
        source: SOURCE,
        subject: Subject::Traced(|t| t.top_source().map(|(_, share)| Reading::exact(share.get())), top_share),
    },
    Metric {
        path: "dependency.traced.exposure",
        title: "Traced exposure",
        meaning: "how much of the consumer's use hangs on the country that put out most of it, whoever sold it",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::HigherIsWorse,
        formula: "output of the country that is used by the consumer / all that it uses; \
                  C = diag(c) (I - A)^-1 diag(P): each country sells and uses of the mix of what it puts out and buys",
        source: SOURCE,
        subject: Subject::Traced(|t| t.exposure(), exposure),
    },
];

fn top_share<'a>(t: &Traced<'a>) -> Derivation<'a> {
    let share = t.top_source().map(|(_, share)| Reading::exact(share.get()));
    derive(t, t.quantity - t.domestic, share)
}

fn exposure<'a>(t: &Traced<'a>) -> Derivation<'a> {
    derive(t, t.quantity, t.exposure())
}

fn derive<'a>(t: &Traced<'a>, whole: f64, reading: Option<Reading>) -> Derivation<'a> {
    let top = t.top().map_or(0.0, |(_, quantity)| quantity);
    let worked = Worked::default()
        .number(top, Measure::Quantity)
        .text(" / ")
        .number(whole, Measure::Quantity)
        .equals(reading, Measure::Share);
    let origin = |o: &TracedSource<'a>| term(o.party.to_string(), o, t.quantity);
    let seller = |s: &TracedSource<'a>| term(format!("bought from {}", s.party), s, t.bought());
    let mut terms: Vec<Term<'a>> = t.origins.iter().map(origin).collect();
    terms.extend(t.sellers.iter().take(SELLERS).map(seller));
    Derivation { worked, terms, notes: notes(t) }
}

fn term<'a>(label: String, source: &TracedSource<'a>, whole: f64) -> Term<'a> {
    let share = if whole > 0.0 { source.quantity / whole } else { 0.0 };
    let numbers = vec![("quantity", source.quantity, Measure::Quantity), ("share", share, Measure::Share)];
    Term { label, numbers, status: None, origins: source.rows.clone() }
}

fn notes(t: &Traced<'_>) -> Vec<String> {
    let mut notes = vec![
        "traced at this stage: who put it out, not where the ore of it was mined; each country is taken to \
         sell and use of one mix"
            .to_owned(),
    ];
    if t.sellers.len() > SELLERS {
        notes.push(format!("{} smaller sellers are not listed", t.sellers.len() - SELLERS));
    }
    if t.origins.iter().any(|o| o.party == Party::Other) {
        notes.push(
            "other: countries sell more than they put out and buy, and who put out the rest is not known; it \
             may be the largest source as well"
                .to_owned(),
        );
    }
    if t.hidden > 0.0 {
        notes.push("the consumer's own output is not told, and may be in the unnamed rest".to_owned());
    }
    if let Some(part) = t.coverage.filter(|part| part.get() < SLIGHT) {
        let part = part.get() * 100.0;
        notes.push(format!(
            "flows without a quantity are left out: those that have one are {part:.1} % by value"
        ));
    }
    notes
}
