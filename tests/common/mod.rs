//! Runs the program as a user does.

#![allow(dead_code, reason = "each test file uses its part")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test file: a failure is meant to stop it"
)]

pub mod baci;
pub mod publishers;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The program, away from the user's settings.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_minerals"));
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "COLUMNS", "MINERALS_DATA", "MINERALS_FORMAT"] {
        command.env_remove(name);
    }
    command
}

/// A run of the program.
pub fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

/// Standard output of a run that must succeed.
pub fn stdout(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The JSON of a run that must succeed.
pub fn json(arguments: &[&str]) -> Value {
    let mut all = arguments.to_vec();
    all.extend(["--format", "json"]);
    serde_json::from_str(&stdout(&all)).unwrap()
}

/// Standard error of a run that must end with exit code 2 and nothing on standard output.
pub fn refused(arguments: &[&str]) -> String {
    let output = run(arguments);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {stderr}");
    assert!(output.stdout.is_empty(), "{arguments:?} wrote to standard output");
    stderr
}

/// The one result of a JSON answer.
pub fn only(answer: &Value) -> &Value {
    let results = answer["results"].as_array().unwrap();
    assert_eq!(results.len(), 1, "{results:?}");
    &results[0]
}

/// The result of a mineral.
pub fn of<'v>(answer: &'v Value, mineral: &str) -> &'v Value {
    answer["results"].as_array().unwrap().iter().find(|r| r["mineral"] == mineral).unwrap()
}

/// The stage of a result.
pub fn stage<'v>(result: &'v Value, stage: &str) -> &'v Value {
    result["stages"].as_array().unwrap().iter().find(|s| s["stage"] == stage).unwrap()
}

/// The number is what was published, to half of its last printed digit.
pub fn near(value: &Value, published: f64, tolerance: f64) {
    let number = value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"));
    assert!((number - published).abs() <= tolerance, "{number} is not {published}");
}

/// A folder of this test's own, made anew.
pub fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

/// Every format.
pub const FORMATS: [&str; 5] = ["table", "json", "ndjson", "csv", "markdown"];

/// The formats of a command: findings have those of CI services as well.
pub fn formats_of(command: &[String]) -> Vec<&'static str> {
    let of_findings: &[&str] = if command.iter().any(|word| word == "validate" || word.ends_with(".toml")) {
        &["github", "junit", "sarif"]
    } else {
        &[]
    };
    FORMATS.iter().chain(of_findings).copied().collect()
}

/// Every command that answers, in each of its forms. A new one is a line here, and is then held to what
/// every command promises. `data` is what the tables are taken from (`--data FOLDER`, or nothing), and
/// `data import` writes into the folder.
pub fn commands(folder: &Path, data: &str) -> Vec<Vec<String>> {
    let folder = folder.to_str().unwrap();
    [
        String::new(),
        format!("score cobalt {data}"),
        format!("score --for USA {data}"),
        format!("score --sector batteries {data}"),
        format!("show cobalt {data}"),
        format!("show KAZ {data}"),
        format!("explain hhi cobalt --stage mine {data}"),
        "explain hhi".to_owned(),
        "explain unknown-country".to_owned(),
        "explain".to_owned(),
        "scenario".to_owned(),
        format!("scenario drc-cobalt-quota {data}"),
        "scenario c5-kazakhstan c5-kazakhstan-refinery".to_owned(),
        format!("score cobalt --scenario drc-cobalt-quota {data}"),
        "methods".to_owned(),
        "schema".to_owned(),
        "compare tests/readme/old.json tests/readme/new.json".to_owned(),
        "trade tests/readme/baci_2022.csv tests/readme/baci_2024.csv --product 283691".to_owned(),
        "data validate tests/hostile/trade-mirror.csv".to_owned(),
        "check".to_owned(),
        format!("check tests/readme/kept.toml {data}"),
        format!("data list {data}"),
        format!("data sources {data}"),
        format!("data import wgi tests/publishers/wgi/excerpt.csv --output {folder}"),
    ]
    .iter()
    .map(|line| line.split_whitespace().map(str::to_owned).collect())
    .collect()
}

/// The tables of one mineral and its suppliers, cut out of those compiled in: a run reads them in no time.
pub fn only_cobalt(folder: &Path) {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let read = |table: &str| std::fs::read_to_string(data.join(format!("{table}.csv"))).unwrap();
    let rows = |table: &str, kept: &dyn Fn(&str) -> bool| {
        let text = read(table);
        let (header, rows) = text.split_once('\n').unwrap();
        let rows: Vec<&str> = rows.lines().filter(|row| kept(row)).collect();
        std::fs::write(folder.join(format!("{table}.csv")), format!("{header}\n{}\n", rows.join("\n")))
            .unwrap();
    };
    let tables = [
        "production",
        "consumption",
        "end_uses",
        "reserves",
        "reliance",
        "import_sources",
        "prices",
        "stocks",
        "minerals",
    ];
    tables.iter().for_each(|table| rows(table, &|row| row.starts_with("cobalt,")));
    let production = std::fs::read_to_string(folder.join("production.csv")).unwrap();
    rows("governance", &|row| production.contains(&format!(",{},", row.split(',').next().unwrap())));
}
