//! The CSV of `trade`: a row for each importer, product and year, written as it comes, for there may be
//! millions.

use std::io::Write;

use csv::Writer;

use super::defused;
use crate::diag::clean;
use crate::output::{Bounded, Imports, TraderOf};
use crate::render::stream::CsvLines;

impl CsvLines for Imports<'_> {
    #[rustfmt::skip]
    const COLUMNS: &'static [&'static str] = &[
        "importer.code", "importer.country", "mineral", "stage", "product", "year", "value_usd", "quantity", "unit",
        "suppliers", "without_quantity", "hhi.value", "hhi.low", "hhi.high",
        "hhi_quantity.value", "hhi_quantity.low", "hhi_quantity.high",
        "top_supplier.code", "top_supplier.country", "top_supplier.share",
    ];

    fn write(&self, out: &mut Writer<&mut dyn Write>) -> anyhow::Result<()> {
        for of_year in &self.years {
            trader(self.importer, out)?;
            text(self.mineral, out)?;
            text(self.stage, out)?;
            text(self.product.as_deref(), out)?;
            number(Some(of_year.year), out)?;
            number(of_year.value_usd, out)?;
            number(of_year.quantity, out)?;
            text(Some(of_year.unit), out)?;
            number(Some(of_year.suppliers), out)?;
            number(Some(of_year.without_quantity), out)?;
            bounded(of_year.hhi, out)?;
            bounded(of_year.hhi_quantity, out)?;
            let none = TraderOf::default();
            let top = of_year.top_supplier.as_ref();
            trader(top.map_or(&none, |top| top.trader), out)?;
            number(top.map(|top| top.share), out)?;
            out.write_record(None::<&[u8]>)?;
        }
        Ok(())
    }
}

fn trader(trader: &TraderOf, out: &mut Writer<&mut dyn Write>) -> anyhow::Result<()> {
    text(trader.code.as_deref(), out)?;
    text(trader.country.as_deref(), out)
}

fn bounded(of: Option<Bounded>, out: &mut Writer<&mut dyn Write>) -> anyhow::Result<()> {
    number(of.and_then(|b| b.value), out)?;
    number(of.and_then(|b| b.low), out)?;
    number(of.and_then(|b| b.high), out)
}

fn text(text: Option<&str>, out: &mut Writer<&mut dyn Write>) -> anyhow::Result<()> {
    let text = text.unwrap_or_default();
    // codes are what most of them are, and need no care
    if text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        out.write_field(text)?;
    } else {
        out.write_field(defused(clean(text)))?;
    }
    Ok(())
}

/// A number as JSON writes it; an empty cell where there is none.
fn number<N: serde::Serialize>(number: Option<N>, out: &mut Writer<&mut dyn Write>) -> anyhow::Result<()> {
    const LONGEST: usize = 32;
    let mut digits = [0; LONGEST];
    let mut rest = &mut digits[..];
    if let Some(number) = number {
        serde_json::to_writer(&mut rest, &number)?;
    }
    let left = rest.len();
    out.write_field(digits.get(..LONGEST - left).unwrap_or_default())?;
    Ok(())
}
