//! Small files that are wrong in one way each: refused, warned of or taken as `index.json` says.

#![allow(clippy::unwrap_used, reason = "a test file: a failure is meant to stop it")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use minerals::diag::{Code, Diagnostic, is_unsafe, quote};
use minerals::load::{Loaded, Request, Table, load};
use serde::Deserialize;

/// What must become of a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    file: String,
    table: String,
    /// What is wrong with it, for the reader.
    #[serde(rename = "why")]
    _why: String,
    expect: Expect,
    code: Option<String>,
    line: Option<u32>,
    column: Option<u32>,
    /// Words of the message, the label or the help.
    #[serde(default)]
    says: Vec<String>,
    /// How many errors there are.
    errors: Option<usize>,
    /// How many rows are read.
    rows: Option<usize>,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Expect {
    Refuse,
    Warn,
    Take,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile")
}

/// What becomes of a file.
type Outcome = Result<Loaded, Vec<Diagnostic>>;

/// Each case with what the program makes of its file.
static CASES: LazyLock<Vec<(Case, Outcome)>> = LazyLock::new(|| {
    let index = fs::read_to_string(folder().join("index.json")).unwrap();
    let cases: Vec<Case> = serde_json::from_str(&index).unwrap();
    cases.into_iter().map(|case| (loaded(&case), case)).map(|(loaded, case)| (case, loaded)).collect()
});

fn loaded(case: &Case) -> Outcome {
    let table = Table::named(&case.table).unwrap();
    load(&Request {
        tables: vec![(table, folder().join(&case.file))],
        needs: vec![table],
        ..Request::default()
    })
}

/// Every error that is told of a file.
fn errors() -> impl Iterator<Item = (&'static Case, &'static Diagnostic)> {
    CASES
        .iter()
        .flat_map(|(case, loaded)| loaded.as_ref().err().into_iter().flatten().map(move |d| (case, d)))
}

/// What differs from what the index says, in words.
fn fault(case: &Case, loaded: &Outcome) -> Result<(), String> {
    let (found, rows) = match loaded {
        Ok(loaded) => {
            let rows = loaded.inputs.iter().find(|input| !input.builtin).map(|input| input.rows);
            let expect = if loaded.warnings.is_empty() { Expect::Take } else { Expect::Warn };
            same("outcome", &expect, &case.expect)?;
            (&loaded.warnings, rows)
        }
        Err(errors) => {
            same("outcome", &Expect::Refuse, &case.expect)?;
            same("number of errors", &Some(errors.len()), &case.errors)?;
            (errors, None)
        }
    };
    same("rows", &rows, &case.rows)?;
    let Some(code) = &case.code else { return Ok(()) };
    let diagnostic = found.iter().find(|d| d.code.name() == code).ok_or("no such code")?;
    let related = diagnostic.related.as_ref().map_or("", |(_, label)| label);
    let help = diagnostic.help.as_deref().unwrap_or_default();
    let said = [&diagnostic.message, &diagnostic.label, help, related].join(" | ");
    let place = diagnostic.place.as_ref();
    same("line", &place.map(|p| p.line).filter(|_| case.line.is_some()), &case.line)?;
    same("column", &place.map(|p| p.column).filter(|_| case.column.is_some()), &case.column)?;
    case.says
        .iter()
        .try_for_each(|words| if said.contains(words) { Ok(()) } else { Err(format!("no `{words}`")) })
}

/// What the program says of a file, for the reader of a failure.
fn told(loaded: &Outcome) -> String {
    let all = loaded.as_ref().map_or_else(|errors| errors, |loaded| &loaded.warnings);
    let line = |d: &Diagnostic| {
        let place = d.place.as_ref().map_or((0, 0), |p| (p.line, p.column));
        format!("\n  {place:?} {}: {} | {} | {:?}", d.code, d.message, d.label, d.help)
    };
    all.iter().take(4).map(line).collect()
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, wanted: &T) -> Result<(), String> {
    if found == wanted { Ok(()) } else { Err(format!("{what} is {found:?}, not {wanted:?}")) }
}

#[test]
fn each_file_is_refused_warned_of_or_taken_as_the_index_says() {
    let faults: Vec<String> = CASES
        .iter()
        .filter_map(|(case, loaded)| {
            Some(format!("{}: {}{}", case.file, fault(case, loaded).err()?, told(loaded)))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(CASES.len() >= 200, "the corpus is too small: {}", CASES.len());
}

#[test]
fn every_message_follows_the_house_style() {
    for (_, diagnostic) in errors() {
        let message = &diagnostic.message;
        assert!(!message.ends_with('.') && !message.starts_with(char::is_uppercase), "{message}");
        assert!(!message.chars().any(is_unsafe), "{message:?}");
        let place_or_remedy = diagnostic.help.is_some() || diagnostic.place.is_some();
        assert!(place_or_remedy, "no place and no remedy: {message}");
    }
}

/// What a cell can be wrong in by itself.
const OF_CELLS: &[Code] = &[
    Code::BadCharacter,
    Code::BadDimension,
    Code::BadNumber,
    Code::BadParty,
    Code::BadPeriod,
    Code::BadStage,
    Code::BadStatus,
    Code::BadUnit,
    Code::MissingCell,
    Code::UnknownCountry,
    Code::UnknownMineral,
];

#[test]
fn every_complaint_of_a_cell_names_its_place_its_value_and_a_remedy() {
    let mut told = 0;
    for (case, error) in errors().filter(|(_, error)| OF_CELLS.contains(&error.code)) {
        let place = error.place.as_ref().unwrap_or_else(|| panic!("{}: no place: {error:?}", case.file));
        assert!(
            place.file.ends_with(&case.file) && place.line > 1 || case.file.ends_with("json"),
            "{place:?}"
        );
        assert!(error.help.is_some(), "{}: no remedy: {error:?}", case.file);
        let marked = place.text.get(place.span.clone()).unwrap().trim_matches('"').trim();
        let said = format!("{} {}", error.message, error.label);
        // a long value is cut; what is empty or cannot be seen is named by what it is
        let value: String = quote(marked).trim_end_matches('…').chars().take(20).collect();
        let unseen = matches!(error.code, Code::MissingCell | Code::BadCharacter | Code::BadParty);
        assert!(unseen || said.contains(&value), "{}: {marked:?} is not in {said}", case.file);
        told += 1;
    }
    assert!(told > 60, "{told}");
}

#[test]
fn every_place_lies_inside_its_file() {
    for (case, diagnostic) in errors() {
        let Some(place) = &diagnostic.place else { continue };
        assert!(place.text.get(place.span.clone()).is_some(), "{}: {place:?}", case.file);
        let bytes = fs::read(folder().join(&case.file)).unwrap();
        if bytes.starts_with(b"\x1f\x8b") {
            continue; // the line is one of what is packed
        }
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n").replace('\r', "\n");
        assert!(usize::try_from(place.line).unwrap() <= text.split('\n').count(), "{}", case.file);
    }
}

#[test]
fn the_index_names_every_file_once() {
    let listed: Vec<String> = CASES.iter().map(|(case, _)| case.file.clone()).collect();
    let there: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "index.json" && name != ".gitattributes")
        .collect();
    assert_eq!(listed.iter().cloned().collect::<BTreeSet<_>>(), there);
    assert_eq!(listed.len(), there.len());
}
