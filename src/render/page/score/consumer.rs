//! The consumer's view: what it depends on, the worst product of each mineral first.

use super::{Laid, Scores, bounded, rank, sector, sorted, top};
use crate::model::Measure;
use crate::output::Dependency;
use crate::render::document::Column;

/// Metrics whose columns are always there.
const ALWAYS: &[&str] = &["dependency.import_reliance", "dependency.top_source.share", "dependency.exposure"];

pub(super) fn lay(scores: &Scores<'_>) -> Laid {
    let by_method = scores.headline().filter(|m| !ALWAYS.contains(&m.path));
    let sort = scores.sort().or(by_method);
    // a number of another method has the room of those that exposure is made of
    let aside = |column: Column, rank| if sort.is_some() { column.optional(rank) } else { column };
    let mut columns = vec![
        Column::number("#"),
        Column::text("Mineral and product"),
        Column::text("Stage").optional(3),
        aside(Column::number("Reliance %"), 1),
        Column::text("Largest source"),
        Column::number("Share %"),
        aside(Column::number("Exposure %"), 1),
        Column::number("Import HHI").optional(2),
        Column::number("Year").optional(4),
        Column::text("Shares of").optional(5),
        Column::text("Source").optional(6),
    ];
    columns.extend(sector::columns(scores));
    columns.extend(sort.map(sorted::column));
    let mut rows = Vec::new();
    for (i, r) in scores.answer.results.iter().enumerate() {
        let named = |d: &Dependency| match d.product.as_str() {
            "" => r.name.clone(),
            product => format!("{}: {product}", r.name),
        };
        let first = r.dependency.iter().map(|d| (rank(i, r, scores.sort()), named(d), d));
        let others = r.other_dependencies.iter().map(|d| {
            let of = if d.product.is_empty() { format!("at the {}", d.stage) } else { d.product.clone() };
            (String::new(), format!("   {of}"), d)
        });
        let tells = |d: &Dependency| {
            d.net_exporter
                || d.import_reliance.is_some()
                || d.top_source.is_some()
                || d.year.is_some()
                || d.no_reliance.is_some()
        };
        for (n, (rank, name, d)) in first.chain(others).filter(|(.., d)| tells(d)).enumerate() {
            let mut row = vec![rank, name];
            row.extend(cells(d));
            let of_first = |cell: String| if n == 0 { cell } else { String::new() };
            row.extend(sector::cells(scores, r).into_iter().map(of_first));
            row.extend(sort.map(|m| if n == 0 { sorted::cell(r, m) } else { String::new() }));
            rows.push(row);
        }
    }
    Laid { columns, rows }
}

fn cells(d: &Dependency) -> Vec<String> {
    let [source, its_share] = top(d.top_source.as_ref());
    let reliance = if d.net_exporter {
        "net exporter".to_owned()
    } else if d.top_source.is_none() && d.no_reliance.is_some() {
        "no imports".to_owned()
    } else if d.year.is_some() && d.import_reliance.is_none() {
        "no figure".to_owned()
    } else {
        bounded(d.import_reliance.as_ref(), Measure::Share)
    };
    vec![
        d.stage.to_owned(),
        reliance,
        source,
        its_share,
        bounded(d.exposure.as_ref(), Measure::Share),
        bounded(d.import_hhi.as_ref(), Measure::Hhi),
        d.year.map(|y| y.to_string()).unwrap_or_default(),
        d.period.clone().unwrap_or_default(),
        d.source.clone(),
    ]
}
