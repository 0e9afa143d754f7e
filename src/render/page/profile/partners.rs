//! Trade totals with partners: figures of one scope, period and reporter stand in one row, and unlike
//! scopes in rows of their own. What both ends report is told below, with its ratio.

use crate::model::Measure;
use crate::output::{MirrorOf, PartnershipOf, Profile, Reported};
use crate::render::document::{Column, Document};
use crate::render::number::{millions, plain};

/// Figures of one partner, scope, period and reporter.
struct Line<'a> {
    scope: &'a str,
    period: &'a str,
    by: &'a str,
    note: &'a str,
    out: Option<f64>,
    into: Option<f64>,
    both: Option<f64>,
    places: Vec<String>,
    sources: Vec<String>,
}

pub(super) fn all(p: &Profile, document: &mut Document) {
    if p.partners.iter().all(|one| one.minerals.is_none() && one.reported.is_empty()) {
        return;
    }
    document.gap();
    document.heading("Trade totals in million USD; unlike scopes do not contradict each other");
    let columns = [
        Column::text("Partner"),
        Column::text("Scope"),
        Column::text("Period"),
        Column::text("By"),
        Column::number("Sold"),
        Column::number("Bought"),
        Column::number("Both"),
        Column::text("Note").optional(1),
        Column::text("Table and line").optional(3),
        Column::text("Publisher and its line").optional(2),
    ];
    let mut rows = Vec::new();
    for partner in &p.partners {
        let mut name = partner.name.clone();
        rows.extend(own(partner).map(|row| with_name(&mut name, row)));
        rows.extend(lines(&partner.reported).iter().map(|line| with_name(&mut name, cells(line))));
    }
    document.grid(&columns, &rows);
    for mirror in p.partners.iter().flat_map(|one| &one.mirrors) {
        document.item((2, 4), &mirrored(mirror));
    }
}

/// A row under its partner, who is named in the first one only.
fn with_name(name: &mut String, mut row: Vec<String>) -> Vec<String> {
    row.insert(0, std::mem::take(name));
    row
}

fn own(p: &PartnershipOf) -> Option<Vec<String>> {
    let own = p.minerals.as_ref()?;
    Some(vec![
        "mineral codes held".to_owned(),
        own.year.to_string(),
        "ours".to_owned(),
        millions(own.exports_usd),
        millions(own.imports_usd),
        millions(own.exports_usd + own.imports_usd),
        format!("{} codes sold, {} bought", own.export_codes, own.import_codes),
        String::new(),
        own.source.replace('+', ", "),
    ])
}

fn lines(reported: &[Reported]) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for r in reported {
        let same = |l: &&mut Line<'_>| {
            (l.scope, l.period, l.by, l.note) == (&*r.scope, &*r.period, &*r.reporter, &*r.note)
        };
        let known = lines.iter_mut().find(same);
        let is_new = known.is_none();
        let mut fresh = Line {
            scope: &r.scope,
            period: &r.period,
            by: &r.reporter,
            note: &r.note,
            out: None,
            into: None,
            both: None,
            places: Vec::new(),
            sources: Vec::new(),
        };
        let line = known.unwrap_or(&mut fresh);
        match r.way {
            "out" => line.out = Some(r.value_usd),
            "in" => line.into = Some(r.value_usd),
            _ => line.both = Some(r.value_usd),
        }
        line.places.push(r.place.clone());
        line.sources.extend(r.source.clone());
        if is_new {
            lines.push(fresh);
        }
    }
    lines
}

fn cells(line: &Line<'_>) -> Vec<String> {
    let figure = |value: Option<f64>| value.map(millions).unwrap_or_default();
    vec![
        line.scope.to_owned(),
        line.period.to_owned(),
        line.by.to_owned(),
        figure(line.out),
        figure(line.into),
        figure(line.both),
        line.note.to_owned(),
        line.places.join(", "),
        line.sources.join(", "),
    ]
}

/// One flow as both ends report it.
fn mirrored(m: &MirrorOf) -> String {
    let side = |r: &Reported| format!("{} as {} reports its {}", millions(r.value_usd), r.reporter, r.flow);
    let ratio = m.ratio.map(|r| format!(", {} times", plain(r, Measure::Weighted))).unwrap_or_default();
    format!(
        "mirrors, {}, {}: {} with {}, {}{ratio}",
        m.more.scope,
        m.more.period,
        side(&m.more),
        m.more.with,
        side(&m.less)
    )
}
