//! The trade compiled in: too many rows to read as a table at every start, so they stand in the program
//! as fixed records, and only those that are asked for become rows.

mod layout;
mod read;

use crate::model::{CountryCode, MineralId, Stage, Year};

pub use read::{newest_years, trade};

/// The table `trade` as it is compiled in.
#[derive(Debug)]
pub struct Shipped {
    /// Its file in the project.
    pub name: &'static str,
    /// SHA-256 of that file.
    pub sha256: &'static str,
    /// Rows in it.
    pub rows: usize,
    /// Countries by their number.
    countries: &'static [&'static str],
    /// Flows under one code in one year, in the order of the file.
    blocks: &'static [Block],
    /// The flows themselves, as `layout` tells.
    flows: &'static [u8],
}

/// Flows that differ in their countries only.
#[derive(Debug)]
struct Block {
    product: &'static str,
    year: u16,
    /// The publisher's edition.
    source: &'static str,
    /// Line of its first row.
    line: u32,
    /// Flows in it.
    flows: usize,
    /// The minerals that share the code: every flow is a row of each.
    minerals: &'static [Sharer],
}

#[derive(Debug)]
struct Sharer {
    mineral: &'static str,
    stage: Stage,
    note: &'static str,
}

/// A row of the shipped trade, before it is made one: what it can be chosen by.
#[derive(Debug, Clone, Copy)]
pub struct ShippedFlow<'a> {
    /// What.
    pub mineral: &'a MineralId,
    /// At which stage.
    pub stage: Stage,
    /// Under which code of the Harmonized System.
    pub product: &'static str,
    /// Who sells.
    pub exporter: CountryCode,
    /// Who buys.
    pub importer: CountryCode,
    /// When.
    pub year: Year,
}

/// The trade compiled in.
pub static TRADE: Shipped = include!(concat!(env!("OUT_DIR"), "/trade.rs"));
