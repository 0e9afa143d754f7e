//! The JSON of every command is of its schema.

use serde_json::{Value, json};

use super::common::{folder, json};
use super::validator::faults;
use super::{names, schema};

/// Runs of each command, so that what may be absent is there at least once.
const RUNS: &[(&str, &[&str])] = &[
    ("compare", &["compare", "tests/readme/old.json", "tests/readme/new.json"]),
    ("compare", &["compare", "tests/readme/old.json", "tests/readme/new.json", "cobalt", "--top", "2"]),
    ("check", &["check", "tests/readme/kept.toml", "--as-of", "2027-06-30"]),
    ("check-list", &["check"]),
    ("data-list", &["data", "list"]),
    ("data-sources", &["data", "sources"]),
    ("data-validate", &["data", "validate", "tests/hostile/trade-mirror.csv"]),
    ("data-validate", &["data", "validate", "tests/hostile/key-unknown.json"]),
    ("explain", &["explain"]),
    ("explain", &["explain", "hhi"]),
    ("explain", &["explain", "bad-number"]),
    ("explain", &["explain", "implausible-reserves"]),
    ("explain", &["explain", "hhi_wgi", "cobalt"]),
    ("explain", &["explain", "exposure", "lithium", "--for", "USA"]),
    ("explain", &["explain", "reserves.years", "rare-earths"]),
    ("methods", &["methods"]),
    ("scenario", &["scenario", "c5-kazakhstan-refinery"]),
    ("scenario", &["scenario", "china-gallium-germanium", "drc-cobalt-quota", "--for", "USA"]),
    ("scenario", &["scenario", "china-rare-earth-ban", "rare-earths", "neodymium", "--for", "EU27"]),
    ("scenario-list", &["scenario"]),
    ("schema", &["schema"]),
    ("score", &["score"]),
    ("score", &["score", "--for", "USA"]),
    ("score", &["score", "cobalt", "--year", "2035"]),
    ("score", &["score", "--sort", "cr3", "--top", "3", "--stage", "mine", "--method", "hhi"]),
    ("show", &["show", "rare-earths"]),
    ("show-country", &["show", "KAZ", "C5", "EU27", "--with", "CHN,USA"]),
    ("show-country", &["show", "CHN", "--year", "2023", "--stage", "mine"]),
    ("trade-imports", &["trade", "tests/readme/baci_2022.csv", "tests/readme/baci_2024.csv"]),
    (
        "trade-imports",
        &["trade", "tests/readme/baci_2022.csv", "--for", "EU27", "--product", "283691", "--top", "3"],
    ),
    ("trade-imports", &["trade", "tests/readme/trade.csv", "--mineral", "lithium", "--year", "2022-2024"]),
    ("show", &["show", "cobalt", "lithium", "mercury", "soda-ash", "--for", "USA"]),
];

/// The answers of all runs, with the name of their schema.
fn answers() -> Vec<(&'static str, Value)> {
    let tables = folder("schema-import");
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/publishers/wgi/excerpt.csv");
    let import = ["data", "import", "wgi", file, "--output", tables.to_str().unwrap()];
    let mut answers: Vec<_> = RUNS.iter().map(|(name, arguments)| (*name, json(arguments))).collect();
    answers.push(("data-import", json(&import)));
    answers.push(("data-import", json(&import))); // what was new is now the same
    answers
}

#[test]
fn what_every_command_writes_is_of_its_schema() {
    let answers = answers();
    for name in names("output") {
        let schema = schema(&name);
        let of_it: Vec<_> = answers.iter().filter(|(of, _)| *of == name).collect();
        assert!(!of_it.is_empty(), "no run of `{name}`");
        for (_, answer) in of_it {
            assert_eq!(faults(&schema, answer), [] as [String; 0], "{name}");
        }
    }
}

/// Every key of a document, with that of the lists and objects in it.
fn keys(value: &Value, path: &str, into: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                into.push(format!("{path}.{key}"));
                keys(inner, &format!("{path}.{key}"), into);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, path, into)),
        _ => {}
    }
}

/// Every key that a schema names.
fn named(schema: &Value, root: &Value, path: &str, into: &mut Vec<String>) {
    if let Some(pointer) = schema["$ref"].as_str() {
        named(root.pointer(pointer.trim_start_matches('#')).unwrap(), root, path, into);
    }
    for one in schema["anyOf"].as_array().into_iter().flatten() {
        named(one, root, path, into);
    }
    if schema.get("items").is_some() {
        named(&schema["items"], root, path, into);
    }
    for (key, inner) in schema["properties"].as_object().into_iter().flatten() {
        into.push(format!("{path}.{key}"));
        named(inner, root, &format!("{path}.{key}"), into);
    }
}

#[test]
fn no_command_writes_a_key_that_its_schema_does_not_name() {
    for (name, answer) in answers() {
        let schema = schema(name);
        let (mut known, mut written) = (Vec::new(), Vec::new());
        named(&schema, &schema, "", &mut known);
        keys(&answer, "", &mut written);
        // keys of these are words of the data
        let free = [".results.tables.", ".results.set_aside."];
        for key in written.iter().filter(|key| !free.iter().any(|free| key.starts_with(free))) {
            assert!(known.contains(key), "{name}: the schema does not name `{key}`");
        }
    }
}

#[test]
fn a_broken_answer_is_refused() {
    let (score, sound) = (schema("score"), json(&["score", "cobalt"]));
    let broken = |pointer: &str, value: Value| {
        let mut answer = sound.clone();
        *answer.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = value;
        faults(&score, &answer)
    };
    for (pointer, value) in [
        ("/command", json!("show")),
        ("/format_version", json!("2.0")),
        ("/tool", json!({"name": "minerals"})),
        ("/results", json!({})),
        ("/results/0", json!({"mineral": "cobalt", "name": "Cobalt"})),
        ("/results/0/headline/value", json!(null)),
        ("/results/0/stages/0/year", json!("2025")),
        ("/results/0/stages/0/suppliers", json!(1.5)),
        ("/results/0/stages/0/hhi", json!(0.5)),
        ("/inputs/0/builtin", json!("yes")),
    ] {
        assert!(!broken(pointer, value.clone()).is_empty(), "{pointer} may be {value}");
    }
    assert!(broken("/parameters", json!({"new": 1})).is_empty(), "a minor version adds keys");
}
