//! What is said of what was judged: numbers stay numbers until they are printed.

use super::{Bounds, Demand, Judged, Outcome};
use crate::model::{Dataset, Measure, Method, Metric, Reading, Worked};

/// `gallium, refinery: 98.9 % from China (usgs-mcs-2026), the limit is 65.0 %`.
#[must_use]
pub fn said(demand: &Demand, judged: &Judged, dataset: &Dataset) -> Worked {
    let metric = metric_of(demand);
    let measure = metric.map_or(Measure::Ratio, |m| m.measure);
    let worked = Worked::default().text(subject(demand, judged));
    if judged.outcome == Outcome::Unknown {
        let why = if judged.why.is_empty() { String::new() } else { format!(": {}", judged.why) };
        return worked.text(format!("`{}` has no number{why}", demand.path));
    }
    let who = judged
        .country
        .map(|code| dataset.countries.get(&code).map_or_else(|| code.to_string(), |c| c.name.clone()));
    let from = metric.is_some_and(is_from_one);
    let worked = match judged.reading.filter(|_| !judged.net_exporter) {
        None => worked.text("net exporter"),
        Some(reading) => {
            let title = metric.filter(|_| !from).map(|m| format!("{} ", m.title)).unwrap_or_default();
            number(worked.text(title), reading, measure)
        }
    };
    let (worked, largest) = match who {
        Some(who) if from && !judged.net_exporter => (worked.text(format!(" from {who}")), None),
        who => (worked, who.map(|who| format!("largest {who}"))),
    };
    let beside: Vec<String> =
        largest.into_iter().chain(Some(judged.source.clone()).filter(|s| !s.is_empty())).collect();
    let worked = if beside.is_empty() { worked } else { worked.text(format!(" ({})", beside.join(", "))) };
    if judged.outcome == Outcome::Kept {
        return worked;
    }
    let undecided = judged.outcome == Outcome::Undecided;
    let worked = worked.text(if undecided { ", not decided: " } else { ", " });
    bound(worked, demand.bounds, measure)
}

/// What is held to what: `gallium, refinery: stages.hhi`.
#[must_use]
pub fn held(demand: &Demand, judged: &Judged) -> String {
    let name = if demand.name.is_empty() { String::new() } else { format!(" ({})", demand.name) };
    format!("{}{}{name}", subject(demand, judged), demand.path)
}

/// `the limit is 65.0 %`.
fn bound(worked: Worked, bounds: Bounds, measure: Measure) -> Worked {
    match (bounds.min, bounds.max) {
        (Some(min), Some(max)) => {
            worked.text("the limits are ").number(min, measure).text(" and ").number(max, measure)
        }
        (Some(min), None) => worked.text("the least is ").number(min, measure),
        (None, Some(max)) => worked.text("the limit is ").number(max, measure),
        (None, None) => worked,
    }
}

/// The metric of the path, or the one that the method ranks by.
fn metric_of(demand: &Demand) -> Option<&'static Metric> {
    demand.path.metric().or_else(|| Method::headline(demand.view.method))
}

/// Its number is the share of one country.
fn is_from_one(metric: &Metric) -> bool {
    matches!(
        metric.path,
        "stages.top_supplier.share"
            | "dependency.top_source.share"
            | "dependency.exposure"
            | "dependency.traced.top_source.share"
            | "dependency.traced.exposure"
    )
}

/// `cobalt oxide, refinery, for USA, after drc-cobalt-quota: `.
fn subject(demand: &Demand, judged: &Judged) -> String {
    let Some(mineral) = &judged.mineral else { return "no mineral is held to it: ".to_owned() };
    let mut text = mineral.to_string();
    if !judged.product.is_empty() {
        text += &format!(" ({})", judged.product);
    }
    if let Some(stage) = judged.stage {
        text += &format!(", {stage}");
    }
    if let Some(consumer) = &demand.view.consumer {
        text += &format!(", for {}", consumer.id);
    }
    if let Some((_, scenario)) = &demand.view.scenario {
        text += &format!(", after {scenario}");
    }
    text + ": "
}

/// The number with the ends that are known.
fn number(worked: Worked, reading: Reading, measure: Measure) -> Worked {
    let (low, high) = (reading.low(), reading.high());
    match (reading.value(), low, high) {
        (Some(value), None, None) => worked.number(value, measure),
        (_, Some(low), Some(high)) if low < high => {
            worked.number(low, measure).text(" to ").number(high, measure)
        }
        (_, Some(low), Some(_)) => worked.number(low, measure),
        (_, Some(low), None) => worked.text("at least ").number(low, measure),
        (_, None, Some(high)) => worked.text("at most ").number(high, measure),
        (None, None, None) => worked,
    }
}
