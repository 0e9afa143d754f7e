//! The column of the metric that a table is sorted by.

use serde_json::Value;

use crate::model::{Measure, Metric};
use crate::output::{Bounded, Score};
use crate::render::document::Column;
use crate::render::number::{plain, reading};

pub(super) fn column(metric: &'static Metric) -> Column {
    Column::number(metric.title)
}

/// What the metric reads for a mineral, at the headline's stage first.
pub(super) fn cell(score: &Score, metric: &Metric) -> String {
    let Ok(value) = serde_json::to_value(score) else { return String::new() };
    let Some((subject, path)) = metric.path.split_once('.') else {
        return value.get(metric.path).map(|v| number(v, metric.measure)).unwrap_or_default();
    };
    let stage = score.headline.as_ref().map(|h| h.stage);
    let of_stage = |v: &&Value| v.get("stage").and_then(Value::as_str) == stage;
    let subjects: Vec<&Value> = match value.get(subject) {
        Some(Value::Array(all)) => all.iter().filter(of_stage).chain(all.iter()).collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    let found = subjects.iter().find_map(|v| path.split('.').try_fold(*v, |v, key| v.get(key)));
    found.map(|v| number(v, metric.measure)).unwrap_or_default()
}

fn number(value: &Value, measure: Measure) -> String {
    let end = |name: &str| value.get(name).and_then(Value::as_f64);
    match value.as_f64() {
        Some(number) => plain(number, measure),
        None => reading(&Bounded { value: end("value"), low: end("low"), high: end("high") }, measure),
    }
}
