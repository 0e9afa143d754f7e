//! Whom a consumer buys from, beside who put out what it uses; or why that cannot be told.

use crate::model::Measure;
use crate::output::{Dependency, TracedOrigin};
use crate::render::document::{Column, Document};
use crate::render::number::{plain, quantity, reading};

/// Most lines of a table.
const LINES: usize = 12;

pub(super) fn of(d: &Dependency, all: &[TracedOrigin], document: &mut Document) {
    if let Some(reason) = &d.no_traced {
        document.item(
            (0, 2),
            &format!("{}: direct sellers only, not traced to who put it out: {reason}", d.stage),
        );
    }
    let Some(traced) = &d.traced else { return };
    let mut facts = vec![format!("{} t used in {}", quantity(traced.quantity), traced.year)];
    facts.push(format!("{} % of it of its own", plain(traced.domestic, Measure::Share)));
    if let Some((top, exposure)) = traced.top_source.as_ref().zip(traced.exposure.as_ref()) {
        facts.push(format!(
            "exposure to {} {} %, whoever sold it",
            top.name,
            reading(exposure, Measure::Share)
        ));
    }
    if let Some(part) = traced.coverage.filter(|part| *part < 0.999) {
        facts.push(format!("quantities are known of {} % of the trade", plain(part, Measure::Share)));
    }
    document.item((0, 2), &format!("{}, traced: {}", d.stage, facts.join(" · ")));
    let columns = [
        Column::text("From"),
        Column::number("Bought, t"),
        Column::number("Share %"),
        Column::number("Put out, t"),
        Column::number("Share %"),
    ];
    let of_stage: Vec<&TracedOrigin> = all.iter().filter(|o| o.stage == d.stage).collect();
    let mut rows: Vec<Vec<String>> = of_stage
        .iter()
        .take(LINES)
        .map(|o| {
            vec![
                o.name.clone(),
                tons(o.bought),
                plain(o.bought_share, Measure::Share),
                tons(o.traced),
                plain(o.traced_share, Measure::Share),
            ]
        })
        .collect();
    if let Some(rest) = of_stage.get(LINES..).filter(|rest| !rest.is_empty()) {
        let add = |of: fn(&TracedOrigin) -> f64| rest.iter().map(|o| of(o)).sum::<f64>();
        rows.push(vec![
            format!("{} more", rest.len()),
            tons(add(|o| o.bought)),
            plain(add(|o| o.bought_share), Measure::Share),
            tons(add(|o| o.traced)),
            plain(add(|o| o.traced_share), Measure::Share),
        ]);
    }
    document.grid(&columns, &rows);
}

/// Whole tons, and what is less than ten of them to a tenth.
fn tons(tons: f64) -> String {
    let step = if tons < 10.0 { 10.0 } else { 1.0 };
    quantity((tons * step).round() / step)
}
