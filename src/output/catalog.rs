//! What the tables hold and where they are from, as `data list` and `data sources` write it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::{Dataset, Stage, Year};

/// Coverage of one table, stage and year.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Coverage {
    /// Which table.
    pub table: &'static str,
    /// Stage, where the table has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<&'static str>,
    /// Year, or the last year of a period; of published scores that of their edition. Absent where the
    /// source states none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// How many minerals it speaks of; for governance and bilateral trade, how many countries.
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
        let mut cells: BTreeMap<(&'static str, Option<Stage>, Option<Year>), Cell<'_>> = BTreeMap::new();
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
                year: year.map(Year::get),
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

/// Every row that has a source: its table, stage, year, subject and source.
fn each_row<'a>(
    dataset: &'a Dataset,
    mut visit: impl FnMut(&'static str, Option<Stage>, Option<Year>, &'a str, &'a str),
) {
    let flows = [
        ("production", &dataset.production),
        ("capacity", &dataset.capacity),
        ("consumption", &dataset.consumption),
    ];
    for (table, rows) in flows {
        for r in rows {
            visit(table, Some(r.stage), Some(r.year), r.mineral.as_str(), &r.origin.publisher.id);
        }
    }
    // a macro, since the rows have these fields and no trait in common
    macro_rules! visit_all {
        ($($table:ident, $r:ident => $stage:expr, $year:expr, $subject:expr, $source:expr;)*) => {
            $(for $r in &dataset.$table {
                visit(stringify!($table), $stage, $year, $subject, $source);
            })*
        };
    }
    visit_all! {
        reserves, r => None, Some(r.year), r.mineral.as_str(), &r.origin.publisher.id;
        reliance, r => Some(r.stage), Some(r.year), r.mineral.as_str(), &r.origin.publisher.id;
        import_sources, r => Some(r.stage), Some(r.period.last), r.mineral.as_str(), &r.origin.publisher.id;
        supply_shares, r => Some(r.stage), Some(r.period.last), r.mineral.as_str(), &r.origin.publisher.id;
        parameters, r => r.stage, r.year, r.mineral.as_str(), &r.origin.publisher.id;
        published_scores, r => r.stage, Year::parse(&r.edition).ok(), r.mineral.as_str(), &r.origin.publisher.id;
        end_uses, r => None, r.period.map(|p| p.last), r.mineral.as_str(), &r.origin.publisher.id;
        prices, r => None, Some(r.year), r.mineral.as_str(), &r.origin.publisher.id;
        stocks, r => None, Some(r.year), r.mineral.as_str(), &r.origin.publisher.id;
        trade, r => Some(r.stage), Some(r.year), r.mineral.as_str(), &r.origin.publisher.id;
        hs_codes, r => Some(r.stage), None, r.mineral.as_str(), &r.origin.publisher.id;
        bilateral, r => None, Some(r.period.last), r.reporter.as_str(), &r.origin.publisher.id;
        governance, r => None, Some(r.year), r.country.as_str(), &r.edition;
    }
}
