//! The terms that several metrics share: suppliers of a mix with their quantities and shares.

use super::Measure;
use crate::model::Reading;
use crate::model::derivation::{Derivation, Term};
use crate::model::mix::{Mix, Supplier};

/// Most terms that a worked formula spells out.
const SPELLED: usize = 5;

/// A supplier's quantity and share.
pub(super) fn supplier<'a>(s: &Supplier<'a>) -> Term<'a> {
    let mut numbers = vec![("quantity", s.quantity, Measure::Quantity)];
    if s.at_most > s.quantity {
        numbers.push(("at_most", s.at_most, Measure::Quantity));
    }
    numbers.push(("share", s.share.get(), Measure::Share));
    Term { label: s.country.to_string(), numbers, origins: vec![s.origin] }
}

/// The unnamed rest's quantity and share.
pub(super) fn remainder<'a>(mix: &Mix<'a>) -> Option<Term<'a>> {
    let rest = mix.remainder.as_ref()?;
    let numbers = vec![
        ("quantity", rest.quantity, Measure::Quantity),
        ("share", rest.quantity / mix.total, Measure::Share),
    ];
    Some(Term { label: "other".to_owned(), numbers, origins: rest.origin.into_iter().collect() })
}

/// Suppliers and the rest, the largest first.
pub(super) fn all<'a>(mix: &Mix<'a>) -> Vec<Term<'a>> {
    let mut terms: Vec<Term<'a>> = mix.suppliers.iter().map(supplier).collect();
    terms.extend(remainder(mix));
    terms.extend(untold(mix));
    terms
}

/// Suppliers whose figure is not told.
pub(super) fn untold<'a>(mix: &Mix<'a>) -> impl Iterator<Item = Term<'a>> {
    mix.missing.iter().map(|(country, origin)| Term {
        label: country.to_string(),
        numbers: Vec::new(),
        origins: vec![origin],
    })
}

/// `a + b + c + … (4 more)`: the first terms of a sum spelled out.
pub(super) fn spelled(terms: impl ExactSizeIterator<Item = String>) -> String {
    let more = terms.len().saturating_sub(SPELLED);
    let mut text = terms.take(SPELLED).collect::<Vec<_>>().join(" + ");
    if more > 0 {
        text.push_str(&format!(" + … ({more} more)"));
    }
    text
}

/// `sum = 0.5554, at most 0.5562`.
pub(super) fn equation(sum: &str, reading: Option<Reading>) -> String {
    let Some(reading) = reading else { return format!("{sum}: not computed") };
    let mut text = sum.to_owned();
    match (reading.value(), reading.low(), reading.high()) {
        (Some(v), _, Some(h)) if h > v => text.push_str(&format!(" = {v:.4}, at most {h:.4}")),
        (Some(v), _, _) => text.push_str(&format!(" = {v:.4}")),
        (None, Some(l), Some(h)) => text.push_str(&format!(" is from {l:.4} to {h:.4}")),
        (None, Some(l), None) => text.push_str(&format!(" is at least {l:.4}")),
        (None, None, Some(h)) => text.push_str(&format!(" is at most {h:.4}")),
        (None, None, None) => {}
    }
    text
}

/// How an HHI came about: the squares of the shares, and what the unknown does to their sum.
pub(super) fn squares<'a>(mix: &Mix<'a>, reading: Option<Reading>) -> Derivation<'a> {
    let sum = spelled(mix.suppliers.iter().map(|x| format!("{:.4}²", x.share.get())));
    let squared = mix.suppliers.iter().map(|x| {
        let mut term = supplier(x);
        term.numbers.push(("square", x.share.get() * x.share.get(), Measure::Hhi));
        term
    });
    let terms = squared.chain(remainder(mix)).chain(untold(mix)).collect();
    Derivation { worked: equation(&sum, reading), terms, notes: unknowns(mix) }
}

/// What the unknown does to a sum of squares.
pub(super) fn unknowns(mix: &Mix<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(rest) = &mix.remainder {
        notes.push(format!(
            "the source leaves {:.4} of the total unnamed: dust at the low end, one supplier at the high end",
            rest.quantity / mix.total
        ));
        if !rest.inside.is_empty() {
            let who = rest.inside.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            notes.push(format!(
                "{who} has no figure of its own but is inside the published total: it counts in `other`, \
                 which is the published total less the rows"
            ));
        }
    }
    if !mix.missing.is_empty() {
        let who = mix.missing.iter().map(|(c, _)| c.to_string()).collect::<Vec<_>>().join(", ");
        notes.push(format!(
            "incomplete: {who} has no figure and stands outside every total, so the shares of the others are \
             too high and there is no upper bound"
        ));
    }
    if mix.suppliers.iter().any(|s| s.at_most > s.quantity) {
        notes.push("a supplier that is only bounded counts at its low end in the value".to_owned());
    }
    notes
}
