//! `scenario`: one in full, several side by side, or the list of those compiled in.

mod beside;
mod gap;

use super::Page;
use crate::model::Measure;
use crate::output::{Bounded, Envelope, MetricChange, MineralEffect, ScenarioEffect, ShareChange, ShippedOf};
use crate::render::document::{Column, Document};
use crate::render::number::{plain, quantity, reading_as};

/// Metrics that a table has; the JSON has all.
const SHOWN: &[&str] = &[
    "stages.total.quantity",
    "stages.top_supplier.share",
    "stages.hhi",
    "stages.hhi_wgi",
    "stages.supply_without_largest",
    "dependency.import_reliance",
    "dependency.import_hhi",
    "dependency.exposure",
    "eu_sr",
    "eu_ei",
];

/// Shares of a mix that a table has; the rest is in the JSON.
const MOST: usize = 6;

/// What scenarios change.
#[derive(Debug)]
pub struct Scenarios<'a>(pub &'a Envelope<ScenarioEffect>);

impl Page for Scenarios<'_> {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let all = &self.0.results;
        for (i, scenario) in all.iter().enumerate() {
            if i > 0 {
                document.gap();
            }
            head(scenario, &mut document);
            if all.len() == 1 {
                let (still, told): (Vec<&MineralEffect>, Vec<&MineralEffect>) = scenario
                    .minerals
                    .iter()
                    .partition(|m| m.unchanged && m.gaps.is_empty() && m.losses.is_empty());
                // a single one is told whole, also where nothing changes
                let shown = if told.is_empty() && still.len() == 1 { &still } else { &told };
                for mineral in shown {
                    document.gap();
                    of_mineral(mineral, scenario, &mut document);
                }
                if shown.len() < scenario.minerals.len() {
                    let names: Vec<&str> = still.iter().map(|m| m.name.as_str()).collect();
                    document.gap();
                    document.paragraph(2, &format!("no number changes of {}", names.join(", ")));
                }
            }
        }
        if all.len() > 1 {
            document.gap();
            beside::lay(all, &mut document);
        }
        document.gap();
        document.heading("Taken for granted");
        let mut told: Vec<&str> = Vec::new();
        for scenario in all {
            for words in &scenario.assumptions {
                if !told.contains(&words.as_str()) {
                    told.push(words);
                    document.item((2, 4), words);
                }
            }
            for shock in &scenario.shocks {
                let of = if all.len() > 1 { format!("{}, ", scenario.scenario) } else { String::new() };
                let of = format!("{of}`{}` of {}", shock.kind, shock.minerals.join(", "));
                let words = match (&shock.left_out, shock.note.as_str()) {
                    (Some(reason), _) => format!("{of} does not apply: {reason}"),
                    (None, "") => continue,
                    (None, note) => format!("{of}: {note}"),
                };
                document.item((2, 4), &words);
            }
        }
        let noted: Vec<String> = self
            .0
            .warnings
            .iter()
            .filter(|w| ["needs-quantity", "no-effect", "overlapping-shocks"].contains(&w.code))
            .map(|w| {
                let of = w.mineral.as_ref().map(|m| format!("{m}: ")).unwrap_or_default();
                format!("{of}{}", w.message)
            })
            .collect();
        if !noted.is_empty() {
            document.gap();
            noted.iter().for_each(|words| document.item((0, 2), words));
        }
        document
    }
}

fn head(scenario: &ScenarioEffect, document: &mut Document) {
    document.title(&format!("{} ({})", scenario.name, scenario.scenario));
    if !scenario.description.is_empty() {
        document.paragraph(0, &scenario.description);
    }
}

fn of_mineral(m: &MineralEffect, scenario: &ScenarioEffect, document: &mut Document) {
    let whom = scenario.consumer.as_ref().map(|c| format!(", for {c}")).unwrap_or_default();
    document.heading(&format!("{}{whom}", m.name));
    // what is lost comes first: what changes after it is of what is left
    for loss in &m.losses {
        document.item((0, 2), &gap::loss(loss, scenario.consumer.as_deref().unwrap_or_default()));
    }
    let columns = [
        Column::text("Metric"),
        Column::text("Stage"),
        Column::number("Before"),
        Column::number("After"),
        Column::number("Change"),
    ];
    let shown = m.metrics.iter().filter(|c| SHOWN.contains(&c.metric));
    let rows: Vec<Vec<String>> = shown.map(|c| metric_row(c, m)).collect();
    if rows.is_empty() {
        document.paragraph(2, "no number of it changes");
    } else {
        document.grid(&columns, &rows);
    }
    shares(&m.shares, "Share of output", document);
    sources(&m.sources, scenario.consumer.as_deref().unwrap_or_default(), document);
    let mut notes = Vec::new();
    if let Some(consumer) = &scenario.consumer {
        for stage in &m.net_exporter {
            notes.push(format!("{consumer} is a net exporter at the stage `{stage}`: nothing of its use hangs on others there, before or after"));
        }
    }
    if let Some(consumer) = &scenario.consumer {
        for stage in &m.net_exporter_after {
            notes.push(format!(
                "{consumer} then sells more than it buys at the stage `{stage}`, as what it sells stays as it is: no exposure can be told"
            ));
        }
    }
    notes.extend(m.reach.iter().map(gap::reach));
    if !notes.is_empty() {
        document.gap();
        notes.iter().for_each(|words| document.item((0, 2), words));
    }
    for g in &m.gaps {
        document.gap();
        gap::lay(g, document);
    }
}

fn metric_row(c: &MetricChange, m: &MineralEffect) -> Vec<String> {
    let whose = |after: bool| largest(c, m, after).map(|name| format!("{name} ")).unwrap_or_default();
    let number = |b: Option<&Bounded>, whose: String| match b {
        Some(b) => format!("{whose}{}", exactly(b, c.measure)),
        None => "none".to_owned(),
    };
    vec![
        format!("{}{}", c.title, unit(c.measure)),
        at(c.stage, &c.product),
        number(c.before.as_ref(), whose(false)),
        number(c.after.as_ref(), whose(true)),
        change(c),
    ]
}

/// Whose share the largest is, before or after.
fn largest<'m>(c: &MetricChange, m: &'m MineralEffect, after: bool) -> Option<&'m str> {
    let all = match c.metric {
        "stages.top_supplier.share" => &m.shares,
        "dependency.exposure" => &m.sources,
        _ => return None,
    };
    let share = |s: &ShareChange| if after { s.after } else { s.before };
    let its =
        all.iter().filter(|s| Some(s.stage) == c.stage && s.product == c.product && s.country != "other");
    its.max_by(|a, b| share(a).total_cmp(&share(b)).then_with(|| b.country.cmp(&a.country)))
        .map(|s| s.country.as_str())
}

fn at(stage: Option<&str>, product: &str) -> String {
    let stage = stage.unwrap_or_default();
    if product.is_empty() { stage.to_owned() } else { format!("{stage}: {product}") }
}

fn unit(measure: Measure) -> &'static str {
    match measure {
        Measure::Share => " %",
        _ => "",
    }
}

/// A reading with a digit more than elsewhere: changes are small.
fn exactly(b: &Bounded, measure: Measure) -> String {
    reading_as(b, |x| finely(x, measure))
}

fn finely(value: f64, measure: Measure) -> String {
    match measure {
        Measure::Share => format!("{:.2}", value * 100.0),
        _ => plain(value, measure),
    }
}

/// The change of a value, with its sign; of bounds, of each end.
fn change(c: &MetricChange) -> String {
    let signed = |x: f64| {
        let text = finely(x.abs(), c.measure);
        let zero = text.chars().all(|c| matches!(c, '0' | '.'));
        if zero { "0".to_owned() } else { format!("{}{text}", if x < 0.0 { "-" } else { "+" }) }
    };
    let end = |of: fn(&Bounded) -> Option<f64>| {
        c.before.as_ref().and_then(of).zip(c.after.as_ref().and_then(of)).map(|(b, a)| a - b)
    };
    match (c.change, end(|b| b.low), end(|b| b.high)) {
        (Some(x), ..) => signed(x),
        (None, Some(low), Some(high)) => {
            let (low, high) = (signed(low), signed(high));
            if low == high { low } else { format!("{low} to {high}") }
        }
        (None, Some(x), None) | (None, None, Some(x)) => signed(x),
        (None, None, None) => String::new(),
    }
}

fn shares(all: &[ShareChange], title: &'static str, document: &mut Document) {
    let columns =
        [Column::text(title), Column::text("Stage"), Column::number("Before %"), Column::number("After %")];
    let moved: Vec<&ShareChange> = all.iter().filter(|s| s.change.abs() > 0.0).collect();
    let rows: Vec<Vec<String>> = moved
        .iter()
        .filter(|s| moved.iter().filter(|o| o.stage == s.stage).take(MOST).any(|o| o.country == s.country))
        .map(|s| {
            let percent = |x| finely(x, Measure::Share);
            vec![s.name.clone(), s.stage.to_owned(), percent(s.before), percent(s.after)]
        })
        .collect();
    if !rows.is_empty() {
        document.gap();
        document.grid(&columns, &rows);
        left_out(moved.len(), rows.len(), document);
    }
}

fn sources(all: &[ShareChange], consumer: &str, document: &mut Document) {
    let columns = [
        Column::text("Source"),
        Column::text("Stage"),
        Column::number("Share %, before"),
        Column::number("after"),
        Column::number("Exposure %, before"),
        Column::number("after"),
    ];
    let moved: Vec<&ShareChange> = all.iter().filter(|s| s.change.abs() > 0.0).collect();
    let told = |b: Option<&Bounded>| b.map(|b| exactly(b, Measure::Share)).unwrap_or_default();
    let same = |a: &ShareChange, b: &ShareChange| a.stage == b.stage && a.product == b.product;
    let rows: Vec<Vec<String>> = moved
        .iter()
        .filter(|s| moved.iter().filter(|o| same(o, s)).take(MOST).any(|o| o.country == s.country))
        .map(|s| {
            let percent = |x| finely(x, Measure::Share);
            vec![
                s.name.clone(),
                at(Some(s.stage), &s.product),
                percent(s.before),
                percent(s.after),
                told(s.exposure_before.as_ref()),
                told(s.exposure_after.as_ref()),
            ]
        })
        .collect();
    if !rows.is_empty() {
        document.gap();
        document.paragraph(0, &format!("Sources of {consumer}: shares, and what of its use hangs on each"));
        document.grid(&columns, &rows);
        left_out(moved.len(), rows.len(), document);
    }
}

fn left_out(all: usize, shown: usize, document: &mut Document) {
    if all > shown {
        document.paragraph(2, &format!("and {} more: `--format json` has all", all - shown));
    }
}

/// The first of some names, and how many more there are.
fn few(names: &[String]) -> String {
    const FEW: usize = 3;
    let first = names.iter().take(FEW).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > FEW { format!("{first} and {} more", names.len() - FEW) } else { first }
}

/// A quantity with its unit.
fn amount(value: f64, unit: &str) -> String {
    format!("{} {unit}", quantity(if value.abs() >= 100.0 { value.round() } else { value }))
}

/// The scenarios that are compiled in.
#[derive(Debug)]
pub struct Shipped<'a>(pub &'a Envelope<ShippedOf>);

impl Page for Shipped<'_> {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let columns = [
            Column::text("Scenario"),
            Column::text("What it supposes"),
            Column::number("Year").optional(1),
            Column::text("Minerals").optional(2),
        ];
        let year = |s: &ShippedOf| s.year.map(|y| y.to_string()).unwrap_or_default();
        let rows: Vec<Vec<String>> = self
            .0
            .results
            .iter()
            .map(|s| vec![s.scenario.clone(), s.name.clone(), year(s), few(&s.minerals)])
            .collect();
        document.grid(&columns, &rows);
        document.gap();
        document.paragraph(
            0,
            "`minerals scenario NAME` shows what one changes; several names set them side by side",
        );
        document
    }
}
