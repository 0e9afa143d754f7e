//! The JSON Schemas of what the commands write: `schemas/NAME.json`, compiled in and held equal to the structs.

use serde::Serialize;

/// A schema, as `schema` lists it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SchemaOf {
    /// Name for `minerals schema`.
    pub name: &'static str,
    /// `table`, or `output` of a command.
    pub of: &'static str,
    /// What stands in the table, or what the command writes.
    pub meaning: &'static str,
}

/// The schema of a command's JSON.
#[derive(Debug)]
pub struct Output {
    /// Its line in the list.
    pub of: SchemaOf,
    /// The schema.
    pub text: &'static str,
}

macro_rules! outputs {
    ($($name:literal $meaning:literal;)*) => {
        /// The schema of every command's JSON.
        pub static SCHEMAS: &[Output] = &[$(Output {
            of: SchemaOf { name: $name, of: "output", meaning: $meaning },
            text: include_str!(concat!("schemas/", $name, ".json")),
        },)*];
    };
}

outputs! {
    "data-import" "What became of a publisher's files.";
    "data-list" "What the tables hold, by table, stage and year.";
    "data-sources" "Where the figures are from.";
    "explain" "A number's derivation, or what a name means.";
    "methods" "The methods, with their metrics.";
    "schema" "The list of schemas.";
    "score" "Scores of minerals.";
    "show" "Minerals in full.";
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use schemars::generate::SchemaSettings;
    use schemars::transform::{RecursiveTransform, Transform};
    use schemars::{JsonSchema, Schema};
    use serde_json::{Value, json};

    use super::{SCHEMAS, SchemaOf};
    use crate::output::{
        Coverage, Envelope, Explained, FORMAT_VERSION, ImportedFile, Meaning, MethodOf, Score, Shown,
        SourceOf,
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

    fn generated<R: JsonSchema>(name: &str) -> Value {
        let settings = SchemaSettings::draft2020_12().for_serialize();
        let mut schema = settings.into_generator().into_root_schema_for::<Envelope<R>>();
        RecursiveTransform(plain).transform(&mut schema);
        let mut rest: Value = schema.into();
        let mut schema = json!({
            "$schema": rest["$schema"],
            "$id": format!("urn:minerals:output:{name}"),
            "title": format!("minerals {}", name.replace('-', " ")),
            "description": rest["description"],
        });
        for (key, value) in rest.as_object_mut().unwrap().iter_mut() {
            if schema.get(key).is_none() {
                schema[key] = value.take();
            }
        }
        let keys = &mut schema["properties"];
        keys["command"]["const"] = name.replace('-', " ").into();
        // a minor step only adds keys
        let major = FORMAT_VERSION.split('.').next().unwrap();
        keys["format_version"]["pattern"] = format!("^{major}\\.[0-9]+$").into();
        schema
    }

    #[test]
    fn the_schemas_are_those_of_the_structs() {
        for output in SCHEMAS {
            let name = output.of.name;
            let schema = match name {
                "data-import" => generated::<ImportedFile>(name),
                "data-list" => generated::<Coverage>(name),
                "data-sources" => generated::<SourceOf>(name),
                "explain" => generated::<Explanation>(name),
                "methods" => generated::<MethodOf>(name),
                "schema" => generated::<SchemaOf>(name),
                "score" => generated::<Score>(name),
                "show" => generated::<Shown>(name),
                other => panic!("which struct is `{other}` the schema of?"),
            };
            let text = dense(&schema);
            if std::env::var_os("MINERALS_REWRITE").is_some() {
                let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/output/schemas");
                std::fs::write(folder.join(format!("{name}.json")), text).unwrap();
            } else {
                assert_eq!(output.text, text, "MINERALS_REWRITE=1 writes `{name}` anew");
            }
        }
    }
}
