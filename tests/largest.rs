//! No supplier is lost on the way: the largest of each mineral and stage in a publisher's file is the largest
//! of its mix in `data/`.
//!
//! The files are read with plain tools, apart from the importers. Rows are told by the line that the column
//! `source` cites, so that no name has to be looked up. Without `MINERALS_SOURCES` this shows nothing.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use encoding_rs::WINDOWS_1252;

/// A publisher's file of suppliers.
struct File {
    path: &'static str,
    /// What the column `source` says before the line.
    edition: &'static str,
    /// The columns that say which mix a row is of.
    mix: &'static [usize],
    supplier: usize,
    figure: usize,
    /// Rows of one mix of ours are of several kinds, as processed diatomite, which are compared apart.
    in_kinds: bool,
    /// The rows that are looked at.
    wanted: fn(&csv::StringRecord) -> bool,
}

const FILES: [File; 4] = [
    File {
        path: "iea/iea_supply_by_country.csv",
        edition: "iea-cm-2025",
        mix: &[0, 1, 3],
        supplier: 2,
        figure: 4,
        in_kinds: false,
        wanted: |_| true,
    },
    File {
        path: "eu_crm2023/fact_GlobalSupplyShares_t.csv",
        edition: "eu-crm-2023-world",
        mix: &[0, 1],
        supplier: 2,
        figure: 3,
        in_kinds: false,
        wanted: |_| true,
    },
    File {
        path: "eu_crm2023/fact_EUSupplyShares_t.csv",
        edition: "eu-crm-2023-eu",
        mix: &[0, 1],
        supplier: 2,
        figure: 3,
        in_kinds: false,
        wanted: |_| true,
    },
    File {
        path: "usgs_mcs2026/MCS2026_Commodities_Data.csv",
        edition: "usgs-mcs-2026",
        mix: &[0, 2, 5, 6, 7],
        supplier: 3,
        figure: 8,
        in_kinds: true,
        // of rare earths a later version corrects the largest, and is cited instead
        wanted: |row| &row[0] != "RARE EARTHS" && row[1].starts_with("World") && &row[4] == "Production",
    },
];

/// Names of no supplier: totals and rests.
fn is_supplier(name: &str) -> bool {
    !["World total", "Rest of world", "Other countries"].iter().any(|rest| name.starts_with(rest))
}

/// The figure of a row of ours, and the mix that it is in.
struct Ours {
    mix: Vec<String>,
    figure: f64,
}

/// The suppliers in `data/`, by what they cite.
fn ours() -> BTreeMap<String, Ours> {
    let mut rows = BTreeMap::new();
    // the columns that say which mix, the supplier, the figure
    for (table, mix, supplier, figure) in
        [("production", [0, 1, 3], 2, 4), ("supply_shares", [0, 1, 2], 3, 5)]
    {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(format!("{table}.csv"));
        for row in csv::Reader::from_path(path).unwrap().records().map(Result::unwrap) {
            let source = row[row.len() - 1].to_owned();
            if let Ok(figure) = row[figure].parse()
                && !["world", "other"].contains(&&row[supplier])
            {
                let publisher = source.split("-20").next().unwrap().to_owned();
                let mut mix: Vec<String> = mix.iter().map(|column| row[*column].to_owned()).collect();
                mix.push(publisher);
                rows.insert(source, Ours { mix, figure });
            }
        }
    }
    rows
}

/// The line of the largest supplier of each mix of a file, and the lines of all.
fn largest(file: &File, folder: &Path) -> Vec<(u64, Vec<u64>)> {
    let bytes = std::fs::read(folder.join(file.path)).unwrap();
    // lines are counted from one line feed to the next
    let text = WINDOWS_1252.decode(&bytes).0.replace("\r\n", "\n");
    let mut mixes: BTreeMap<Vec<String>, (f64, u64, Vec<u64>)> = BTreeMap::new();
    for row in csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap) {
        let figure = row[file.figure].replace([',', '%'], "").parse::<f64>();
        let Ok(figure) = figure else { continue };
        if !is_supplier(&row[file.supplier]) || !(file.wanted)(&row) {
            continue;
        }
        let line = row.position().unwrap().line();
        let mix = file.mix.iter().map(|column| row[*column].to_lowercase()).collect();
        let best = mixes.entry(mix).or_insert((figure, line, Vec::new()));
        best.2.push(line);
        if figure > best.0 {
            (best.0, best.1) = (figure, line);
        }
    }
    mixes.into_values().map(|(_, line, lines)| (line, lines)).collect()
}

#[test]
fn the_largest_supplier_of_each_mix_of_a_publisher_is_the_largest_in_data() {
    let Some(folder) = common::publishers::folder() else { return };
    let ours = ours();
    let mut greatest: BTreeMap<&[String], f64> = BTreeMap::new();
    for row in ours.values() {
        let best = greatest.entry(&row.mix).or_insert(row.figure);
        *best = best.max(row.figure);
    }
    for file in &FILES {
        let cited = |line: &u64| ours.get(&format!("{}:{line}", file.edition));
        let mixes = largest(file, &folder);
        // a mix that is set aside as a whole has no row of ours
        let used: Vec<_> =
            mixes.iter().filter(|(_, lines)| lines.iter().any(|l| cited(l).is_some())).collect();
        println!("{}: {} mixes, {} used", file.path, mixes.len(), used.len());
        assert!(used.len() > 45 && (file.edition.starts_with("usgs") || used.len() == mixes.len()));
        for (line, lines) in used {
            let row = cited(line).unwrap_or_else(|| panic!("{}:{line} is the largest, and lost", file.path));
            let of_its_kind = || lines.iter().filter_map(cited).map(|row| row.figure).fold(0.0, f64::max);
            let most = if file.in_kinds { of_its_kind() } else { greatest[row.mix.as_slice()] };
            assert!(row.figure >= most, "{}:{line} has {}, another {most}", file.path, row.figure);
        }
    }
}
