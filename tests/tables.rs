//! Which table a file is, which of them a run uses, and what it says when that cannot be told.

#![allow(clippy::unwrap_used, reason = "a test file: a failure is meant to stop it")]

use std::fs;
use std::path::{Path, PathBuf};

use minerals::load::{Loaded, Request, Table, load};

const ROWS: &str = "mineral,stage,country,year,quantity,unit\ncobalt,mine,COD,2023,7,t\n";
const RESERVES: &str = "mineral,country,year,quantity,unit,basis\ncobalt,COD,2024,6,Mt,Co content\n";

/// A new folder with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    folder
}

fn all(data: Vec<PathBuf>, tables: Vec<(Table, PathBuf)>) -> Request {
    Request { data, tables, needs: Table::ALL.to_vec() }
}

fn error(request: &Request) -> String {
    let errors = load(request).unwrap_err();
    errors
        .iter()
        .map(|e| format!("{}: {} ({})\n", e.code, e.message, e.help.as_deref().unwrap_or_default()))
        .collect()
}

/// Tables that are not compiled in.
fn own(loaded: &Loaded) -> Vec<(&str, usize)> {
    loaded.inputs.iter().filter(|i| !i.builtin).map(|i| (i.table.name(), i.rows)).collect()
}

#[test]
fn without_files_everything_is_compiled_in_and_sound() {
    let loaded = load(&all(vec![], vec![])).unwrap();
    assert_eq!(loaded.inputs.len(), Table::ALL.len() - 1, "trade is added once it is asked for");
    for input in &loaded.inputs {
        let recorded = minerals::load::builtin::Builtin::of(input.table).unwrap();
        assert!(input.builtin && input.rows == recorded.rows && input.sha256 == recorded.sha256, "{input:?}");
        assert_eq!(input.used, input.rows, "{input:?}");
    }
    assert!(loaded.warnings.is_empty(), "{:?}", loaded.warnings);
    assert!(loaded.inputs.is_sorted_by_key(|input| input.table.name()));
}

#[test]
fn only_what_is_needed_is_read() {
    let loaded = load(&Request { needs: vec![Table::Production], ..Request::default() }).unwrap();
    assert!(!loaded.dataset.production.is_empty() && loaded.dataset.governance.is_empty());
    assert_eq!(loaded.inputs.len(), 5, "production and the four reference tables");
}

#[test]
fn a_folder_of_tables_takes_the_place_of_those_compiled_in() {
    let data = folder("own", &[("production.csv", ROWS), ("Reserves.JSON", "[]"), ("notes.md", "x")]);
    fs::write(data.join("Reserves.JSON"), json(RESERVES)).unwrap();
    let loaded = load(&all(vec![data], vec![])).unwrap();
    assert_eq!(own(&loaded), [("production", 1), ("reserves", 1)]);
    assert!(loaded.dataset.prices.is_empty() && !loaded.dataset.governance.is_empty());
    let names: Vec<_> = loaded.inputs.iter().filter(|i| !i.builtin).map(|i| i.name.as_str()).collect();
    assert_eq!(names, ["production.csv", "Reserves.JSON"], "no absolute path");
}

/// The CSV text of a table without quotes, as JSON.
fn json(csv: &str) -> String {
    let mut lines = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().unwrap();
    let row = |cells: Vec<&str>| {
        let pairs: Vec<_> = header.iter().zip(cells).map(|(key, cell)| format!("{key:?}:{cell:?}")).collect();
        format!("{{{}}}", pairs.join(","))
    };
    format!("[{}]", lines.map(row).collect::<Vec<_>>().join(","))
}

#[test]
fn a_flag_replaces_one_table_and_keeps_the_others() {
    let data = folder("flag", &[("mine.csv", ROWS)]);
    let loaded = load(&all(vec![], vec![(Table::Capacity, data.join("mine.csv"))])).unwrap();
    assert_eq!(own(&loaded), [("capacity", 1)]);
    assert!(loaded.dataset.production.len() > 1000);
}

#[test]
fn a_flag_goes_before_the_data() {
    let data = folder("both", &[("production.csv", ROWS), ("mine.csv", &ROWS.replace("COD", "CHN"))]);
    let request = all(vec![data.join("production.csv")], vec![(Table::Production, data.join("mine.csv"))]);
    assert_eq!(load(&request).unwrap().dataset.production.first().unwrap().party.to_string(), "CHN");
}

#[test]
fn a_json_key_names_its_table() {
    let both = format!("{{\"production\":{},\"reserves\":{}}}", json(ROWS), json(RESERVES));
    let data = folder("keys", &[("all.json", &both)]);
    assert_eq!(own(&load(&all(vec![data.clone()], vec![])).unwrap()), [("production", 1), ("reserves", 1)]);

    let flagged = load(&all(vec![], vec![(Table::Reserves, data.join("all.json"))])).unwrap();
    assert_eq!(own(&flagged), [("reserves", 1)]);
    assert_eq!(flagged.warnings.len(), 1, "the other table is not passed over in silence");
}

#[test]
fn columns_tell_the_table_where_no_name_does() {
    let data = folder("columns", &[("mine.csv", ROWS), ("ground.csv", RESERVES)]);
    let loaded = load(&all(vec![data], vec![])).unwrap();
    assert_eq!(own(&loaded), [("production", 1), ("reserves", 1)]);
    let warning = loaded.warnings.first().unwrap();
    assert!(
        warning.message.contains("`capacity`") && warning.message.contains("`production`"),
        "{warning:?}"
    );
}

#[test]
fn what_cannot_be_told_is_an_error() {
    let data = folder(
        "unknown",
        &[
            ("a.csv", "mineral,country,year,quantity,unit\ncobalt,COD,2024,6,Mt\n"),
            ("b.csv", "mineral,stage,country,year,quantitiy,unit\ncobalt,mine,COD,2023,7,t\n"),
            ("prodution.csv", "x,y\n1,2\n"),
            ("z.csv", "x,y\n1,2\n"),
        ],
    );
    let said = error(&all(vec![data], vec![]));
    let mut lines = said.lines();
    assert!(lines.next().unwrap().contains("any of the tables `reserves`, `stocks`"), "{said}");
    assert!(lines.next().unwrap().contains("the nearest table is `"), "{said}");
    assert!(lines.next().unwrap().contains("did you mean to name it `production`?"), "{said}");
    assert!(lines.next().unwrap().contains("the tables are `bilateral`"), "{said}");
}

#[test]
fn two_files_of_one_table_are_an_error() {
    let data = folder("two", &[("production.csv", ROWS), ("production.json", &json(ROWS))]);
    assert!(error(&all(vec![data], vec![])).starts_with("duplicate-table"));
}

#[test]
fn files_that_cannot_be_read_are_told_together() {
    let data = folder("unreadable", &[("notes.md", "x")]);
    fs::create_dir(data.join("sub")).unwrap();
    let request = all(vec![data.clone(), data.join("none.csv")], vec![(Table::Reserves, data.join("sub"))]);
    let said = error(&request);
    assert!(said.contains("holds no table") && said.contains("there is no such file"), "{said}");
    assert!(said.contains("is a folder, and a file is wanted"), "{said}");
}

#[test]
fn a_file_that_looks_like_a_table_of_another_program_is_named() {
    let data =
        folder("odd", &[("production.csv", ROWS), ("old.xlsx", "x"), (".hidden.csv", "x"), ("p.toml", "x")]);
    let loaded = load(&all(vec![data], vec![])).unwrap();
    let told: Vec<_> = loaded.warnings.iter().map(|w| w.message.as_str()).collect();
    assert!(told.len() == 1 && told.iter().all(|message| message.contains("old.xlsx")), "{told:?}");
}

#[test]
fn the_users_minerals_can_be_used_in_the_users_tables() {
    let minerals = "mineral,name,aliases\nunobtainium,Unobtainium,\"unob;un-ob\"\n";
    let rows = "mineral,stage,country,year,quantity,unit\nUnob,mine,COD,2023,7,t\n";
    let data = folder("minerals", &[("minerals.csv", minerals), ("production.csv", rows)]);
    let loaded = load(&all(vec![data], vec![])).unwrap();
    assert_eq!(loaded.dataset.production.first().unwrap().mineral.as_str(), "unobtainium");
    let codes = loaded.inputs.iter().find(|input| input.table == Table::HsCodes).unwrap();
    assert!(codes.builtin && codes.used == codes.rows, "ours are read by our own names");
}

#[test]
fn a_row_knows_its_file_its_line_and_its_publisher() {
    let rows = "# a comment\nmineral,stage,country,year,quantity,unit,source\n\ncobalt,mine,COD,2023,7,t,usgs-mcs-2026:1868\n";
    let data = folder("origin", &[("production.csv", rows)]);
    let loaded = load(&all(vec![data], vec![])).unwrap();
    let origin = &loaded.dataset.production.first().unwrap().origin;
    assert_eq!((&*origin.file, origin.line), ("production.csv", 4));
    assert_eq!((&*origin.publisher.id, origin.publisher.line), ("usgs-mcs-2026", Some(1868)));
    let rows = "[\n{\"mineral\":\"cobalt\",\"stage\":\"mine\",\"country\":\"COD\",\"year\":2022,\"quantity\":7,\"unit\":\"t\"},\n\n\
        {\"mineral\":\"cobalt\",\n\"stage\":\"mine\",\"country\":\"COD\",\"year\":2023,\"quantity\":7,\"unit\":\"t\"}]";
    let data = folder("origin-json", &[("production.json", rows)]);
    let loaded = load(&all(vec![data], vec![])).unwrap();
    let lines: Vec<u32> = loaded.dataset.production.iter().map(|row| row.origin.line).collect();
    assert_eq!(lines, [2, 4], "the line that a row starts on");
}
