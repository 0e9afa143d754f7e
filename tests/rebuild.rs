//! `data/` is what the importers make of the publishers' files, byte for byte.
//!
//! The folder with the publishers' files is named by `MINERALS_SOURCES`; without it this shows nothing.
//! With `MINERALS_REBUILD` set, the tables in `data/` are written anew first.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::path::{Path, PathBuf};

use common::publishers::{Files, names};
use minerals::diag::Diagnostic;
use minerals::sources::{Imported, eu_study, iea, merge, usgs_mcs, wgi};

/// Every import that `data/` is made by, in the order in which their rows stand.
fn imports(folder: &Path) -> Vec<Imported> {
    let names = names();
    let country = |name: &str| names.country(name);
    let of = |paths: &[&str]| Files::read(folder, paths);
    let sound = |read: Result<Imported, Vec<Diagnostic>>| read.unwrap_or_else(|errors| panic!("{errors:#?}"));
    let usgs = of(&[
        "usgs_mcs2026/MCS2026_Commodities_Data.csv",
        "usgs_mcs2026/revision_audit_rare_earths.csv",
        "usgs_mcs2025/MCS2025_World_Data.csv",
    ]);
    let governance = of(&["wgi/wgi_2023update_1996_2022_six.csv"]);
    let agency = of(&["iea/iea_supply_by_country.csv", "iea/iea_demand_by_sector.csv"]);
    let study = of(&common::publishers::EU_STUDY);
    vec![
        sound(usgs_mcs::import(&usgs.publications(), &country)),
        sound(wgi::import(governance.publications().remove(0), country)),
        sound(iea::import(&agency.publications(), names)),
        sound(eu_study::import(&study.publications(), names)),
    ]
}

#[test]
fn the_tables_in_data_are_rebuilt_byte_for_byte() {
    let Some(folder) = common::publishers::folder() else { return };
    let tables = merge(&imports(&folder));
    assert_eq!(tables.len(), 13);
    for (table, text) in &tables {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data").join(format!("{table}.csv"));
        if std::env::var_os("MINERALS_REBUILD").is_some() {
            std::fs::write(&path, text).unwrap();
        }
        let stands = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(stands == *text, "data/{table}.csv is not what the importers make");
    }
}
