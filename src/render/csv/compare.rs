//! The CSV of `compare`: a row for each cause, then for each move.

use serde_json::{Map, Value};

use super::{CsvRows, object};
use crate::output::Difference;

impl CsvRows for Difference {
    #[rustfmt::skip]
    const COLUMNS: &'static [&'static str] = &[
        "kind", "cause", "mineral", "name", "stage", "product", "country", "of", "metric",
        "old.value", "old.low", "old.high", "old.country", "old.stage", "old.method", "old.unit",
        "new.value", "new.low", "new.high", "new.country", "new.stage", "new.method", "new.unit",
        "change.value", "change.low", "change.high", "relative", "size", "risk", "why", "because",
        "old.text", "old.sha256", "old.builtin", "old.rows",
        "new.text", "new.sha256", "new.builtin", "new.rows",
    ];

    fn rows(&self) -> Result<Vec<Map<String, Value>>, serde_json::Error> {
        Ok(vec![object(self)?])
    }
}
