//! `compare`: why, then the headlines that moved, then every other metric, then what came and went.

use std::collections::BTreeSet;

use super::Page;
use crate::model::{Measure, Metric};
use crate::output::{Bounded, Cause, Difference, Envelope, Move, Side, Was};
use crate::render::document::{Column, Document, Shape};
use crate::render::number::{plain, reading};

/// How the causes are set.
const SHAPE: Shape = Shape { margin: 2, label: 12 };

/// Digits of a hash that tell files apart.
const HASH: usize = 12;

/// Two runs beside each other.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// The answer.
    pub answer: &'a Envelope<Difference>,
    /// Headlines, other metrics, and things that came or went, that are not in it.
    pub hidden: [usize; 3],
}

impl Page for Comparison<'_> {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let moves: Vec<&Move> = self.answer.results.iter().filter_map(Difference::as_move).collect();
        let causes: Vec<&Cause> = self.answer.results.iter().filter_map(Difference::as_cause).collect();
        let [old, new] = self.names();
        if moves.is_empty() {
            document.paragraph(2, &format!("nothing moved from {old} to {new}{}", though(&causes)));
            return document;
        }
        let (moved, others): (Vec<&Move>, Vec<&Move>) = moves.into_iter().partition(|m| m.is_moved());
        let (headlines, metrics): (Vec<&Move>, Vec<&Move>) = moved.into_iter().partition(|m| m.is_headline());
        document.title(&format!(
            "What moved from {old} to {new}: {}",
            self.counts(&headlines, &metrics, &others)
        ));
        let told: Vec<String> = causes.iter().map(|cause| told(cause)).collect();
        let labels = std::iter::once("because of").chain(std::iter::repeat(""));
        document.facts(SHAPE, &labels.zip(told.iter().map(String::as_str)).collect::<Vec<_>>());
        let one_cause = self.answer.results.iter().filter_map(Difference::as_move).map(|m| &m.because);
        let told = one_cause.collect::<BTreeSet<_>>().len() > 1;
        let [more_headlines, more_metrics, more_others] = self.hidden;
        grid(&mut document, &title_of_headlines(&headlines), &headlines, (told, more_headlines));
        let heading = if headlines.is_empty() { "Metrics" } else { "Other metrics" };
        grid(&mut document, heading, &metrics, (told, more_metrics));
        came_and_went(&mut document, &others, (told, more_others));
        let warned = self.answer.warnings.iter().map(|w| w.message.clone());
        let notes: Vec<String> = notes(&headlines, &metrics).into_iter().chain(warned).collect();
        if !notes.is_empty() {
            document.gap();
        }
        notes.iter().for_each(|note| document.item((0, 2), note));
        document
    }
}

impl Comparison<'_> {
    fn names(&self) -> [String; 2] {
        let name = |which: &str| self.answer.inputs.iter().find(|i| i.table == which).map(|i| i.name.clone());
        ["old", "new"].map(|which| name(which).unwrap_or_default())
    }

    /// `3 headlines and 20 other metrics; 1 appeared`.
    fn counts(&self, headlines: &[&Move], metrics: &[&Move], others: &[&Move]) -> String {
        let [more_headlines, more_metrics, more_others] = self.hidden;
        let count = |n: usize, what: &str| match n {
            0 => None,
            1 => Some(format!("1 {what}")),
            _ => Some(format!("{n} {what}s")),
        };
        let other = if headlines.is_empty() { "metric" } else { "other metric" };
        let moved =
            [count(headlines.len() + more_headlines, "headline"), count(metrics.len() + more_metrics, other)];
        let of = |kind: &str| match others.iter().filter(|m| m.kind == kind).count() {
            0 => None,
            n => Some(format!("{n} {kind}")),
        };
        let one_sided = match more_others {
            0 => [of("appeared"), of("disappeared")],
            more => [Some(format!("{} appeared or disappeared", others.len() + more)), None],
        };
        let both = [
            moved.into_iter().flatten().collect::<Vec<_>>().join(" and "),
            one_sided.into_iter().flatten().collect::<Vec<_>>().join(", "),
        ];
        both.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
    }
}

/// `, though production and parameters.year differ`.
fn though(causes: &[&Cause]) -> String {
    let names: Vec<String> = causes.iter().map(|c| format!("{} {}", c.kind, c.cause)).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => format!(", though {one} differs"),
        all => format!(", though {} differ", all.join(", ")),
    }
}

/// `production: a.csv (3 rows, sha256 0a1b...) -> b.csv (...)`.
fn told(cause: &Cause) -> String {
    let was = |was: Option<&Was>| {
        let Some(was) = was else { return "none".to_owned() };
        let short = |hash: &String| hash.chars().take(HASH).collect::<String>();
        let rows = was.rows.map(|rows| format!("{rows} rows"));
        let builtin = was.builtin.then(|| "compiled in".to_owned());
        let hash = was.sha256.as_ref().map(|hash| format!("sha256 {}", short(hash)));
        let about: Vec<String> = [builtin, rows, hash].into_iter().flatten().collect();
        if about.is_empty() { was.text.clone() } else { format!("{} ({})", was.text, about.join(", ")) }
    };
    format!("{} {}: {} -> {}", cause.kind, cause.cause, was(cause.old.as_ref()), was(cause.new.as_ref()))
}

/// By what the headlines rank, if it is one metric.
fn title_of_headlines(headlines: &[&Move]) -> String {
    let sides = headlines.iter().flat_map(|m| [&m.old, &m.new]).flatten();
    let methods: BTreeSet<&str> = sides.filter_map(|side| side.method.as_deref()).collect();
    let ranked = headlines.first().and_then(|m| m.ranks_by).filter(|_| methods.len() == 1);
    ranked.map_or_else(|| "Headlines".to_owned(), |metric| format!("Headlines, {}", title(metric)))
}

/// Moves in rows; `because` only where it is not the same of all.
fn grid(document: &mut Document, heading: &str, moves: &[&Move], (told, more): (bool, usize)) {
    if moves.is_empty() {
        return;
    }
    document.gap();
    document.heading(heading);
    let columns = [
        Column::text("Mineral"),
        Column::text("Stage"),
        Column::text("Metric"),
        Column::number("Old"),
        Column::number("New"),
        Column::number("Change"),
        Column::number("%").optional(2),
        Column::text("Risk").optional(1),
        Column::text("Because"),
    ];
    let row = |m: &&Move| {
        let because = if told { m.because.join(", ") } else { String::new() };
        let metric = if m.is_headline() { String::new() } else { metric_of(m) };
        let relative = m.relative.map(|r| format!("{:+.1}", r * 100.0)).unwrap_or_default();
        let [old, new] = sides(m);
        let risk = m.risk.unwrap_or_default().to_owned();
        vec![
            whose(m),
            m.stage.clone().unwrap_or_default(),
            metric,
            old,
            new,
            change(m),
            relative,
            risk,
            because,
        ]
    };
    document.grid(&columns, &moves.iter().map(row).collect::<Vec<_>>());
    and_more(document, moves.len(), more);
}

/// What only one of the runs has.
fn came_and_went(document: &mut Document, moves: &[&Move], (told, more): (bool, usize)) {
    if moves.is_empty() {
        return;
    }
    document.gap();
    document.heading("Appeared or disappeared");
    let columns = [
        Column::text(""),
        Column::text("Mineral"),
        Column::text("Stage"),
        Column::text("What"),
        Column::number("Figure"),
        Column::text("Why"),
        Column::text("Because"),
    ];
    let row = |m: &&Move| {
        let [old, new] = sides(m);
        let because = if told { m.because.join(", ") } else { String::new() };
        let why = m.why.clone().unwrap_or_default();
        let stage = m.stage.clone().unwrap_or_default();
        vec![m.kind.to_owned(), whose(m), stage, metric_of(m), format!("{old}{new}"), why, because]
    };
    document.grid(&columns, &moves.iter().map(row).collect::<Vec<_>>());
    and_more(document, moves.len(), more);
}

fn and_more(document: &mut Document, shown: usize, more: usize) {
    if more > 0 {
        document.paragraph(2, &format!("and {more} more: --top {}", shown + more));
    }
}

/// What the marks mean.
fn notes(headlines: &[&Move], metrics: &[&Move]) -> Vec<String> {
    let all = || headlines.iter().chain(metrics);
    let is = |measure| all().any(|m| m.measure == measure);
    let units = [
        is(Measure::Share).then_some("pp percentage points"),
        is(Measure::Hhi).then_some("HHI in points of 10 000"),
    ];
    let units = units.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let of_end = |m: &&&Move| m.change.is_some_and(|c| c.value.is_none_or(|v| v.abs() <= 0.0));
    let ends = "low, high: the end that moved, where the value did not or is not known";
    let ends = all().any(|m| of_end(&m) && m.size.is_some_and(|s| s > 0.0)).then(|| ends.to_owned());
    Some(units).filter(|units| !units.is_empty()).into_iter().chain(ends).collect()
}

/// `Cobalt, unwrought`: the mineral, else the country, and what tells it from others.
fn whose(m: &Move) -> String {
    let name = m.name.clone().or_else(|| m.mineral.clone());
    let parts = [name, m.product.clone(), m.country.clone(), m.of.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The title of a metric; the path of what is none, and nothing of a whole mineral.
fn metric_of(m: &Move) -> String {
    match (m.metric.as_deref(), m.ranks_by) {
        (Some(_), Some(_)) => "headline".to_owned(),
        (Some("stages"), None) => "the whole stage".to_owned(),
        (Some(path), None) => title(path).to_owned(),
        (None, _) => "all of it".to_owned(),
    }
}

fn title(path: &str) -> &str {
    Metric::all().find(|m| m.path == path).map_or(path, |m| m.title)
}

/// Old and new, with their units, and with what they are of where that is another.
fn sides(m: &Move) -> [String; 2] {
    let differs =
        |of: fn(&Side) -> Option<&String>| m.old.as_ref().and_then(of) != m.new.as_ref().and_then(of);
    let (country, stage) = (differs(|s| s.country.as_ref()), differs(|s| s.stage.as_ref()));
    let method = differs(|s| s.method.as_ref()) && m.is_moved();
    let side = |side: &Option<Side>| {
        let Some(side) = side else { return String::new() };
        let number = reading(&side.reading, side.measure);
        let unit = match side.measure {
            Measure::Share => Some("%"),
            _ => side.unit.as_deref(),
        };
        let of = [
            unit.filter(|_| !number.is_empty()),
            side.country.as_deref().filter(|_| country),
            side.stage.as_deref().filter(|_| stage),
            side.method.as_deref().filter(|_| method),
        ];
        [Some(number.as_str())].into_iter().chain(of).flatten().collect::<Vec<_>>().join(" ")
    };
    [side(&m.old), side(&m.new)]
}

/// The change of the value, else of the end that moved: `-13.1 pp`, `high +12`.
fn change(m: &Move) -> String {
    let Some(Bounded { value, low, high }) = m.change else { return String::new() };
    let moved = |end: Option<f64>| end.filter(|change| change.abs() > 0.0);
    let (end, change) = match (moved(value), moved(high), moved(low)) {
        (Some(change), ..) => ("", change),
        (None, Some(change), _) => ("high ", change),
        (None, None, Some(change)) => ("low ", change),
        (None, None, None) => ("", 0.0),
    };
    let sign = if change < 0.0 { "-" } else { "+" };
    let number = plain(change.abs(), m.measure);
    let number = if change.abs() > 0.0 { format!("{sign}{number}") } else { number };
    let unit = if m.measure == Measure::Share { " pp" } else { "" };
    format!("{end}{number}{unit}")
}
