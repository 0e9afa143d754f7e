//! The importer of the Critical Minerals Dataset, on excerpts of the publisher's files and, where they are at
//! hand, on the files themselves.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use common::publishers::{Files, folder, names};
use minerals::diag::{Code, Diagnostic};
use minerals::sources::{Imported, Publication, iea};

const SUPPLY: &str = include_str!("publishers/iea/supply.csv");
const DEMAND: &str = include_str!("publishers/iea/demand.csv");

fn import(texts: &[&str]) -> Result<Imported, Vec<Diagnostic>> {
    let files = ["one.csv", "two.csv"].iter().zip(texts);
    let publications: Vec<_> =
        files.map(|(name, text)| Publication { name, bytes: text.as_bytes() }).collect();
    iea::import(&publications, names())
}

/// The rows of a table that start with these cells.
fn rows(table: &str, start: &str) -> Vec<String> {
    let imported = import(&[SUPPLY, DEMAND]).unwrap();
    imported.tables[table].lines().filter(|line| line.starts_with(start)).map(str::to_owned).collect()
}

/// The code and line of the one error that a text gives.
fn error(text: &str) -> (Code, u32) {
    let errors = import(&[text]).unwrap_err();
    assert_eq!(errors.len(), 1, "{errors:?}");
    (errors[0].code, errors[0].place.as_ref().map_or(0, |place| place.line))
}

#[test]
fn mining_and_refining_are_stages_and_later_years_are_projected() {
    assert_eq!(
        rows("production", "magnet-rare-earths,mine,CHN"),
        [
            "magnet-rare-earths,mine,CHN,2024,45.78735,kt,,,estimated,,,iea-cm-2025:18",
            "magnet-rare-earths,mine,CHN,2030,51.224637300063286,kt,,,projected,,,iea-cm-2025:19",
        ]
    );
    let refined = "natural-graphite,refinery,DEU,2024,0,kt,,,estimated,,\
                   \"battery grade, of natural and synthetic graphite\",iea-cm-2025:12";
    assert_eq!(rows("production", "natural-graphite,refinery,DEU,2024"), [refined]);
}

#[test]
fn the_rest_and_the_total_are_told_apart_from_countries() {
    let rest = rows("production", "magnet-rare-earths,mine,other,2024");
    assert_eq!(
        rest,
        ["magnet-rare-earths,mine,other,2024,7.145064290360992,kt,,,estimated,,,iea-cm-2025:26"]
    );
    assert!(rows("production", "magnet-rare-earths,mine,world,2024")[0].contains(",75.09879032554382,"));
}

#[test]
fn a_country_that_the_rest_counts_a_second_time_is_taken_out_of_it() {
    // In 2024 the last country has nothing; in 2030 its 43.449 stand in the rest, too.
    assert!(rows("production", "natural-graphite,refinery,other,2024")[0].contains(",34.354032658313145,"));
    let rest = &rows("production", "natural-graphite,refinery,other,2030")[0];
    assert!(rest.contains(",328.644805274"), "{rest}");
    assert!(
        rest.contains("without DEU, which the printed 372.09405443811056 counts a second time"),
        "{rest}"
    );
    let of = |start: &str| -> f64 {
        let all = rows("production", start);
        let of_2030 = all.iter().map(|row| row.split(',').collect::<Vec<_>>()).filter(|c| c[3] == "2030");
        of_2030.map(|cells| cells[4].parse::<f64>().unwrap()).sum()
    };
    let total = of("natural-graphite,refinery,world");
    assert!((of("natural-graphite,refinery,") - 2.0 * total).abs() < 1e-6);
}

#[test]
fn a_mix_that_adds_up_in_no_way_is_refused() {
    let slipped = SUPPLY.replace(
        "Rare Earth Elements,mining,China,2024,45.78735",
        "Rare Earth Elements,mining,China,2024,54.78735",
    );
    assert_eq!(error(&slipped), (Code::TotalMismatch, 28));
    let untotalled: Vec<_> =
        SUPPLY.lines().filter(|line| !line.contains("mining,World total,2024")).collect();
    assert_eq!(error(&untotalled.join("\n")).0, Code::TotalMismatch);
}

#[test]
fn shares_are_of_what_clean_energy_uses_and_say_so() {
    assert_eq!(
        rows("end_uses", "natural-graphite"),
        [
            "natural-graphite,Electric vehicles,,,,world,2024,0.8368485102,,,,\"of 1505.194 kt that clean \
             energy uses in all, natural and synthetic; other uses are not counted\",iea-cm-2025:9",
            "natural-graphite,Grid battery storage,,,,world,2024,0.1631514898,,,,\"of 1505.194 kt that clean \
             energy uses in all, natural and synthetic; other uses are not counted\",iea-cm-2025:13",
        ]
    );
    let copper = rows("end_uses", "copper");
    let share = |row: &String| row.split(',').nth(7).unwrap().parse::<f64>().unwrap();
    assert!((copper.iter().map(share).sum::<f64>() - 1.0).abs() < 1e-9);
    assert!(copper.iter().any(|row| row.contains("Hydrogen technologies,,,,world,2024,0.0000004247")));
}

#[test]
fn every_row_is_used_or_set_aside_for_a_reason() {
    let imported = import(&[SUPPLY, DEMAND]).unwrap();
    let account = |file: &str| {
        let account = &imported.accounts[file];
        assert!(account.balances());
        (account.rows, account.used, account.set_aside.get("a scenario of a later year").copied())
    };
    assert_eq!(account("one.csv"), (28, 28, None));
    assert_eq!(account("two.csv"), (15, 9, Some(6)));
}

#[test]
fn each_file_can_be_imported_alone_and_no_order_of_rows_matters() {
    assert_eq!(import(&[DEMAND]).unwrap().tables.keys().collect::<Vec<_>>(), [&"end_uses"]);
    // the country that the rest counts twice is the last that is named, so mixes keep their order
    let (header, rows) = DEMAND.split_once('\n').unwrap();
    let reversed: Vec<_> = std::iter::once(header).chain(rows.lines().rev()).collect();
    let shares = |text: &str| -> Vec<String> {
        let table = import(&[text]).unwrap().tables["end_uses"].clone();
        table.lines().map(|row| row.rsplit_once(',').unwrap().0.to_owned()).collect()
    };
    assert_eq!(shares(&reversed.join("\n")), shares(DEMAND));
}

#[test]
fn what_no_rule_fits_stops_the_import() {
    let line = "Rare Earth Elements,mining,Myanmar,2024,12.071962643478264";
    for (cells, code) in [
        ("Tungsten,mining,Myanmar,2024,12.071962643478264", Code::UnknownMineral),
        ("Rare Earth Elements,smelting,Myanmar,2024,12.071962643478264", Code::BadStage),
        ("Rare Earth Elements,mining,Atlantis,2024,12.071962643478264", Code::UnknownCountry),
        ("Rare Earth Elements,mining,Myanmar,2023,12.071962643478264", Code::BadPeriod),
        ("Rare Earth Elements,mining,Myanmar,2024,-12.07", Code::BadNumber),
        ("Rare Earth Elements,mining,Myanmar,2024,n/a", Code::BadNumber),
        ("Rare Earth Elements,mining,Myanmar,2024,\"12,071\"", Code::BadNumber),
        ("Rare Earth Elements,mining,Myanmar,2024", Code::BadRow),
    ] {
        let errors = import(&[&SUPPLY.replace(line, cells)]).unwrap_err();
        assert_eq!((errors[0].code, errors[0].place.as_ref().unwrap().line), (code, 20), "{cells}");
    }
    for (from, to, code) in [
        ("Copper,Wind,base", "Copper,Sails,base", Code::UnknownLabel),
        ("Copper,Wind,base", "Copper,Wind,SDS", Code::UnknownLabel),
        ("Copper,Wind,base,2024", "Copper,Wind,base,2030", Code::UnknownLabel),
        ("Copper,Wind,base", "Copper,Solar PV,base", Code::DuplicateRow),
    ] {
        assert_eq!(error(&DEMAND.replace(from, to)), (code, 3), "{to}");
    }
    assert_eq!(error("a,b\n1,2\n").0, Code::UnknownTable);
    assert_eq!(import(&[SUPPLY, SUPPLY]).unwrap_err()[0].code, Code::DuplicateRow);
}

#[test]
fn the_publishers_files_are_used_but_for_scenarios() {
    let Some(folder) = folder() else { return };
    let files = Files::read(&folder, &["iea/iea_supply_by_country.csv", "iea/iea_demand_by_sector.csv"]);
    let imported = iea::import(&files.publications(), names()).unwrap();
    let account = |file: &str| (imported.accounts[file].rows, imported.accounts[file].used);
    assert_eq!(account("iea_supply_by_country.csv"), (340, 340));
    assert_eq!(account("iea_demand_by_sector.csv"), (368, 23));
    assert!(imported.accounts.values().all(minerals::sources::Account::balances));
}
