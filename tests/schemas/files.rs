//! The schema of a scenario file takes what the reader takes, and refuses what it refuses.

use serde_json::{Value, json};

use super::common::{folder, program};
use super::schema;
use super::validator::faults;

/// Whether the program takes a scenario, by its tables.
fn taken(name: &str, scenario: &Value) -> bool {
    let folder = folder(&format!("schema-file-{name}"));
    std::fs::write(folder.join("s.json"), scenario.to_string()).unwrap();
    let output = program().args(["scenario", "s.json"]).current_dir(&folder).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!([Some(0), Some(2)].contains(&output.status.code()), "{said}");
    output.status.success()
}

fn of(shock: Value) -> Value {
    json!({"name": "x", "base_year": 2025, "year": 2030, "elasticity": {"demand": [0.5, 0.3, 0.1]}, "shock": [shock]})
}

#[test]
fn a_scenario_of_each_kind_is_of_the_schema_and_is_taken() {
    let at = |kind: &str, keys: Value| {
        let mut shock = json!({"kind": kind, "mineral": "cobalt", "stage": "mine"});
        shock.as_object_mut().unwrap().extend(keys.as_object().unwrap().clone());
        of(shock)
    };
    let all = [
        at("outage", json!({"country": ["COD", "AUS"], "reduction": 0.5, "ramp": 0.5, "start": 2026})),
        at("outage", json!({"country": "COD", "quantity": 5, "unit": "kt"})),
        at(
            "export-restriction",
            json!({"country": "COD", "quota": 5, "unit": "kt", "own_use": 0, "use": 10}),
        ),
        at(
            "export-restriction",
            json!({"country": "COD", "to": ["USA"], "share": 0.5, "use": {"USA": 7}, "unit": "t"}),
        ),
        at(
            "new-capacity",
            json!({"country": "KAZ", "capacity": 5, "unit": "kt", "utilisation": 0.9, "offtake": {"USA": 0.5}, "displaces": "COD", "use": {"USA": 7}}),
        ),
        at("demand-growth", json!({"growth": 0.2})),
        at("stock-release", json!({"country": "USA", "quantity": 5, "unit": "t"})),
        at("parameter", json!({"name": "eol_rir", "value": 0.5})),
        at("reallocation", json!({"from": "COD", "to": {"AUS": 0.5, "KAZ": 0.5}, "share": 0.2})),
    ];
    for (i, scenario) in all.iter().enumerate() {
        assert_eq!(faults(&schema("scenario-file"), scenario), [] as [String; 0], "{scenario}");
        assert!(taken(&format!("sound-{i}"), scenario), "{scenario}");
    }
}

#[test]
fn what_the_reader_refuses_for_its_keys_is_against_the_schema() {
    let shock =
        json!({"kind": "outage", "mineral": "cobalt", "stage": "mine", "country": "COD", "reduction": 0.5});
    let with = |key: &str, value: Value| {
        let mut shock = shock.clone();
        shock.as_object_mut().unwrap().insert(key.to_owned(), value);
        of(shock)
    };
    let all = [
        with("reduction", json!(1.5)),
        with("reduction", json!("0.5")),
        with("kind", json!("strike")),
        with("stage", json!("mines")),
        with("quota", json!(5)),
        with("start", json!(30)),
        with("country", json!(7)),
        json!({"name": "x"}),
        json!({"shock": [shock]}),
        json!({"name": "x", "shocks": [shock]}),
    ];
    for (i, scenario) in all.iter().enumerate() {
        assert_ne!(faults(&schema("scenario-file"), scenario), [] as [String; 0], "{scenario}");
        assert!(!taken(&format!("broken-{i}"), scenario), "{scenario}");
    }
}
