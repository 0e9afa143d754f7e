//! The column of the metric that a table is sorted by.

use serde_json::Value;

use crate::model::{Direction, Measure, Metric};
use crate::output::{Bounded, Score};
use crate::render::document::Column;
use crate::render::number::{plain, reading};

pub(super) fn column(metric: &'static Metric) -> Column {
    Column::number(metric.title)
}

/// The worst that the metric reads for a mineral at any stage, of any product: what it is sorted by.
pub(super) fn cell(score: &Score, metric: &Metric) -> String {
    let Ok(value) = serde_json::to_value(score) else { return String::new() };
    let Some((subject, path)) = metric.path.split_once('.') else {
        return value.get(metric.path).map(|v| number(v, metric.measure)).unwrap_or_default();
    };
    let others = if subject == "dependency" { "other_dependencies" } else { "" };
    let listed = |name: &str| match value.get(name) {
        Some(Value::Array(all)) => all.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    let subjects: Vec<&Value> = [listed(subject), listed(others)].concat();
    let read = subjects.iter().filter_map(|v| path.split('.').try_fold(*v, |v, key| v.get(key)));
    let worst = read.max_by(|a, b| {
        let [a, b] = [a, b].map(|v| end(v, metric.direction));
        a.total_cmp(&b)
    });
    worst.map(|v| number(v, metric.measure)).unwrap_or_default()
}

/// The end that a number is sorted by, more being worse.
fn end(value: &Value, direction: Direction) -> f64 {
    let lower = direction == Direction::LowerIsWorse;
    let ends = if lower { ["low", "value", "high"] } else { ["high", "value", "low"] };
    let bound = ends.iter().find_map(|name| value.get(name).and_then(Value::as_f64));
    let found = value.as_f64().or(bound).unwrap_or(f64::NEG_INFINITY);
    if lower && found.is_finite() { -found } else { found }
}

fn number(value: &Value, measure: Measure) -> String {
    let end = |name: &str| value.get(name).and_then(Value::as_f64);
    match value.as_f64() {
        Some(number) => plain(number, measure),
        None => reading(&Bounded { value: end("value"), low: end("low"), high: end("high") }, measure),
    }
}
