//! The columns of what a sector uses of each mineral.

use super::{Scores, bounded};
use crate::model::Measure;
use crate::output::{Bounded, Score, SectorShare};
use crate::render::document::Column;

/// The columns, if a sector was asked about.
pub(super) fn columns(scores: &Scores<'_>) -> Vec<Column> {
    let columns = vec![
        Column::number("Use %"),
        Column::text("Used in").optional(1),
        Column::text("Use by").optional(6),
    ];
    if scores.answer.parameters.sector.is_some() { columns } else { Vec::new() }
}

/// Its cells: several publishers and regions one after the other.
pub(super) fn cells(scores: &Scores<'_>, score: &Score) -> Vec<String> {
    if scores.answer.parameters.sector.is_none() {
        return Vec::new();
    }
    let all = || score.sector.iter().chain(&score.other_sectors);
    let joined = |of: fn(&SectorShare) -> String| all().map(of).collect::<Vec<_>>().join("; ");
    vec![joined(share), joined(|s| s.of.region.clone()), joined(|s| s.source.clone())]
}

fn share(s: &SectorShare) -> String {
    let reading = Bounded { value: s.of.share, low: s.of.low, high: s.of.high };
    bounded(Some(&reading), Measure::Share)
}

/// What the shares are of, and how old they are.
pub(super) fn notes(scores: &Scores<'_>) -> Vec<String> {
    let Some(sector) = &scores.answer.parameters.sector else { return Vec::new() };
    let mut wholes: Vec<(String, Vec<&str>)> = Vec::new();
    for score in &scores.answer.results {
        for s in score.sector.iter().chain(&score.other_sectors) {
            let when = match (&s.of.period, s.of.before) {
                (Some(period), _) => format!(" in {period}"),
                (None, Some(before)) => format!(" before {before}"),
                (None, None) => String::new(),
            };
            let notes = if s.notes.is_empty() { String::new() } else { format!(" ({})", s.notes.join("; ")) };
            let whole = format!("{}{when}{notes} [{}]", s.of.region, s.source);
            match wholes.iter_mut().find(|(known, _)| *known == whole) {
                Some((_, minerals)) => minerals.push(&score.mineral),
                None => wholes.push((whole, vec![&score.mineral])),
            }
        }
    }
    let mut notes = vec![format!("use %: the part of a mineral's use that goes into `{sector}`")];
    notes.extend(wholes.into_iter().map(|(whole, minerals)| format!("{whole}: {}", minerals.join(", "))));
    notes
}
