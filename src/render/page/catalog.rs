//! `methods`, `data list`, `data sources` and `data import`.

use super::Page;
use crate::output::{Coverage, Envelope, ImportedFile, MethodOf, MetricOf, SourceOf};
use crate::render::document::{Column, Document, Shape};

/// How methods, metrics and codes are set.
const SHAPE: Shape = Shape { margin: 2, label: 9 };

/// Every method.
#[derive(Debug)]
pub struct Methods<'a>(pub &'a Envelope<MethodOf>);

impl Page for Methods<'_> {
    fn document(&self) -> Document {
        let mut document = Document::default();
        for (i, m) in self.0.results.iter().enumerate() {
            if i > 0 {
                document.gap();
            }
            document.title(&format!("{}: {}", m.method, m.summary));
            document.facts(
                SHAPE,
                &[
                    ("formula", m.metric.formula),
                    ("metric", m.metric.path),
                    ("range", &range(&m.metric)),
                    ("needs", &m.needs.join(", ")),
                    ("source", m.citation),
                    ("blind to", m.blind_to),
                ],
            );
        }
        document
    }
}

/// `0 to 10, higher is worse`.
pub(super) fn range(metric: &MetricOf) -> String {
    let to = metric.to.map_or_else(|| "no limit".to_owned(), |to| to.to_string());
    let worse = metric.worse.map_or_else(String::new, |w| format!(", {w} is worse"));
    format!("{} to {to}{worse}", metric.from)
}

/// What the tables cover.
#[derive(Debug)]
pub struct Coverages<'a>(pub &'a Envelope<Coverage>);

impl Page for Coverages<'_> {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let columns = [
            Column::text("Table"),
            Column::text("Stage"),
            Column::number("Year"),
            Column::number("Subjects"),
            Column::number("Rows"),
            Column::text("Source"),
        ];
        let rows: Vec<Vec<String>> = self
            .0
            .results
            .iter()
            .map(|c| {
                vec![
                    c.table.to_owned(),
                    c.stage.unwrap_or_default().to_owned(),
                    c.year.map(|y| y.to_string()).unwrap_or_default(),
                    c.subjects.to_string(),
                    c.rows.to_string(),
                    c.sources.join(", "),
                ]
            })
            .collect();
        document.grid(&columns, &rows);
        document.gap();
        document.paragraph(0, "Subjects are minerals; in governance and bilateral, countries");
        let columns = [
            Column::text("File"),
            Column::number("Rows"),
            Column::number("Used"),
            Column::number("Set aside"),
            Column::hash("SHA-256"),
        ];
        let rows: Vec<Vec<String>> = self
            .0
            .inputs
            .iter()
            .map(|i| {
                let name = if i.builtin { format!("{} (compiled in)", i.name) } else { i.name.clone() };
                let [rows, used, aside] = [i.rows, i.used, i.set_aside].map(|n| n.to_string());
                vec![name, rows, used, aside, i.sha256.clone()]
            })
            .collect();
        document.gap();
        document.grid(&columns, &rows);
        document
    }
}

/// Where the figures are from.
#[derive(Debug)]
pub struct Sources<'a>(pub &'a Envelope<SourceOf>);

impl Page for Sources<'_> {
    fn document(&self) -> Document {
        let mut document = Document::default();
        for (i, s) in self.0.results.iter().enumerate() {
            if i > 0 {
                document.gap();
            }
            document.title(&s.source);
            let tables: Vec<String> =
                s.tables.iter().map(|(table, rows)| format!("{table} ({rows} rows)")).collect();
            document.facts(
                Shape { margin: 2, label: 8 },
                &[
                    ("", &s.publication),
                    ("licence", &s.licence),
                    ("link", &s.link),
                    ("tables", &tables.join(", ")),
                ],
            );
        }
        document
    }
}

/// What became of a publisher's rows.
#[derive(Debug)]
pub struct Imports<'a>(pub &'a Envelope<ImportedFile>);

impl Page for Imports<'_> {
    fn document(&self) -> Document {
        let mut document = Document::default();
        for f in &self.0.results {
            let aside: usize = f.set_aside.values().sum();
            let line = match (f.used, f.before) {
                (Some(used), _) => format!("{}: {} rows = {used} used + {aside} set aside", f.file, f.rows),
                (None, before) => format!("{}: {} rows, {}", f.file, f.rows, before.unwrap_or_default()),
            };
            document.paragraph(2, &line);
            for (reason, count) in &f.set_aside {
                document.item((2, 10), &format!("{count:>6}  {reason}"));
            }
        }
        document
    }
}
