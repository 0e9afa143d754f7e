//! `trade`: whose imports of what hang on how few suppliers.

use super::Page;
use crate::model::Measure;
use crate::output::{Envelope, Imports, ImportsIn, TraderOf};
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
        let several_years = first != last;
        let columns = [
            Column::text("Importer"),
            Column::text("Product"),
            if one.is_none() && several_years {
                Column::text("Goods").optional(3)
            } else {
                Column::text("Goods")
            },
            Column::number("Year").optional(1),
            Column::number("USD m"),
            Column::number("HHI"),
            Column::number("Change"),
            Column::number("HHI t").optional(2),
            Column::number("Suppliers"),
            Column::text("Largest"),
            Column::number("Share %"),
        ];
        let rows: Vec<Vec<String>> =
            self.shown.iter().map(|r| row(r, one.is_some(), several_years)).collect();
        document.grid(&columns, &rows);
        document.gap();
        for note in self.notes() {
            document.item((0, 2), &note);
        }
        document
    }
}

impl Trades<'_> {
    /// The only importer, if there is one.
    fn one_importer(&self) -> Option<&TraderOf> {
        let (first, others) = self.shown.split_first()?;
        others.iter().all(|r| r.importer == first.importer).then_some(first.importer)
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let hidden = self.all - self.shown.len();
        if hidden > 0 {
            notes.push(format!(
                "{} of {}; `--top N` shows more, `--format csv` all",
                self.shown.len(),
                count(self.all)
            ));
        }
        if self.years.0 != self.years.1 {
            notes.push("Change is that of the HHI from the first year with imports to the last".to_owned());
        }
        let some = |r: &Imports<'_>| r.last().is_some_and(|y| y.without_quantity > 0);
        if self.shown.iter().any(some) {
            notes.push(
                "of some suppliers no quantity is known: the HHI by quantity, `HHI t`, is of the others"
                    .to_owned(),
            );
        }
        notes.extend(self.answer.warnings.iter().map(|warning| warning.message.clone()));
        notes
    }
}

fn row(imports: &Imports<'_>, one_importer: bool, several_years: bool) -> Vec<String> {
    let last = imports.last();
    let of_last = |cell: &dyn Fn(&ImportsIn<'_>) -> Option<String>| last.and_then(cell).unwrap_or_default();
    let product = match (imports.mineral, imports.stage, imports.product.as_deref()) {
        (Some(mineral), Some(stage), None) => format!("{mineral}, {stage}"),
        (Some(mineral), _, Some(product)) => format!("{mineral} {product}"),
        (_, _, product) => product.unwrap_or_default().to_owned(),
    };
    vec![
        if one_importer { String::new() } else { imports.importer.called().to_owned() },
        product,
        imports.goods.map(|goods| goods.name.clone()).unwrap_or_default(),
        if several_years { of_last(&|y| Some(y.year.to_string())) } else { String::new() },
        of_last(&|y| y.value_usd.map(millions)),
        of_last(&|y| y.hhi.map(|hhi| reading(&hhi, Measure::Hhi))),
        imports.change.map(signed).unwrap_or_default(),
        of_last(&|y| y.hhi_quantity.map(|hhi| reading(&hhi, Measure::Hhi))),
        of_last(&|y| Some(y.suppliers.to_string())),
        of_last(&|y| y.top_supplier.as_ref().map(|top| top.trader.called().to_owned())),
        of_last(&|y| y.top_supplier.as_ref().map(|top| plain(top.share, Measure::Share))),
    ]
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
