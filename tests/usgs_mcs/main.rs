//! The importer of the Mineral Commodity Summaries, on excerpts of the publisher's files and, where
//! they are at hand, on the files themselves.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test file: a failure is meant to stop it"
)]

mod older;
mod refusals;
mod release;
mod sources;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use minerals::diag::Diagnostic;
use minerals::model::CountryCode;
use minerals::sources::usgs_mcs::import;
use minerals::sources::{Imported, Publication};

const RELEASE: &[u8] = include_bytes!("../publishers/usgs_mcs/release.csv");
const WORLD: &[u8] = include_bytes!("../publishers/usgs_mcs/world_2025.csv");
const CORRECTIONS: &[u8] = include_bytes!("../publishers/usgs_mcs/corrections.csv");

/// Names and aliases of the reference tables, read apart from the program's own loader.
fn country(name: &str) -> Option<CountryCode> {
    static NAMES: LazyLock<BTreeMap<String, CountryCode>> = LazyLock::new(|| {
        let column = |text: &'static str, name: usize, code: usize| {
            let rows = csv::Reader::from_reader(text.as_bytes()).into_records().map(Result::unwrap);
            rows.map(move |row| (plain(&row[name]), CountryCode::new(&row[code]).unwrap()))
        };
        let names = column(include_str!("../../data/countries.csv"), 3, 0);
        names.chain(column(include_str!("../../data/country_aliases.csv"), 0, 1)).collect()
    });
    NAMES.get(&plain(name)).copied()
}

fn plain(name: &str) -> String {
    name.to_lowercase().replace('’', "'").replace('ô', "o").replace('ü', "u")
}

fn run(files: &[(&str, &[u8])]) -> Result<Imported, Vec<Diagnostic>> {
    let publications: Vec<_> = files.iter().map(|&(name, bytes)| Publication { name, bytes }).collect();
    import(&publications, &country)
}

/// All three excerpts.
fn excerpts() -> &'static Imported {
    static IMPORTED: LazyLock<Imported> = LazyLock::new(|| {
        let files = [("release.csv", RELEASE), ("world.csv", WORLD), ("corrections.csv", CORRECTIONS)];
        run(&files).unwrap_or_else(|errors| panic!("{errors:#?}"))
    });
    &IMPORTED
}

/// The rows of a table that start with these cells, each as a line of text.
fn rows<'a>(imported: &'a Imported, table: &str, start: &str) -> Vec<&'a str> {
    imported.tables[table].lines().filter(|line| line.starts_with(start)).collect()
}

/// The one row of the excerpts' table that starts with these cells: the rest of it.
fn row(table: &str, start: &str) -> &'static str {
    let found = rows(excerpts(), table, start);
    assert_eq!(found.len(), 1, "{table} {start}: {found:?}");
    found[0].strip_prefix(start).unwrap()
}

/// The figures of a mix but for its total: country and quantity.
fn mix(imported: &Imported, start: &str, year: &str) -> BTreeMap<String, f64> {
    let rows =
        rows(imported, "production", start).into_iter().map(|line| line.split(',').collect::<Vec<_>>());
    let suppliers = rows.filter(|cells| cells[3] == year && cells[2] != "world");
    let figures = suppliers.filter_map(|cells| Some((cells[2].to_owned(), cells[4].parse().ok()?)));
    figures.filter(|(_, quantity)| *quantity > 0.0).collect()
}
