//! What a country or a group puts out, holds, and could put out.

use super::first_rows;
use crate::model::Measure;
use crate::output::{Bounded, CapacityOf, StandingOf};
use crate::render::document::{Column, Document};
use crate::render::number::{quantity, reading};

pub(super) fn output(all: &[StandingOf], top: usize, document: &mut Document) {
    if all.is_empty() {
        return;
    }
    document.gap();
    document.heading("What it mines and refines");
    let columns = [
        Column::text("Mineral"),
        Column::text("Stage"),
        Column::number("Year"),
        Column::number("Quantity"),
        Column::text("Unit"),
        Column::number("Share %"),
        Column::number("Rank"),
        Column::text("Status").optional(1),
        Column::text("Weighed").optional(2),
        Column::text("Table and line").optional(4),
        Column::text("Publisher and its line").optional(3),
    ];
    let rows = all
        .iter()
        .map(|s| {
            let mut row = vec![s.name.clone(), s.stage.to_owned()];
            row.extend(figures(s));
            row.extend([share(s), rank(s), status(s), s.basis.clone(), places(s), sources(s)]);
            row
        })
        .collect();
    first_rows(&columns, rows, top, document);
}

pub(super) fn reserves(all: &[StandingOf], top: usize, document: &mut Document) {
    if all.is_empty() {
        return;
    }
    document.gap();
    document.heading("What it holds in the ground");
    let columns = [
        Column::text("Mineral"),
        Column::number("Year"),
        Column::number("Reserves"),
        Column::text("Unit"),
        Column::number("Share %"),
        Column::number("Rank"),
        Column::number("Life, years"),
        Column::text("Status").optional(1),
        Column::text("Weighed").optional(2),
        Column::text("Table and line").optional(4),
        Column::text("Publisher and its line").optional(3),
    ];
    let rows = all
        .iter()
        .map(|s| {
            let mut row = vec![s.name.clone()];
            row.extend(figures(s));
            let life = bounded(s.years.as_ref(), Measure::Years);
            row.extend([share(s), rank(s), life, status(s), s.basis.clone(), places(s), sources(s)]);
            row
        })
        .collect();
    first_rows(&columns, rows, top, document);
}

pub(super) fn capacity(all: &[CapacityOf], top: usize, document: &mut Document) {
    if all.is_empty() {
        return;
    }
    document.gap();
    document.heading("Capacity");
    let columns = [
        Column::text("Mineral"),
        Column::text("Whose").optional(1),
        Column::text("Stage"),
        Column::number("Year"),
        Column::number("Capacity"),
        Column::text("Unit"),
        Column::text("Status"),
        Column::text("Table and line").optional(3),
        Column::text("Publisher and its line").optional(2),
    ];
    let rows = all
        .iter()
        .map(|CapacityOf { mineral, figure: q }| {
            let figure = Bounded { value: q.value, low: q.low, high: q.high };
            let known = bounded(Some(&figure), Measure::Quantity);
            vec![
                mineral.clone(),
                q.name.clone(),
                q.of.clone(),
                q.period.clone(),
                if known.is_empty() { "?".to_owned() } else { known },
                q.unit.clone(),
                q.status.to_owned(),
                q.place.clone(),
                q.source.clone().unwrap_or_default(),
            ]
        })
        .collect();
    first_rows(&columns, rows, top, document);
}

/// Year, quantity and unit; a `?` for what is not told.
fn figures(s: &StandingOf) -> [String; 3] {
    let shares = s.unit == "share";
    let known = s.quantity.as_ref().filter(|_| !shares).map(amount).unwrap_or_default();
    let quantity = if known.is_empty() && !shares { "?".to_owned() } else { known };
    [
        s.period.clone().unwrap_or_else(|| s.year.to_string()),
        quantity,
        if shares { String::new() } else { s.unit.to_owned() },
    ]
}

fn share(s: &StandingOf) -> String {
    let known = bounded(s.share.as_ref(), Measure::Share);
    if known.is_empty() { "?".to_owned() } else { known }
}

/// `2 of 8`.
fn rank(s: &StandingOf) -> String {
    let rank = bounded(s.rank.as_ref(), Measure::Count);
    s.ranked.map(|of| format!("{rank} of {of}")).unwrap_or_default()
}

/// An amount; `≥` where it may be more: the share has the bounds of that.
fn amount(b: &Bounded) -> String {
    match b.value.or(b.low).filter(|least| *least > 0.0) {
        Some(least) if b.high != Some(least) => format!("≥{}", quantity(least)),
        _ => reading(b, Measure::Quantity),
    }
}

fn bounded(b: Option<&Bounded>, measure: Measure) -> String {
    b.map(|b| reading(b, measure)).unwrap_or_default()
}

/// The statuses of its rows, each once.
fn status(s: &StandingOf) -> String {
    let mut all: Vec<&str> = Vec::new();
    for row in &s.rows {
        if !all.contains(&row.status) {
            all.push(row.status);
        }
    }
    all.join(", ")
}

fn places(s: &StandingOf) -> String {
    s.rows.iter().filter_map(|r| r.place.clone()).collect::<Vec<_>>().join(", ")
}

fn sources(s: &StandingOf) -> String {
    s.rows.iter().filter_map(|r| r.source.clone()).collect::<Vec<_>>().join(", ")
}
