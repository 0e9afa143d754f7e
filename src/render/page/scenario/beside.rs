//! Several scenarios side by side: each metric before, and after each of them; then what each loses.

use super::{SHOWN, at, exactly, finely, unit};
use crate::model::Measure;
use crate::output::{Bounded, GapOf, MetricChange, ScenarioEffect, ShareChange};
use crate::render::document::{Column, Document};

/// One number of one mineral, before and after one scenario.
struct Line<'a> {
    mineral: &'a str,
    /// Where it stands among the numbers of its stage.
    order: usize,
    stage: String,
    what: String,
    scenario: &'a str,
    before: String,
    after: String,
}

pub(super) fn lay(all: &[ScenarioEffect], document: &mut Document) {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (order, path) in SHOWN.iter().enumerate() {
        for scenario in all {
            for m in &scenario.minerals {
                let its = m.metrics.iter().filter(|c| c.metric == *path);
                lines.extend(its.map(|c| of_metric(c, order, &m.name, &scenario.scenario)));
            }
        }
    }
    for scenario in all {
        for m in &scenario.minerals {
            lines.extend(first_sources(&m.sources).map(|s| of_source(s, &m.name, &scenario.scenario)));
        }
    }
    for scenario in all {
        for m in &scenario.minerals {
            lines.extend(m.gaps.iter().flat_map(|g| of_gap(g, &m.name, &scenario.scenario)));
        }
    }
    lines.sort_by(|a, b| (a.mineral, &a.stage, a.order).cmp(&(b.mineral, &b.stage, b.order)));
    let columns =
        [Column::text("Metric"), Column::text("Stage"), Column::text("Scenario"), Column::number("Number")];
    for (i, of_mineral) in lines.chunk_by(|a, b| a.mineral == b.mineral).enumerate() {
        if i > 0 {
            document.gap();
        }
        let mineral = of_mineral.first().map_or("", |l| l.mineral);
        let whom = all.iter().find_map(|s| s.consumer.as_ref()).map(|c| format!(", for {c}"));
        document.heading(&format!("{mineral}{}", whom.unwrap_or_default()));
        let groups = of_mineral.chunk_by(|a, b| (&a.stage, &a.what) == (&b.stage, &b.what));
        document.grid(&columns, &groups.flat_map(rows).collect::<Vec<_>>());
    }
}

/// One number before, and after each scenario; once where none changes it.
fn rows(lines: &[Line<'_>]) -> Vec<Vec<String>> {
    let Some(first) = lines.first() else { return Vec::new() };
    let row = |what: &str, stage: &str, scenario: &str, number: &str| {
        vec![what.to_owned(), stage.to_owned(), scenario.to_owned(), number.to_owned()]
    };
    let same_before = lines.iter().all(|l| l.before == first.before);
    let same_after = lines.iter().all(|l| l.after == first.after);
    if same_before && same_after {
        let all = if lines.len() == 1 { first.scenario } else { "after all" };
        if first.before.is_empty() {
            return vec![row(&first.what, &first.stage, all, &first.after)];
        }
        let told = if first.before == first.after { "before and after" } else { "before" };
        let mut told = vec![row(&first.what, &first.stage, told, &first.before)];
        told.extend((first.before != first.after).then(|| row("", "", all, &first.after)));
        return told;
    }
    let mut all = Vec::new();
    if same_before {
        all.push(row(&first.what, &first.stage, "before", &first.before));
        all.extend(lines.iter().map(|l| row("", "", l.scenario, &l.after)));
        if first.before.is_empty() {
            // of what is lost there is no before
            all.remove(0);
            if let Some([what, stage, ..]) = all.first_mut().map(Vec::as_mut_slice) {
                (*what, *stage) = (first.what.clone(), first.stage.clone());
            }
        }
    } else {
        // they start from different years
        for (i, l) in lines.iter().enumerate() {
            let (what, stage) = if i == 0 { (first.what.as_str(), first.stage.as_str()) } else { ("", "") };
            all.push(row(what, stage, &format!("before {}", l.scenario), &l.before));
            all.push(row("", "", l.scenario, &l.after));
        }
    }
    all
}

fn of_metric<'a>(c: &MetricChange, order: usize, mineral: &'a str, scenario: &'a str) -> Line<'a> {
    let text = |b: Option<&Bounded>| b.map_or("none".to_owned(), |b| exactly(b, c.measure));
    Line {
        mineral,
        order,
        stage: at(c.stage, &c.product),
        what: format!("{}{}", c.title, unit(c.measure)),
        scenario,
        before: text(c.before.as_ref()),
        after: text(c.after.as_ref()),
    }
}

/// The largest source before of each stage and product.
fn first_sources(all: &[ShareChange]) -> impl Iterator<Item = &ShareChange> {
    all.iter().enumerate().filter_map(|(i, s)| {
        let largest = all
            .iter()
            .enumerate()
            .filter(|(_, o)| o.stage == s.stage && o.product == s.product && o.country != "other")
            .max_by(|(j, a), (k, b)| a.before.total_cmp(&b.before).then_with(|| k.cmp(j)));
        largest.filter(|(j, _)| *j == i).map(|_| s)
    })
}

/// What is lost, what nobody fills, and what the price does: there was none of it before.
fn of_gap<'a>(g: &GapOf, mineral: &'a str, scenario: &'a str) -> Vec<Line<'a>> {
    let line = |order: usize, what: String, after: String| Line {
        mineral,
        order: SHOWN.len() + order,
        stage: g.stage.to_owned(),
        what,
        scenario,
        before: String::new(),
        after,
    };
    let mid = g.prices.iter().find(|p| p.case == "mid").map(|p| format!("{:.2}", p.price));
    let mut lines = vec![
        line(1, format!("Lost, {} a year", g.unit), exactly(&g.lost, Measure::Quantity)),
        line(2, format!("Shortfall, {} a year", g.unit), exactly(&g.shortfall, Measure::Quantity)),
    ];
    lines.extend(mid.map(|price| line(3, "Price x, middle".to_owned(), price)));
    lines
}

fn of_source<'a>(s: &ShareChange, mineral: &'a str, scenario: &'a str) -> Line<'a> {
    let text = |b: Option<&Bounded>, share: f64| {
        b.map_or_else(|| finely(share, Measure::Share), |b| exactly(b, Measure::Share))
    };
    Line {
        mineral,
        order: SHOWN.len(),
        stage: at(Some(s.stage), &s.product),
        what: format!("Exposure to {} %", s.name),
        scenario,
        before: text(s.exposure_before.as_ref(), s.before),
        after: text(s.exposure_after.as_ref(), s.after),
    }
}
