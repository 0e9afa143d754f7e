//! What is lost and what fills it, in words.

use super::{amount, exactly};
use crate::model::Measure;
use crate::output::{Bounded, GapOf, Loss, ReachOf};
use crate::render::document::{Column, Document, Shape};

const SHAPE: Shape = Shape { margin: 2, label: 10 };

/// A reading of a quantity.
fn quantities(b: &Bounded, unit: &str) -> String {
    match (b.value, b.low, b.high) {
        (Some(value), ..) => amount(value, unit),
        (None, Some(low), Some(high)) => format!("{} to {}", amount(low, unit), amount(high, unit)),
        (None, Some(low), None) => format!("at least {}", amount(low, unit)),
        (None, None, Some(high)) => format!("at most {}", amount(high, unit)),
        (None, None, None) => "not known".to_owned(),
    }
}

/// The balance of a stage.
pub(super) fn lay(g: &GapOf, document: &mut Document) {
    document.paragraph(0, &format!("Gap at the stage `{}`, a year", g.stage));
    let unit = g.unit;
    let mut lost = quantities(&g.lost, unit);
    if !g.countries.is_empty() {
        lost = format!("{lost} from {}", g.countries.join(", "));
    }
    if let Some(surplus) = g.surplus {
        lost = format!("{lost}, of which {} were more than was used", amount(surplus, unit));
    }
    if g.implied {
        lost.push_str(", as the stated use implies");
    }
    if g.grown > 0.0 {
        lost = format!("{lost}; use grows by {}", amount(g.grown, unit));
    }
    if g.added > 0.0 {
        lost = format!("{lost}; new output {}", amount(g.added, unit));
    }
    let spare = match g.spare {
        None => "no capacity elsewhere is known".to_owned(),
        Some(spare) => {
            let unnamed =
                g.spare_unnamed.map(|u| format!(" ({} of it in unnamed countries)", amount(u, unit)));
            let used = g.spare_used.map(|u| quantities(&u, unit)).unwrap_or_default();
            format!(
                "{}{}, of which {} % starts up in time; used: {used}",
                amount(spare, unit),
                unnamed.unwrap_or_default(),
                100.0 * g.ramp
            )
        }
    };
    let share = g
        .shortfall_share
        .map(|s| format!(", {} % of what those cut off were supplied with", exactly(&s, Measure::Share)));
    let formula = g.formula.as_ref().map(|f| format!(" = {f}")).unwrap_or_default();
    let short = format!("{}{formula}{}", quantities(&g.shortfall, unit), share.unwrap_or_default());
    let stocks = if g.stocks > 0.0 {
        let days = g.stock_days.map(|d| format!(", which would fill what is left for {d:.0} days"));
        format!("{}{}", amount(g.stocks, unit), days.unwrap_or_default())
    } else {
        String::new()
    };
    document.facts(
        SHAPE,
        &[
            ("lost", &lost),
            ("gap", &quantities(&g.gap, unit)),
            ("spare", &spare),
            ("stocks", &stocks),
            ("shortfall", &short),
        ],
    );
    prices(g, document);
}

fn prices(g: &GapOf, document: &mut Document) {
    if g.prices.is_empty() {
        return;
    }
    let columns = [
        Column::text("Price answers"),
        Column::number("Demand e"),
        Column::number("Supply e"),
        Column::number("Price x"),
        Column::number("Quantity x"),
        Column::text("Bound by"),
    ];
    let rows: Vec<Vec<String>> = g
        .prices
        .iter()
        .map(|p| {
            let price = if p.price >= 1000.0 { "> 1000".to_owned() } else { format!("{:.2}", p.price) };
            let bound = if p.capped { "what can be delivered" } else { "elasticities" };
            vec![
                p.case.to_owned(),
                p.demand.to_string(),
                p.supply.to_string(),
                price,
                format!("{:.2}", p.quantity),
                bound.to_owned(),
            ]
        })
        .collect();
    document.grid(&columns, &rows);
}

/// What a consumer loses.
pub(super) fn loss(l: &Loss, consumer: &str) -> String {
    let of = if l.product.is_empty() { String::new() } else { format!(" of {}", l.product) };
    let unit = l.unit.unwrap_or_default();
    let mut words = format!(
        "{consumer} loses {} % of its use{of} at the stage `{}`",
        exactly(&l.share, Measure::Share),
        l.stage
    );
    if let (Some(used), Some(lost)) = (l.used, &l.lost) {
        words = format!("{words}: {} a year of {}", quantities(lost, unit), amount(used, unit));
    }
    words.push_str(", before anything takes its place");
    if let (Some(stock), Some(days)) = (l.stock, &l.stock_days) {
        let days = match (days.value, days.low) {
            (Some(d), _) => format!("{d:.0}"),
            (None, Some(d)) => format!("at least {d:.0}"),
            (None, None) => "some".to_owned(),
        };
        words = format!("{words}; its stocks of {} last {days} days", amount(stock, unit));
    }
    words
}

/// What would bring the largest share under the cap.
pub(super) fn reach(r: &ReachOf) -> String {
    let cap = 100.0 * r.cap;
    let of = |x: f64| amount(x, r.unit);
    let name = &r.name;
    let stage = r.stage;
    match (r.added_before.zip(r.displaced_before), r.added_after) {
        (Some((added, displaced)), after) => {
            let left = match after {
                Some(left) if (left - added).abs() < 1e-9 => String::new(),
                Some(left) => format!("; after the scenario {} are still missing", of(left)),
                None => "; the scenario reaches it".to_owned(),
            };
            format!(
                "to bring {name} to {cap} % at the stage `{stage}`: {} a year of new output elsewhere, or {} in place of its own{left}",
                of(added),
                of(displaced)
            )
        }
        (None, Some(after)) => format!(
            "the scenario takes {name} above {cap} % at the stage `{stage}`, by {} a year of output elsewhere",
            of(after)
        ),
        (None, None) => String::new(),
    }
}
