//! The terms that several metrics share: suppliers of a mix with their quantities and shares.

use super::Measure;
use crate::model::Reading;
use crate::model::derivation::{Derivation, Term, Worked};
use crate::model::mix::{Mix, Supplier, Untold};

/// Most terms that a worked formula spells out.
const SPELLED: usize = 5;

/// A supplier's quantity and share.
pub(super) fn supplier<'a>(s: &Supplier<'a>, mix: &Mix<'_>) -> Term<'a> {
    let mut numbers = vec![("quantity", s.quantity, Measure::Quantity)];
    if s.at_most > s.quantity && s.at_most.is_finite() {
        numbers.push(("at_most", s.at_most, Measure::Quantity));
    }
    if mix.obstacle.is_none() {
        numbers.push(("share", s.share.get(), Measure::Share));
    }
    Term { label: s.country.to_string(), numbers, status: Some(s.status), origins: vec![s.origin] }
}

/// The unnamed rest's quantity and share, and those who are in it by name only.
pub(super) fn remainder<'a>(mix: &Mix<'a>) -> Vec<Term<'a>> {
    let Some(rest) = &mix.remainder else { return Vec::new() };
    let mut numbers = vec![("quantity", rest.quantity, Measure::Quantity)];
    if rest.at_most > rest.quantity && rest.at_most.is_finite() {
        numbers.push(("at_most", rest.at_most, Measure::Quantity));
    }
    if mix.obstacle.is_none() {
        numbers.push(("share", rest.quantity / mix.total, Measure::Share));
    }
    let other =
        Term { label: "other".to_owned(), numbers, status: None, origins: rest.origin.into_iter().collect() };
    std::iter::once(other).chain(rest.inside.iter().map(untold)).collect()
}

/// Suppliers, the rest, and those without a figure, the largest first.
pub(super) fn all<'a>(mix: &Mix<'a>) -> Vec<Term<'a>> {
    let mut terms: Vec<Term<'a>> = mix.suppliers.iter().map(|s| supplier(s, mix)).collect();
    terms.extend(remainder(mix));
    terms.extend(mix.missing.iter().map(untold));
    terms
}

fn untold<'a>(u: &Untold<'a>) -> Term<'a> {
    Term {
        label: u.country.to_string(),
        numbers: Vec::new(),
        status: Some(u.status),
        origins: vec![u.origin],
    }
}

/// The publisher's own total.
pub(super) fn published<'a>(mix: &Mix<'a>) -> Option<Term<'a>> {
    let p = mix.published?;
    let ends =
        [("quantity", p.reading.value()), ("more_than", p.reading.low()), ("less_than", p.reading.high())];
    let numbers = ends.into_iter().filter_map(|(name, n)| Some((name, n?, Measure::Quantity))).collect();
    Some(Term { label: "world, as published".to_owned(), numbers, status: None, origins: vec![p.origin] })
}

/// `a + b + c + … (4 more)`: the first terms of a sum spelled out.
pub(super) fn spelled(terms: impl ExactSizeIterator<Item = Worked>) -> Worked {
    let more = terms.len().saturating_sub(SPELLED);
    let mut sum = Worked::default();
    for (i, term) in terms.take(SPELLED).enumerate() {
        sum = if i == 0 { term } else { sum.text(" + ").then(term) };
    }
    if more > 0 { sum.text(format!(" + … ({more} more)")) } else { sum }
}

/// `(73.1 %)²`.
pub(super) fn square(share: f64) -> Worked {
    Worked::default().text("(").number(share, Measure::Share).text(")²")
}

/// How an HHI came about: the squares of the shares, and what the unknown does to their sum.
pub(super) fn squares<'a>(mix: &Mix<'a>, reading: Option<Reading>) -> Derivation<'a> {
    let sum = spelled(mix.suppliers.iter().map(|x| square(x.share.get())));
    let squared = mix.suppliers.iter().map(|x| {
        let mut term = supplier(x, mix);
        if mix.obstacle.is_none() {
            term.numbers.push(("square", x.share.get() * x.share.get(), Measure::Hhi));
        }
        term
    });
    let terms = squared.chain(remainder(mix)).chain(mix.missing.iter().map(untold)).collect();
    Derivation { worked: sum.equals(reading, Measure::Hhi), terms, notes: unknowns(mix) }
}

/// What is unknown about a mix, and what that does to its numbers.
pub(super) fn unknowns(mix: &Mix<'_>) -> Vec<String> {
    let who = |all: &[Untold<'_>]| all.iter().map(|u| u.country.to_string()).collect::<Vec<_>>().join(", ");
    let mut notes: Vec<String> =
        mix.obstacle.map(|o| format!("no concentration: {}", o.reason())).into_iter().collect();
    if let Some(rest) = mix.remainder.as_ref().filter(|r| r.at_most > 0.0) {
        notes.push(
            "the rest is not named: dust at the low end of a bound, one supplier at the high end".to_owned(),
        );
        if !rest.inside.is_empty() {
            notes.push(format!(
                "without a figure of their own, but inside the published total and so in the rest: {}",
                who(&rest.inside)
            ));
        }
    }
    if !mix.missing.is_empty() {
        notes.push(format!(
            "incomplete: without a figure and outside every total, so that the shares of the others are too high and \
             there is no upper bound: {}",
            who(&mix.missing)
        ));
    }
    if mix.is_bounded() {
        notes.push("a supplier that is only bounded counts at its low end in the value".to_owned());
    }
    if mix.mismatch.is_some() {
        notes.push("the rows and the published total differ by more than rounding".to_owned());
    }
    notes
}
