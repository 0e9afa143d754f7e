//! The rows that are asked for, out of the records compiled in.

use std::collections::BTreeMap;
use std::slice;
use std::sync::Arc;

use super::layout::{LINE, NONE, QUANTITY, VALUE};
use super::{Block, Shipped, ShippedFlow, TRADE};
use crate::model::{CountryCode, MineralId, Origin, Party, Publisher, Stage, TradeRow, Unit, Year};

/// Rows that room is made for: more than any country has in a year, and most groups.
const ROOM: usize = 60_000;

/// Bytes of a record.
const RECORD: usize = VALUE + QUANTITY + LINE;

/// The rows of the shipped trade that `keep` takes, of each mineral and stage in the years that `of_year`
/// takes, in the order of the file.
pub fn trade(
    of_year: impl Fn(&MineralId, Stage, Year) -> bool,
    keep: impl Fn(&ShippedFlow<'_>) -> bool,
) -> Vec<TradeRow> {
    let file: Arc<str> = TRADE.name.into();
    let mut rows = Vec::new();
    each_block(&file, |block, shared, flows| {
        let mut line = block.line;
        let wanted = |s: &Known| shared.year.is_some_and(|year| of_year(&s.mineral, s.stage, year));
        let sharers: Vec<(&Known, bool)> = shared.minerals.iter().map(|s| (s, wanted(s))).collect();
        if !sharers.iter().any(|(_, wanted)| *wanted) {
            return;
        }
        if rows.capacity() == 0 {
            rows.reserve(ROOM); // room that is not used costs nothing, and growing copies the rows
        }
        for (exporter, importer, record) in flows {
            for (sharer, wanted) in &sharers {
                let flow = shared.flow(block, sharer, exporter, importer);
                if let Some(flow) = flow.filter(|flow| *wanted && keep(flow)) {
                    rows.push(row(&flow, shared, &sharer.note, line, record));
                }
                line += 1;
            }
        }
    });
    rows
}

/// For each mineral and stage the newest year with a flow that `its` takes, but none after the year asked
/// for; where there are only later ones, the first of them.
pub fn newest_years(
    asked: Option<Year>,
    its: impl Fn(&ShippedFlow<'_>) -> bool,
) -> BTreeMap<(MineralId, Stage), Year> {
    let mut years: BTreeMap<(MineralId, Stage), Year> = BTreeMap::new();
    let later = |year: Year| asked.is_some_and(|asked| year > asked);
    each_block(&TRADE.name.into(), |block, shared, mut flows| {
        let Some(year) = shared.year else { return };
        let sharers = &shared.minerals;
        let flow = |(exporter, importer, _)| {
            sharers.iter().any(|s| shared.flow(block, s, exporter, importer).is_some_and(|flow| its(&flow)))
        };
        if !flows.any(flow) {
            return;
        }
        for sharer in sharers {
            let known = years.entry((sharer.mineral.clone(), sharer.stage)).or_insert(year);
            let better = match (later(*known), later(year)) {
                (true, false) => true,
                (false, true) => false,
                (false, false) => year > *known,
                (true, true) => year < *known,
            };
            if better {
                *known = year;
            }
        }
    });
    years
}

/// The flows of a block: exporter, importer, record.
struct Flows<'c> {
    countries: &'c [CountryCode],
    exporters: slice::Iter<'static, u8>,
    importers: slice::Iter<'static, u8>,
    records: slice::ChunksExact<'static, u8>,
}

impl Iterator for Flows<'_> {
    type Item = (Option<CountryCode>, Option<CountryCode>, &'static [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let country = |number: &u8| self.countries.get(usize::from(*number)).copied();
        let (exporter, importer) = (self.exporters.next()?, self.importers.next()?);
        Some((country(exporter), country(importer), self.records.next()?))
    }
}

/// Passes over the blocks, each with its flows.
fn each_block(file: &Arc<str>, mut look: impl FnMut(&Block, &Shared, Flows<'_>)) {
    let Shipped { countries, blocks, flows, .. } = &TRADE;
    let countries: Vec<CountryCode> =
        countries.iter().filter_map(|code| CountryCode::new(code).ok()).collect();
    let count: usize = blocks.iter().map(|block| block.flows).sum();
    let (exporters, rest) = flows.split_at_checked(count).unwrap_or_default();
    let (importers, records) = rest.split_at_checked(count).unwrap_or_default();
    let mut start = 0;
    for block in *blocks {
        let end = start + block.flows;
        let part =
            |bytes: &'static [u8], size: usize| bytes.get(start * size..end * size).unwrap_or_default();
        let flows = Flows {
            countries: &countries,
            exporters: part(exporters, 1).iter(),
            importers: part(importers, 1).iter(),
            records: part(records, RECORD).chunks_exact(RECORD),
        };
        look(block, &Shared::of(block, file), flows);
        start = end;
    }
}

/// What the rows of a block have in common, made once.
struct Shared {
    year: Option<Year>,
    product: Arc<str>,
    source: Arc<str>,
    file: Arc<str>,
    minerals: Vec<Known>,
}

/// A mineral that shares the code.
struct Known {
    mineral: MineralId,
    stage: Stage,
    note: Arc<str>,
}

impl Shared {
    fn flow<'s>(
        &self,
        block: &Block,
        sharer: &'s Known,
        exporter: Option<CountryCode>,
        importer: Option<CountryCode>,
    ) -> Option<ShippedFlow<'s>> {
        Some(ShippedFlow {
            mineral: &sharer.mineral,
            stage: sharer.stage,
            product: block.product,
            exporter: exporter?,
            importer: importer?,
            year: self.year?,
        })
    }

    fn of(block: &Block, file: &Arc<str>) -> Self {
        let known = |sharer: &super::Sharer| {
            let mineral = MineralId::new(sharer.mineral).ok()?;
            Some(Known { mineral, stage: sharer.stage, note: sharer.note.into() })
        };
        Self {
            year: Year::new(block.year).ok(),
            product: block.product.into(),
            source: block.source.into(),
            file: file.clone(),
            minerals: block.minerals.iter().filter_map(known).collect(),
        }
    }
}

fn row(flow: &ShippedFlow<'_>, shared: &Shared, note: &Arc<str>, line: u32, record: &[u8]) -> TradeRow {
    let (value, rest) = record.split_at_checked(VALUE).unwrap_or_default();
    let (quantity, rest) = rest.split_at_checked(QUANTITY).unwrap_or_default();
    let publishers = number(rest.get(..LINE).unwrap_or_default());
    let quantity = Some(number(quantity)).filter(|kilograms| *kilograms != NONE);
    TradeRow {
        mineral: flow.mineral.clone(),
        stage: flow.stage,
        product: shared.product.clone(),
        exporter: Party::Country(flow.exporter),
        importer: Party::Country(flow.importer),
        year: flow.year,
        quantity: quantity.map(|kilograms| exact(kilograms) / 1000.0),
        unit: Unit::T,
        value_usd: Some(exact(number(value))),
        note: note.clone(),
        origin: Origin {
            file: shared.file.clone(),
            line,
            publisher: Publisher { id: shared.source.clone(), line: u32::try_from(publishers).ok() },
        },
    }
}

/// A whole number, its little end first.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// A whole number of five bytes as a floating-point one, which holds all of them.
fn exact(number: u64) -> f64 {
    let [low, high] =
        [number & 0xffff_ffff, number >> 32].map(|half| u32::try_from(half).unwrap_or(u32::MAX));
    f64::from(high) * 4_294_967_296.0 + f64::from(low)
}
