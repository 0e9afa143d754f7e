//! What holds for any file: CSV and JSON say the same, and no bytes bring the loader down.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test file: a failure is meant to stop it"
)]

use std::sync::LazyLock;

use minerals::diag::is_unsafe;
use minerals::load::builtin::Builtin;
use minerals::load::tables::{self, quantities};
use minerals::load::{Column, Faults, Names, Sheet, Source, Table, TableSpec, findings};
use minerals::model::QuantityRow;
use proptest::prelude::*;

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let text = |table| Builtin::of(table).unwrap().text;
    Names::from_csv([
        text(Table::Countries),
        text(Table::CountryAliases),
        text(Table::Groups),
        text(Table::Minerals),
    ])
    .unwrap()
});

/// The rows of a production table, or what is wrong with it: codes and messages, in order.
fn read(name: &str, bytes: Vec<u8>) -> Result<Vec<QuantityRow>, Vec<(String, String)>> {
    let mut faults = Faults::default();
    let told = |errors: Vec<minerals::diag::Diagnostic>| {
        errors.into_iter().map(|e| (e.code.to_string(), e.message)).collect::<Vec<_>>()
    };
    let source = Source::from_bytes(name, bytes).map_err(|e| told(vec![*e]))?;
    let sheets = Sheet::all(&source).map_err(|e| told(vec![*e]))?;
    let mut rows = Vec::new();
    for sheet in &sheets {
        rows.extend(tables::read(sheet, &quantities::PRODUCTION, &NAMES, &mut faults).rows);
    }
    faults.finish().map_err(told)?;
    Ok(rows)
}

const KEYS: [&str; 9] =
    ["mineral", "stage", "country", "year", "quantity", "unit", "status", "note", "source"];

/// A row of cells, each sound or odd.
fn cells() -> impl Strategy<Value = [String; 9]> {
    let of = |words: &'static [&'static str]| proptest::sample::select(words).prop_map(str::to_owned);
    (
        of(&["cobalt", "Lithium", "rare-earths", "cobolt", ""]),
        of(&["mine", "refinery", "mining"]),
        of(&["CHN", "Côte d’Ivoire", "\"Korea\"", "other", "world", "Chlie", "NA"]),
        of(&["2020", "2021", "2022", "2023", "20"]),
        prop_oneof![4 => (0u32..10_000).prop_map(|n| n.to_string()), 1 => of(&["", "1,5", "W", "1e3", "-1"])],
        of(&["t", "kt", "tons"]),
        of(&["", "", "estimated", "withheld", "nil", "E"]),
        "[ -~é\"]{0,8}".prop_map(|note| note.trim().to_owned()),
        of(&["", "a:1", "b:2"]),
    )
        .prop_map(Into::into)
}

fn csv(rows: &[[String; 9]]) -> String {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |row: &[String; 9]| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n";
    KEYS.join(",") + "\n" + &rows.iter().map(line).collect::<String>()
}

fn object(row: &[String; 9]) -> serde_json::Value {
    let cell = |(key, cell): (&&str, &String)| ((*key).to_owned(), serde_json::Value::from(cell.as_str()));
    serde_json::Value::Object(KEYS.iter().zip(row).map(cell).collect())
}

fn json(rows: &[[String; 9]]) -> String {
    serde_json::Value::Array(rows.iter().map(object).collect()).to_string()
}

fn ndjson(rows: &[[String; 9]]) -> String {
    rows.iter().map(|row| object(row).to_string() + "\n").collect()
}

/// All that a row says, apart from where it stands.
fn said(rows: &[QuantityRow]) -> Vec<String> {
    let row = |r: &QuantityRow| {
        let (note, publisher) = (&r.note, &r.origin.publisher);
        format!(
            "{} {} {} {} {:?} {} {note} {publisher:?}",
            r.mineral, r.stage, r.party, r.year, r.amount, r.unit
        )
    };
    rows.iter().map(row).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn csv_json_and_ndjson_twins_say_the_same(rows in prop::collection::vec(cells(), 1..6)) {
        let in_csv = read("a.csv", csv(&rows).into());
        for twin in [read("a.json", json(&rows).into()), read("a.ndjson", ndjson(&rows).into())] {
            match (&in_csv, twin) {
                (Ok(a), Ok(b)) => prop_assert_eq!(said(a), said(&b)),
                (Err(a), Err(b)) => {
                    // Errors are sorted by line, and the JSON here is one line.
                    let sorted = |errors: &Vec<_>| { let mut all = errors.clone(); all.sort(); all };
                    prop_assert_eq!(sorted(a), sorted(&b));
                }
                (a, b) => prop_assert!(false, "{a:?}\n{b:?}"),
            }
        }
    }

    #[test]
    fn what_we_take_the_csv_crate_reads_alike(
        text in "((a|é|\"a\"|\"a\"\"b\"|\"a,b\"|\"a\"b|a\"| )?,(b|\"b,\"|\"\"|\"\"\"\"|\"b|  )?(\n|\r\n|\r|\n\n)){1,4}"
    ) {
        const TWO: TableSpec =
            TableSpec { name: "two", columns: &[Column::required("x", "one"), Column::required("y", "other")] };
        let source = Source::from_bytes("a.csv", format!("x,y\n{text}").into()).unwrap();
        let mut ours = Vec::new();
        let mut faults = Faults::default();
        Sheet::csv(&source).read(&TWO, &mut faults, |record, _| {
            ours.push(record.cells.iter().flatten().map(|cell| cell.text.to_string()).collect::<Vec<_>>());
        });
        prop_assume!(faults.is_sound());
        let reader = csv::Reader::from_reader(source.text().as_bytes()).into_records();
        let theirs: Vec<Vec<String>> = reader.map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn what_a_writer_of_csv_or_json_writes_is_read_back(
        rows in prop::collection::vec(prop::array::uniform2("[ -~éß中]{0,12}"), 1..6)
    ) {
        const TWO: TableSpec =
            TableSpec { name: "two", columns: &[Column::required("x", "one"), Column::required("y", "other")] };
        let mut writer = csv::Writer::from_writer(Vec::new());
        let header = [["x".to_owned(), "y".to_owned()]];
        header.iter().chain(&rows).for_each(|row| writer.write_record(row).unwrap());
        let objects: Vec<_> = rows.iter().map(|[x, y]| serde_json::json!({"x": x, "y": y})).collect();
        let lines: String = objects.iter().map(|object| format!("{object}\n")).collect();
        for (name, bytes) in [
            ("a.csv", writer.into_inner().unwrap()),
            ("a.json", serde_json::to_vec_pretty(&objects).unwrap()),
            ("a.ndjson", lines.into_bytes()),
        ] {
            let source = Source::from_bytes(name, bytes).unwrap();
            let sheets = Sheet::all(&source).unwrap();
            let (mut read, mut faults) = (Vec::new(), Faults::default());
            sheets[0].read(&TWO, &mut faults, |record, _| {
                let cell = |i: usize| record.cells[i].as_ref().unwrap().text.to_string();
                read.push([cell(0), cell(1)]);
            });
            // a line that starts with `#` is a comment of ours, and no cell of theirs
            if name != "a.csv" || !rows.iter().any(|[x, _]| x.starts_with('#')) {
                prop_assert_eq!(&read, &rows, "{}", name);
                prop_assert!(faults.is_sound());
            }
        }
    }

    #[test]
    fn any_bytes_give_rows_or_places_inside_the_file(
        name in a_name(), table in a_table(), bytes in prop::collection::vec(any::<u8>(), 0..200)
    ) {
        holds(name, table, &bytes)?;
    }

    #[test]
    fn any_text_made_of_signs_gives_rows_or_places_inside_the_file(
        name in a_name(),
        text in "([\\[\\]{},:\"\\\\u0-9ntre. \n\ré]|\"mineral\"|mineral,stage|\\{\"production\":\\[){0,40}"
    ) {
        holds(name, Table::Production, text.as_bytes())?;
    }

    #[test]
    fn a_sound_table_with_any_bytes_put_in_stays_safe(
        at in 0usize..400, cut in 0usize..4, bytes in prop::collection::vec(any::<u8>(), 0..4), form in 0usize..3
    ) {
        let row: [String; 9] = ["cobalt", "mine", "Côte d’Ivoire", "2023", "5", "t", "", "a note", "x:1"].map(str::to_owned);
        let rows = [row.clone(), row.map(|cell| cell.replace("2023", "2022"))];
        let mut text = [csv, json, ndjson][form](&rows).into_bytes();
        let at = at.min(text.len());
        let end = (at + cut).min(text.len());
        text.splice(at..end, bytes);
        holds("any", Table::Production, &text)?;
    }

    #[test]
    fn a_shipped_table_with_any_bytes_put_in_stays_safe(
        table in a_table(), at in 0usize..2000, cut in 0usize..40, bytes in prop::collection::vec(any::<u8>(), 0..8)
    ) {
        let mut text: Vec<u8> = Builtin::of(table).map_or("", |b| b.text).bytes().take(2000).collect();
        let at = at.min(text.len());
        let end = (at + cut).min(text.len());
        text.splice(at..end, bytes);
        holds("any", table, &text)?;
    }
}

/// Reading as any table, under a name that tells its form or none, ends in rows or in findings that point
/// into the file.
fn holds(name: &str, table: Table, bytes: &[u8]) -> Result<(), TestCaseError> {
    let lines = String::from_utf8_lossy(bytes).replace("\r\n", "\n").replace('\r', "\n").split('\n').count();
    for found in findings(name, bytes, table, &NAMES) {
        prop_assert!(!found.message.chars().any(is_unsafe), "{:?}", found);
        for place in found.place.iter().chain(found.related.as_ref().map(|(place, _)| place)) {
            prop_assert!(place.line >= 1 && usize::try_from(place.line).unwrap() <= lines, "{:?}", place);
            prop_assert!(place.text.get(place.span.clone()).is_some(), "{:?}", place);
            prop_assert!(place.column >= 1);
        }
    }
    Ok(())
}

fn a_name() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(&["any", "any.csv", "any.json", "any.ndjson"][..])
}

fn a_table() -> impl Strategy<Value = Table> {
    proptest::sample::select(&Table::ALL[..])
}
