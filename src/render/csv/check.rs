//! The CSV of `check`.

use serde_json::{Map, Value};

use super::{CsvRows, object};
use crate::output::{Checked, ShippedPolicy};

type Rows = Result<Vec<Map<String, Value>>, serde_json::Error>;

impl CsvRows for Checked {
    const COLUMNS: &'static [&'static str] = &[
        "policy",
        "limit",
        "severity",
        "code",
        "metric",
        "mineral",
        "stage",
        "product",
        "found.value",
        "found.low",
        "found.high",
        "net_exporter",
        "min",
        "max",
        "country",
        "source",
        "for",
        "scenario",
        "year",
        "message",
        "note",
        "allowed",
        "until",
        "place.file",
        "place.line",
        "place.column",
        "place.path",
        "place.label",
        "help",
    ];

    fn rows(&self) -> Rows {
        Ok(vec![object(self)?])
    }
}

impl CsvRows for ShippedPolicy {
    const COLUMNS: &'static [&'static str] = &["policy", "name", "description"];

    fn rows(&self) -> Rows {
        Ok(vec![object(self)?])
    }
}
