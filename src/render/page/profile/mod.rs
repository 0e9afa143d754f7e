//! `show` of a country or a group: what it puts out, holds, sells and buys, with whom, and what nobody
//! confirms. Each list is cut to its first lines, and says how many there are besides.

mod partners;
mod standings;
mod trade;

use super::Page;
use crate::model::Measure;
use crate::output::{Envelope, Profile, Unconfirmed};
use crate::render::document::{Column, Document, Shape};
use crate::render::number::plain;

/// How many minerals are named of which no reserves are published.
const NAMED: usize = 8;

/// Countries and groups in full.
#[derive(Debug)]
pub struct Profiles<'a> {
    /// The answer.
    pub answer: &'a Envelope<Profile>,
    /// Lines of each list.
    pub top: usize,
}

impl Page for Profiles<'_> {
    fn document(&self) -> Document {
        let mut document = Document::default();
        for (i, profile) in self.answer.results.iter().enumerate() {
            if i > 0 {
                document.gap();
                document.gap();
            }
            one(profile, self.top, &mut document);
        }
        document
    }
}

fn one(p: &Profile, top: usize, document: &mut Document) {
    document.title(&format!("{} ({})", p.name, p.id));
    governance(p, document);
    if p.is_empty() {
        document.paragraph(0, "the tables hold no output, reserves, capacity or trade of it");
    }
    standings::output(&p.output, top, document);
    standings::reserves(&p.reserves, top, document);
    standings::capacity(&p.capacity, top, document);
    if let Some(trade) = &p.trade {
        trade::both_ways(trade, top, document);
    }
    partners::all(p, document);
    if let Some(unconfirmed) = &p.unconfirmed {
        document.gap();
        not_confirmed(&p.name, unconfirmed, document);
    }
}

fn governance(p: &Profile, document: &mut Document) {
    let weight = |wgi: Option<f64>| wgi.map(|w| plain(w, Measure::Weighted)).unwrap_or_default();
    if let [only] = p.members.as_slice() {
        let told = only.dimensions_mean.map(|mean| {
            let mean = plain(mean, Measure::Weighted);
            let wgi = weight(only.wgi);
            format!("{wgi} of 10 (10 is worst); mean of the six dimensions {mean} [{}]", only.source)
        });
        let words = told.unwrap_or_else(|| "no estimate of all six dimensions".to_owned());
        document.facts(Shape { margin: 0, label: 12 }, &[("governance", &words)]);
        return;
    }
    let members: Vec<String> = p
        .members
        .iter()
        .map(|m| format!("{} {}", m.name, m.wgi.map_or_else(|| "?".to_owned(), |w| weight(Some(w)))))
        .collect();
    document.facts(
        Shape { margin: 0, label: 12 },
        &[("governance", &format!("{} (of 10, 10 is worst)", members.join(" · ")))],
    );
}

fn not_confirmed(name: &str, u: &Unconfirmed, document: &mut Document) {
    document.heading("Not confirmed");
    let named: Vec<&str> = u.minerals.iter().take(NAMED).map(String::as_str).collect();
    let more = u.minerals.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let named = named.join(", ");
    document.paragraph(
        0,
        &format!(
            "No reserves of {name} are published in these sources for: {named}{more}. A claim of such reserves \
             is not confirmed by them [{}]",
            u.source.replace('+', ", ")
        ),
    );
}

/// The first rows under their columns, and how many there are besides.
fn first_rows(columns: &[Column], mut rows: Vec<Vec<String>>, top: usize, document: &mut Document) {
    let more = rows.len().saturating_sub(top);
    rows.truncate(top);
    document.grid(columns, &rows);
    if more > 0 {
        document.paragraph(2, &format!("and {more} more: --top {}", top + more));
    }
}
