//! The CSV of `scenario`: a row a number that is told before and after, and a row a gap.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{CsvRows, object};
use crate::output::{Bounded, GapOf, MineralEffect, ScenarioEffect, ShareChange, ShippedOf};

#[derive(Serialize, Default)]
struct Row<'a> {
    scenario: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    mineral: Option<&'a str>,
    what: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<&'a str>,
    product: &'a str,
    metric: &'a str,
    country: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Bounded>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Bounded>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exposure_before: Option<Bounded>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exposure_after: Option<Bounded>,
    unit: &'a str,
}

impl CsvRows for ScenarioEffect {
    #[rustfmt::skip]
    const COLUMNS: &'static [&'static str] = &[
        "scenario", "mineral", "what", "stage", "product", "metric", "country",
        "before.value", "before.low", "before.high", "after.value", "after.low", "after.high", "change",
        "exposure_before.value", "exposure_before.low", "exposure_before.high",
        "exposure_after.value", "exposure_after.low", "exposure_after.high", "unit",
    ];

    fn rows(&self) -> Result<Vec<Map<String, Value>>, serde_json::Error> {
        let mut rows = Vec::new();
        for m in &self.minerals {
            let of = Row { scenario: &self.scenario, mineral: Some(&m.mineral), ..Row::default() };
            rows.extend(changes(m, &of)?);
        }
        if rows.is_empty() {
            rows.push(object(&Row { scenario: &self.scenario, what: "nothing", ..Row::default() })?);
        }
        Ok(rows)
    }
}

fn changes(m: &MineralEffect, of: &Row<'_>) -> Result<Vec<Map<String, Value>>, serde_json::Error> {
    let mut rows = Vec::new();
    let like = || Row { scenario: of.scenario, mineral: Some(&m.mineral), ..Row::default() };
    for c in &m.metrics {
        rows.push(object(&Row {
            what: "metric",
            stage: c.stage,
            product: &c.product,
            metric: c.metric,
            before: c.before,
            after: c.after,
            change: c.change,
            ..like()
        })?);
    }
    for (what, all) in [("share", &m.shares), ("source", &m.sources)] {
        for s in all {
            rows.push(object(&share(what, s, like()))?);
        }
    }
    for loss in &m.losses {
        let told = [
            ("loss.share", Some(loss.share)),
            ("loss.lost", loss.lost),
            ("loss.stock_days", loss.stock_days),
        ];
        for (metric, number) in told {
            let Some(after) = number else { continue };
            let (stage, product) = (Some(loss.stage), loss.product.as_str());
            let unit = if metric == "loss.lost" { loss.unit.unwrap_or_default() } else { "" };
            rows.push(object(&Row {
                what: "loss",
                stage,
                product,
                metric,
                after: Some(after),
                unit,
                ..like()
            })?);
        }
    }
    for gap in &m.gaps {
        for (metric, after) in numbers(gap) {
            let quantity = !metric.contains("price") && !metric.contains("days") && !metric.contains("ramp");
            let unit = if quantity { gap.unit } else { "" };
            rows.push(object(&Row {
                what: "gap",
                stage: Some(gap.stage),
                metric,
                after: Some(after),
                unit,
                ..like()
            })?);
        }
    }
    for reach in &m.reach {
        let exact = |x: Option<f64>| x.map(|value| Bounded { value: Some(value), low: None, high: None });
        rows.push(object(&Row {
            what: "reach",
            stage: Some(reach.stage),
            metric: "reach.added",
            country: &reach.country,
            before: exact(reach.added_before),
            after: exact(reach.added_after),
            unit: reach.unit,
            ..like()
        })?);
    }
    Ok(rows)
}

fn share<'a>(what: &'static str, s: &'a ShareChange, like: Row<'a>) -> Row<'a> {
    let exact = |value| Some(Bounded { value: Some(value), low: None, high: None });
    Row {
        what,
        stage: Some(s.stage),
        product: &s.product,
        country: &s.country,
        before: exact(s.before),
        after: exact(s.after),
        change: Some(s.change),
        exposure_before: s.exposure_before,
        exposure_after: s.exposure_after,
        ..like
    }
}

/// The numbers of a gap under their names in the JSON.
fn numbers(g: &GapOf) -> Vec<(&'static str, Bounded)> {
    let exact = |value| Bounded { value: Some(value), low: None, high: None };
    let mut all = vec![("gap.lost", g.lost), ("gap.gap", g.gap)];
    all.extend(g.spare.map(|s| ("gap.spare", exact(s))));
    all.push(("gap.ramp", exact(g.ramp)));
    all.extend(g.spare_used.map(|s| ("gap.spare_used", s)));
    all.push(("gap.stocks", exact(g.stocks)));
    all.push(("gap.shortfall", g.shortfall));
    all.extend(g.stock_days.map(|d| ("gap.stock_days", exact(d))));
    let price = |case: &str| g.prices.iter().find(|p| p.case == case).map(|p| exact(p.price));
    all.extend(price("low").map(|p| ("gap.price.low", p)));
    all.extend(price("mid").map(|p| ("gap.price.mid", p)));
    all.extend(price("high").map(|p| ("gap.price.high", p)));
    all
}

impl CsvRows for ShippedOf {
    const COLUMNS: &'static [&'static str] =
        &["scenario", "name", "description", "base_year", "year", "minerals", "source"];

    fn rows(&self) -> Result<Vec<Map<String, Value>>, serde_json::Error> {
        Ok(vec![object(self)?])
    }
}
