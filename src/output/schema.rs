//! The JSON Schemas of what the commands write, put together from `schemas.json`, which a test holds equal
//! to the structs: the envelope, the result of each command, and every struct once.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// What is compiled in: `envelope`, `results` by output, `$defs`.
const PARTS: &str = include_str!("schemas.json");

/// The outputs that have a schema, and what each holds.
pub const OUTPUTS: &[(&str, &str)] = &[
    ("check", "What breaks policies."),
    ("check-list", "The policies compiled in."),
    ("compare", "What moved between two runs, and why."),
    ("data-import", "What became of a publisher's files."),
    ("data-list", "What the tables hold, by table, stage and year."),
    ("data-sources", "Where the figures are from."),
    ("data-validate", "What was found in files."),
    ("explain", "A number's derivation, or what a name means."),
    ("methods", "The methods, with their metrics."),
    ("scenario", "What scenarios change."),
    ("scenario-list", "The scenarios compiled in."),
    ("schema", "The list of schemas."),
    ("score", "Scores of minerals."),
    ("show", "Minerals in full."),
    ("show-country", "Countries and groups in full."),
    ("trade-imports", "Concentration of imports in trade files."),
];

/// The schema of a command's JSON, with the structs that it is made of.
#[must_use]
pub fn output_schema(name: &str) -> Option<Value> {
    let parts: Value = serde_json::from_str(PARTS).ok()?;
    let result = parts.pointer(&format!("/results/{name}"))?;
    let words = name.replace('-', " ");
    let mut schema = Map::new();
    for (key, value) in parts.get("envelope")?.as_object()? {
        schema.insert(key.clone(), value.clone());
        if key == "$schema" {
            schema.insert("$id".to_owned(), format!("urn:minerals:output:{name}").into());
            schema.insert("title".to_owned(), format!("minerals {words}").into());
        }
    }
    let properties = schema.get_mut("properties")?.as_object_mut()?;
    properties.get_mut("command")?.as_object_mut()?.insert("const".to_owned(), words.into());
    properties.get_mut("results")?.as_object_mut()?.insert("items".to_owned(), result.clone());
    let all = parts.get("$defs")?.as_object()?;
    let mut used = BTreeSet::new();
    referred(properties.values(), all, &mut used);
    let defs: Map<String, Value> = all
        .iter()
        .filter(|(key, _)| used.contains(key.as_str()))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect();
    schema.insert("$defs".to_owned(), defs.into());
    Some(schema.into())
}

/// The names of the structs that values refer to, and those that these refer to.
fn referred<'p>(
    values: impl Iterator<Item = &'p Value>,
    all: &'p Map<String, Value>,
    used: &mut BTreeSet<String>,
) {
    let mut waiting: Vec<&Value> = values.collect();
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(map) => waiting.extend(map.values()),
            Value::Array(items) => waiting.extend(items),
            Value::String(text) => {
                if let Some((name, def)) =
                    text.strip_prefix("#/$defs/").and_then(|name| Some((name, all.get(name)?)))
                    && used.insert(name.to_owned())
                {
                    waiting.push(def);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use schemars::generate::SchemaSettings;
    use schemars::transform::{RecursiveTransform, Transform};
    use schemars::{JsonSchema, Schema};
    use serde_json::{Map, Value, json};

    use super::{OUTPUTS, PARTS, output_schema};
    use crate::output::{
        Checked, Coverage, Difference, Envelope, Explained, FORMAT_VERSION, Finding, ImportedFile, Imports,
        Meaning, MethodOf, Profile, ScenarioEffect, Score, ShippedOf, ShippedPolicy, Shown, SourceOf,
    };
    use crate::render::dense;

    /// What `explain` writes: with a mineral, and without.
    #[derive(JsonSchema)]
    #[serde(untagged)]
    #[expect(dead_code, reason = "only its schema is wanted")]
    enum Explanation {
        Number(Explained),
        Name(Meaning),
    }

    /// Takes out what says nothing of JSON: a number's width in Rust, and null, which is never written.
    fn plain(schema: &mut Schema) {
        schema.remove("format");
        if let Some(Value::Array(types)) = schema.get_mut("type") {
            types.retain(|t| t != "null");
            if let [only] = types.as_slice() {
                let only = only.clone();
                schema.insert("type".to_owned(), only);
            }
        }
        if let Some(Value::Array(choices)) = schema.get_mut("anyOf") {
            choices.retain(|choice| *choice != json!({"type": "null"}));
            if let [Value::Object(only)] = choices.as_slice() {
                let only = only.clone();
                schema.remove("anyOf");
                only.into_iter().for_each(|(key, value)| drop(schema.insert(key, value)));
            }
        }
    }

    /// The envelope of a result, that result, and the structs that they refer to.
    fn generated<R: JsonSchema>() -> (Value, Value, Map<String, Value>) {
        let settings = SchemaSettings::draft2020_12().for_serialize();
        let mut schema = settings.into_generator().into_root_schema_for::<Envelope<R>>();
        RecursiveTransform(plain).transform(&mut schema);
        let Some(Value::Object(mut defs)) = schema.remove("$defs") else { panic!("no structs") };
        let untagged = defs.shift_remove("Explanation");
        let mut envelope =
            json!({"$schema": schema.remove("$schema"), "description": schema.remove("description")});
        schema.remove("title");
        for (key, value) in schema.as_object_mut().unwrap().iter_mut() {
            envelope[key] = value.take();
        }
        let results = envelope["properties"]["results"].as_object_mut().unwrap();
        let result = results.shift_remove("items").unwrap();
        // a minor step only adds keys
        let major = FORMAT_VERSION.split('.').next().unwrap();
        envelope["properties"]["format_version"]["pattern"] = format!("^{major}\\.[0-9]+$").into();
        let choices = untagged.map(|either| json!({"anyOf": either["anyOf"]}));
        (envelope, choices.unwrap_or(result), defs)
    }

    #[test]
    fn the_schemas_are_those_of_the_structs() {
        let (mut envelopes, mut results, mut structs) = (Vec::new(), Map::new(), Map::new());
        for (name, _) in OUTPUTS {
            let (envelope, result, defs) = match *name {
                "check" => generated::<Checked>(),
                "check-list" => generated::<ShippedPolicy>(),
                "compare" => generated::<Difference>(),
                "data-import" => generated::<ImportedFile>(),
                "data-list" => generated::<Coverage>(),
                "data-sources" => generated::<SourceOf>(),
                "data-validate" => generated::<Finding>(),
                "explain" => generated::<Explanation>(),
                "methods" => generated::<MethodOf>(),
                "scenario" => generated::<ScenarioEffect>(),
                "scenario-list" => generated::<ShippedOf>(),
                "schema" => generated::<Meaning>(),
                "score" => generated::<Score>(),
                "show" => generated::<Shown>(),
                "show-country" => generated::<Profile>(),
                "trade-imports" => generated::<Imports<'static>>(),
                other => panic!("which struct is `{other}` the schema of?"),
            };
            envelopes.push(envelope);
            results.insert((*name).to_owned(), result);
            for (key, def) in defs {
                let before = structs.insert(key.clone(), def.clone());
                assert!(before.is_none_or(|before| before == def), "two structs are called `{key}`");
            }
        }
        let envelope = envelopes.pop().unwrap();
        assert!(envelopes.iter().all(|other| *other == envelope), "the envelope is one");
        let text = dense(&json!({"envelope": envelope, "results": results, "$defs": structs}));
        if std::env::var_os("MINERALS_REWRITE").is_some() {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/output/schemas.json");
            std::fs::write(file, text).unwrap();
        } else {
            assert_eq!(PARTS, text, "MINERALS_REWRITE=1 writes it anew");
        }
    }

    #[test]
    fn every_output_has_a_schema_with_all_that_it_refers_to_and_no_more() {
        for (name, _) in OUTPUTS {
            let schema = output_schema(name).unwrap();
            let text = schema.to_string();
            for key in schema["$defs"].as_object().unwrap().keys() {
                assert!(text.contains(&format!("\"#/$defs/{key}\"")), "{name} does not need {key}");
            }
            for (at, _) in text.match_indices("#/$defs/") {
                let key = text.split_at(at + 8).1.split('"').next().unwrap();
                assert!(schema["$defs"].get(key).is_some(), "{name} lacks {key}");
            }
        }
    }
}
