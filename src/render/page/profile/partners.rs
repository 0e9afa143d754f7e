//! Trade totals with partners: figures of one scope, period and reporter stand in one row, and unlike
//! scopes in rows of their own. What both ends report is told below, with its ratio.

use crate::model::Measure;
use crate::output::{MirrorOf, PartnershipOf, Profile, Reported};
use crate::render::document::{Column, Document};
use crate::render::number::{millions, plain};

/// Figures of one partner, scope, period and reporter.
struct Line<'a> {
    /// One of the figures: what it says of scope, period and reporter holds for all.
    of: &'a Reported,
    out: Option<f64>,
    into: Option<f64>,
    both: Option<f64>,
    notes: Vec<&'a str>,
    places: Vec<&'a str>,
    sources: Vec<&'a str>,
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
        Column::text("Table and line").optional(2),
        Column::text("Publisher and its line").optional(1),
    ];
    let (mut rows, mut notes, mut editions) = (Vec::new(), Vec::new(), Vec::new());
    for partner in &p.partners {
        let mut name = partner.name.clone();
        rows.extend(own(partner).map(|row| with_name(&mut name, row)));
        editions.extend(partner.minerals.iter().flat_map(|own| own.source.split('+')));
        for line in lines(&partner.reported) {
            rows.push(with_name(&mut name, cells(&line)));
            let about = format!("{}, {} by {}", partner.name, period(line.of), line.of.reporter);
            notes.extend(line.notes.iter().map(|note| format!("{about}: {note}")));
        }
        notes.extend(partner.mirrors.iter().map(mirrored));
    }
    document.grid(&columns, &rows);
    editions.retain(|edition| !edition.is_empty());
    editions.sort_unstable();
    editions.dedup();
    if !editions.is_empty() {
        let held =
            format!("held: every mineral code of the table `trade`, each once [{}]", editions.join(", "));
        document.item((2, 4), &held);
    }
    for trade in p.trade.iter().filter(|trade| !trade.without.is_empty()) {
        let (year, editions) = (trade.year, trade.without.join(", "));
        document.item(
            (2, 4),
            &format!("no {year} is held of the codes of {editions}: they are in no sum of ours"),
        );
    }
    notes.iter().for_each(|note| document.item((2, 4), note));
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
        String::new(),
        own.source.replace('+', ", "),
    ])
}

fn lines(reported: &[Reported]) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let about = |r: &Reported| (r.scope.clone(), period(r), r.reporter.clone(), r.with.clone());
    for r in reported {
        let at = lines.iter().position(|line| about(line.of) == about(r)).unwrap_or_else(|| {
            let (notes, places, sources) = (Vec::new(), Vec::new(), Vec::new());
            lines.push(Line { of: r, out: None, into: None, both: None, notes, places, sources });
            lines.len() - 1
        });
        let Some(line) = lines.get_mut(at) else { continue };
        match r.way {
            "out" => line.out = Some(r.value_usd),
            "in" => line.into = Some(r.value_usd),
            _ => line.both = Some(r.value_usd),
        }
        // that it is of a part of the year stands in the period
        line.notes.extend(Some(r.note.as_str()).filter(|note| !note.is_empty() && r.months.is_none()));
        line.places.push(&r.place);
        line.sources.extend(r.source.as_deref());
    }
    lines
}

/// `2023`, or `2023, 9 months`.
fn period(r: &Reported) -> String {
    r.months.map_or_else(|| r.period.clone(), |months| format!("{}, {months} months", r.period))
}

fn cells(line: &Line<'_>) -> Vec<String> {
    let figure = |value: Option<f64>| value.map(millions).unwrap_or_default();
    vec![
        line.of.scope.clone(),
        period(line.of),
        line.of.reporter.clone(),
        figure(line.out),
        figure(line.into),
        figure(line.both),
        line.places.join(", "),
        line.sources.join(", "),
    ]
}

/// One flow as both ends report it.
fn mirrored(m: &MirrorOf) -> String {
    let side = |r: &Reported| format!("{} ({} of {})", millions(r.value_usd), r.flow, r.reporter);
    let ratio = m.ratio.map(|r| format!(": {} times", plain(r, Measure::Weighted))).unwrap_or_default();
    format!("mirrors, {}, {}: {} and {}{ratio}", m.more.scope, period(&m.more), side(&m.more), side(&m.less))
}
