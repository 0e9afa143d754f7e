//! Folders of tables, and flags beside them: which file is read, and what is said of the others.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test file: a failure is meant to stop it"
)]

use std::fs;
use std::path::{Path, PathBuf};

use minerals::diag::{Code, Diagnostic};
use minerals::load::{Loaded, Request, Table, files_in, load};

const PLAIN: &str = "mineral,stage,country,year,quantity,unit\ncobalt,mine,COD,2023,1,t\n";

/// A folder of these files, away after the test.
struct Folder(PathBuf);

impl Folder {
    fn of(name: &str, files: &[(&str, &str)]) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        for (file, text) in files {
            fs::write(path.join(file), text).unwrap();
        }
        Self(path)
    }

    fn load(&self, data: &[&str], tables: &[(Table, &str)]) -> Result<Loaded, Vec<Diagnostic>> {
        load(&Request {
            data: data.iter().map(|file| self.0.join(file)).collect(),
            tables: tables.iter().map(|(table, file)| (*table, self.0.join(file))).collect(),
            needs: vec![Table::Production, Table::Capacity],
        })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_file_with_other_separators_says_so_under_any_name() {
    for (folder, mark) in [("separators-semicolon", ";"), ("separators-tab", "\t"), ("separators-bar", "|")] {
        for name in ["mine.csv", "production.csv"] {
            let folder = Folder::of(folder, &[(name, &PLAIN.replace(',', mark))]);
            let errors = folder.load(&["."], &[]).unwrap_err();
            let codes: Vec<Code> = errors.iter().map(|error| error.code).collect();
            assert_eq!(codes, [Code::BadSeparator], "{name} with {mark:?}");
            let place = errors[0].place.as_ref().unwrap();
            assert_eq!(&place.text[place.span.clone()], mark, "the first mark is pointed at");
        }
    }
}

#[test]
fn a_file_that_loses_to_a_flag_is_told_and_not_taken() {
    let files = [("mine.csv", PLAIN), ("production.csv", PLAIN), ("own.csv", PLAIN)];
    let folder = Folder::of("losers", &files);
    let loaded = folder
        .load(&["mine.csv", "production.csv"], &[(Table::Production, "own.csv")])
        .unwrap_or_else(|errors| panic!("{errors:#?}"));
    let read: Vec<_> = loaded.inputs.iter().filter(|input| !input.builtin).collect();
    assert_eq!((read.len(), read.first().unwrap().name.as_str()), (1, "own.csv"));
    let codes: Vec<Code> = loaded.warnings.iter().map(|warning| warning.code).collect();
    assert_eq!(codes, [Code::SetAside, Code::SetAside]);
    for warning in &loaded.warnings {
        assert!(warning.message.ends_with("is not read"), "{}", warning.message);
        assert!(warning.help.as_deref().unwrap().contains("--production"));
    }
}

#[test]
fn of_a_folder_the_tables_are_read_texts_passed_over_and_others_named() {
    let folder = Folder::of(
        "odd",
        &[
            ("production.csv", PLAIN),
            ("README.md", "x"),
            ("notes.txt", "x"),
            ("scenario.toml", "x"),
            ("LICENCE", "x"),
            (".hidden.csv", "x"),
            (".hidden.bak", "x"),
            ("table.xlsx", "x"),
        ],
    );
    fs::create_dir(folder.0.join("more.csv")).unwrap();
    let loaded = folder.load(&["."], &[]).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let told: Vec<&str> = loaded.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("table.xlsx` is not read"), "{told:?}");
    let read: Vec<_> = files_in(&folder.0).iter().map(|file| file.file_name().unwrap().to_owned()).collect();
    assert_eq!(read, ["production.csv"]);
}

#[test]
fn a_file_that_is_no_table_is_told_the_nearest_or_all() {
    let nearly = PLAIN.replace(",unit", "").replace(",t\n", "\n");
    let folder = Folder::of(
        "no-table",
        &[("nearly.csv", &nearly), ("far.csv", "a,b\n1,2\n"), ("productoin.csv", "a,b\n1,2\n")],
    );
    let help = |file: &str| {
        let errors = folder.load(&[file], &[]).unwrap_err();
        assert_eq!(errors.iter().map(|error| error.code).collect::<Vec<_>>(), [Code::UnknownTable]);
        errors[0].help.clone().unwrap()
    };
    assert!(help("nearly.csv").contains("needs the columns `mineral,stage,country,year,quantity,unit`"));
    assert!(help("far.csv").contains("the tables are `bilateral`, `capacity`"));
    assert!(help("productoin.csv").contains("did you mean to name it `production`?"));
}

#[test]
fn names_that_are_not_sound_do_not_make_every_cell_an_error() {
    let minerals = "mineral,name\nun obtainium,Unobtainium\n";
    let rows = PLAIN.to_owned() + "unobtainium,mine,COD,2023,1,t\n";
    let folder = Folder::of("bad-names", &[("minerals.csv", minerals), ("production.csv", &rows)]);
    let errors = folder.load(&["."], &[]).unwrap_err();
    let files: Vec<&str> = errors.iter().map(|error| error.file().map_or("", |file| file)).collect();
    assert!(!files.is_empty() && files.iter().all(|file| file.ends_with("minerals.csv")), "{errors:#?}");
}

#[test]
fn two_files_for_one_table_clash_however_they_are_given() {
    let folder = Folder::of("clashes", &[("a.csv", PLAIN), ("b.csv", PLAIN)]);
    let flags = [(Table::Production, "a.csv"), (Table::Production, "b.csv")];
    for errors in [folder.load(&["."], &[]).unwrap_err(), folder.load(&[], &flags).unwrap_err()] {
        assert_eq!(errors.first().map(|error| error.code), Some(Code::DuplicateTable));
    }
}
