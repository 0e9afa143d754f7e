//! `minerals schema`: what the program writes and reads is of the schemas that it prints.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

#[path = "../common/mod.rs"]
mod common;
mod files;
mod outputs;
mod tables;
mod validator;
mod versions;

use common::{folder, json, refused, run, stdout};
use serde_json::Value;

/// A schema, as the program prints it.
fn schema(name: &str) -> Value {
    serde_json::from_str(&stdout(&["schema", name])).unwrap()
}

/// The names of the list, by what they are of.
fn names(of: &str) -> Vec<String> {
    let list = json(&["schema"]);
    let named = list["results"].as_array().unwrap().iter().filter(|one| one["kind"] == of);
    named.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_name_of_the_list_has_a_schema_that_says_whose_it_is() {
    assert!(names("table").len() >= 13 && names("output").len() >= 8);
    for of in ["table", "output", "file"] {
        for name in names(of) {
            let schema = schema(&name);
            assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
            assert_eq!(schema["$id"], format!("urn:minerals:{of}:{name}"));
            assert!(schema["title"].is_string() && schema["description"].is_string(), "{name}");
        }
    }
}

#[test]
fn a_name_is_found_however_it_is_spelled_and_an_unknown_one_is_told_the_nearest() {
    assert_eq!(stdout(&["schema", "import-sources"]), stdout(&["schema", "IMPORT_SOURCES"]));
    assert_eq!(stdout(&["schema", "data list"]), stdout(&["schema", "data-list"]));
    assert!(refused(&["schema", "prodution"]).contains("did you mean `production`?"));
    assert!(refused(&["schema", "xyzzy"]).contains("`minerals schema` lists them"));
}

#[test]
fn a_schema_goes_into_a_file_as_every_answer_does() {
    let file = folder("schema-output").join("production.schema.json");
    let output = run(&["schema", "production", "--output", file.to_str().unwrap()]);
    assert!(output.status.success() && output.stdout.is_empty());
    assert_eq!(std::fs::read_to_string(file).unwrap(), stdout(&["schema", "production"]));
}
