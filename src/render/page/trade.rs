//! `trade`: whose imports of what hang on how few suppliers.

use std::collections::BTreeSet;

use super::Page;
use crate::model::Measure;
use crate::output::{Bounded, Envelope, Imports, ImportsIn, TraderOf};
use crate::render::document::{Column, Document};
use crate::render::number::{count, millions, plain, reading};

/// Imports, the most concentrated first.
#[derive(Debug)]
pub struct Trades<'a> {
    /// The answer, without results.
    pub answer: &'a Envelope<Imports<'a>>,
    /// The results that are shown.
    pub shown: &'a [Imports<'a>],
    /// How many there are in all.
    pub all: usize,
    /// First and last year.
    pub years: (u16, u16),
}

impl Page for Trades<'_> {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let (first, last) = self.years;
        let when = if first == last { last.to_string() } else { format!("{first} to {last}") };
        let one = self.one_importer();
        let whose = one.map_or_else(String::new, |importer| format!(" of {}", importer.called()));
        document.title(&format!("Imports{whose}, {when}, most concentrated first"));
        // rows of different years are not to be compared without seeing it
        let newest: BTreeSet<u16> = self.shown.iter().filter_map(|r| r.last()).map(|y| y.year).collect();
        let layout = Layout { importer: one.is_none(), year: newest.len() > 1 };
        let goods = Column::text("Goods");
        let crowded = one.is_none() && first != last;
        let columns = [
            Column::text("Importer"),
            Column::text("Product"),
            if crowded { goods.optional(2) } else { goods },
            Column::number("Year"),
            Column::number("USD m"),
            Column::number("HHI"),
            Column::number("Change"),
            Column::number("HHI t").optional(1),
            Column::number("Suppliers"),
            Column::text("Largest"),
            Column::number("Share %"),
        ];
        let rows: Vec<Vec<String>> = self.shown.iter().map(|r| row(r, layout)).collect();
        document.grid(&columns, &rows);
        document.gap();
        for note in self.notes() {
            document.item((0, 2), &note);
        }
        document
    }
}

/// Columns that not every table has.
#[derive(Debug, Clone, Copy)]
struct Layout {
    importer: bool,
    year: bool,
}

impl Trades<'_> {
    /// The only importer, where one was asked for.
    fn one_importer(&self) -> Option<&TraderOf> {
        self.answer.parameters.consumer.as_ref()?;
        let (first, others) = self.shown.split_first()?;
        others.iter().all(|r| r.importer == first.importer).then_some(first.importer)
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let any = |of: fn(&Imports<'_>) -> bool| self.shown.iter().any(of);
        if self.all > self.shown.len() {
            let small = match self.answer.parameters.min_value {
                None => "; `--min-value 1e6` leaves small ones out",
                Some(_) => "",
            };
            notes.push(format!(
                "{} of {}; `--top N` shows more, `--format csv` all{small}",
                self.shown.len(),
                count(self.all)
            ));
        }
        if any(|r| r.change.is_some()) {
            notes.push("Change is that of the HHI from the first year with imports to the last".to_owned());
        }
        if any(|r| r.last().is_some_and(|y| y.without_quantity > 0 && y.hhi_quantity.is_some())) {
            notes.push("HHI t is by quantity; with a `?` not every quantity is known".to_owned());
        }
        if any(|r| r.last().is_some_and(|y| y.without_value.is_some())) {
            notes.push("where a row has no value, there is no HHI by value".to_owned());
        }
        notes.extend(self.answer.warnings.iter().map(|warning| warning.message.clone()));
        notes
    }
}

fn row(imports: &Imports<'_>, layout: Layout) -> Vec<String> {
    let last = imports.last();
    let of_last = |cell: &dyn Fn(&ImportsIn<'_>) -> Option<String>| last.and_then(cell).unwrap_or_default();
    let product = match (imports.mineral, imports.stage, imports.product.as_deref()) {
        (Some(mineral), Some(stage), None) => format!("{mineral}, {stage}"),
        (Some(mineral), _, Some(product)) => format!("{mineral} {product}"),
        (_, _, product) => product.unwrap_or_default().to_owned(),
    };
    vec![
        if layout.importer { imports.importer.called().to_owned() } else { String::new() },
        product,
        imports.goods.map(|goods| goods.name.clone()).unwrap_or_default(),
        if layout.year { of_last(&|y| Some(y.year.to_string())) } else { String::new() },
        of_last(&|y| y.value_usd.map(usd)),
        of_last(&|y| y.hhi.map(|hhi| reading(&hhi, Measure::Hhi))),
        imports.change.map(signed).unwrap_or_default(),
        of_last(&|y| y.hhi_quantity.map(|hhi| by_quantity(&hhi, y.without_quantity))),
        of_last(&|y| Some(y.suppliers.to_string())),
        of_last(&|y| y.top_supplier.as_ref().map(|top| top.trader.called().to_owned())),
        of_last(&|y| y.top_supplier.as_ref().map(|top| plain(top.share, Measure::Share))),
    ]
}

/// Millions of dollars; what is too little for a digit is not nothing.
fn usd(value: f64) -> String {
    let millions = millions(value);
    if millions == "0" && value > 0.0 { "<0.1".to_owned() } else { millions }
}

/// An HHI by quantity, marked where not every quantity is known.
fn by_quantity(hhi: &Bounded, without: u32) -> String {
    let mark = if without > 0 { "?" } else { "" };
    format!("{}{mark}", reading(hhi, Measure::Hhi))
}

/// A change in points, with its sign.
fn signed(change: f64) -> String {
    let points = plain(change.abs(), Measure::Hhi);
    match points.as_str() {
        "0" => points,
        _ if change > 0.0 => format!("+{points}"),
        _ => format!("-{points}"),
    }
}
