//! The JSON Schema of a policy file, from the keys that the reader takes.

use serde_json::{Map, Value, json};

use super::{ALLOW, KEYS, LIMIT, TEST, allow, view};
use crate::model::METHODS;
use crate::model::policy::Level;

/// The schema's name on the command line.
pub const NAME: &str = "policy-file";

/// What it is of, in a sentence.
pub const MEANING: &str = "A policy file, in TOML or JSON.";

/// The schema of a policy file.
#[must_use]
pub fn schema() -> Value {
    let described = |(key, meaning): &(&str, &str)| ((*key).to_owned(), described(key, meaning));
    let table = |keys: &[(&str, &str)], required: Value, any: &[&str]| {
        let properties: Map<String, Value> = keys.iter().map(described).collect();
        let any: Vec<Value> = any.iter().map(|key| json!({"required": [key]})).collect();
        let mut table = json!({"type": "object", "required": required, "properties": properties, "additionalProperties": false});
        if let (Some(table), false) = (table.as_object_mut(), any.is_empty()) {
            table.insert("anyOf".to_owned(), any.into());
        }
        table
    };
    let limit = table(&[LIMIT, view::KEYS].concat(), json!(["metric"]), &["max", "min"]);
    let test = table(&[TEST, view::KEYS].concat(), json!(["mineral", "expect"]), &[]);
    let allow = table(ALLOW, json!(["mineral", "reason"]), &["metric", "code"]);
    let of_key = |(key, meaning): &(&str, &str)| {
        let schema = match *key {
            "limit" => json!({"type": "array", "items": limit, "description": meaning}),
            "test" => json!({"type": "array", "items": test, "description": meaning}),
            "allow" => json!({"type": "array", "items": allow, "description": meaning}),
            _ => json!({"type": "string", "description": meaning}),
        };
        ((*key).to_owned(), schema)
    };
    let properties: Map<String, Value> = KEYS.iter().map(of_key).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:minerals:file:{NAME}"),
        "title": NAME,
        "description": MEANING,
        "type": "object",
        "anyOf": [{"required": ["limit"]}, {"required": ["test"]}],
        "properties": properties,
        "additionalProperties": false,
    })
}

/// What a key takes.
fn described(key: &str, meaning: &str) -> Value {
    let text = json!({"type": "string"});
    let number = json!({"type": "number"});
    let mut schema = match key {
        "max" | "min" => number,
        "mineral" | "minerals" | "family" | "list" | "for" | "scenario" => {
            json!({"anyOf": [text, {"type": "array", "items": text, "minItems": 1}]})
        }
        "intra" => json!({"type": "boolean"}),
        "stage" => json!({"enum": ["mine", "refinery", "worst"]}),
        "year" => json!({"type": "integer", "minimum": 1800, "maximum": 2200}),
        "method" => json!({"enum": METHODS.iter().map(|method| method.name).collect::<Vec<_>>()}),
        "severity" | "undecided" | "unknown" => json!({"enum": Level::ALL.map(Level::as_str)}),
        "code" => json!({"enum": allow::CODES.map(crate::diag::Code::name)}),
        "until" => json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
        "expect" => {
            let bounds = json!({
                "type": "object",
                "properties": {"min": number, "max": number},
                "anyOf": [{"required": ["min"]}, {"required": ["max"]}],
                "additionalProperties": false,
            });
            json!({"type": "object", "additionalProperties": bounds})
        }
        _ => text,
    };
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), meaning.into());
    }
    schema
}
