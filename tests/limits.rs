//! Limits: what the help says is read at most is, and no file makes the program use more memory than it is
//! said to.

#![allow(clippy::unwrap_used, reason = "a test file: a failure is meant to stop it")]

mod common;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

use common::{folder, stdout};
use minerals::diag::Code;
use minerals::load::builtin::Builtin;
use minerals::load::{Names, Request, Source, Table, findings, limits, load};

const HEADER: &str = "mineral,stage,country,year,quantity,unit\n";

fn names() -> Names {
    let tables = [Table::Countries, Table::CountryAliases, Table::Groups, Table::Minerals];
    Names::from_csv(tables.map(|table| Builtin::of(table).unwrap().text)).unwrap()
}

/// The codes of what is found in a production table.
fn codes(name: &str, text: &str) -> Vec<Code> {
    findings(name, text.as_bytes(), Table::Production, &names()).iter().map(|found| found.code).collect()
}

#[test]
fn the_help_states_the_limits() {
    let help = stdout(&["data", "validate", "--help"]);
    let words = help.split_whitespace().collect::<Vec<_>>().join(" ");
    for limit in [
        format!("{} MB", limits::BYTES / 1_000_000),
        format!("{} 000 000 rows", limits::ROWS / 1_000_000),
        format!("{} columns", limits::COLUMNS),
        format!("{} tables", limits::TABLES),
        format!("{} levels", limits::LEVELS),
        format!("{} 000 bytes a cell", limits::CELL / 1000),
        format!("{} 000 parts", limits::PARTS / 1000),
        format!("{} errors", limits::ERRORS),
    ] {
        assert!(words.contains(&limit), "the help does not state `{limit}`: {help}");
    }
    assert!(stdout(&["--help"]).contains("minerals data validate --help"), "and the first help says where");
}

#[test]
fn as_much_as_the_limit_is_taken_and_one_more_is_not() {
    let wide = |columns: usize| {
        let more: String = (6..columns).map(|i| format!(",c{i}")).collect();
        let cells = ",".repeat(columns - 6);
        format!("{}{more}\ncobalt,mine,COD,2024,1,t{cells}\n", HEADER.trim_end())
    };
    assert!(!codes("x.csv", &wide(limits::COLUMNS)).contains(&Code::BadRow));
    assert_eq!(codes("x.csv", &wide(limits::COLUMNS + 1)), [Code::BadRow]);
    let noted = |length: usize| {
        format!("{},note\ncobalt,mine,COD,2024,1,t,{}\n", HEADER.trim_end(), "x".repeat(length))
    };
    assert_eq!(codes("x.csv", &noted(limits::CELL)), []);
    assert_eq!(codes("x.csv", &noted(limits::CELL + 1)), [Code::TooLarge]);
    let deep = |levels: usize| format!("[{}{}]", "[".repeat(levels - 1), "]".repeat(levels - 1));
    assert_eq!(codes("x.json", &deep(limits::LEVELS)), [Code::MissingColumn]);
    assert_eq!(codes("x.json", &deep(limits::LEVELS + 1)), [Code::BadJson]);
    let tables = |count: usize| {
        let all: Vec<String> = (0..count).map(|i| format!("\"t{i}\":[]")).collect();
        format!("{{{}}}", all.join(","))
    };
    assert_eq!(codes("x.json", &tables(limits::TABLES + 1)), [Code::BadJson]);
    assert_eq!(codes("x.json", &tables(limits::TABLES)).len(), limits::TABLES, "an empty table each");
    let wrong = |rows: usize| HEADER.to_owned() + &"cobalt,mine,Chlie,2024,1,t\n".repeat(rows);
    assert_eq!(codes("x.csv", &wrong(limits::ERRORS - 1)).len(), limits::ERRORS - 1);
    assert_eq!(codes("x.csv", &wrong(limits::ERRORS + 50)).len(), limits::ERRORS + 1);
    assert_eq!(codes("x.csv", &wrong(limits::ERRORS + 50)).last(), Some(&Code::TooManyErrors));
}

/// So many rows, all different.
fn rows(count: usize) -> String {
    let minerals = ["tin", "gold", "lead", "zinc", "salt", "talc", "peat", "lime", "boron", "argon", "neon"];
    let text = Builtin::of(Table::Countries).unwrap().text;
    let countries: Vec<&str> = text.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    let all = (1800..2200).flat_map(|year| {
        let of_year = |mineral: &&'static str| {
            let mineral = *mineral;
            countries
                .iter()
                .map(move |country| format!("{mineral},mine,{country},{year},1,t\n"))
                .collect::<Vec<_>>()
        };
        minerals.iter().flat_map(of_year).collect::<Vec<_>>()
    });
    HEADER.to_owned() + &all.take(count).collect::<String>()
}

#[test]
fn a_million_rows_are_taken_in_all_tables_together_and_no_more() {
    let folder = folder("many-rows");
    let half = limits::ROWS / 2;
    fs::write(folder.join("production.csv"), rows(half)).unwrap();
    for (more, expected) in [(half, None), (half + 1, Some(Code::TooLarge))] {
        fs::write(folder.join("capacity.csv"), rows(more)).unwrap();
        let needs = vec![Table::Production, Table::Capacity];
        let loaded = load(&Request { data: vec![folder.clone()], needs, ..Request::default() });
        let told = loaded.err().map(|errors| errors.iter().map(|e| e.code).collect::<Vec<_>>());
        assert_eq!(told, expected.map(|code| vec![code]));
    }
    fs::remove_file(folder.join("capacity.csv")).unwrap();
    fs::write(folder.join("production.csv"), rows(limits::ROWS + 1)).unwrap();
    let needs = vec![Table::Production];
    let loaded = load(&Request { data: vec![folder.clone()], needs, ..Request::default() });
    let errors = loaded.err().unwrap_or_default();
    let told: Vec<_> =
        errors.iter().map(|error| (error.code, error.message.contains("production.csv"))).collect();
    assert_eq!(told, [(Code::TooLarge, true)]);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn all_files_of_a_run_together_may_be_as_large_as_one() {
    let folder = folder("much-text");
    let blanks = HEADER.to_owned() + &"\n".repeat(limits::BYTES / 2) + "cobalt,mine,COD,2024,1,t\n";
    fs::write(folder.join("production.csv"), &blanks).unwrap();
    fs::write(folder.join("capacity.csv"), &blanks).unwrap();
    let errors = load(&Request { data: vec![folder.clone()], ..Request::default() }).unwrap_err();
    assert!(errors.iter().any(|error| error.code == Code::TooLarge), "{errors:?}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_without_end_is_refused_when_it_is_too_large() {
    let tables = vec![(Table::Production, "/dev/zero".into())];
    let errors = load(&Request { tables, ..Request::default() }).unwrap_err();
    assert_eq!(errors.iter().map(|error| error.code).collect::<Vec<_>>(), [Code::TooLarge]);
}

#[test]
fn a_file_may_be_as_large_as_the_limit() {
    assert!(Source::from_bytes("x.csv", vec![b'a'; limits::BYTES]).is_ok());
}

#[test]
fn what_a_gzip_file_holds_counts_unpacked() {
    let mut megabyte = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    megabyte.write_all(&vec![b'a'; 1_000_000]).unwrap();
    let megabyte = megabyte.finish().unwrap();
    let read = |count: usize| Source::from_bytes("x.csv.gz", megabyte.repeat(count)).err().map(|e| e.code);
    assert_eq!(read(limits::BYTES / 1_000_000), None);
    assert_eq!(read(limits::BYTES / 1_000_000 + 1), Some(Code::TooLarge));
}

/// Runs the program in so much memory that what the README states of a file of this size is enough.
#[cfg(target_os = "linux")]
fn in_stated_memory(file: &Path, command: &str) -> Output {
    let size = usize::try_from(fs::metadata(file).unwrap().len()).unwrap();
    // the address space holds the program itself as well, which is large where it is built for tests
    let kilobytes = (12 * size + 160_000_000) / 1000;
    let binary = env!("CARGO_BIN_EXE_minerals");
    let line = format!("ulimit -v {kilobytes} && exec {binary} {command} {}", file.display());
    Command::new("sh").args(["-c", &line]).output().unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn memory_stays_within_twelve_times_the_size_of_the_file() {
    let folder = folder("memory");
    let object = |row: &str| {
        let cells: Vec<&str> = row.split(',').collect();
        let keys = HEADER.trim_end().split(',');
        let cell = |(key, cell): (&str, &&str)| format!("\"{key}\":\"{cell}\"");
        format!("{{{}}}", keys.zip(&cells).map(cell).collect::<Vec<_>>().join(","))
    };
    let many = rows(200_000);
    let objects: Vec<String> = many.lines().skip(1).map(object).collect();
    for (name, text) in [
        ("rows.csv", many.clone()),
        ("rows.json", format!("[{}]", objects.join(","))),
        ("lines.csv", HEADER.to_owned() + &"\n".repeat(20_000_000) + "cobalt,mine,Chlie,2024,1,t\n"),
        ("commas.csv", HEADER.to_owned() + &",".repeat(20_000_000)),
        ("wrong.csv", HEADER.to_owned() + &"cobalt,mine,Chlie,2024,1,t\n".repeat(500_000)),
        ("quote.csv", HEADER.to_owned() + "\"" + &"a".repeat(20_000_000)),
        ("string.json", format!("[{{\"mineral\":\"{}\"}}]", "a".repeat(20_000_000))),
        ("keys.json", format!("[{{{}}}]", "\"a\":1,".repeat(2_000_000) + "\"b\":1")),
    ] {
        let file = folder.join(name);
        fs::write(&file, text).unwrap();
        let output = in_stated_memory(&file, "data validate");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(matches!(output.status.code(), Some(0 | 2)), "{name}: {:?}", output.status);
        assert!(output.stderr.is_empty() && said.contains("sound"), "{name}: {said}");
        fs::remove_file(file).unwrap();
    }
}
