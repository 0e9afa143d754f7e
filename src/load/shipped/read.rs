//! The rows that are asked for, out of the records compiled in.

use std::sync::Arc;

use super::layout::{LINE, NONE, QUANTITY, VALUE};
use super::{Block, Shipped, ShippedFlow, TRADE};
use crate::model::{CountryCode, MineralId, Origin, Party, Publisher, Stage, TradeRow, Unit, Year};

/// Bytes of a record.
const RECORD: usize = VALUE + QUANTITY + LINE;

/// The rows of the shipped trade that `keep` takes, in the order of the file.
pub fn trade(keep: impl Fn(&ShippedFlow<'_>) -> bool) -> Vec<TradeRow> {
    let Shipped { name, countries, blocks, flows, .. } = &TRADE;
    let countries: Vec<CountryCode> =
        countries.iter().filter_map(|code| CountryCode::new(code).ok()).collect();
    let count: usize = blocks.iter().map(|block| block.flows).sum();
    let (exporters, rest) = flows.split_at_checked(count).unwrap_or_default();
    let (importers, records) = rest.split_at_checked(count).unwrap_or_default();
    let all = (exporters.iter().zip(importers)).zip(records.chunks_exact(RECORD));
    let mut pairs = all.map(|((exporter, importer), record)| {
        let country = |number: &u8| countries.get(usize::from(*number)).copied();
        (country(exporter), country(importer), record)
    });
    let file: Arc<str> = (*name).into();
    let mut rows = Vec::new();
    for block in *blocks {
        let shared = Shared::of(block, &file);
        let mut line = block.line;
        for (exporter, importer, record) in pairs.by_ref().take(block.flows) {
            for sharer in &shared.minerals {
                if let (Some(exporter), Some(importer), Some(year)) = (exporter, importer, shared.year) {
                    let (mineral, stage) = (&sharer.mineral, sharer.stage);
                    let flow =
                        ShippedFlow { mineral, stage, product: block.product, exporter, importer, year };
                    if keep(&flow) {
                        rows.push(row(&flow, &shared, &sharer.note, line, record));
                    }
                }
                line += 1;
            }
        }
    }
    rows
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
