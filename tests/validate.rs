//! `data validate`: every finding of every file, in each dialect, with the promised exit code.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::fs;
use std::path::PathBuf;
use std::process::Output;

use common::{folder, program};
use serde_json::Value;

const HEADER: &str = "mineral,stage,country,year,quantity,unit\n";

fn files(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = folder(name);
    for (file, text) in files {
        fs::write(folder.join(file), text).unwrap();
    }
    folder
}

fn validate(folder: &PathBuf, arguments: &[&str]) -> Output {
    program().args(["data", "validate"]).args(arguments).current_dir(folder).output().unwrap()
}

fn text(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

/// Two files with an error each, one that cannot be read, one with a warning, one that is sound.
fn mixed(name: &str) -> PathBuf {
    files(
        name,
        &[
            (
                "production.csv",
                &(HEADER.to_owned() + "cobalt,mine,Chlie,2024,1,t\ncobalt,mine,COD,2024,W,t\n"),
            ),
            ("reserves.csv", "mineral,country,year,quantity,unit,remark\ncobalt,COD,2025,6000000,t,x\n"),
            ("prices.json", r#"[{"mineral":"cobalt","year":2024,"value":"1,5","unit":"USD/kg"}]"#),
            ("stocks.csv", ""),
        ],
    )
}

#[test]
fn every_finding_of_every_file_is_told_and_an_error_is_exit_2() {
    let folder = mixed("validate-all");
    let output = validate(&folder, &[".", "--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found: Vec<(&str, &str, Option<u64>)> = answer["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| {
            (f["code"].as_str().unwrap(), f["place"]["file"].as_str().unwrap(), f["place"]["line"].as_u64())
        })
        .collect();
    let expected = [
        ("empty-table", "./stocks.csv", None),
        ("bad-number", "./prices.json", Some(1)),
        ("unknown-country", "./production.csv", Some(2)),
        ("bad-number", "./production.csv", Some(3)),
        ("unknown-column", "./reserves.csv", Some(1)),
    ];
    assert_eq!(found, expected);
    assert_eq!(answer["results"][1]["place"]["path"], "$[0].value");
    assert_eq!(answer["inputs"].as_array().unwrap().len(), 3, "the tables that could be read");
}

#[test]
fn more_than_twenty_findings_are_all_told() {
    let rows: String = (0..30).map(|year| format!("cobalt,mine,Chlie,{},1,t\n", 1990 + year)).collect();
    let folder = files("validate-many", &[("production.csv", &(HEADER.to_owned() + &rows))]);
    let output = validate(&folder, &["production.csv"]);
    assert_eq!(text(&output).matches("error[unknown-country]").count(), 30);
    assert!(text(&output).ends_with("not sound: 30 errors, 0 warnings\n"), "{}", text(&output));
}

#[test]
fn sound_tables_are_exit_0_and_a_warning_is_1_only_if_that_is_asked_for() {
    let sound = HEADER.to_owned() + "cobalt,mine,COD,2024,1,t\n";
    let odd = HEADER.to_owned() + "cobalt,mine,COD,2024,1,t\ncobalt,mine,IDN,2024,1,kt\n";
    let folder = files("validate-exit", &[("production.csv", &sound), ("capacity.csv", &odd)]);
    let code = |arguments: &[&str]| validate(&folder, arguments).status.code();
    assert_eq!(code(&["production.csv", "--fail-on", "warning"]), Some(0));
    assert_eq!(code(&["capacity.csv"]), Some(0));
    assert_eq!(code(&["capacity.csv", "--fail-on", "warning"]), Some(1));
    assert_eq!(code(&["nothing.csv"]), Some(2));
    let output = validate(&folder, &["production.csv", "capacity.csv"]);
    assert!(
        text(&output).ends_with("sound, with 1 warning: 3 rows of 2 tables in 2 files\n"),
        "{}",
        text(&output)
    );
    assert_eq!(text(&validate(&folder, &["production.csv"])), "sound: 1 row of 1 table in 1 file\n");
}

#[test]
fn the_dialects_of_ci_services_have_a_place_for_every_finding() {
    let folder = mixed("validate-dialects");
    let github = validate(&folder, &[".", "-f", "github"]);
    assert_eq!(github.status.code(), Some(2));
    let lines: Vec<&str> = text(&github).lines().collect();
    assert_eq!(lines.len(), 5, "{lines:#?}");
    assert!(
        lines
            .iter()
            .any(|l| l.starts_with("::error file=./production.csv,line=2,col=13,title=unknown-country::"))
    );
    assert!(lines.iter().any(|l| l.starts_with("::warning file=./reserves.csv,line=1,")), "{lines:#?}");
    assert!(
        lines.iter().any(|l| l.starts_with("::error file=./stocks.csv,title=empty-table::")),
        "{lines:#?}"
    );
    let junit = validate(&folder, &[".", "-f", "junit"]);
    assert_eq!((junit.status.code(), text(&junit).matches("<failure ").count()), (Some(2), 4));
    let sarif: Value = serde_json::from_slice(&validate(&folder, &[".", "-f", "sarif"]).stdout).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 5);
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].is_string());
    }
}

#[test]
fn an_answer_without_findings_has_no_dialect_of_a_ci_service() {
    for format in ["github", "junit", "sarif"] {
        let output = program().args(["score", "--format", format]).output().unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        assert!(String::from_utf8(output.stderr).unwrap().contains("`data validate`"));
    }
    let text = program().args(["score", "cobalt", "--format", "text"]).output().unwrap();
    assert_eq!(text.stdout, program().args(["score", "cobalt"]).output().unwrap().stdout);
}

#[test]
fn tables_are_looked_at_together() {
    let minerals =
        "mineral,name,aliases,mine_basis,mine_publisher\nunobtainium,Unobtainium,unob,gross weight,own\n";
    let production = HEADER.to_owned() + "unob,mine,COD,2024,1,t\n";
    let folder = files("validate-together", &[("minerals.csv", minerals), ("production.csv", &production)]);
    let output = validate(&folder, &["production.csv"]);
    assert_eq!(output.status.code(), Some(2), "without its name the mineral is unknown");
    let output = validate(&folder, &["production.csv", "minerals.csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    fs::write(folder.join("minerals.csv"), b"\xff\xfe").unwrap();
    let output = validate(&folder, &["production.csv", "minerals.csv", "-f", "github"]);
    assert_eq!(text(&output).lines().count(), 1, "names that cannot be read do not make every cell an error");
}

#[test]
fn a_flag_says_which_table_a_file_holds() {
    let sound = HEADER.to_owned() + "cobalt,mine,COD,2024,1,t\n";
    let folder = files("validate-flag", &[("mine.csv", &sound)]);
    let output = validate(&folder, &["--capacity", "mine.csv", "--fail-on", "warning"]);
    assert_eq!((output.status.code(), text(&output)), (Some(0), "sound: 1 row of 1 table in 1 file\n"));
    let guessed = validate(&folder, &["mine.csv", "--fail-on", "warning", "-f", "junit"]);
    assert_eq!((guessed.status.code(), text(&guessed).matches("<failure ").count()), (Some(1), 1));
    assert_eq!(validate(&folder, &[]).status.code(), Some(2), "there is nothing to validate");
}

#[test]
fn rows_that_are_not_sound_are_not_counted_as_used() {
    let rows = HEADER.to_owned() + "cobalt,mine,COD,2024,1,t\ncobalt,mine,Chlie,2024,1,t\n";
    let folder = files("validate-used", &[("production.csv", &rows)]);
    let answer: Value = serde_json::from_slice(&validate(&folder, &[".", "-f", "json"]).stdout).unwrap();
    let input = &answer["inputs"][0];
    assert_eq!(["rows", "used", "set_aside"].map(|key| input[key].as_u64()), [Some(2), Some(1), Some(1)]);
}

#[test]
fn a_table_that_an_answer_does_not_need_must_be_sound_as_well() {
    let sound = HEADER.to_owned() + "cobalt,mine,COD,2024,1,t\n";
    let folder = files("unneeded", &[("production.csv", &sound), ("prices.csv", "garbage\n1\n")]);
    for arguments in [["score", "--data", "."], ["score", "--prices", "prices.csv"]] {
        let output = program().args(arguments).current_dir(&folder).output().unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}");
    }
}

#[test]
fn standard_input_is_validated_too() {
    use std::io::Write;
    let mut child = program()
        .args(["data", "validate", "-"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"mineral,stage,country,year,quantity,unit\ncobalt,mine,COD,2024,1;5,t\n")
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(text(&output).contains("--> <stdin>:2:22"), "{}", text(&output));
}
