//! One table in every form, by every way in: the same answer to the byte, but for the name and hash of
//! the file.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

use common::{folder, program};
use serde_json::{Map, Value, json};

/// The rows of a table of ours as objects; numbers stay numbers, empty cells are `null`.
fn rows(table: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/{table}.csv"));
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let cell = |cell: &str| match serde_json::from_str::<Value>(cell) {
        // of a number with all its digits this reader may miss the last
        Ok(Value::Number(_)) if cell.contains('.') => cell.parse::<f64>().unwrap().into(),
        Ok(number @ Value::Number(_)) if !cell.is_empty() => number,
        _ if cell.is_empty() => Value::Null,
        _ => Value::from(cell),
    };
    let row = |row: csv::StringRecord| -> Value {
        Value::Object(
            header.iter().zip(&row).map(|(name, text)| (name.to_owned(), cell(text))).collect::<Map<_, _>>(),
        )
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn ndjson(table: &str) -> String {
    rows(table).iter().map(|row| row.to_string() + "\n").collect()
}

fn score(arguments: &[&str], input: Option<&Path>) -> String {
    let mut command = program();
    command.args(["score", "--format", "json"]).args(arguments);
    command.stdin(input.map_or(Stdio::null(), |path| File::open(path).unwrap().into()));
    text(&command.output().unwrap())
}

/// The answer without the names and hashes of its inputs, and their order within lines that differ.
fn text(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    for input in answer["inputs"].as_array_mut().unwrap() {
        let input = input.as_object_mut().unwrap();
        input.remove("name");
        input.remove("sha256");
    }
    serde_json::to_string_pretty(&answer).unwrap()
}

#[test]
fn csv_json_and_ndjson_twins_give_the_same_answer() {
    let folder = folder("twins");
    let csv = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/production.csv")).unwrap();
    let packed = {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&csv).unwrap();
        gzip.finish().unwrap()
    };
    let files: [(&str, Vec<u8>); 6] = [
        ("production.csv", csv),
        ("production.json", serde_json::to_vec(&rows("production")).unwrap()),
        ("production.ndjson", ndjson("production").into_bytes()),
        ("production.csv.gz", packed),
        ("object.json", json!({"production": rows("production")}).to_string().into_bytes()),
        ("pretty.jsonl", serde_json::to_vec_pretty(&rows("production")).unwrap()),
    ];
    let mut answers = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        let by_name = score(&["--production", path.to_str().unwrap()], None);
        let by_pipe = score(&["--production", "-"], Some(&path));
        assert_eq!(by_name, by_pipe, "{name} by its name and by a pipe");
        answers.push(by_name);
        fs::remove_file(path).unwrap();
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "the forms give different answers");
}

#[test]
fn a_data_set_in_a_folder_a_file_and_a_pipe_gives_the_same_answer() {
    let folder = folder("data-sets");
    let tables = ["production", "reserves", "reliance", "import_sources"];
    let all: Map<String, Value> =
        tables.iter().map(|table| ((*table).to_owned(), Value::from(rows(table)))).collect();
    let file = folder.join("all.json");
    fs::write(&file, Value::Object(all).to_string()).unwrap();
    let parts = folder.join("parts");
    fs::create_dir_all(&parts).unwrap();
    for (table, form) in tables.iter().zip(["csv", "json", "ndjson", "jsonl"]) {
        let text = match form {
            "csv" => {
                fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/{table}.csv")))
                    .unwrap()
            }
            "json" => Value::from(rows(table)).to_string(),
            _ => ndjson(table),
        };
        fs::write(parts.join(format!("{table}.{form}")), text).unwrap();
    }
    let arguments = |data| ["--for", "USA", "--data", data];
    let by_file = score(&arguments(file.to_str().unwrap()), None);
    assert_eq!(by_file, score(&arguments("-"), Some(&file)));
    assert_eq!(by_file, score(&arguments(parts.to_str().unwrap()), None));
}

#[test]
fn nothing_on_standard_input_is_an_error_and_never_an_empty_table() {
    let folder = folder("nothing");
    let header = "mineral,stage,country,year,quantity,unit\n";
    for (name, text) in
        [("nothing", ""), ("blank", "\n\n"), ("header", header), ("array", "[]"), ("space", " ")]
    {
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        for arguments in
            [["score", "--data", "-"], ["score", "--production", "-"], ["show", "cobalt", "--data=-"]]
        {
            let mut command = program();
            let output = command.args(arguments).stdin(File::open(&path).unwrap()).output().unwrap();
            assert_eq!(output.status.code(), Some(2), "{name} {arguments:?}");
            assert!(output.stdout.is_empty(), "{name} {arguments:?}");
            let error = String::from_utf8(output.stderr).unwrap();
            assert!(error.contains("`<stdin>`") && error.contains("help: "), "{name}: {error}");
        }
    }
    let output = program().args(["score", "--data", "-"]).stdin(Stdio::null()).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}

#[test]
fn a_place_on_standard_input_is_told() {
    let path = folder("stdin-slip").join("slip");
    fs::write(&path, "mineral,stage,country,year,quantity,unit\ncobalt,mine,Chlie,2023,1,t\n").unwrap();
    let output = program().args(["score", "--data", "-"]).stdin(File::open(&path).unwrap()).output().unwrap();
    assert!(String::from_utf8(output.stderr).unwrap().contains("--> <stdin>:2:13"));
}

#[test]
fn standard_input_can_be_named_once() {
    let output = program().args(["score", "--production", "-", "--reserves", "-"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("named twice"));
}
