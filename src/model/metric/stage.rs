//! Metrics of a stage's supply: totals, shares and concentration.

use super::terms::{all, equation, remainder, spelled, squares, supplier, unknowns};
use super::{Direction, Measure, Metric, Subject};
use crate::model::Reading;
use crate::model::derivation::{Derivation, Term};
use crate::model::supply::Supply;

const USGS: &str = "figures of the stage's source";

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
        source: USGS,
        subject: Subject::Stage(|s| Some(Reading::exact(f64::from(s.year.get()))), total_rows),
    },
    Metric {
        path: "stages.total.quantity",
        title: "Total",
        meaning: "what all suppliers put out, the unnamed ones included",
        measure: Measure::Quantity,
        range: (0.0, None),
        direction: Direction::Neutral,
        formula: "sum of the rows",
        source: USGS,
        subject: Subject::Stage(
            |s| s.mix.obstacle.is_none().then(|| Reading::exact(s.mix.total)),
            total_rows,
        ),
    },
    Metric {
        path: "stages.total.published",
        title: "Published total",
        meaning: "the publisher's own total, usually rounded; shown, never divided by",
        measure: Measure::Quantity,
        range: (0.0, None),
        direction: Direction::Neutral,
        formula: "as published",
        source: USGS,
        subject: Subject::Stage(
            |s| s.mix.published.map(|p| p.reading),
            |s| match s.mix.published {
                Some(p) => {
                    Derivation::read("world", "quantity", p.reading.value(), Measure::Quantity, p.origin)
                }
                None => Derivation::default(),
            },
        ),
    },
    Metric {
        path: "stages.suppliers",
        title: "Suppliers",
        meaning: "how many countries are named with output",
        measure: Measure::Count,
        range: (0.0, None),
        direction: Direction::LowerIsWorse,
        formula: "count of the named suppliers above zero; `other` never counts",
        source: USGS,
        subject: Subject::Stage(count, total_rows),
    },
    Metric {
        path: "stages.top_supplier.share",
        title: "Share",
        meaning: "share of the largest named supplier",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::HigherIsWorse,
        formula: "largest quantity / sum of the rows",
        source: "CR1",
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
        title: "Effective",
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
        title: "Unknown",
        meaning: "share of the total whose suppliers are not named",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::Neutral,
        formula: "other / sum of the rows; none where a supplier is missing from every total",
        source: USGS,
        subject: Subject::Stage(
            |s| s.mix.unknown_share().filter(|_| s.mix.obstacle.is_none()).map(|x| Reading::exact(x.get())),
            unknown_share,
        ),
    },
    Metric {
        path: "stages.estimated_share",
        title: "Estimated",
        meaning: "share of the total that the source marks as its estimate",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::Neutral,
        formula: "sum of the estimated rows / sum of the rows",
        source: USGS,
        subject: Subject::Stage(
            |s| s.mix.obstacle.is_none().then(|| Reading::exact(s.mix.estimated_share.get())),
            total_rows,
        ),
    },
    Metric {
        path: "stages.supply_without_largest",
        title: "Without largest",
        meaning: "share of supply that is left when the largest supplier drops out",
        measure: Measure::Share,
        range: (0.0, Some(1.0)),
        direction: Direction::LowerIsWorse,
        formula: "1 - share of the largest supplier",
        source: "the supply side of the N-1 test (IEA, Global Critical Minerals Outlook 2025)",
        subject: Subject::Stage(|s| s.supply_without_largest().map(Reading::exact), top_share),
    },
];

fn count(s: &Supply<'_>) -> Option<Reading> {
    let n = u32::try_from(s.mix.suppliers.len()).ok()?;
    Some(Reading::exact(f64::from(n)))
}

fn total_rows<'a>(s: &Supply<'a>) -> Derivation<'a> {
    Derivation {
        worked: format!("{} {} in {}", s.mix.total, s.mix.unit, s.year),
        terms: all(&s.mix),
        notes: unknowns(&s.mix),
    }
}

fn unknown_share<'a>(s: &Supply<'a>) -> Derivation<'a> {
    let rest = s.mix.remainder.as_ref().map_or(0.0, |r| r.quantity);
    let share = s.mix.unknown_share().map_or(0.0, crate::model::Share::get);
    Derivation { worked: format!("{rest} / {} = {share:.4}", s.mix.total), ..total_rows(s) }
}

fn top_share<'a>(s: &Supply<'a>) -> Derivation<'a> {
    let Some(top) = s.mix.suppliers.first() else { return Derivation::default() };
    let total = Term {
        label: "sum of the rows".to_owned(),
        numbers: vec![("quantity", s.mix.total, Measure::Quantity)],
        origins: s.mix.suppliers.iter().map(|s| s.origin).collect(),
    };
    Derivation {
        worked: format!("{} / {} = {:.4}", top.quantity, s.mix.total, top.share.get()),
        terms: vec![supplier(top), total],
        notes: unknowns(&s.mix),
    }
}

fn cr3<'a>(s: &Supply<'a>) -> Derivation<'a> {
    let top: Vec<_> = s.mix.suppliers.iter().take(3).collect();
    let sum = spelled(top.iter().map(|s| format!("{:.4}", s.share.get())));
    Derivation {
        worked: format!("{sum} = {:.4}", s.cr3().unwrap_or(0.0)),
        terms: top.into_iter().map(supplier).collect(),
        notes: unknowns(&s.mix),
    }
}

fn hhi<'a>(s: &Supply<'a>) -> Derivation<'a> {
    squares(&s.mix, s.hhi())
}

fn effective<'a>(s: &Supply<'a>) -> Derivation<'a> {
    let inner = hhi(s);
    let index = s.hhi().and_then(Reading::value).unwrap_or(0.0);
    let number = s.effective_suppliers().and_then(Reading::value).unwrap_or(0.0);
    Derivation { worked: format!("1 / ({}) = 1 / {index:.4} = {number:.2}", inner.worked), ..inner }
}

fn hhi_wgi<'a>(s: &Supply<'a>) -> Derivation<'a> {
    let weight = |country| s.governance().of(country);
    let sum = spelled(s.mix.suppliers.iter().map(|x| match weight(x.country) {
        Some(w) => format!("{:.4}² × {:.2}", x.share.get(), w.weight),
        None => format!("{:.4}² × ?", x.share.get()),
    }));
    let mut notes = unknowns(&s.mix);
    let terms = s
        .mix
        .suppliers
        .iter()
        .map(|x| {
            let mut term = supplier(x);
            let square = x.share.get() * x.share.get();
            match weight(x.country) {
                Some(w) => {
                    term.numbers.push(("wgi", w.weight, Measure::Weighted));
                    term.numbers.push(("adds", square * w.weight, Measure::Weighted));
                    term.origins.extend(w.origins.iter().copied());
                }
                None => notes.push(format!(
                    "{} has no governance estimate in all six dimensions: its weight is anything from 0 to 10, \
                     so there are bounds and no value",
                    x.country
                )),
            }
            term
        })
        .chain(remainder(&s.mix))
        .chain(super::terms::untold(&s.mix))
        .collect();
    notes.push(format!("governance: {}, mean of the window's years", s.governance().edition));
    Derivation { worked: equation(&sum, s.hhi_wgi()), terms, notes }
}
