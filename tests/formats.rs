//! One answer in every format: NDJSON holds the JSON line by line, Markdown the table cell by cell.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use common::{FORMATS, commands, folder, stdout};
use serde_json::{Map, Value};

/// A command's answer in a format.
fn answer(command: &[String], format: &str) -> String {
    let mut all: Vec<&str> = command.iter().map(String::as_str).collect();
    all.extend(["--format", format]);
    stdout(&all)
}

/// Every command, where `data import` finds its tables as they will be.
fn all_commands(name: &str) -> Vec<Vec<String>> {
    let all = commands(&folder(name), "");
    for format in FORMATS {
        answer(all.last().unwrap(), format);
    }
    all
}

#[test]
fn ndjson_is_the_json_line_by_line() {
    for command in all_commands("ndjson") {
        let whole: Value = serde_json::from_str(&answer(&command, "json")).unwrap();
        let text = answer(&command, "ndjson");
        assert!(text.ends_with('\n') && !text.contains("\n\n"), "{command:?}");
        let mut lines: Vec<Map<String, Value>> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(lines.iter().all(|line| line.keys().next().unwrap() == "type"), "{command:?}");
        let types: Vec<Value> = lines.iter_mut().map(|line| line.shift_remove("type").unwrap()).collect();

        let last = lines.len() - 1;
        assert_eq!((&types[0], &types[last]), (&"header".into(), &"summary".into()), "{command:?}");
        assert!(types[1..last].iter().all(|t| t == "result"), "{command:?}");

        let results: Vec<Value> = lines[1..last].iter().cloned().map(Value::Object).collect();
        assert_eq!(Value::Array(results), whole["results"], "{command:?}");
        let mut envelope = lines[0].clone();
        envelope.insert("results".into(), whole["results"].clone());
        envelope.insert("warnings".into(), lines[last]["warnings"].clone());
        assert_eq!(Value::Object(envelope), whole, "{command:?}");
        assert_eq!(lines[last]["results"], last - 1, "{command:?}");
        assert_eq!(lines[last].len(), 2, "{command:?}");
    }
}

/// The cells of a pipe table's line, as they are read.
fn cells(line: &str) -> Vec<String> {
    let inner =
        line.strip_prefix("| ").and_then(|l| l.strip_suffix(" |")).unwrap_or_else(|| panic!("{line}"));
    let mut cells = vec![String::new()];
    let mut signs = inner.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => cells.last_mut().unwrap().push(signs.next().unwrap()),
            '|' => cells.push(String::new()),
            other => cells.last_mut().unwrap().push(other),
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Words without the marks that either format sets around them.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text
        .replace("**", "")
        .split_whitespace()
        .map(|word| word.replace('\\', "").trim_end_matches(':').to_owned())
        .filter(|word| !word.is_empty() && !word.chars().all(|c| "#-|─:`".contains(c)))
        .collect();
    words.sort_unstable();
    words
}

#[test]
fn markdown_says_what_the_table_says_and_no_more() {
    for command in all_commands("markdown") {
        assert_eq!(words(&answer(&command, "markdown")), words(&answer(&command, "table")), "{command:?}");
    }
}

#[test]
fn every_row_of_a_markdown_table_has_as_many_cells_as_its_header() {
    let mut tables = 0;
    for command in all_commands("pipe-tables") {
        let text = answer(&command, "markdown");
        assert!(!text.starts_with('\n') && text.ends_with('\n') && !text.contains("\n\n\n"), "{command:?}");
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            if !line.starts_with('|') {
                continue;
            }
            tables += 1;
            let header = cells(line);
            let marks = cells(lines.next().unwrap());
            assert_eq!(marks.len(), header.len(), "{command:?}");
            assert!(marks.iter().all(|m| m == "---" || m == "---:"), "{command:?}: {marks:?}");
            for name in ["HHI", "Rows", "Year", "#"] {
                let at = header.iter().position(|h| h == name);
                assert!(at.is_none_or(|at| marks[at] == "---:"), "{command:?}: {name} stands to the right");
            }
            while let Some(row) = lines.next_if(|line| line.starts_with('|')) {
                assert_eq!(cells(row).len(), header.len(), "{command:?}: {row}");
            }
            assert!(lines.peek().is_none_or(|line| line.is_empty()), "{command:?}");
        }
    }
    assert!(tables >= 9, "{tables}");
}

#[test]
fn markdown_is_the_same_at_every_width() {
    let at = |columns: &str| {
        let output =
            common::program().args(["show", "cobalt", "-f", "markdown"]).env("COLUMNS", columns).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    assert_eq!(at("40"), at("400"));
    assert!(!at("40").contains('…'));
    assert_eq!(at("40"), stdout(&["show", "cobalt", "--format", "markdown", "--color", "always"]));
}
