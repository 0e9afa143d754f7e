//! The CSV of `show`, `explain`, `methods` and `data`.

use serde_json::{Map, Value};

use super::{CsvRows, object};
use crate::output::{Coverage, Explained, MethodOf, Shown, SourceOf};

type Rows = Result<Vec<Map<String, Value>>, serde_json::Error>;

/// A row a supplier: what a spreadsheet wants of a mineral.
impl CsvRows for Shown {
    const COLUMNS: &'static [&'static str] = &[
        "mineral", "stage", "year", "unit", "basis", "country", "name", "quantity", "at_most", "share",
        "wgi", "status", "place", "source",
    ];

    fn rows(&self) -> Rows {
        let mut rows = Vec::new();
        for supply in &self.supply {
            for supplier in &supply.rows {
                let mut row = Map::new();
                row.insert("mineral".to_owned(), self.score.mineral.clone().into());
                row.insert("stage".to_owned(), supply.stage.into());
                row.insert("year".to_owned(), supply.year.into());
                row.insert("unit".to_owned(), supply.unit.into());
                row.insert("basis".to_owned(), supply.basis.clone().into());
                row.extend(object(supplier)?);
                rows.push(row);
            }
        }
        Ok(rows)
    }
}

/// A row an input of the number.
impl CsvRows for Explained {
    const COLUMNS: &'static [&'static str] =
        &["metric", "mineral", "stage", "product", "year", "input", "number", "value", "place", "source"];

    fn rows(&self) -> Rows {
        let mut rows = Vec::new();
        for term in &self.terms {
            for place in &term.rows {
                for number in &term.numbers {
                    let mut row = Map::new();
                    row.insert("metric".to_owned(), self.metric.into());
                    row.insert("mineral".to_owned(), self.mineral.clone().into());
                    row.insert("stage".to_owned(), self.stage.into());
                    row.insert("product".to_owned(), self.product.clone().into());
                    row.insert("year".to_owned(), self.year.into());
                    row.insert("input".to_owned(), term.label.clone().into());
                    row.insert("number".to_owned(), number.name.into());
                    row.insert("value".to_owned(), number.value.into());
                    row.extend(object(place)?);
                    rows.push(row);
                }
            }
        }
        Ok(rows)
    }
}

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
