//! The CSV of `methods` and `data`.

use serde_json::{Map, Value};

use super::{CsvRows, object};
use crate::output::{Coverage, Finding, ImportedFile, MethodOf, SourceOf};

type Rows = Result<Vec<Map<String, Value>>, serde_json::Error>;

impl CsvRows for MethodOf {
    const COLUMNS: &'static [&'static str] = &[
        "method",
        "summary",
        "metric.path",
        "metric.meaning",
        "metric.formula",
        "metric.from",
        "metric.to",
        "metric.worse",
        "metric.defined_by",
        "needs",
        "of_consumer",
        "citation",
        "blind_to",
    ];

    fn rows(&self) -> Rows {
        Ok(vec![object(self)?])
    }
}

impl CsvRows for Coverage {
    const COLUMNS: &'static [&'static str] = &["table", "stage", "year", "subjects", "rows", "sources"];

    fn rows(&self) -> Rows {
        Ok(vec![object(self)?])
    }
}

impl CsvRows for Finding {
    const COLUMNS: &'static [&'static str] = &[
        "severity",
        "code",
        "message",
        "place.file",
        "place.line",
        "place.column",
        "place.path",
        "place.label",
        "related.file",
        "related.line",
        "related.column",
        "related.path",
        "related.label",
        "help",
    ];

    fn rows(&self) -> Rows {
        Ok(vec![object(self)?])
    }
}

/// A row a source and table.
impl CsvRows for SourceOf {
    const COLUMNS: &'static [&'static str] = &["source", "publication", "licence", "link", "table", "rows"];

    fn rows(&self) -> Rows {
        let mut rows = Vec::new();
        for (table, count) in &self.tables {
            let mut row = object(self)?;
            row.remove("tables");
            row.insert("table".to_owned(), (*table).into());
            row.insert("rows".to_owned(), (*count).into());
            rows.push(row);
        }
        Ok(rows)
    }
}

/// A row a file and reason.
impl CsvRows for ImportedFile {
    const COLUMNS: &'static [&'static str] =
        &["what", "file", "rows", "used", "before", "reason", "set_aside"];

    fn rows(&self) -> Rows {
        let mut file = object(self)?;
        file.remove("set_aside");
        let mut rows = vec![file.clone()];
        for (reason, count) in &self.set_aside {
            let mut row = file.clone();
            row.retain(|key, _| key == "what" || key == "file");
            row.insert("reason".to_owned(), reason.clone().into());
            row.insert("set_aside".to_owned(), (*count).into());
            rows.push(row);
        }
        Ok(rows)
    }
}
