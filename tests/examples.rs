//! The example of every code is true: the bad files or the command give that code, the mended ones do not.

#![allow(clippy::unwrap_used, reason = "a test file: a failure is meant to stop it")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{folder, json, only, program, refused, stdout};
use minerals::diag::{Code, Diagnostic, Example, File};
use minerals::load::{Request, Table, examine, examine_texts};

/// Everything that the loader says of files.
fn said(files: &[File]) -> Vec<Diagnostic> {
    let texts: Vec<(&str, &[u8])> = files.iter().map(|file| (file.name, file.bytes)).collect();
    examine_texts(&texts)
}

fn written(name: &str, files: &[File]) -> std::path::PathBuf {
    let folder = folder(name);
    for file in files {
        fs::write(folder.join(file.name), file.bytes).unwrap();
    }
    folder
}

/// Both streams of a shell command, with `minerals` on the path, in a folder that holds these files.
fn shell(command: &str, name: &str, files: &[File]) -> String {
    let bin = Path::new(env!("CARGO_BIN_EXE_minerals")).parent().unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let mut shell = Command::new("sh");
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "COLUMNS", "MINERALS_DATA", "MINERALS_FORMAT"] {
        shell.env_remove(name);
    }
    let folder = written(name, files);
    let output = shell.args(["-c", command]).env("PATH", path).current_dir(folder).output().unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

#[test]
fn the_loader_says_that_code_of_the_bad_files_and_nothing_of_the_mended() {
    for example in Example::all().filter(|example| example.command.is_none()) {
        let bad = said(example.bad);
        let codes: Vec<Code> = bad.iter().map(|d| d.code).collect();
        assert_eq!(codes, [example.code], "{bad:#?}");
        assert_eq!(said(example.mended), [], "the mend of `{}`", example.code);
    }
}

#[test]
fn the_command_gives_that_code_and_on_the_mended_files_no_longer() {
    for example in Example::all() {
        let Some(command) = example.command else { continue };
        let (code, marked) = (example.code, format!("[{}]", example.code));
        let output = shell(command, &format!("example-{code}"), example.bad);
        assert!(output.contains(&marked), "`{command}` does not give `{code}`: {output}");
        let half = !example.bad.is_empty() && example.mended.is_empty() && example.mend.is_empty();
        assert!(!half, "`{code}` has no mend");
        if !example.mended.is_empty() {
            let output = shell(command, &format!("example-{code}-mended"), example.mended);
            assert!(!output.contains(&marked), "`{command}` still gives `{code}`: {output}");
            assert!(!output.contains("error"), "{output}");
        }
    }
}

#[test]
fn texts_are_read_as_a_folder_that_holds_them() {
    for example in Example::all().filter(|example| example.command.is_none()) {
        let data = vec![written(&format!("texts-{}", example.code), example.bad)];
        let of_files = examine(&Request { data, needs: Table::ALL.to_vec(), ..Request::default() }).found;
        let codes = |all: &[Diagnostic]| all.iter().map(|d| d.code).collect::<Vec<_>>();
        assert_eq!(codes(&of_files), codes(&said(example.bad)), "{}", example.code);
    }
}

#[test]
fn the_explanation_of_every_code_fits_eighty_columns_and_shows_its_mend() {
    for code in Code::ALL {
        let output = program().args(["explain", code.name()]).env("COLUMNS", "80").output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        for line in text.lines() {
            assert!(line.chars().count() <= 80, "{code}: {line}");
        }
        assert!(text.contains("\nmend"), "{text}");
        assert!(text.contains("\ntry\n") || text.contains(&format!("[{code}]: ")), "{text}");
    }
}

#[test]
fn what_is_said_of_an_example_is_what_is_said_of_the_file() {
    for code in ["bad-number", "duplicate-row", "mixed-editions"] {
        let example = Example::all().find(|example| example.code.name() == code).unwrap();
        let name = example.bad.first().unwrap().name;
        let flag = format!("--{}", name.strip_suffix(".csv").unwrap().replace('_', "-"));
        let folder = written(&format!("said-{code}"), example.bad);
        let output = program().args(["score", &flag, name]).current_dir(folder).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        let explained = stdout(&["explain", code]);
        for line in said.lines().filter(|line| !line.contains("nothing was computed")) {
            assert!(explained.contains(line.trim_end()), "{line}\nis not in\n{explained}");
        }
    }
}

#[test]
fn json_and_csv_carry_the_example_too() {
    let answer = json(&["explain", "bad-unit"]);
    let example = &only(&answer)["example"];
    assert_eq!(example["says"][0]["code"], "bad-unit");
    let place = &example["says"][0]["place"];
    assert_eq!((&place["line"], &place["column"]), (&2.into(), &29.into()));
    assert!(example["bad"][0]["text"].as_str().unwrap().contains("tons"));
    assert!(example.get("command").is_none(), "what does not exist is absent");
    let csv = stdout(&["explain", "bad-unit", "--format", "csv"]);
    let row = csv::Reader::from_reader(csv.as_bytes()).into_records().next().unwrap().unwrap();
    assert!(row.iter().any(|cell| cell.contains("226000,tons")), "{csv}");
    let metric = json(&["explain", "hhi"]);
    assert!(only(&metric).get("example").is_none());
}

#[test]
fn explain_alone_lists_every_name_and_an_unknown_one_is_told_the_nearest() {
    let list = stdout(&["explain"]);
    for code in Code::ALL {
        assert!(list.contains(&format!("\n  {code} ")), "{code} is not in the list");
    }
    assert!(list.contains("  stages.hhi_wgi "), "{list}");
    assert!(refused(&["explain", "unknown-cuntry"]).contains("did you mean `unknown-country`?"));
    assert!(refused(&["explain", "hhi_wgj"]).contains("hhi_wgi`"));
}
