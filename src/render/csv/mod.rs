//! CSV: the JSON flattened, a column a path, in a header that does not hang on the data.

mod catalog;
mod check;
mod compare;
mod explain;
mod profile;
mod scenario;
mod score;
mod show;
mod trade;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::diag::clean;

/// A result that knows its CSV columns and can be laid out in rows.
pub trait CsvRows {
    /// Every column there can be, in order: JSON paths joined by `.`.
    const COLUMNS: &'static [&'static str];

    /// The rows of one result, each an object.
    ///
    /// # Errors
    /// Where a value cannot be serialised.
    fn rows(&self) -> Result<Vec<Map<String, Value>>, serde_json::Error>;
}

/// The results as CSV, LF line ends, quoted where needed. Texts are cleaned of what steers a terminal; one
/// that a spreadsheet would take for a formula gets an apostrophe before it.
///
/// # Errors
/// Where a value cannot be serialised.
pub fn csv<R: CsvRows>(results: &[R]) -> anyhow::Result<String> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(R::COLUMNS)?;
    for result in results {
        for row in result.rows()? {
            let mut flat = Map::new();
            flatten("", &Value::Object(row), &mut flat);
            if let Some(stray) = flat.keys().find(|k| !R::COLUMNS.contains(&k.as_str())) {
                anyhow::bail!("the CSV header lacks the column `{stray}`: this is a bug of ours");
            }
            writer.write_record(R::COLUMNS.iter().map(|c| flat.get(*c).map(cell).unwrap_or_default()))?;
        }
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// A struct as an object.
///
/// # Errors
/// Where a value cannot be serialised.
pub(super) fn object<T: Serialize>(value: &T) -> Result<Map<String, Value>, serde_json::Error> {
    match serde_json::to_value(value)? {
        Value::Object(map) => Ok(map),
        other => Ok(Map::from_iter([("value".to_owned(), other)])),
    }
}

fn flatten(path: &str, value: &Value, into: &mut Map<String, Value>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                flatten(&path, inner, into);
            }
        }
        other => {
            into.insert(path.to_owned(), other.clone());
        }
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => defused(clean(text)),
        Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join(";"),
        other => other.to_string(),
    }
}

/// CWE-1236: a spreadsheet runs a cell that begins so.
pub(super) fn defused(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Row(&'static str);

    impl CsvRows for Row {
        const COLUMNS: &'static [&'static str] = &["name", "hhi.value", "hhi.low"];

        fn rows(&self) -> Result<Vec<Map<String, Value>>, serde_json::Error> {
            Ok(vec![object(&serde_json::json!({"name": self.0, "hhi": {"value": 0.5}}))?])
        }
    }

    #[test]
    fn paths_become_columns_and_what_is_absent_stays_empty() {
        assert_eq!(csv(&[Row("cobalt")]).unwrap(), "name,hhi.value,hhi.low\ncobalt,0.5,\n");
    }

    #[test]
    fn a_formula_cell_is_defused() {
        for formula in ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)"] {
            assert!(csv(&[Row(formula)]).unwrap().contains(&format!("\n'{formula},")), "{formula}");
        }
        for within in ["\tcmd", "\rcmd", "\u{200b}=cmd"] {
            assert!(csv(&[Row(within)]).unwrap().contains("\n\\u{"), "{within}");
        }
    }
}
