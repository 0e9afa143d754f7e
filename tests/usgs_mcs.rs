//! `data/` is what the importer makes of the publisher's files, byte for byte.
//!
//! The folder with the publishers' files is named by `MINERALS_SOURCES`; without it this is not shown.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use minerals::diag::Diagnostic;
use minerals::model::CountryCode;
use minerals::sources::usgs_mcs::import;
use minerals::sources::{Imported, Publication};

const FILES: [&str; 3] = [
    "usgs_mcs2026/MCS2026_Commodities_Data.csv",
    "usgs_mcs2026/revision_audit_rare_earths.csv",
    "usgs_mcs2025/MCS2025_World_Data.csv",
];

/// Names and aliases of the reference tables, read apart from the program's own loader.
fn names() -> BTreeMap<String, CountryCode> {
    let mut names = BTreeMap::new();
    for (text, name, code) in [
        (include_str!("../data/countries.csv"), 3, 0),
        (include_str!("../data/country_aliases.csv"), 0, 1),
    ] {
        for row in csv::Reader::from_reader(text.as_bytes()).records() {
            let row = row.unwrap();
            names.insert(plain(&row[name]), CountryCode::new(&row[code]).unwrap());
        }
    }
    names
}

fn plain(name: &str) -> String {
    name.to_lowercase().replace('’', "'").replace('ô', "o").replace('ü', "u")
}

/// The publisher's files, or a line that says why the test shows nothing.
fn sources() -> Option<Vec<(String, Vec<u8>)>> {
    let Some(folder) = std::env::var_os("MINERALS_SOURCES").map(PathBuf::from) else {
        println!("MINERALS_SOURCES does not name the publishers' folder: nothing is rebuilt");
        return None;
    };
    let read = |file: &&str| {
        let path = folder.join(file);
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read(&path).unwrap())
    };
    Some(FILES.iter().map(read).collect())
}

fn run(files: &[(String, Vec<u8>)]) -> Result<Imported, Vec<Diagnostic>> {
    let names = names();
    let publications: Vec<_> = files.iter().map(|(name, bytes)| Publication { name, bytes }).collect();
    import(&publications, &|name| names.get(&plain(name)).copied())
}

#[test]
fn the_tables_in_data_are_rebuilt_byte_for_byte() {
    let Some(files) = sources() else { return };
    let imported = run(&files).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let tables: BTreeSet<&str> = imported.tables.keys().copied().collect();
    assert_eq!(tables.len(), 8);
    for (table, text) in &imported.tables {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data").join(format!("{table}.csv"));
        if std::env::var_os("MINERALS_REBUILD").is_some() {
            std::fs::write(&path, text).unwrap();
        }
        let stands = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(stands == *text, "data/{table}.csv is not what the importer makes");
    }
}
