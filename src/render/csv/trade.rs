//! The CSV of `trade`: a row for each importer, product and year, written straight into bytes, for there may
//! be millions.

use super::defused;
use crate::diag::clean;
use crate::output::{Bounded, Imports, TraderOf};
use crate::render::stream::CsvLines;

impl CsvLines for Imports<'_> {
    #[rustfmt::skip]
    const COLUMNS: &'static [&'static str] = &[
        "importer.code", "importer.country", "mineral", "stage", "product", "year", "value_usd", "quantity", "unit",
        "suppliers", "without_quantity", "without_value", "hhi.value", "hhi.low", "hhi.high",
        "hhi_quantity.value", "hhi_quantity.low", "hhi_quantity.high",
        "top_supplier.code", "top_supplier.country", "top_supplier.share",
    ];

    fn write(&self, into: &mut Vec<u8>) -> anyhow::Result<()> {
        for of_year in &self.years {
            trader(Some(self.importer), into);
            text(self.mineral, into);
            text(self.stage, into);
            text(self.product.as_deref(), into);
            number(Some(of_year.year), into)?;
            number(of_year.value_usd, into)?;
            number(of_year.quantity, into)?;
            text(Some(of_year.unit), into);
            number(Some(of_year.suppliers), into)?;
            number(Some(of_year.without_quantity), into)?;
            number(of_year.without_value, into)?;
            bounded(of_year.hhi, into)?;
            bounded(of_year.hhi_quantity, into)?;
            let top = of_year.top_supplier.as_ref();
            trader(top.map(|top| top.trader), into);
            number(top.map(|top| top.share), into)?;
            into.pop(); // the comma after the last cell
            into.push(b'\n');
        }
        Ok(())
    }
}

fn trader(trader: Option<&TraderOf>, into: &mut Vec<u8>) {
    text(trader.and_then(|trader| trader.code.as_deref()), into);
    text(trader.and_then(|trader| trader.country.as_deref()), into);
}

fn bounded(of: Option<Bounded>, into: &mut Vec<u8>) -> anyhow::Result<()> {
    number(of.and_then(|b| b.value), into)?;
    number(of.and_then(|b| b.low), into)?;
    number(of.and_then(|b| b.high), into)
}

/// A cell of text, and the comma after it.
fn text(text: Option<&str>, into: &mut Vec<u8>) {
    let text = text.unwrap_or_default();
    // codes are what most of them are, and need no care
    if text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        into.extend_from_slice(text.as_bytes());
    } else {
        let safe = defused(clean(text));
        let quoted = safe.contains(['"', ',', '\n', '\r']);
        let cell = if quoted { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe };
        into.extend_from_slice(cell.as_bytes());
    }
    into.push(b',');
}

/// A number as JSON writes it, or nothing; and the comma after it.
fn number<N: serde::Serialize>(number: Option<N>, into: &mut Vec<u8>) -> anyhow::Result<()> {
    if let Some(number) = number {
        serde_json::to_writer(&mut *into, &number)?;
    }
    into.push(b',');
    Ok(())
}
