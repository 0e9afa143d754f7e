//! A small validator of JSON Schema: what our schemas use of draft 2020-12, and a panic at anything else.

use regex_lite::Regex;
use serde_json::{Map, Value};

/// Keywords that say nothing of a document.
const SILENT: &[&str] = &["$schema", "$id", "$defs", "title", "description"];

/// Everything in which a document is against a schema, each with its path.
pub fn faults(schema: &Value, document: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    Validator { root: schema }.check(schema, document, "$", &mut faults);
    faults
}

struct Validator<'a> {
    root: &'a Value,
}

impl Validator<'_> {
    fn check(&self, schema: &Value, value: &Value, path: &str, faults: &mut Vec<String>) {
        if *schema == Value::Bool(false) {
            faults.push(format!("{path}: nothing is taken here"));
            return;
        }
        let Value::Object(keywords) = schema else { panic!("{schema} is no schema") };
        for (keyword, wanted) in keywords {
            let sound = match keyword.as_str() {
                silent if SILENT.contains(&silent) => true,
                "$ref" => {
                    let pointer = wanted.as_str().unwrap().strip_prefix('#').unwrap();
                    self.check(self.root.pointer(pointer).unwrap(), value, path, faults);
                    true
                }
                "type" => of_type(wanted, value),
                "const" => same(wanted, value),
                "enum" => wanted.as_array().unwrap().iter().any(|one| same(one, value)),
                "minimum" => value.as_f64().is_none_or(|number| number >= wanted.as_f64().unwrap()),
                "maximum" => value.as_f64().is_none_or(|number| number <= wanted.as_f64().unwrap()),
                "pattern" => value
                    .as_str()
                    .is_none_or(|text| Regex::new(wanted.as_str().unwrap()).unwrap().is_match(text)),
                "maxLength" => {
                    value.as_str().is_none_or(|text| text.chars().count() as u64 <= wanted.as_u64().unwrap())
                }
                "minItems" => {
                    value.as_array().is_none_or(|items| items.len() as u64 >= wanted.as_u64().unwrap())
                }
                "required" => value.as_object().is_none_or(|object| {
                    wanted.as_array().unwrap().iter().all(|key| object.contains_key(key.as_str().unwrap()))
                }),
                "maxItems" => {
                    value.as_array().is_none_or(|items| items.len() as u64 <= wanted.as_u64().unwrap())
                }
                "oneOf" => {
                    wanted.as_array().unwrap().iter().filter(|one| self.holds(one, value)).count() == 1
                }
                "anyOf" => wanted.as_array().unwrap().iter().any(|one| self.holds(one, value)),
                "allOf" => wanted.as_array().unwrap().iter().all(|one| self.holds(one, value)),
                "contains" => {
                    value.as_array().is_none_or(|items| items.iter().any(|item| self.holds(wanted, item)))
                }
                "items" => {
                    for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(wanted, item, &format!("{path}[{i}]"), faults);
                    }
                    true
                }
                "properties" | "additionalProperties" => {
                    for (key, inner) in value.as_object().into_iter().flatten() {
                        if let Some(schema) = of_key(keyword, keywords, key) {
                            self.check(schema, inner, &format!("{path}.{key}"), faults);
                        }
                    }
                    true
                }
                other => panic!("the validator does not know `{other}`"),
            };
            if !sound {
                faults.push(format!("{path}: {value} is against `{keyword}`: {wanted}"));
            }
        }
    }

    fn holds(&self, schema: &Value, value: &Value) -> bool {
        let mut faults = Vec::new();
        self.check(schema, value, "", &mut faults);
        faults.is_empty()
    }
}

/// The schema that `properties` has for a key, or `additionalProperties` for one that is not there.
fn of_key<'s>(keyword: &str, keywords: &'s Map<String, Value>, key: &str) -> Option<&'s Value> {
    let named = keywords.get("properties").and_then(|properties| properties.get(key));
    match keyword {
        "properties" => named,
        _ if named.is_some() => None,
        _ => keywords.get("additionalProperties"),
    }
}

/// Numbers are the same by what they are worth, whatever they are written like.
fn same(wanted: &Value, value: &Value) -> bool {
    match (wanted.as_f64(), value.as_f64()) {
        (Some(a), Some(b)) => a.to_bits() == b.to_bits(),
        _ => wanted == value,
    }
}

fn of_type(wanted: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("there is no type `{other}`"),
    };
    match wanted {
        Value::Array(names) => names.iter().any(|name| is(name.as_str().unwrap())),
        name => is(name.as_str().unwrap()),
    }
}

#[test]
fn the_validator_refuses_what_is_against_each_keyword() {
    use serde_json::json;
    let cases = [
        (json!({"type": "string"}), json!("a"), json!(1)),
        (json!({"type": ["integer", "null"]}), json!(2.0), json!(2.5)),
        (json!({"const": "a"}), json!("a"), json!("b")),
        (json!({"enum": ["a", "b"]}), json!("b"), json!("c")),
        (json!({"minimum": 0}), json!(0), json!(-0.1)),
        (json!({"maximum": 1.5}), json!("2"), json!(2)),
        (json!({"pattern": "^a?$"}), json!("a"), json!("ab")),
        (json!({"maxLength": 2}), json!("éé"), json!("abc")),
        (json!({"minItems": 1}), json!([0]), json!([])),
        (json!({"required": ["a"]}), json!({"a": 1}), json!({"b": 1})),
        (json!({"properties": {"a": {"type": "null"}}}), json!({"b": 1}), json!({"a": 1})),
        (
            json!({"properties": {"a": {}}, "additionalProperties": {"type": "null"}}),
            json!({"a": 1}),
            json!({"b": 1}),
        ),
        (json!({"items": {"type": "null"}}), json!([null]), json!([null, 1])),
        (json!({"contains": {"type": "null"}}), json!([1, null]), json!([1])),
        (json!({"anyOf": [{"type": "null"}, {"const": 1}]}), json!(1), json!(2)),
        (json!({"allOf": [{"minimum": 1}, {"maximum": 2}]}), json!(2), json!(3)),
        (json!({"$ref": "#/$defs/a", "$defs": {"a": {"type": "null"}}}), json!(null), json!(1)),
    ];
    for (schema, good, bad) in cases {
        assert!(faults(&schema, &good).is_empty(), "{schema} refuses {good}");
        assert!(!faults(&schema, &bad).is_empty(), "{schema} takes {bad}");
    }
}
