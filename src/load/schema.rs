//! The JSON Schema of a table: what the loader takes as its array of rows.

use serde_json::{Map, Value, json};

use super::record::Column;
use super::table::Table;

/// What holds for every table.
const KEYS: &str = "An array of rows. Keys in lower case: the program takes them in any case, and warns of keys \
that it does not know. A number may be written as a text, and an empty cell as null.";

/// The schema of a table, as an array of rows.
#[must_use]
pub fn schema(table: Table) -> Value {
    let spec = table.spec();
    let properties: Map<String, Value> =
        spec.columns.iter().map(|column| (column.name.to_owned(), cell(column))).collect();
    let names = |taken: fn(&&Column) -> bool| {
        spec.columns.iter().filter(taken).map(|column| column.name).collect::<Vec<_>>()
    };
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:minerals:table:{}", spec.name),
        "title": spec.name,
        "description": format!("{} {KEYS}", table.meaning()),
        "type": "array",
        "minItems": 1,
        "items": {"type": "object", "required": names(|c| !c.empty), "properties": properties},
    });
    // a column that the table needs and a row does not: some row has it
    let somewhere: Vec<Value> = (names(|c| c.required && c.empty).into_iter())
        .map(|name| json!({"contains": {"required": [name]}}))
        .collect();
    if let (Value::Object(schema), false) = (&mut schema, somewhere.is_empty()) {
        schema.insert("allOf".to_owned(), somewhere.into());
    }
    schema
}

fn cell(column: &Column) -> Value {
    let mut schema = Map::from_iter([("description".to_owned(), column.meaning.into())]);
    schema.extend(column.kind.schema(column.empty));
    schema.into()
}
