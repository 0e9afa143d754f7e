//! The text of `data/trade.csv` packed into records. Part of `build.rs`, which compiles it in; the program
//! itself only reads what it made.

use std::collections::BTreeSet;
use std::fmt::Write as _;

#[path = "layout.rs"]
mod layout;
use layout::{LINE, NONE, QUANTITY, VALUE};

const HEADER: &str = "mineral,stage,product,exporter,importer,year,quantity,unit,value_usd,note,source";

/// What becomes of the text.
pub struct Packed {
    /// The records.
    pub flows: Vec<u8>,
    /// The initializer of the static that describes them.
    pub code: String,
}

/// A row of the text.
#[derive(Clone, Copy)]
struct Row<'a> {
    sharer: [&'a str; 3],
    /// Everything but the mineral, its stage and note: rows that agree in it are of one flow.
    flow: Flow<'a>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Flow<'a> {
    product: &'a str,
    exporter: &'a str,
    importer: &'a str,
    year: &'a str,
    quantity: &'a str,
    value: &'a str,
    source: &'a str,
    publishers_line: &'a str,
}

/// Flows under one code in one year of one source, shared by the same minerals.
struct Block<'a> {
    first: Flow<'a>,
    line: usize,
    flows: usize,
    sharers: Vec<[&'a str; 3]>,
}

/// Packs the text of the table; `sha256` is that of its file.
pub fn pack(text: &str, sha256: &str) -> Result<Packed, String> {
    let mut lines = text.lines();
    if lines.next() != Some(HEADER) {
        return Err(format!("its header is not `{HEADER}`"));
    }
    let rows = lines.map(row).collect::<Result<Vec<_>, _>>()?;
    let countries: BTreeSet<&str> =
        rows.iter().flat_map(|row| [row.flow.exporter, row.flow.importer]).collect();
    let countries: Vec<&str> = countries.into_iter().collect();
    let mut columns = Columns::default();
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut line = 2; // after the header
    for of_flow in rows.chunk_by(|a, b| a.flow == b.flow) {
        let Some(Row { flow, .. }) = of_flow.first() else { continue };
        columns.push(flow, &countries)?;
        let sharers: Vec<[&str; 3]> = of_flow.iter().map(|row| row.sharer).collect();
        match blocks.last_mut() {
            Some(block) if block.holds(flow) && block.sharers == sharers => block.flows += 1,
            _ => blocks.push(Block { first: *flow, line, flows: 1, sharers }),
        }
        line += of_flow.len();
    }
    Ok(Packed { code: code(sha256, rows.len(), &countries, &blocks), flows: columns.bytes() })
}

fn row(line: &str) -> Result<Row<'_>, String> {
    let wrong = || format!("a row that cannot be packed: `{line}`");
    let cells: Vec<&str> = line.split(',').collect();
    let [mineral, stage, product, exporter, importer, year, quantity, unit, value, note, source] =
        cells.as_slice()
    else {
        return Err(wrong());
    };
    let (source, publishers_line) = source.rsplit_once(':').ok_or_else(wrong)?;
    let stage = match *stage {
        "mine" => "Mine",
        "refinery" => "Refinery",
        _ => return Err(wrong()),
    };
    if line.contains('"') || *unit != if quantity.is_empty() { "" } else { "t" } {
        return Err(wrong());
    }
    Ok(Row {
        sharer: [mineral, stage, note],
        flow: Flow { product, exporter, importer, year, quantity, value, source, publishers_line },
    })
}

impl Block<'_> {
    fn holds(&self, flow: &Flow<'_>) -> bool {
        (self.first.product, self.first.year, self.first.source) == (flow.product, flow.year, flow.source)
    }
}

/// The bytes of all flows.
#[derive(Default)]
struct Columns {
    exporters: Vec<u8>,
    importers: Vec<u8>,
    records: Vec<u8>,
}

impl Columns {
    fn push(&mut self, flow: &Flow<'_>, countries: &[&str]) -> Result<(), String> {
        let country = |code: &str| {
            let number = countries.binary_search(&code).ok().and_then(|number| u8::try_from(number).ok());
            number.ok_or_else(|| "more than 256 countries".to_owned())
        };
        self.exporters.push(country(flow.exporter)?);
        self.importers.push(country(flow.importer)?);
        let dollars = flow.value.parse().map_err(|_| format!("`{}` is not whole dollars", flow.value))?;
        self.record(dollars, VALUE)?;
        self.record(if flow.quantity.is_empty() { NONE } else { kilograms(flow.quantity)? }, QUANTITY)?;
        let line = flow.publishers_line.parse().map_err(|_| "a source without a line".to_owned())?;
        self.record(line, LINE)
    }

    fn record(&mut self, number: u64, width: usize) -> Result<(), String> {
        let bytes = number.to_le_bytes();
        let (kept, beyond) = bytes.split_at(width);
        if beyond.iter().any(|byte| *byte != 0) {
            return Err(format!("{number} does not fit into {width} bytes"));
        }
        self.records.extend(kept);
        Ok(())
    }

    fn bytes(self) -> Vec<u8> {
        [self.exporters, self.importers, self.records].concat()
    }
}

/// Tons with three decimals at most as whole kilograms, which must not look like no quantity.
fn kilograms(tons: &str) -> Result<u64, String> {
    let wrong = || format!("`{tons}` is not tons in whole kilograms");
    let (whole, fraction) = tons.split_once('.').unwrap_or((tons, ""));
    let number = format!("{whole}{fraction:0<3}");
    let kilograms = number.parse().ok().filter(|_| fraction.len() <= 3);
    kilograms.filter(|kilograms| *kilograms < NONE).ok_or_else(wrong)
}

fn code(sha256: &str, rows: usize, countries: &[&str], blocks: &[Block<'_>]) -> String {
    let mut code = format!(
        "Shipped {{ name: \"data/trade.csv.gz\", sha256: {sha256:?}, rows: {rows}, countries: &{countries:?},\n\
         flows: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/trade.bin\")), blocks: &[\n"
    );
    for Block { first: Flow { product, year, source, .. }, line, flows, sharers } in blocks {
        let mut minerals = String::new();
        for [mineral, stage, note] in sharers {
            // writing to a String cannot fail
            let _ = write!(
                minerals,
                "Sharer {{ mineral: {mineral:?}, stage: Stage::{stage}, note: {note:?} }}, "
            );
        }
        let _ = writeln!(
            code,
            "Block {{ product: {product:?}, year: {year}, source: {source:?}, line: {line}, flows: {flows}, \
             minerals: &[{minerals}] }},"
        );
    }
    code + "] }\n"
}
