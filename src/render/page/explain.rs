//! `explain`: the number, its formula, the formula with numbers, the inputs with their lines.

use super::Page;
use crate::model::{Measure, Metric};
use crate::output::{Envelope, Explained, InputRow, Term};
use crate::render::document::{Column, Document, Shape};
use crate::render::number::{plain, reading, worked};

/// Explanations of one metric, one a stage or product.
#[derive(Debug)]
pub struct Explanations<'a>(pub &'a Envelope<Explained>);

impl Page for Explanations<'_> {
    fn document(&self) -> Document {
        let mut document = Document::default();
        for (i, e) in self.0.results.iter().enumerate() {
            if i > 0 {
                document.gap();
            }
            one(e, &mut document);
        }
        document
    }
}

fn one(e: &Explained, document: &mut Document) {
    let title = Metric::named(e.metric).map_or(e.metric, |m| m.title);
    let mut what = format!("{title} of {}", e.name);
    for part in [e.stage, Some(e.product.as_str())].into_iter().flatten().filter(|p| !p.is_empty()) {
        what.push_str(&format!(", {part}"));
    }
    if let Some(year) = e.year.filter(|_| e.measure != Measure::Year) {
        what.push_str(&format!(", {year}"));
    }
    let number = e
        .reading
        .map_or_else(|| "no number".to_owned(), |r| format!("{}{}", reading(&r, e.measure), unit(e)));
    document.title(&format!("{what}: {number}"));
    document.facts(
        Shape { margin: 0, label: 9 },
        &[
            ("means", e.meaning),
            ("formula", e.formula),
            ("here", &worked(&e.pieces)),
            ("after", e.defined_by),
            ("path", e.metric),
        ],
    );
    if !e.terms.is_empty() {
        document.gap();
        inputs(&e.terms, document);
        let published = publishers(&e.terms);
        if !published.is_empty() {
            document.item((0, 2), &format!("published in {published} (`minerals data sources`)"));
        }
    }
    for note in &e.notes {
        document.item((0, 6), &format!("note: {note}"));
    }
}

fn unit(e: &Explained) -> String {
    match e.measure {
        Measure::Share => " %".to_owned(),
        Measure::Hhi => " points of 10 000".to_owned(),
        Measure::Weighted => " of 10".to_owned(),
        Measure::Years => " years".to_owned(),
        Measure::Quantity => e.unit.map(|u| format!(" {u}")).unwrap_or_default(),
        Measure::Count | Measure::Year | Measure::Ratio => String::new(),
    }
}

/// The inputs, a line each; the rows of a table that follow each other are joined.
fn inputs(terms: &[Term], document: &mut Document) {
    let mut names: Vec<(&'static str, Measure)> = Vec::new();
    for number in terms.iter().flat_map(|t| &t.numbers) {
        if !names.iter().any(|(name, _)| *name == number.name) {
            names.push((number.name, number.measure));
        }
    }
    let mut columns = vec![Column::text("Input")];
    columns.extend(names.iter().map(|(name, measure)| Column::number(heading_of(name, *measure))));
    columns.push(Column::text("Status").optional(2));
    columns.push(Column::text("Table and line"));
    columns.push(Column::text("Publisher and its line").optional(1));
    let mut rows = Vec::new();
    for term in terms {
        let groups = joined(&term.rows);
        for i in 0..groups.len().max(1) {
            let mut row = vec![if i == 0 {
                term.name.clone().unwrap_or_else(|| {
                    if term.label == "other" { "Other countries".to_owned() } else { term.label.clone() }
                })
            } else {
                String::new()
            }];
            row.extend(names.iter().map(|(name, _)| {
                let number = term.numbers.iter().find(|n| n.name == *name).filter(|_| i == 0);
                number.map(|n| plain(n.value, n.measure)).unwrap_or_default()
            }));
            row.push(term.status.filter(|_| i == 0).unwrap_or_default().to_owned());
            let (place, source) =
                groups.get(i).cloned().unwrap_or_else(|| ("inferred".to_owned(), String::new()));
            row.push(place);
            row.push(source);
            rows.push(row);
        }
    }
    document.grid(&columns, &rows);
}

/// The editions behind the inputs, in order.
fn publishers(terms: &[Term]) -> String {
    let sources = terms.iter().flat_map(|t| &t.rows).filter_map(|r| r.source.as_deref());
    let mut editions: Vec<&str> = sources.map(edition).collect();
    editions.sort_unstable();
    editions.dedup();
    editions.join(", ")
}

fn heading_of(name: &'static str, measure: Measure) -> &'static str {
    match (name, measure) {
        ("share", _) => "share %",
        ("reliance", _) => "reliance %",
        ("more_than", _) => "more than %",
        ("less_than", _) => "less than %",
        ("square", _) => "square",
        ("wgi", _) => "WGI",
        ("at_most", _) => "at most",
        (other, _) => other,
    }
}

/// Places with runs of lines of one file joined: `data/governance.csv:361-390`.
fn joined(rows: &[InputRow]) -> Vec<(String, String)> {
    let mut groups: Vec<(String, u32, u32, String)> = Vec::new();
    for row in rows {
        let (file, line) = row.place.rsplit_once(':').unwrap_or((&row.place, "0"));
        let line: u32 = line.parse().unwrap_or(0);
        let source = row.source.clone().unwrap_or_default();
        match groups.last_mut() {
            Some((f, _, last, s)) if f == file && line == *last + 1 && edition(s) == edition(&source) => {
                *last = line;
                if *s != source {
                    *s = edition(&source).to_owned();
                }
            }
            _ => groups.push((file.to_owned(), line, line, source)),
        }
    }
    groups
        .into_iter()
        .map(|(file, first, last, source)| {
            let lines = if first == last { first.to_string() } else { format!("{first}-{last}") };
            (format!("{file}:{lines}"), source)
        })
        .collect()
}

fn edition(source: &str) -> &str {
    let line = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    source.rsplit_once(':').filter(|(_, tail)| line(tail)).map_or(source, |(id, _)| id)
}
