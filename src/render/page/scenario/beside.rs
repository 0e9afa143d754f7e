//! Several scenarios side by side: each metric before, and after each of them.

use super::{SHOWN, at, exactly, finely, unit};
use crate::model::Measure;
use crate::output::{Bounded, MetricChange, ScenarioEffect, ShareChange};
use crate::render::document::{Column, Document};

/// One number of one mineral, before and after one scenario.
struct Line<'a> {
    mineral: &'a str,
    stage: String,
    what: String,
    scenario: &'a str,
    before: String,
    after: String,
}

pub(super) fn lay(all: &[ScenarioEffect], document: &mut Document) {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for path in SHOWN {
        for scenario in all {
            for m in &scenario.minerals {
                let its = m.metrics.iter().filter(|c| c.metric == *path);
                lines.extend(its.map(|c| of_metric(c, &m.name, &scenario.scenario)));
            }
        }
    }
    for scenario in all {
        for m in &scenario.minerals {
            lines.extend(first_sources(&m.sources).map(|s| of_source(s, &m.name, &scenario.scenario)));
        }
    }
    // a number that no scenario changes is told once
    lines.sort_by(|a, b| (a.mineral, &a.stage, &a.what).cmp(&(b.mineral, &b.stage, &b.what)));
    let columns = [
        Column::text("Mineral"),
        Column::text("Stage"),
        Column::text("Metric"),
        Column::text("Scenario"),
        Column::number("Before"),
        Column::number("After"),
    ];
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut last: Option<(&str, &str, &str)> = None;
    for line in &lines {
        let key = (line.mineral, line.stage.as_str(), line.what.as_str());
        let first = last != Some(key);
        let once = |text: &str| if first { text.to_owned() } else { String::new() };
        rows.push(vec![
            once(line.mineral),
            once(&line.stage),
            once(&line.what),
            line.scenario.to_owned(),
            line.before.clone(),
            line.after.clone(),
        ]);
        last = Some(key);
    }
    document.grid(&columns, &rows);
}

fn of_metric<'a>(c: &MetricChange, mineral: &'a str, scenario: &'a str) -> Line<'a> {
    let text = |b: Option<&Bounded>| b.map_or("none".to_owned(), |b| exactly(b, c.measure));
    Line {
        mineral,
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

fn of_source<'a>(s: &ShareChange, mineral: &'a str, scenario: &'a str) -> Line<'a> {
    let text = |b: Option<&Bounded>, share: f64| {
        b.map_or_else(|| finely(share, Measure::Share), |b| exactly(b, Measure::Share))
    };
    Line {
        mineral,
        stage: at(Some(s.stage), &s.product),
        what: format!("Exposure to {} %", s.name),
        scenario,
        before: text(s.exposure_before.as_ref(), s.before),
        after: text(s.exposure_after.as_ref(), s.after),
    }
}
