//! What a file, its name or an argument holds never steers a terminal, in any format.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::process::Output;

use common::{FORMATS, folder, program};
use minerals::diag::{Code, Diagnostic, Place};
use minerals::output::{Envelope, ImportedFile, Parameters, SourceOf, Warning};
use minerals::render::{
    CsvRows, Imports, Look, Page, Sources, csv, diagnostics, json, markdown, ndjson, table, tally,
};

/// A colour, a title for the window, an eight-bit control, an override of direction, characters of no
/// width, a tag beyond the sixteen bits of JSON's escapes, and a line of its own.
const HOSTILE: &str = "a\u{1b}[31m\u{1b}]0;x\u{7}\u{7f}\u{9b}\u{202e}\u{2066}\u{200b}\u{200d}\u{feff}\u{61c}\u{e0041}\u{180e}\r\nb|`*_<[#";

/// Nothing but line feeds between lines steers anything; what was hostile is there, and can be seen.
fn is_safe(text: &str, of: &str) {
    let unsafe_ones = "\u{202e}\u{2066}\u{200b}\u{200d}\u{feff}\u{61c}\u{e0041}\u{180e}";
    let steers = |c: char| (c.is_control() && c != '\n') || unsafe_ones.contains(c);
    assert_eq!(text.find(steers), None, "{of}: {text:?}");
    assert!(!text.lines().any(|line| line.starts_with("b|") || line.starts_with("b\\|")), "{of}: {text}");
}

fn told(text: &str, of: &str) {
    is_safe(text, of);
    assert!(
        text.contains("202e") && text.contains("e0041") | text.contains("\\udb40\\udc41"),
        "{of}: {text}"
    );
}

/// An answer in every format.
fn all_formats<R: serde::Serialize + CsvRows>(answer: &Envelope<R>, page: &impl Page) -> [String; 5] {
    let document = page.document();
    [
        table(&document, Look::default()),
        json(answer).unwrap(),
        ndjson(answer).unwrap(),
        csv(&answer.results).unwrap(),
        markdown(&document),
    ]
}

fn warned<R>(command: &'static str, results: Vec<R>) -> Envelope<R> {
    let mut answer = Envelope::new(command, Vec::new(), Parameters::default(), results);
    answer.warnings =
        vec![Warning { code: "no-data", mineral: None, stage: None, message: HOSTILE.to_owned() }];
    answer
}

#[test]
fn whatever_an_answer_holds_is_shown_and_does_nothing() {
    let source = SourceOf {
        source: HOSTILE.to_owned(),
        publication: HOSTILE.to_owned(),
        licence: HOSTILE.to_owned(),
        link: HOSTILE.to_owned(),
        tables: BTreeMap::from([("production", 1)]),
    };
    let sources = warned("data sources", vec![source]);
    let imported = ImportedFile {
        what: "read",
        file: HOSTILE.to_owned(),
        rows: 1,
        used: Some(0),
        set_aside: BTreeMap::from([(HOSTILE.to_owned(), 1)]),
        before: None,
    };
    let imports = warned("data import", vec![imported]);
    let texts = all_formats(&sources, &Sources(&sources)).into_iter();
    for (text, format) in texts.chain(all_formats(&imports, &Imports(&imports))).zip(FORMATS.iter().cycle()) {
        told(&text, format);
    }
    let read: serde_json::Value = serde_json::from_str(&json(&sources).unwrap()).unwrap();
    assert_eq!(read["results"][0]["link"], HOSTILE, "escaped, it is the same value");
    let line = ndjson(&imports).unwrap().lines().nth(1).unwrap().to_owned();
    let read: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(read["file"], HOSTILE, "escaped, it is the same value");
}

#[test]
fn markdown_shows_hostile_words_as_words() {
    let mut imports = warned("data import", Vec::new());
    for file in ["# a", "> a", "| a |", "- a", "1. a", "[a](b)", "<b>", "*a*", "`a`", "_a_", "~a~", "&lt;"] {
        let (used, before) = (Some(0), None);
        imports.results.push(ImportedFile {
            what: "read",
            file: file.to_owned(),
            rows: 0,
            used,
            set_aside: BTreeMap::new(),
            before,
        });
    }
    let text = markdown(&Imports(&imports).document());
    for line in text.lines().filter(|line| !line.is_empty()) {
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        assert!(digits.starts_with('\\'), "{line}");
    }
}

#[test]
fn a_diagnostic_keeps_its_carets_under_a_cell_that_is_hostile() {
    let text = format!("{},{HOSTILE},1", "\u{9b}x").replace(['\r', '\n'], "");
    let cell = text.find(",1").unwrap() + 1;
    let place = Place {
        file: HOSTILE.into(),
        line: 2,
        column: 9,
        span: cell..cell + 1,
        text: text.into(),
        path: None,
    };
    let error = Diagnostic::error(Code::BadNumber, HOSTILE)
        .at(place.clone(), HOSTILE)
        .related(place, HOSTILE)
        .help(HOSTILE);
    let all = [error];
    let shown = diagnostics(&all, Look::default());
    is_safe(&shown.replace("b|`*_<[#", ""), "a diagnostic"); // its help may have lines
    assert!(shown.contains("202e") && tally(&all).contains("202e"));
    is_safe(&tally(&all), "a tally");
    let line = shown.lines().find(|l| l.starts_with("2 | ")).unwrap();
    let carets = shown.lines().find(|l| l.contains('^')).unwrap();
    let column = |text: &str, sign: char| text.chars().position(|c| c == sign).unwrap();
    assert_eq!(column(carets, '^'), line.chars().count() - 1, "{shown}");
}

fn both(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
#[cfg(unix)]
fn the_name_of_a_file_is_shown_and_does_nothing() {
    let folder = folder("hostile-names");
    let name = format!("{}.csv", HOSTILE.replace('/', ""));
    // a column that nobody knows is warned of, with the name of the file
    let table = fs::read_to_string("tests/readme/my-production.csv").unwrap();
    fs::write(
        folder.join(&name),
        table.replacen(",source", ",source,remark", 1).replace("notes\n", "notes,\n"),
    )
    .unwrap();
    fs::copy("tests/readme/plant.csv", folder.join(format!("plant-{name}"))).unwrap();
    for command in ["score", "show cobalt", "explain hhi cobalt", "data list", "data sources"] {
        for format in FORMATS {
            for level in ["--quiet", "--verbose"] {
                let mut program = program();
                program.current_dir(&folder).args(command.split(' ')).args(["--format", format, level]);
                let output = program.args(["--production", &name]).output().unwrap();
                assert_eq!(output.status.code(), Some(0), "{command}: {}", both(&output));
                is_safe(&both(&output), &format!("{command} --format {format} {level}"));
            }
        }
    }
    for command in ["show cobalt", "explain hhi cobalt", "data list"] {
        let mut program = program();
        program.current_dir(&folder).args(command.split(' ')).args(["--format", "json"]);
        let text = both(&program.args(["--production", &name]).output().unwrap());
        told(&text, command);
    }
    let mut verbose = program();
    let output = verbose.current_dir(&folder).args(["score", "-v", "--production", &name]).output().unwrap();
    told(&String::from_utf8_lossy(&output.stderr), "a warning");
    let plant = format!("plant-{name}");
    for arguments in [
        vec!["score", "--production", &plant],
        vec!["score", "--production", &name, "--output", &name],
        vec!["score", "--output", &format!("{plant}/{name}")],
        vec!["data", "import", "wgi", &plant, "--output", "."],
        vec!["data", "import", "wgi", "absent", "--output", &plant],
    ] {
        let output = program().current_dir(&folder).args(&arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", both(&output));
        is_safe(&both(&output), &format!("{arguments:?}"));
    }
}

#[test]
fn an_argument_is_shown_and_does_nothing() {
    let argument = HOSTILE;
    let option = format!("--{argument}");
    for arguments in [
        vec![argument],
        vec![&option],
        vec!["score", &option],
        vec!["score", argument],
        vec!["score", "--sort", argument],
        vec!["score", "--stage", argument],
        vec!["score", "--method", argument],
        vec!["score", "--year", argument],
        vec!["score", "--top", argument],
        vec!["score", "--for", argument],
        vec!["score", "--data", argument],
        vec!["score", "--production", argument],
        vec!["score", "--format", argument],
        vec!["score", "--color", argument],
        vec!["score", "--fail-on", argument],
        vec!["show", argument],
        vec!["explain", argument],
        vec!["explain", argument, "cobalt"],
        vec!["explain", argument, "hhi"],
        vec!["explain", argument, "--for", "USA"],
        vec!["explain", "hhi", argument],
        vec!["explain", "no-data", argument],
        vec!["methods", argument],
        vec!["data", argument],
        vec!["data", "import", argument],
        vec!["data", "import", "wgi", argument, "--output", "absent"],
    ] {
        for force in [false, true] {
            let mut program = program();
            if force {
                program.env("CLICOLOR_FORCE", "1");
            }
            let output = program.args(&arguments).output().unwrap();
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
            assert!(output.stdout.is_empty(), "{arguments:?}");
            let text = String::from_utf8(output.stderr).unwrap();
            // colours are ours where they are forced; this one is not
            assert!(
                !text.contains("\u{1b}[31m\u{1b}") && !text.contains("\u{1b}]"),
                "{arguments:?}: {text:?}"
            );
            is_safe(&without_colours(&text), &format!("{arguments:?}"));
            assert!(text.contains("\\u{1b}[31m"), "{arguments:?} hides what was given: {text}");
        }
    }
    let output = program().env("MINERALS_FORMAT", HOSTILE).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    told(&both(&output), "MINERALS_FORMAT");
}

/// The text without our own colours: `ESC [ digits m`.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('m').unwrap_or_else(|| panic!("no colour: {part:?}"));
        assert!(code.chars().all(|c| c.is_ascii_digit() || c == ';'), "no colour: {code:?}");
        plain.push_str(rest);
    }
    plain
}
