//! The schema of a table takes what the loader takes, and refuses what it refuses for the kind of a cell.

use std::sync::LazyLock;

use minerals::diag::{Code, Severity};
use minerals::load::builtin::Builtin;
use minerals::load::{Column, Kind, Names, Table, examine_texts, findings};
use serde_json::{Map, Value, json};

use super::schema;
use super::validator::faults;

/// The one table that is not compiled in as text.
const TRADE: &str = "mineral,stage,product,exporter,importer,year,quantity,unit,value_usd,note,source\n\
    cobalt,refinery,282200,CHN,JPN,2024,900,t,21000000,,x\ncobalt,refinery,282200,FIN,JPN,2024,,,900,,x\n";

/// The compiled-in rows of a table as JSON: numbers as numbers, empty cells as null.
fn rows(table: Table) -> Vec<Map<String, Value>> {
    let text = Builtin::of(table).map_or(TRADE, |builtin| builtin.text);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let numeric = |name: &str| {
        let column = table.spec().columns.iter().find(|column| column.name == name).unwrap();
        matches!(column.kind, Kind::Number { .. } | Kind::Year)
    };
    let cell = |name: &str, text: &str| match text {
        "" => Value::Null,
        number if numeric(name) => serde_json::from_str(number).unwrap(),
        text => text.into(),
    };
    let row = |record: csv::StringRecord| {
        header.iter().zip(record.iter()).map(|(name, text)| (name.clone(), cell(name, text))).collect()
    };
    reader.into_records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn the_compiled_in_tables_are_of_their_schemas_as_numbers_and_as_texts() {
    for table in Table::ALL {
        let schema = schema(table.name());
        // every tenth row, and of the long tables fewer: the validator is no fast one
        let rows = rows(table);
        let some: Vec<_> = rows.iter().step_by((rows.len() / 400).max(1)).cloned().collect();
        assert_eq!(faults(&schema, &json!(some)), [] as [String; 0], "{}", table.name());
        let as_text =
            |value: &Value| if value.is_number() { json!(value.to_string()) } else { value.clone() };
        let texts: Vec<Map<_, _>> = (some.iter())
            .map(|row| row.iter().map(|(key, value)| (key.clone(), as_text(value))).collect())
            .collect();
        assert_eq!(faults(&schema, &json!(texts)), [] as [String; 0], "{}", table.name());
    }
}

/// Cells that are tried in every column.
fn tried() -> Vec<Value> {
    let texts = [
        "",
        "  ",
        "x",
        "W",
        "mine",
        " Mine ",
        "t",
        "T",
        "reported",
        "net-exporter",
        "withheld",
        "Reported",
        "2024",
        " 2024 ",
        "2021-2024",
        "2024-2021",
        "2021 - 2024",
        "24",
        "1799",
        "1800",
        "2200",
        "2201",
        "9999",
        "0",
        "-0",
        "0.5",
        "1e3",
        "-1",
        "+1",
        "1,5",
        "1 000",
        "1.",
        ".5",
        "1e",
        "NaN",
        "12%",
        "rule-of-law",
        "Rule of law",
        "rare-earths",
        "Rare earths",
        "-a",
        "COD",
        "cod",
        "CODE",
        "other",
        "world",
    ];
    let values = [
        json!(null),
        json!(true),
        json!([]),
        json!({}),
        json!(0),
        json!(-1),
        json!(0.5),
        json!(1),
        json!(5),
        json!(6),
        json!(99.5),
        json!(101),
        json!(1e15),
        json!(2e15),
        json!(1799),
        json!(1800),
        json!(2024),
        json!(2200),
        json!(2201),
        json!(2024.5),
    ];
    texts.map(Value::from).into_iter().chain(values).collect()
}

/// What is wrong with a cell by itself: not with what it means, or with its neighbours.
const OF_KIND: &[Code] = &[
    Code::BadDimension,
    Code::BadJson,
    Code::BadNumber,
    Code::BadPeriod,
    Code::BadStage,
    Code::BadUnit,
    Code::MissingCell,
];

fn of_kind((code, message): &(Code, String)) -> bool {
    let formed = ["unknown status", "is not a mineral id", "is not three capital letters"];
    OF_KIND.contains(code) || formed.iter().any(|words| message.contains(words))
}

/// Refusals that no schema of one cell can tell, or that a schema would tell worse for.
fn beyond(column: &Column, value: &Value, why: &[(Code, String)]) -> bool {
    let text = value.as_str().unwrap_or_default();
    match column.kind {
        // only the name of a parameter, in another cell, tells whether it may be above 1
        Kind::Number { least: 0.0, most: 10.0 } if value.as_f64().is_some_and(|v| v <= 10.0) => true,
        // the range of a number that is written as a text
        Kind::Number { .. } => {
            why.iter().all(|(code, _)| *code == Code::BadNumber) && text.trim().parse::<f64>().is_ok()
        }
        // which of two years is the earlier
        Kind::Period => text == "2024-2021",
        _ => false,
    }
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let text = |table| Builtin::of(table).unwrap().text;
    let tables = [Table::Countries, Table::CountryAliases, Table::Groups, Table::Minerals];
    Names::from_csv(tables.map(text)).unwrap()
});

/// Why the loader refuses a row; nothing if it takes it.
fn refusals(table: Table, row: &Map<String, Value>) -> Vec<(Code, String)> {
    let found = findings("one.json", json!([row]).to_string().as_bytes(), table, &NAMES);
    let errors = found.into_iter().filter(|found| found.severity == Severity::Error);
    errors.map(|error| (error.code, error.message)).collect()
}

#[test]
fn for_every_column_the_schema_and_the_loader_agree_on_the_kind_of_a_cell() {
    let (mut taken, mut refused) = (0, 0);
    // capacity and consumption have the columns of production
    let left = [Table::Capacity, Table::Consumption, Table::CountryAliases, Table::Groups];
    for table in Table::ALL.into_iter().filter(|table| !left.contains(table)) {
        let schema = schema(table.name());
        // a row that names a number, so that its cells are free
        let sound = rows(table).into_iter().find(|row| row.get("country") != Some(&json!("world"))).unwrap();
        assert_eq!(refusals(table, &sound), [], "{}", table.name());
        for column in table.spec().columns {
            for value in tried() {
                let mut row = sound.clone();
                row.insert(column.name.to_owned(), value.clone());
                let why = refusals(table, &row);
                let fits = faults(&schema, &json!([row])).is_empty();
                let at = format!("{}.{} of {value}: {why:?}", table.name(), column.name);
                // a word that is a number must be written as a text
                let number = value.is_number() && matches!(column.kind, Kind::Word | Kind::Id);
                if why.is_empty() {
                    assert!(fits || number, "the loader takes what the schema refuses, {at}");
                    taken += 1;
                } else if why.iter().any(of_kind) && !beyond(column, &value, &why) {
                    // a number that is missing is a matter of the status, which stands in another cell
                    let of_status = column.empty && why.iter().all(|(code, _)| *code == Code::MissingCell);
                    assert!(!fits || of_status, "the schema takes what the loader refuses, {at}");
                    refused += 1;
                }
            }
        }
    }
    assert!(taken > 1000 && refused > 1000, "{taken} {refused}");
}

#[test]
fn what_is_no_array_of_rows_with_their_keys_is_refused() {
    let production = schema("production");
    let row = rows(Table::Production).remove(0);
    let without = |key: &str| {
        let mut row = row.clone();
        row.remove(key);
        json!([row])
    };
    assert_eq!(faults(&production, &json!([row])), [] as [String; 0]);
    for broken in
        [json!({}), json!([]), json!([[]]), json!([{}]), json!("x"), without("unit"), without("quantity")]
    {
        assert!(!faults(&production, &broken).is_empty(), "{broken}");
        let text = broken.to_string();
        assert!(!examine_texts(&[("production.json", text.as_bytes())]).is_empty(), "{broken}");
    }
    for sound in [without("status"), without("source")] {
        assert_eq!(faults(&production, &sound), [] as [String; 0]);
    }
}

#[test]
fn the_words_of_a_schema_are_those_of_the_loader() {
    let words = |table: &str, column: &str| {
        let schema = schema(table);
        schema["items"]["properties"][column]["anyOf"][0]["enum"].as_array().unwrap().len()
    };
    assert_eq!(words("production", "stage"), minerals::model::Stage::ALL.len());
    assert_eq!(words("production", "unit"), minerals::model::Unit::ALL.len());
    assert_eq!(words("governance", "dimension"), minerals::model::DIMENSIONS.len());
    assert_eq!(words("reliance", "status"), minerals::model::Status::ALL.len());
    assert_eq!(words("production", "status"), minerals::model::Status::ALL.len() - 1, "no net exporter");
}
