//! Metrics of a stage's supply: totals, shares and concentration.

use super::terms::{all, published, spelled, square, squares, supplier, unknowns};
use super::{Direction, Measure, Metric, Subject};
use crate::model::Reading;
use crate::model::derivation::{Derivation, Term, Worked};
use crate::model::supply::Supply;

/// Where a plain figure comes from.
const READ: &str = "figures of the stage's source";

/// In the order of the JSON.
pub(super) const METRICS: &[Metric] = &[
    Metric {
        path: "stages.year",
        title: "Year",
        meaning: "the year of every figure in the mix",
        measure: Measure::Year,
        range: (1800.0, Some(2200.0)),
        direction: Direction::Neutral,
        formula: "the newest year that is not projected; with --year, the newest not after it",
        source: READ,
        subject: Subject::Stage(|s| Some(Reading::exact(f64::from(s.year.get()))), year),
    },
    Metric {
        path: "stages.total.quantity",
        title: "Total",
        meaning: "what all suppliers put out, the unnamed ones included",
        measure: Measure::Quantity,
        range: (0.0, None),
        direction: Direction::Neutral,
        formula: "sum of the rows",
        source: READ,
        subject: Subject::Stage(|s| s.mix.quantity().map(Reading::exact), total),
    },
    Metric {
        path: "stages.total.published",
        title: "Published total",
        meaning: "the publisher's own total, usually rounded; shown, never divided by",
        measure: Measure::Quantity,
        range: (0.0, None),
        direction: Direction::Neutral,
        formula: "as published",
        source: READ,
        subject: Subject::Stage(|s| s.mix.published.map(|p| p.reading), published_total),
    },
    Metric {
        path: "stages.suppliers",
        title: "Suppliers",
        meaning: "how many countries are named with output",
        measure: Measure::Count,
        range: (0.0, None),
        direction: Direction::LowerIsWorse,
        formula: "count of the named suppliers above zero; `other` never counts",
        source: READ,
        subject: Subject::Stage(count, suppliers),
    },
    Metric {
        path: "stages.top_supplier.share",
        title: "Largest share",
        meaning: "share of the largest named supplier",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::HigherIsWorse,
        formula: "largest quantity / sum of the rows",
        source: "concentration ratio CR1",
        subject: Subject::Stage(|s| s.top_share().map(|x| Reading::exact(x.get())), top_share),
    },
    Metric {
        path: "stages.cr3",
        title: "CR3",
        meaning: "what the three largest named suppliers hold together",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::HigherIsWorse,
        formula: "sum of the three largest shares",
        source: "concentration ratio, as used by the IEA (Global Critical Minerals Outlook)",
        subject: Subject::Stage(|s| s.cr3().map(Reading::exact), cr3),
    },
    Metric {
        path: "stages.hhi",
        title: "HHI",
        meaning: "concentration: 1 is a single supplier, 1/n are n equal ones",
        measure: Measure::Hhi,
        range: (0.0, Some(1.0)),
        direction: Direction::HigherIsWorse,
        formula: "sum of share^2; the unnamed rest r adds r^2 at the high end",
        source: "Hirschman 1964, American Economic Review 54(5), 761",
        subject: Subject::Stage(|s| s.hhi(), hhi),
    },
    Metric {
        path: "stages.effective_suppliers",
        title: "Effective suppliers",
        meaning: "how many equal suppliers would be as concentrated",
        measure: Measure::Count,
        range: (1.0, None),
        direction: Direction::LowerIsWorse,
        formula: "1 / HHI",
        source: "Hill 1973, doi:10.2307/1934352 (order 2)",
        subject: Subject::Stage(|s| s.effective_suppliers(), effective),
    },
    Metric {
        path: "stages.hhi_wgi",
        title: "HHI-WGI",
        meaning: "concentration weighed by how badly the suppliers are governed, 0 to 10",
        measure: Measure::Weighted,
        range: (0.0, Some(10.0)),
        direction: Direction::HigherIsWorse,
        formula: "sum of share^2 x WGI, WGI = (2.5 - mean of six dimensions and five years) x 2; \
                  the unnamed rest counts with WGI 10 at the high end, 0 at the low",
        source: "European Commission 2017, doi:10.2873/769526, without the trade factor; World Bank WGI",
        subject: Subject::Stage(|s| s.hhi_wgi(), hhi_wgi),
    },
    Metric {
        path: "stages.unknown_share",
        title: "Unnamed share",
        meaning: "share of the total whose suppliers are not named",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::Neutral,
        formula: "other / sum of the rows; none where a supplier is missing from every total",
        source: READ,
        subject: Subject::Stage(
            |s| s.mix.unknown_share().filter(|_| s.mix.obstacle.is_none()).map(|x| Reading::exact(x.get())),
            unknown_share,
        ),
    },
    Metric {
        path: "stages.estimated_share",
        title: "Estimated share",
        meaning: "share of the total that the source marks as its estimate",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::Neutral,
        formula: "sum of the estimated rows / sum of the rows",
        source: READ,
        subject: Subject::Stage(
            |s| s.mix.obstacle.is_none().then(|| Reading::exact(s.mix.estimated_share.get())),
            estimated,
        ),
    },
    Metric {
        path: "stages.supply_without_largest",
        title: "Left without the largest",
        meaning: "share of supply that is left when the largest supplier drops out",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::LowerIsWorse,
        formula: "1 - share of the largest supplier",
        source: "the supply side of the N-1 test (IEA, Global Critical Minerals Outlook 2025)",
        subject: Subject::Stage(|s| s.supply_without_largest().map(Reading::exact), without_largest),
    },
];

fn count(s: &Supply<'_>) -> Option<Reading> {
    let n = u32::try_from(s.mix.suppliers.len()).ok()?;
    s.mix.obstacle.is_none().then(|| Reading::exact(f64::from(n)))
}

/// The rows behind a number, under what it comes to.
fn rows_of<'a>(s: &Supply<'a>, worked: Worked) -> Derivation<'a> {
    let mut terms = all(&s.mix);
    terms.extend(published(&s.mix));
    Derivation { worked, terms, notes: unknowns(&s.mix) }
}

fn year<'a>(s: &Supply<'a>) -> Derivation<'a> {
    rows_of(s, Worked::default().text("the rows are of ").number(f64::from(s.year.get()), Measure::Year))
}

fn total<'a>(s: &Supply<'a>) -> Derivation<'a> {
    let sum =
        spelled(s.mix.suppliers.iter().map(|x| Worked::default().number(x.quantity, Measure::Quantity)));
    let sum = match s.mix.remainder.as_ref().filter(|r| r.quantity > 0.0) {
        Some(rest) => sum.text(" + ").number(rest.quantity, Measure::Quantity).text(" not named"),
        None => sum,
    };
    rows_of(s, sum.equals(s.mix.quantity().map(Reading::exact), Measure::Quantity))
}

fn published_total<'a>(s: &Supply<'a>) -> Derivation<'a> {
    Derivation::as_published(published(&s.mix).into_iter().collect())
}

fn suppliers<'a>(s: &Supply<'a>) -> Derivation<'a> {
    let counted = Worked::default().text("suppliers named above zero");
    rows_of(s, counted.equals(count(s), Measure::Count))
}

fn estimated<'a>(s: &Supply<'a>) -> Derivation<'a> {
    let part = s.mix.estimated_share.get() * s.mix.total;
    let reading = s.mix.obstacle.is_none().then(|| Reading::exact(s.mix.estimated_share.get()));
    rows_of(s, over(part, s.mix.total).equals(reading, Measure::Share))
}

fn unknown_share<'a>(s: &Supply<'a>) -> Derivation<'a> {
    let rest = s.mix.remainder.as_ref().map_or(0.0, |r| r.quantity);
    let reading = s.mix.unknown_share().map(|x| Reading::exact(x.get()));
    rows_of(s, over(rest, s.mix.total).equals(reading, Measure::Share))
}

/// `part / whole`.
fn over(part: f64, whole: f64) -> Worked {
    Worked::default().number(part, Measure::Quantity).text(" / ").number(whole, Measure::Quantity)
}

fn largest<'a>(s: &Supply<'a>) -> Vec<Term<'a>> {
    let whole = Term {
        label: "sum of the rows".to_owned(),
        numbers: vec![("quantity", s.mix.total, Measure::Quantity)],
        status: None,
        origins: s.mix.suppliers.iter().map(|s| s.origin).collect(),
    };
    s.mix.suppliers.first().map(|top| supplier(top, &s.mix)).into_iter().chain([whole]).collect()
}

fn top_share<'a>(s: &Supply<'a>) -> Derivation<'a> {
    let top = s.mix.suppliers.first().map_or(0.0, |t| t.quantity);
    let reading = s.top_share().map(|x| Reading::exact(x.get()));
    let worked = over(top, s.mix.total).equals(reading, Measure::Share);
    Derivation { worked, terms: largest(s), notes: unknowns(&s.mix) }
}

fn without_largest<'a>(s: &Supply<'a>) -> Derivation<'a> {
    let top = s.mix.suppliers.first().map_or(0.0, |t| t.quantity);
    let reading = s.supply_without_largest().map(Reading::exact);
    let worked = Worked::default().text("1 - ").then(over(top, s.mix.total)).equals(reading, Measure::Share);
    Derivation { worked, terms: largest(s), notes: unknowns(&s.mix) }
}

fn cr3<'a>(s: &Supply<'a>) -> Derivation<'a> {
    let top: Vec<_> = s.mix.suppliers.iter().take(3).collect();
    let sum = spelled(top.iter().map(|s| Worked::default().number(s.share.get(), Measure::Share)));
    Derivation {
        worked: sum.equals(s.cr3().map(Reading::exact), Measure::Share),
        terms: top.into_iter().map(|x| supplier(x, &s.mix)).collect(),
        notes: unknowns(&s.mix),
    }
}

fn hhi<'a>(s: &Supply<'a>) -> Derivation<'a> {
    squares(&s.mix, s.hhi())
}

fn effective<'a>(s: &Supply<'a>) -> Derivation<'a> {
    let Some(index) = s.hhi().and_then(Reading::value) else { return hhi(s) };
    let worked = Worked::default().text("10 000 / ").number(index, Measure::Hhi);
    Derivation { worked: worked.equals(s.effective_suppliers(), Measure::Count), ..hhi(s) }
}

fn hhi_wgi<'a>(s: &Supply<'a>) -> Derivation<'a> {
    let weight = |country| s.governance().of(country);
    let sum = spelled(s.mix.suppliers.iter().map(|x| {
        let squared = square(x.share.get()).text(" × ");
        match weight(x.country) {
            Some(w) => squared.number(w.weight, Measure::Weighted),
            None => squared.text("?"),
        }
    }));
    let mut derivation = squares(&s.mix, None);
    derivation.worked = sum.equals(s.hhi_wgi(), Measure::Weighted);
    for (supplier, term) in s.mix.suppliers.iter().zip(&mut derivation.terms) {
        term.numbers.retain(|(name, ..)| *name != "square");
        match weight(supplier.country) {
            Some(w) => {
                let adds = supplier.share.get() * supplier.share.get() * w.weight;
                term.numbers.push(("wgi", w.weight, Measure::Weighted));
                if s.mix.obstacle.is_none() {
                    term.numbers.push(("adds", adds, Measure::Weighted));
                }
                term.origins.extend(w.origins.iter().copied());
            }
            None => derivation.notes.push(format!(
                "{} has no governance estimate in all six dimensions: its weight is anything from 0 to 10, so there \
                 are bounds and no value",
                supplier.country
            )),
        }
    }
    derivation.notes.push(format!("governance: {}, mean of the window's years", s.governance().edition));
    derivation
}
