//! Rows in any layout and any form that our tables take, by the reader of our tables: what is wrong is told
//! with its place.

use super::exact::thousandths;
use super::filter::Filter;
use super::flow::{Flow, Key, PRODUCTS, UNKNOWN};
use super::layout::{BACI, Header, Layout};
use super::parties::{Countries, OTHER};
use super::products::Products;
use crate::diag::{Code, Diagnostic, quote};
use crate::load::tables::{TableRow, cells};
use crate::load::{Faults, Names, Pool, Row, Source, csv};
use crate::model::{Party, TradeRow, Unit};

const T: usize = BACI.at("t");
const I: usize = BACI.at("i");
const J: usize = BACI.at("j");
const K: usize = BACI.at("k");
const V: usize = BACI.at("v");
const Q: usize = BACI.at("q");

/// What rows of tables need to be understood.
#[derive(Debug)]
pub struct Words<'a> {
    /// What their cells may name.
    pub names: &'a Names,
    /// The countries by number.
    pub countries: &'a Countries,
    /// The products of the run.
    pub products: &'a Products,
    /// What is asked for.
    pub filter: &'a Filter,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// A flow, with its line among those that were read.
    Flow(Flow, u32),
    /// A country's total: a figure to check against, and no flow.
    Total,
}

/// Reads rows of a file, and gives each to `each`. `before` are the lines of their chunk that come before
/// them; the places of errors count the chunk's lines from 1, and 0 is the header.
pub fn rows(
    header: &Header,
    (body, before): (&[u8], u32),
    words: &Words<'_>,
    faults: &mut Faults,
    mut each: impl FnMut(Fate),
) {
    let mut found = Faults::default();
    let text = [header.text.as_bytes(), b"\n", body].concat();
    let mut pool = Pool::default();
    match Source::from_bytes(&header.name, text) {
        Err(error) => found.push(*error),
        Ok(source) => {
            csv::read(&source, header.spec, &mut found, |record, faults| {
                let (names, spec) = (words.names, header.spec);
                let mut row = Row { source: &source, spec, record, names, pool: &mut pool, faults };
                let line = before + record.line - 1;
                let fate = match header.layout {
                    Layout::Baci => baci(&mut row, words).map(|flow| Fate::Flow(flow, line)),
                    Layout::Table => table(&mut row, words, line),
                };
                if let Some(fate) = fate.filter(|_| cells::check(&mut row)) {
                    each(fate);
                }
            });
        }
    }
    for mut told in found.all() {
        let shift = |line: &mut u32| *line = if *line > 1 { *line - 1 + before } else { 0 };
        told.place.iter_mut().for_each(|place| shift(&mut place.line));
        told.related.iter_mut().for_each(|(place, _)| shift(&mut place.line));
        // all that follows a header may be blank lines
        if told.code != Code::EmptyTable {
            faults.push(told);
        }
    }
}

/// A row of BACI.
fn baci(row: &mut Row<'_, '_>, words: &Words<'_>) -> Option<Flow> {
    let year = row.year(T);
    let exporter = party(row, words, I);
    let importer = party(row, words, J);
    let product = product(row);
    let value = amount(row, V);
    let unknown = ["", "NA", "NaN"].iter().any(|word| word.eq_ignore_ascii_case(row.text(Q)));
    let quantity = if unknown { Some(UNKNOWN) } else { amount(row, Q) };
    if exporter.is_some() && exporter == importer {
        let message = format!("`{}` is both the exporter and the importer", quote(row.text(J)));
        let help = Some("leave the row out: what a country sends to itself is no trade".to_owned());
        row.complain(J, Code::BadParty, message, "the exporter itself", help);
        return None;
    }
    Some(Flow {
        key: Key::new(year?.get(), exporter?, importer?, product?),
        value: value?,
        quantity: quantity?,
    })
}

/// A code as BACI has it, or a country by any other of its names, which extracts use.
fn party(row: &mut Row<'_, '_>, words: &Words<'_>, column: usize) -> Option<u16> {
    let text = row.text(column);
    match digits(text, 1..=3).and_then(|code| u16::try_from(code).ok()) {
        Some(code) => Some(code),
        None => row.country(column).and_then(|country| words.countries.code(country)),
    }
}

fn product(row: &mut Row<'_, '_>) -> Option<u32> {
    let text = row.filled(K)?;
    // a code of five digits has lost its leading zero
    let code = digits(text, 5..=6);
    if code.is_none() {
        let message = format!("`{}` is not a code of six digits", quote(text));
        let help = "BACI counts by the six digits of the Harmonized System, as `283691`".to_owned();
        row.complain(K, Code::BadNumber, message, "not six digits", Some(help));
    }
    code
}

fn digits(text: &str, count: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let all = text.bytes().all(|b| b.is_ascii_digit()) && count.contains(&text.len());
    text.parse().ok().filter(|_| all)
}

fn amount(row: &mut Row<'_, '_>, column: usize) -> Option<u64> {
    let text = row.filled(column)?;
    match thousandths(text) {
        Ok(number) => Some(number),
        Err(fault) => {
            let name = row.spec.columns.get(column).map_or("", |c| c.name);
            let message = format!("`{}` in `{name}` {}", quote(text), fault.what);
            // the advice for tables speaks of a column that BACI has not
            let help = match column {
                _ if row.spec.name != BACI.name || !fault.help.contains("`status`") => fault.help,
                Q => "leave it empty, or write `NA`, where it is not known".to_owned(),
                _ => "a row of BACI has a value: leave the row out where it is not known".to_owned(),
            };
            row.complain(column, Code::BadNumber, message, fault.label, Some(help));
            None
        }
    }
}

/// A row of a table `trade`: the table's own reader, then its numbers once more, exactly.
fn table(row: &mut Row<'_, '_>, words: &Words<'_>, line: u32) -> Option<Fate> {
    let flow = TradeRow::read(row)?;
    if [flow.exporter, flow.importer].contains(&Party::World) {
        return Some(Fate::Total);
    }
    let number = |party: Party| match party {
        Party::Country(country) => words.countries.number(country),
        Party::Other | Party::World => Some(OTHER),
    };
    let value = if flow.value_usd.is_some() { amount(row, at(row, "value_usd"))? } else { UNKNOWN };
    let quantity = if flow.quantity.is_some() { mass(row, flow.unit)? } else { UNKNOWN };
    let subject = flow.subject();
    let name = (flow.mineral, flow.stage, flow.product.to_string());
    let Some(product) = words.products.named(name, words.filter) else {
        let message = format!("the files have more than {PRODUCTS} products");
        row.faults.close(Diagnostic::error(Code::TooLarge, message).help("give fewer of them"));
        return None;
    };
    let unit = flow.unit.common();
    if let Err(other) =
        words.products.count_in(product, unit).or_else(|o| if quantity == UNKNOWN { Ok(()) } else { Err(o) })
    {
        let message = format!("{subject} is counted in `{unit}`, and above in `{other}`");
        let help = Some("give the quantities of a product in one kind of unit".to_owned());
        row.complain(at(row, "unit"), Code::MixedUnits, message, "another kind of unit", help);
        return None;
    }
    let key = Key::new(flow.year.get(), number(flow.exporter)?, number(flow.importer)?, product);
    Some(Fate::Flow(Flow { key, value, quantity }, line))
}

/// A quantity in thousandths of a kilogram, or of a carat or a cubic metre.
fn mass(row: &mut Row<'_, '_>, unit: Unit) -> Option<u64> {
    let column = at(row, "quantity");
    let number = amount(row, column)?;
    let grams = match unit {
        Unit::Kg => Some(number),
        Unit::G => number.is_multiple_of(1000).then_some(number / 1000),
        Unit::T => number.checked_mul(1000),
        Unit::Kt => number.checked_mul(1_000_000),
        Unit::Mt => number.checked_mul(1_000_000_000),
        Unit::Ct | Unit::M3 | Unit::Share => Some(number),
    };
    if grams.is_none() {
        let message = format!("`{}` {unit} cannot be counted in whole grams", quote(row.text(column)));
        let help = Some("round it to whole grams; is the unit wrong?".to_owned());
        row.complain(column, Code::BadNumber, message, "not whole grams", help);
    }
    grams
}

fn at(row: &Row<'_, '_>, name: &str) -> usize {
    row.spec.columns.iter().position(|c| c.name == name).unwrap_or_default()
}
