//! `data/trade.csv.gz` is what the importer makes of the publisher's files, byte for byte once unpacked.
//!
//! The folder with the publishers' files is named by `MINERALS_SOURCES`; without it this shows nothing.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::sync::LazyLock;

use flate2::read::GzDecoder;
use flate2::{Compression, GzBuilder};
use minerals::load::shipped;
use minerals::sources::Imported;

use super::common::publishers::{Files, folder};
use super::{KNOWN, import};

const FILES: [&str; 3] =
    ["baci_hs92/baci_hs92_minerals_2022_2024.csv.gz", "baci_hs17/baci_2022.csv", "baci_hs17/baci_2024.csv"];

/// The publisher's files, if the folder is named.
static READ: LazyLock<Option<Files>> = LazyLock::new(|| Some(Files::read(&folder()?, &FILES)));

static IMPORTED: LazyLock<Option<Imported>> = LazyLock::new(|| {
    let files = READ.as_ref()?.publications();
    Some(import(&files).unwrap_or_else(|errors| panic!("{errors:#?}")))
});

fn unpacked(bytes: &[u8]) -> String {
    let mut text = String::new();
    GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
    text
}

/// With `MINERALS_REBUILD` set, the table in `data/` is written anew first.
#[test]
fn the_table_in_data_is_rebuilt_byte_for_byte() {
    let Some(imported) = &*IMPORTED else { return };
    assert_eq!(imported.tables.len(), 1);
    let text = &imported.tables["trade"];
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/trade.csv.gz");
    if std::env::var_os("MINERALS_REBUILD").is_some() {
        // no clock and no name in it: the same text gives the same bytes
        let mut packer = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
        packer.write_all(text.as_bytes()).unwrap();
        std::fs::write(&path, packer.finish().unwrap()).unwrap();
    }
    let stands = unpacked(&std::fs::read(&path).unwrap());
    assert!(stands == *text, "data/trade.csv.gz is not what the importer makes");
}

#[test]
fn every_row_of_the_publisher_is_accounted_for() {
    let Some(imported) = &*IMPORTED else { return };
    let rows = |file: &str| {
        let account = &imported.accounts[file];
        println!("{file}: {account:#?}");
        assert!(account.balances());
        (account.rows, account.used)
    };
    assert_eq!(rows("baci_hs92_minerals_2022_2024.csv.gz"), (155_562, 136_843));
    assert_eq!(rows("baci_2022.csv"), (23_167, 13_521));
    assert_eq!(rows("baci_2024.csv"), (21_723, 12_996));
}

/// Value by exporter, by code and year.
type Sales = BTreeMap<(String, u16), BTreeMap<String, f64>>;

/// The largest of each.
fn largest(sales: &Sales) -> BTreeMap<&(String, u16), (&str, f64)> {
    let mut largest = BTreeMap::new();
    for (key, of) in sales {
        let (country, usd) = of.iter().max_by(|a, b| a.1.total_cmp(b.1)).unwrap();
        largest.insert(key, (country.as_str(), *usd));
    }
    largest
}

/// Read with plain string tools, apart from the importer.
fn published() -> Option<Sales> {
    let mut sales = Sales::new();
    for file in READ.as_ref()?.publications() {
        let packed = file.name.ends_with(".gz");
        let text =
            if packed { unpacked(file.bytes) } else { String::from_utf8(file.bytes.to_vec()).unwrap() };
        for row in csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap) {
            let (year, exporter, code, usd) = if packed {
                (row[0].to_owned(), &row[1], &row[3], row[4].parse::<f64>().unwrap() * 1000.0)
            } else {
                (
                    file.name.trim_start_matches("baci_").trim_end_matches(".csv").to_owned(),
                    &row[0],
                    &row[2],
                    row[3].parse::<f64>().unwrap(),
                )
            };
            let revision = if packed { "HS92" } else { "HS17" };
            if KNOWN.dataset.hs_codes.iter().any(|row| *row.code == *code && *row.revision == *revision) {
                let exporter = if exporter == "S19" { "TWN" } else { exporter };
                let of = sales.entry((code.to_owned(), year.parse().unwrap())).or_default();
                *of.entry(exporter.to_owned()).or_default() += usd;
            }
        }
    }
    Some(sales)
}

#[test]
fn the_largest_exporter_of_each_code_in_the_publishers_files_is_the_largest_in_data() {
    let Some(published) = published() else { return };
    // of the minerals that share a code the first one is enough: all have the same flows
    let first: BTreeMap<&str, &str> =
        KNOWN.dataset.hs_codes.iter().rev().map(|row| (&*row.code, row.mineral.as_str())).collect();
    let mut ours = Sales::new();
    for row in shipped::trade(|_, _, _| true, |flow| first[flow.product] == flow.mineral.as_str()) {
        let of = ours.entry((row.product.to_string(), row.year.get())).or_default();
        *of.entry(row.exporter.to_string()).or_default() += row.value_usd.unwrap();
    }
    let (published, ours) = (largest(&published), largest(&ours));
    assert!(published.len() > 200);
    assert_eq!(published.len(), ours.len());
    for (key, (country, usd)) in published {
        let (found, value) = ours[key];
        assert_eq!(found, country, "{key:?}");
        assert!((value - usd).abs() < 1.0, "{key:?}: {value} and {usd}");
    }
}
