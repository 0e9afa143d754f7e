//! `methods`, `data list` and `data sources` as tables.

use super::grid::{Column, cut, grid};
use super::text::{heading, paragraph};
use super::{Look, Render};
use crate::output::{Coverage, Envelope, ImportedFile, MethodOf, MetricOf, SourceOf};

/// Every method.
#[derive(Debug)]
pub struct Methods<'a>(pub &'a Envelope<MethodOf>);

impl Render for Methods<'_> {
    fn render(&self, look: Look) -> String {
        let blocks = self.0.results.iter().map(|m| {
            let mut text = heading(&format!("{}: {}", m.method, m.summary), look);
            for (label, line) in [
                ("formula", m.metric.formula.to_owned()),
                ("metric", m.metric.path.to_owned()),
                ("range", range(&m.metric)),
                ("needs", m.needs.join(", ")),
                ("source", m.citation.to_owned()),
                ("blind to", m.blind_to.to_owned()),
            ] {
                text.push_str(&paragraph(&format!("  {label:<8} {line}"), 11, look));
            }
            text
        });
        blocks.collect::<Vec<_>>().join("\n")
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

impl Render for Coverages<'_> {
    fn render(&self, look: Look) -> String {
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
                    c.year.to_string(),
                    c.subjects.to_string(),
                    c.rows.to_string(),
                    c.sources.join(", "),
                ]
            })
            .collect();
        let mut text = grid(&columns, &rows, look);
        text.push('\n');
        text.push_str(&paragraph("Subjects are minerals; in governance, countries", 0, look));
        let columns = [
            Column::text("File"),
            Column::number("Rows"),
            Column::number("Used"),
            Column::number("Set aside"),
            Column::text("SHA-256"),
        ];
        let rows: Vec<Vec<String>> = self
            .0
            .inputs
            .iter()
            .map(|i| {
                let name = if i.builtin { format!("{} (compiled in)", i.name) } else { i.name.clone() };
                let hash = match look.width {
                    Some(width) if width < 130 => cut(&i.sha256, 13),
                    _ => i.sha256.clone(),
                };
                vec![name, i.rows.to_string(), i.used.to_string(), i.set_aside.to_string(), hash]
            })
            .collect();
        text.push('\n');
        text.push_str(&grid(&columns, &rows, look));
        text
    }
}

/// Where the figures are from.
#[derive(Debug)]
pub struct Sources<'a>(pub &'a Envelope<SourceOf>);

impl Render for Sources<'_> {
    fn render(&self, look: Look) -> String {
        let blocks = self.0.results.iter().map(|s| {
            let mut text = heading(&s.source, look);
            let tables: Vec<String> =
                s.tables.iter().map(|(table, rows)| format!("{table} ({rows} rows)")).collect();
            for (label, line) in [
                ("", s.publication.clone()),
                ("licence", s.licence.clone()),
                ("link", s.link.clone()),
                ("tables", tables.join(", ")),
            ] {
                if !line.is_empty() {
                    text.push_str(&paragraph(&format!("  {label:<8}{line}"), 10, look));
                }
            }
            text
        });
        blocks.collect::<Vec<_>>().join("\n")
    }
}

/// What became of a publisher's rows.
#[derive(Debug)]
pub struct Imports<'a>(pub &'a Envelope<ImportedFile>);

impl Render for Imports<'_> {
    fn render(&self, look: Look) -> String {
        let mut text = String::new();
        for f in &self.0.results {
            let aside: usize = f.set_aside.values().sum();
            let line = match (f.used, f.before) {
                (Some(used), _) => format!("{}: {} rows = {used} used + {aside} set aside", f.file, f.rows),
                (None, before) => format!("{}: {} rows, {}", f.file, f.rows, before.unwrap_or_default()),
            };
            text.push_str(&paragraph(&line, 2, look));
            for (reason, count) in &f.set_aside {
                text.push_str(&paragraph(&format!("  {count:>6}  {reason}"), 10, look));
            }
        }
        text
    }
}
