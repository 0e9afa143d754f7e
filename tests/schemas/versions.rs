//! The keys of a version of the JSON are recorded, and a version of the same major number only adds to them.
//!
//! Who adds a key raises the minor step of `FORMAT_VERSION`; who changes or takes one raises the major one.
//! `MINERALS_REWRITE=1 cargo test --test schemas` records the keys of a version that has no record yet.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use minerals::output::FORMAT_VERSION;
use serde_json::Value;

use super::{names, schema};

fn record(version: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/versions").join(format!("{version}.txt"))
}

/// `Stage.hhi optional Bounded`: whose key, whether it is always there, and of what type.
fn keys() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for name in names("output") {
        let schema = schema(&name);
        put("", &schema, &mut keys);
        keys.insert(format!("results of {name} {}", type_of(&schema["properties"]["results"]["items"])));
        for (of, definition) in schema["$defs"].as_object().unwrap() {
            put(of, definition, &mut keys);
        }
    }
    keys
}

fn put(of: &str, schema: &Value, keys: &mut BTreeSet<String>) {
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    for (key, value) in schema["properties"].as_object().into_iter().flatten() {
        let always = if required.contains(&Value::from(key.as_str())) { "always" } else { "optional" };
        keys.insert(format!("{of}.{key} {always} {}", type_of(value)));
    }
}

fn type_of(schema: &Value) -> String {
    let reference =
        |schema: &Value| schema["$ref"].as_str().map(|r| r.trim_start_matches("#/$defs/").to_owned());
    if let Some(name) = reference(schema) {
        return name;
    }
    if let Some(all) = schema["anyOf"].as_array() {
        return all.iter().map(type_of).collect::<Vec<_>>().join("|");
    }
    let inner =
        |key: &str| schema.get(key).map(|inner| format!(" of {}", type_of(inner))).unwrap_or_default();
    format!("{}{}{}", schema["type"].as_str().unwrap_or("any"), inner("items"), inner("additionalProperties"))
}

#[test]
fn the_keys_of_every_output_are_those_recorded_for_its_version() {
    let keys = keys();
    assert!(keys.len() > 100, "{keys:#?}");
    let path = record(FORMAT_VERSION);
    if std::env::var_os("MINERALS_REWRITE").is_some() && !path.exists() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, keys.iter().map(|key| format!("{key}\n")).collect::<String>()).unwrap();
    }
    let recorded: BTreeSet<String> = fs::read_to_string(&path).unwrap().lines().map(str::to_owned).collect();
    let of_one = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect::<Vec<_>>();
    let (new, gone) = (of_one(&keys, &recorded), of_one(&recorded, &keys));
    assert_eq!((&new, &gone), (&vec![], &vec![]), "new and gone: `FORMAT_VERSION` must rise");
}

#[test]
fn a_minor_step_only_adds_keys() {
    let (major, minor) = FORMAT_VERSION.split_once('.').unwrap();
    let minor: u32 = minor.parse().unwrap();
    let keys = keys();
    for earlier in (0..minor).map(|step| record(&format!("{major}.{step}"))) {
        let recorded = fs::read_to_string(&earlier).unwrap();
        let gone: Vec<&str> = recorded.lines().filter(|key| !keys.contains(*key)).collect();
        assert_eq!(gone, [] as [&str; 0], "{} had them", earlier.display());
    }
}
