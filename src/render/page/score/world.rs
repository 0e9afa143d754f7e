//! The world view: the supply of each mineral at its worst stage.

use super::{Laid, Scores, bounded, rank, sector, share, sorted, top};
use crate::model::Measure;
use crate::output::{Bounded, Score, Stage};
use crate::render::document::Column;

/// Metrics whose columns are always there.
const ALWAYS: &[&str] = &["stages.top_supplier.share", "stages.hhi", "stages.hhi_wgi"];

pub(super) fn lay(scores: &Scores<'_>) -> Laid {
    let sort = scores.sort().filter(|m| !ALWAYS.contains(&m.path));
    let mut columns = vec![
        Column::number("#"),
        Column::text("Mineral"),
        Column::text("Stage"),
        Column::number("Year").optional(2),
        Column::text("Largest supplier"),
        Column::number("Share %"),
        Column::number("CR3 %").optional(3),
        Column::number("Suppliers").optional(7),
        Column { optional: u8::from(scores.answer.parameters.sector.is_some()) * 2, ..Column::number("HHI") },
        Column::number("HHI-WGI"),
        Column::number("Unnamed %").optional(4),
        Column::number("Life, years").optional(5),
        Column::text("Source").optional(6),
    ];
    columns.extend(sector::columns(scores));
    columns.extend(sort.map(sorted::column));
    let mut rows = Vec::new();
    for (i, r) in scores.answer.results.iter().enumerate() {
        let mut row = vec![rank(i, r, scores.sort()), r.name.clone()];
        match headline_stage(r) {
            Some(stage) => row.extend(cells(stage, r)),
            None if r.members.is_empty() => continue,
            None => row.extend(family(r)),
        }
        row.extend(sector::cells(scores, r));
        row.extend(sort.map(|m| sorted::cell(r, m)));
        rows.push(row);
    }
    Laid { columns, rows }
}

/// The stage that the headline is of, else the first.
fn headline_stage(r: &Score) -> Option<&Stage> {
    let stage = r.headline.as_ref().map(|h| h.stage);
    r.stages.iter().find(|s| Some(s.stage) == stage).or_else(|| r.stages.first())
}

/// The cells of a family: the mean of its members.
fn family(r: &Score) -> Vec<String> {
    let mut cells = vec![String::new(); 11];
    let headline = r.headline.as_ref();
    let mean = headline.map(|h| Bounded { value: h.value, low: h.low, high: h.high });
    let (hhi, weighted) = match headline.map(|h| h.method) {
        Some("hhi") => (bounded(mean.as_ref(), Measure::Hhi), String::new()),
        _ => (String::new(), bounded(mean.as_ref(), Measure::Weighted)),
    };
    let filled = [
        (0, headline.map(|h| h.stage.to_owned()).unwrap_or_default()),
        (2, format!("mean of {} members", r.members.len())),
        (6, hhi),
        (7, weighted),
    ];
    for (at, text) in filled {
        if let Some(cell) = cells.get_mut(at) {
            *cell = text;
        }
    }
    cells
}

fn cells(s: &Stage, r: &Score) -> Vec<String> {
    let [largest, its_share] = top(s.top_supplier.as_ref());
    let sure = s.incomplete.is_empty() && s.bounded.is_empty();
    let mark = |text: String| if sure || text.is_empty() { text } else { format!("{text}?") };
    let years = r.reserves.as_ref().and_then(|x| x.years.as_ref());
    vec![
        s.stage.to_owned(),
        s.year.to_string(),
        if s.no_concentration.is_some() { "no concentration".to_owned() } else { largest },
        mark(its_share),
        mark(share(s.cr3)),
        s.suppliers.map(|n| n.to_string()).unwrap_or_default(),
        bounded(s.hhi.as_ref(), Measure::Hhi),
        bounded(s.hhi_wgi.as_ref(), Measure::Weighted),
        share(s.unknown_share),
        bounded(years, Measure::Years),
        s.source.clone(),
    ]
}
