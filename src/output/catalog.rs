//! What the tables hold and where they are from, as `data list` and `data sources` write it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::{Dataset, MineralId, Origin, Stage, Year};

/// Coverage of one table, stage and year.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Coverage {
    /// Which table.
    pub table: &'static str,
    /// Stage, where the table has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<&'static str>,
    /// Year, or the last year of a period.
    pub year: u16,
    /// How many minerals it speaks of; for governance, how many countries.
    pub subjects: usize,
    /// How many rows.
    pub rows: usize,
    /// Publishers' editions.
    pub sources: Vec<String>,
}

/// A source of figures.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SourceOf {
    /// Edition, as in the `source` column.
    pub source: String,
    /// Who publishes it, under which title.
    pub publication: String,
    /// Under which licence.
    pub licence: String,
    /// Where to find it.
    pub link: String,
    /// Tables that hold figures of it, with their number of rows.
    pub tables: BTreeMap<&'static str, usize>,
}

#[derive(Default)]
struct Cell<'a> {
    subjects: BTreeSet<&'a str>,
    rows: usize,
    sources: BTreeSet<&'a str>,
}

impl Coverage {
    /// Coverage of every table by stage and year, in that order.
    #[must_use]
    pub fn of(dataset: &Dataset) -> Vec<Self> {
        let mut cells: BTreeMap<(&'static str, Option<Stage>, Year), Cell<'_>> = BTreeMap::new();
        each_row(dataset, |table, stage, year, subject, source| {
            let cell = cells.entry((table, stage, year)).or_default();
            cell.subjects.insert(subject);
            cell.rows += 1;
            cell.sources.insert(source);
        });
        cells
            .into_iter()
            .map(|((table, stage, year), cell)| Self {
                table,
                stage: stage.map(Stage::as_str),
                year: year.get(),
                subjects: cell.subjects.len(),
                rows: cell.rows,
                sources: cell.sources.into_iter().filter(|s| !s.is_empty()).map(str::to_owned).collect(),
            })
            .collect()
    }
}

/// The rows of each table by the source they came from.
#[must_use]
pub fn rows_by_source(dataset: &Dataset) -> BTreeMap<String, BTreeMap<&'static str, usize>> {
    let mut by_source: BTreeMap<String, BTreeMap<&'static str, usize>> = BTreeMap::new();
    each_row(dataset, |table, _, _, _, source| {
        *by_source.entry(source.to_owned()).or_default().entry(table).or_default() += 1;
    });
    by_source
}

fn each_row<'a>(
    dataset: &'a Dataset,
    mut visit: impl FnMut(&'static str, Option<Stage>, Year, &'a str, &'a str),
) {
    let id = |mineral: &'a MineralId| mineral.as_str();
    let source = |origin: &'a Origin| &*origin.publisher.id;
    let flows = [
        ("production", &dataset.production),
        ("capacity", &dataset.capacity),
        ("consumption", &dataset.consumption),
    ];
    for (table, rows) in flows {
        for r in rows {
            visit(table, Some(r.stage), r.year, id(&r.mineral), source(&r.origin));
        }
    }
    for r in &dataset.reserves {
        visit("reserves", None, r.year, id(&r.mineral), source(&r.origin));
    }
    for r in &dataset.reliance {
        visit("reliance", Some(r.stage), r.year, id(&r.mineral), source(&r.origin));
    }
    for r in &dataset.import_sources {
        visit("import_sources", Some(r.stage), r.period.last, id(&r.mineral), source(&r.origin));
    }
    for r in &dataset.prices {
        visit("prices", None, r.year, id(&r.mineral), source(&r.origin));
    }
    for r in &dataset.stocks {
        visit("stocks", None, r.year, id(&r.mineral), source(&r.origin));
    }
    for r in &dataset.trade {
        visit("trade", Some(r.stage), r.year, id(&r.mineral), source(&r.origin));
    }
    for r in &dataset.governance {
        visit("governance", None, r.year, r.country.as_str(), &r.edition);
    }
}
