//! `show`: suppliers with bars, reserves, what consumers depend on, uses, capacity, prices.

mod alternatives;
mod origins;
mod uses;

use super::bar::bar;
use super::{Page, published};
use crate::model::Measure;
use crate::output::{Bounded, Dependency, Envelope, Quoted, Reserves, Shown, Stage, SupplierRow, Total};
use crate::render::document::{Column, Document, Shape};
use crate::render::number::{plain, quantity, reading};

/// Minerals in full.
#[derive(Debug)]
pub struct Shows<'a>(pub &'a Envelope<Shown>);

impl Page for Shows<'_> {
    fn document(&self) -> Document {
        let mut document = Document::default();
        for (i, s) in self.0.results.iter().enumerate() {
            if i > 0 {
                document.gap();
                document.gap();
            }
            one(s, &mut document);
        }
        if !self.0.warnings.is_empty() {
            document.gap();
            document.heading("What is not known");
            for w in &self.0.warnings {
                let stage = w.stage.map(|s| format!("{s}: ")).unwrap_or_default();
                document.item((2, 4), &format!("{stage}{}", w.message));
            }
        }
        document
    }
}

fn one(s: &Shown, document: &mut Document) {
    let symbol = if s.symbol.is_empty() { String::new() } else { format!(" ({})", s.symbol) };
    document.title(&format!("{}{symbol}", s.score.name));
    document.facts(
        Shape { margin: 0, label: 9 },
        &[
            ("family", s.family.as_deref().unwrap_or_default()),
            ("members", &s.members.join(", ")),
            ("lists", &s.lists.join(", ")),
            ("note", &s.note),
        ],
    );
    for (stage, supply) in s.score.stages.iter().zip(&s.supply) {
        document.gap();
        supply_of(stage, &supply.rows, document);
    }
    alternatives::alternatives(&s.alternatives, document);
    if let Some(reserves) = &s.score.reserves {
        document.gap();
        reserves_of(reserves, &s.holders, document);
    }
    let dependencies: Vec<&Dependency> =
        s.score.dependency.iter().chain(&s.score.other_dependencies).collect();
    if let Some(first) = dependencies.first() {
        document.gap();
        document.heading(&format!("What {} depends on", first.consumer));
        for d in &dependencies {
            document.item((0, 2), &dependency(d));
        }
        sources(&s.import_sources, document);
        for d in &dependencies {
            origins::of(d, &s.origins, document);
        }
    }
    uses::uses(&s.end_uses, &s.no_split, document);
    for (title, rows) in [
        ("Capacity", &s.capacity),
        ("Consumption", &s.consumption),
        ("Stocks", &s.stocks),
        ("Prices", &s.prices),
    ] {
        if !rows.is_empty() {
            document.gap();
            document.heading(title);
            quoted(rows, "Whose", document);
        }
    }
    published::lay(&s.published_scores, document);
}

/// ` [usgs-mcs-2026]`, where the source is known; corrections count as their edition.
fn sourced(source: &str) -> String {
    let mut editions: Vec<&str> = Vec::new();
    for edition in source.split('+').filter(|e| !e.is_empty()) {
        if !editions.iter().any(|known| edition.starts_with(&format!("{known}-"))) {
            editions.push(edition);
        }
    }
    if editions.is_empty() { String::new() } else { format!(" [{}]", editions.join(", ")) }
}

fn total(t: &Total) -> String {
    let basis = if t.basis.is_empty() { String::new() } else { format!(" {}", t.basis) };
    let published = match (t.published, t.published_low, t.published_high) {
        (Some(p), _, _) => format!(" (published: {})", quantity(p)),
        (None, Some(low), None) => format!(" (published: more than {})", quantity(low)),
        (None, Some(low), Some(high)) => format!(" (published: {} to {})", quantity(low), quantity(high)),
        (None, None, Some(high)) => format!(" (published: less than {})", quantity(high)),
        (None, None, None) => String::new(),
    };
    match t.quantity {
        Some(q) => {
            let least = if t.at_least { "at least " } else { "" };
            format!("{least}{} {}{basis}{published}", quantity(q), t.unit)
        }
        None => format!("no total{published}, in {}{basis}", t.unit),
    }
}

fn supply_of(s: &Stage, rows: &[SupplierRow], document: &mut Document) {
    let title = if s.stage == "mine" { "Mine" } else { "Refinery" };
    document.heading(&format!("{title}, {}: {}{}", s.year, total(&s.total), sourced(&s.source)));
    suppliers(rows, "Supplier", s.total.unit, document);
    if let Some(reason) = s.no_concentration {
        document.paragraph(2, &format!("no concentration: {reason}"));
        return;
    }
    let mark = if s.incomplete.is_empty() && s.bounded.is_empty() { "" } else { "?" };
    let bounded = |b: &Option<Bounded>, m| b.as_ref().map(|b| reading(b, m)).unwrap_or_default();
    let percent = |x: Option<f64>| x.map(|x| plain(x, Measure::Share)).unwrap_or_default();
    let mut facts = vec![
        format!("HHI {} points", bounded(&s.hhi, Measure::Hhi)),
        format!("HHI-WGI {} of 10", bounded(&s.hhi_wgi, Measure::Weighted)),
        format!("{} effective suppliers", bounded(&s.effective_suppliers, Measure::Count)),
        format!("three largest {}{mark} %", percent(s.cr3)),
        format!("{}{mark} % left without the largest", percent(s.supply_without_largest)),
    ];
    if s.unknown_share.is_some_and(|u| u > 0.0) {
        facts.push(format!("{} % not named", percent(s.unknown_share)));
    }
    if s.estimated_share.is_some_and(|e| e > 0.0) {
        facts.push(format!("{} % estimated", percent(s.estimated_share)));
    }
    if !s.incomplete.is_empty() {
        facts.push(format!("incomplete without {}: ? marks what this leaves open", s.incomplete.join(", ")));
    }
    if !s.untold.is_empty() {
        facts.push(format!("{} in the unnamed rest", s.untold.join(", ")));
    }
    facts_line(&facts, document);
}

fn reserves_of(r: &Reserves, holders: &[SupplierRow], document: &mut Document) {
    document.heading(&format!("Reserves, {}: {}{}", r.year, total(&r.total), sourced(&r.source)));
    suppliers(holders, "Holder", r.total.unit, document);
    let mut facts = Vec::new();
    match (&r.years, r.no_years) {
        (Some(years), _) => {
            facts.push(format!("{} years of present mine output", reading(years, Measure::Years)))
        }
        (None, Some(reason)) => facts.push(format!("no reserve life: {reason}")),
        (None, None) => {}
    }
    match (&r.hhi, r.no_concentration) {
        (Some(hhi), _) => facts.push(format!("HHI {} points", reading(hhi, Measure::Hhi))),
        (None, Some(reason)) if r.no_years != Some(reason) => {
            facts.push(format!("no concentration: {reason}"))
        }
        (None, _) => {}
    }
    if !r.incomplete.is_empty() {
        facts.push(format!("incomplete without {}", r.incomplete.join(", ")));
    }
    facts_line(&facts, document);
}

/// Facts in a row; a number and its unit stay together.
fn facts_line(facts: &[String], document: &mut Document) {
    let glued: Vec<String> =
        facts.iter().map(|f| f.replace(" %", "\u{a0}%").replace(" of 10", "\u{a0}of\u{a0}10")).collect();
    document.paragraph(2, &glued.join(" · "));
}

fn suppliers(rows: &[SupplierRow], who: &'static str, unit: &'static str, document: &mut Document) {
    let columns = [
        Column::text(who),
        Column::number(unit),
        Column::number("Share %"),
        Column::text(""),
        Column::number("WGI").optional(1),
        Column::text("Status").optional(2),
        Column::text("Note").optional(3),
        Column::text("Table and line").optional(4),
        Column::text("Publisher and its line").optional(5),
    ];
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|r| {
            let amount = match (r.quantity, r.at_most) {
                (Some(low), Some(high)) => format!("{}–{}", quantity(low), quantity(high)),
                (Some(q), None) => quantity(q),
                (None, _) => "?".to_owned(),
            };
            vec![
                r.name.clone(),
                amount,
                r.share.map(|s| plain(s, Measure::Share)).unwrap_or_default(),
                r.share.map(|s| bar(s, 20)).unwrap_or_default(),
                r.wgi.map(|w| plain(w, Measure::Weighted)).unwrap_or_default(),
                if r.inside { format!("{}, in the total", r.status) } else { r.status.to_owned() },
                r.note.clone(),
                r.place.clone().unwrap_or_default(),
                r.source.clone().unwrap_or_default(),
            ]
        })
        .collect();
    document.grid(&columns, &rows);
}

/// What hangs on imports of one product, in a line.
fn dependency(d: &Dependency) -> String {
    let of = if d.product.is_empty() { d.stage.to_owned() } else { format!("{}, {}", d.stage, d.product) };
    let mut facts = Vec::new();
    if d.net_exporter {
        facts.push("net exporter".to_owned());
    }
    if let Some(reliance) = &d.import_reliance {
        let year = d.year.map(|y| format!(" in {y}")).unwrap_or_default();
        let made = if d.computed { ", computed from output and trade" } else { "" };
        facts.push(format!("{} % net import reliance{year}{made}", reading(reliance, Measure::Share)));
    }
    if let Some(top) = &d.top_source {
        let period = d.period.as_ref().map(|p| format!(" in {p}")).unwrap_or_default();
        let whole = if d.shares_of == "supply" { "all its supply" } else { "imports" };
        facts.push(format!("{} % of {whole} from {}{period}", plain(top.share, Measure::Share), top.name));
    }
    if let Some(exposure) = &d.exposure {
        facts.push(format!("exposure {} %", reading(exposure, Measure::Share)));
    }
    if let Some(hhi) = &d.import_hhi {
        facts.push(format!("import HHI {}", reading(hhi, Measure::Hhi)));
    }
    if let Some(reason) = d.no_reliance {
        facts.push(format!("no reliance: {reason}"));
    }
    format!("{of}: {}{}", facts.join(" · "), sourced(&d.source))
}

/// Sources, but for those too small to matter, of which there can be dozens.
fn sources(rows: &[Quoted], document: &mut Document) {
    /// Least share with a line of its own.
    const LEAST: f64 = 0.005;
    let large = |q: &&Quoted| q.value.is_none_or(|share| share >= LEAST);
    let shown: Vec<Quoted> = rows.iter().filter(large).cloned().collect();
    quoted(&shown, "Source", document);
    let small: Vec<&Quoted> = rows.iter().filter(|q| !large(q)).collect();
    if !small.is_empty() {
        let most = plain(LEAST, Measure::Share);
        document.paragraph(2, &format!("and {} sources of less than {most} % each", small.len()));
    }
}

fn quoted(rows: &[Quoted], who: &'static str, document: &mut Document) {
    let columns = [
        Column::text(who),
        Column::text("Of"),
        Column::number("Year"),
        Column::number("Figure"),
        Column::text("Unit"),
        Column::text("Status").optional(1),
        Column::text("Table and line").optional(2),
        Column::text("Publisher and its line").optional(3),
    ];
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|q| {
            let share = q.unit.starts_with("share");
            let text = |x: f64| if share { plain(x, Measure::Share) } else { quantity(x) };
            let figure = match (q.value, q.low, q.high) {
                (Some(v), _, _) => text(v),
                (None, Some(l), Some(h)) => format!("{}–{}", text(l), text(h)),
                (None, Some(l), None) => format!("≥{}", text(l)),
                (None, None, Some(h)) => format!("≤{}", text(h)),
                (None, None, None) => "?".to_owned(),
            };
            vec![
                q.name.clone(),
                q.of.clone(),
                q.period.clone(),
                figure,
                match q.unit.as_str() {
                    "share" => "% of imports".to_owned(),
                    "share-of-supply" => "% of supply".to_owned(),
                    unit => unit.to_owned(),
                },
                q.status.to_owned(),
                q.place.clone(),
                q.source.clone().unwrap_or_default(),
            ]
        })
        .collect();
    document.grid(&columns, &rows);
}
