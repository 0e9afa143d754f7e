//! The JSON Schema of a scenario file, from the keys that the reader takes.

use serde_json::{Map, Value, json};

use super::{shock, top};
use crate::model::Stage;

/// The schema's name on the command line.
pub const NAME: &str = "scenario-file";

/// What it is of, in a sentence.
pub const MEANING: &str = "A scenario file, in TOML or JSON.";

/// The schema of a scenario file.
#[must_use]
pub fn schema() -> Value {
    let kinds: Vec<Value> = shock::KINDS.iter().map(|(kind, own)| of_kind(kind, own)).collect();
    let mut properties: Map<String, Value> =
        top::KEYS.iter().map(|(key, meaning)| ((*key).to_owned(), described(key, meaning))).collect();
    let shocks = json!({"type": "array", "items": {"oneOf": kinds}, "description": "what happens"});
    properties.insert("shock".to_owned(), shocks);
    let three =
        json!({"type": "array", "items": {"type": "number", "minimum": 0}, "minItems": 3, "maxItems": 3});
    let elasticity = json!({
        "type": "object",
        "properties": {"demand": three, "supply": three},
        "additionalProperties": false,
        "description": "how demand and supply answer to prices: mildest, middle and strongest answer",
    });
    properties.insert("elasticity".to_owned(), elasticity);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:minerals:file:{NAME}"),
        "title": NAME,
        "description": MEANING,
        "type": "object",
        "required": ["name"],
        "anyOf": [{"required": ["shock"]}, {"required": ["include"]}],
        "properties": properties,
        "additionalProperties": false,
    })
}

fn of_kind(kind: &str, own: &[&str]) -> Value {
    let mut properties = Map::new();
    for (key, meaning) in shock::COMMON {
        properties.insert((*key).to_owned(), described(key, meaning));
    }
    properties.insert("kind".to_owned(), json!({"const": kind}));
    for key in own {
        let meaning = shock::MEANINGS.iter().find(|(name, _)| name == key).map_or("", |(_, meaning)| meaning);
        properties.insert((*key).to_owned(), described(key, meaning));
    }
    json!({"type": "object", "required": ["kind", "mineral"], "properties": properties, "additionalProperties": false})
}

/// What a key takes.
fn described(key: &str, meaning: &str) -> Value {
    let text = json!({"type": "string"});
    let texts = json!({"anyOf": [text, {"type": "array", "items": text, "minItems": 1}]});
    let number = json!({"type": "number", "minimum": 0});
    let part = json!({"type": "number", "minimum": 0, "maximum": 1});
    let parts = json!({"anyOf": [text, {"type": "object", "additionalProperties": part}]});
    let mut schema = match key {
        "base_year" | "year" | "start" | "end" => {
            json!({"type": "integer", "minimum": 1800, "maximum": 2200})
        }
        "stage" => json!({"enum": Stage::ALL.map(Stage::as_str)}),
        "mineral" | "country" | "displaces" | "include" => texts,
        "to" => json!({"anyOf": [texts, {"type": "object", "additionalProperties": part}]}),
        "offtake" => parts,
        "use" => json!({"anyOf": [number, {"type": "object", "additionalProperties": number}]}),
        "reduction" | "share" | "ramp" | "utilisation" => part,
        "quantity" | "quota" | "exports" | "own_use" | "capacity" | "growth" | "value" => number,
        _ => text,
    };
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), meaning.into());
    }
    schema
}
