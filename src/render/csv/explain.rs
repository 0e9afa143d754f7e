//! The CSV of `explain`: a row for each number of each input, or of a meaning.

use serde_json::{Map, Value};

use super::{CsvRows, object};
use crate::output::{Explained, FileOf, InputRow, Meaning, Number, Term};

/// What stands in every row of one explanation, then the input.
#[derive(serde::Serialize)]
struct Row<'a> {
    metric: &'a str,
    mineral: &'a str,
    stage: Option<&'a str>,
    product: &'a str,
    year: Option<u16>,
    reading: Option<crate::output::Bounded>,
    input: &'a str,
    status: Option<&'a str>,
    number: Option<&'a str>,
    value: Option<f64>,
    places: String,
    sources: String,
}

impl CsvRows for Explained {
    const COLUMNS: &'static [&'static str] = &[
        "metric",
        "mineral",
        "stage",
        "product",
        "year",
        "reading.value",
        "reading.low",
        "reading.high",
        "input",
        "status",
        "number",
        "value",
        "places",
        "sources",
    ];

    /// An input without a number has a row too, so that nobody who is not told is lost.
    fn rows(&self) -> Result<Vec<Map<String, Value>>, serde_json::Error> {
        let mut rows = Vec::new();
        for term in &self.terms {
            if term.numbers.is_empty() {
                rows.push(self.row(term, None)?);
            }
            for number in &term.numbers {
                rows.push(self.row(term, Some(number))?);
            }
        }
        Ok(rows)
    }
}

impl Explained {
    fn row(&self, term: &Term, number: Option<&Number>) -> Result<Map<String, Value>, serde_json::Error> {
        let joined =
            |of: fn(&InputRow) -> Option<&str>| term.rows.iter().filter_map(of).collect::<Vec<_>>().join(";");
        let mut row = object(&Row {
            metric: self.metric,
            mineral: &self.mineral,
            stage: self.stage,
            product: &self.product,
            year: self.year,
            reading: self.reading,
            input: &term.label,
            status: term.status,
            number: number.map(|n| n.name),
            value: number.map(|n| n.value),
            places: joined(|r| Some(&r.place)),
            sources: joined(|r| r.source.as_deref()),
        })?;
        row.retain(|_, value| !value.is_null());
        Ok(row)
    }
}

impl CsvRows for Meaning {
    const COLUMNS: &'static [&'static str] = &[
        "kind",
        "name",
        "meaning",
        "metric.path",
        "metric.meaning",
        "metric.formula",
        "metric.from",
        "metric.to",
        "metric.worse",
        "metric.defined_by",
        "example.bad",
        "example.command",
        "example.says",
        "example.mend",
        "example.mended",
    ];

    /// A row a name: the files of an example, and what is said of them, are texts of several lines.
    fn rows(&self) -> Result<Vec<Map<String, Value>>, serde_json::Error> {
        let mut row = object(self)?;
        if let (Some(example), Some(Value::Object(cells))) = (&self.example, row.get_mut("example")) {
            let says: Vec<String> =
                example.says.iter().map(|s| format!("{}[{}]: {}", s.severity, s.code, s.message)).collect();
            for (key, text) in
                [("bad", texts(&example.bad)), ("says", says.join("\n")), ("mended", texts(&example.mended))]
            {
                if let Some(cell) = cells.get_mut(key) {
                    *cell = text.into();
                }
            }
        }
        Ok(vec![row])
    }
}

/// The files of an example, each under its name.
fn texts(files: &[FileOf]) -> String {
    files.iter().map(|f| format!("# {}\n{}", f.file, f.text)).collect::<Vec<_>>().join("\n")
}
