//! What moved between two runs: every figure of one beside the same of the other, the largest move first.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::cause::Causes;
use super::node::{Figure, Node, Whose};
use crate::model::{Direction, Measure};
use crate::output::Bounded;

/// Part of a number within which two of it are the same: what is less is the arithmetic's.
const NOISE: f64 = 1e-12;

/// A figure that moved, or something that only one of the runs has.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Move {
    /// `moved`, `appeared` or `disappeared`: what only one run has was not 0 in the other.
    pub kind: &'static str,
    /// Id of the mineral.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mineral: Option<String>,
    /// Name for people, of the mineral or the country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// At which stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Of which product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// Of which country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Whatever else tells it from others: a sector, an edition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Path of the metric; of what appeared or disappeared whole, its path (`stages`), and nothing for all of a
    /// mineral.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
    /// In the old run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Side>,
    /// In the new run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Side>,
    /// New less old, of each end that both have, on one unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Bounded>,
    /// Change of the value over the old value; absent for shares, whose change is in parts of the whole, and
    /// for years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relative: Option<f64>,
    /// What the moves are sorted by: the change of the value, else of the high or low end, over the metric's
    /// whole (1 of a share or an HHI, 10 of a score); over the larger of both where there is no whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<f64>,
    /// `higher` or `lower`, where the metric says which way risk lies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk: Option<&'static str>,
    /// What the run that lacks it says of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// What it may come from: tables, `parameters.` and their name, `tool.version`.
    pub because: Vec<String>,
    /// What its number counts.
    #[serde(skip)]
    pub measure: Measure,
    /// In which order it stands among moves: risk on a scale, what only describes, what has no scale.
    #[serde(skip)]
    pub class: u8,
    /// The metric that a headline is.
    #[serde(skip)]
    pub ranks_by: Option<&'static str>,
}

/// A figure in one of the runs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Side {
    /// The number.
    #[serde(flatten)]
    pub reading: Bounded,
    /// Whose it is, where another's may be larger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Of which stage it is, where another's may be worse.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// By which method a mineral is ranked: the numbers of two are not subtracted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Its unit; the numbers of two are not subtracted either.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What its number counts.
    #[serde(skip)]
    pub measure: Measure,
}

impl Move {
    /// It is of the number that ranks the mineral.
    #[must_use]
    pub fn is_headline(&self) -> bool {
        self.metric.as_deref() == Some("headline.value")
    }

    /// It is in both runs.
    #[must_use]
    pub fn is_moved(&self) -> bool {
        self.kind == "moved"
    }

    /// It is the metric that a headline is, at the worst stage, with the headline's own numbers.
    #[must_use]
    pub fn is_told_by(&self, headline: &Self) -> bool {
        let same = |a: &Option<Side>, b: &Option<Side>| {
            a.as_ref().map(|s| s.reading) == b.as_ref().map(|s| s.reading)
        };
        headline.ranks_by.is_some_and(|metric| self.metric.as_deref() == Some(metric))
            && self.kind == headline.kind
            && self.mineral == headline.mineral
            && same(&self.old, &headline.old)
            && same(&self.new, &headline.new)
    }

    /// Headlines before the rest, then by class, the largest move first; of what came or went, the whole
    /// before its parts.
    fn order(&self, other: &Self) -> Ordering {
        let whose = |m: &Self| (m.mineral.clone(), m.country.clone(), m.stage.clone(), m.metric.clone());
        let rest = |m: &Self| (m.product.clone(), m.of.clone());
        let kind = |m: &Self| match m.kind {
            "moved" => 0,
            "appeared" => 1,
            _ => 2,
        };
        let class = |m: &Self| (kind(m), !m.is_moved() && m.metric.is_some(), !m.is_headline(), m.class);
        // to nine digits: a share and what is left without it move alike, but for the arithmetic
        let size = |m: &Self| (m.size.filter(|_| m.is_moved()).unwrap_or(0.0) * 1e9).round();
        class(self)
            .cmp(&class(other))
            .then_with(|| size(other).total_cmp(&size(self)))
            .then_with(|| whose(self).cmp(&whose(other)))
            .then_with(|| rest(self).cmp(&rest(other)))
    }
}

/// All moves between two sets of results, in order.
pub(super) fn moves<K: Ord + Clone>(
    old: &BTreeMap<K, Node>,
    new: &BTreeMap<K, Node>,
    causes: &Causes,
) -> Vec<Move> {
    let mut all = Vec::new();
    beside(old, new, causes, &mut all);
    all.sort_by(Move::order);
    all
}

fn beside<K: Ord + Clone>(
    old: &BTreeMap<K, Node>,
    new: &BTreeMap<K, Node>,
    causes: &Causes,
    all: &mut Vec<Move>,
) {
    let keys: BTreeSet<&K> = old.keys().chain(new.keys()).collect();
    for key in keys {
        match (old.get(key), new.get(key)) {
            (Some(old), Some(new)) => {
                figures(old, new, causes, all);
                beside(&old.parts, &new.parts, causes, all);
            }
            (Some(gone), None) => all.extend(whole(gone, "disappeared", causes)),
            (None, Some(come)) => all.extend(whole(come, "appeared", causes)),
            (None, None) => {}
        }
    }
}

/// The figures of the same part of both runs.
fn figures(old: &Node, new: &Node, causes: &Causes, all: &mut Vec<Move>) {
    let paths: BTreeSet<&String> = old.figures.keys().chain(new.figures.keys()).collect();
    for path in paths {
        let found = match (old.figures.get(path), new.figures.get(path)) {
            (Some(a), Some(b)) => moved(a, b).map(|found| Move {
                because: causes.of_figure(path, b.scale.ranks_by),
                ..found.of(&new.whose, Some(path))
            }),
            (Some(gone), None) => Some(one_sided(gone, path, (old, new), "disappeared", causes)),
            (None, Some(come)) => Some(one_sided(come, path, (new, old), "appeared", causes)),
            (None, None) => None,
        };
        all.extend(found);
    }
}

/// A figure that one run has, with what the other says of it.
fn one_sided(
    figure: &Figure,
    path: &str,
    (has, lacks): (&Node, &Node),
    kind: &'static str,
    causes: &Causes,
) -> Move {
    let because = causes.of_figure(path, figure.scale.ranks_by);
    let found = Move { because, why: why(path, lacks), ..Move::new(kind, figure.scale.measure) };
    found.with(figure, kind).of(&has.whose, Some(path))
}

/// A part that one run has: told whole, or as its figure if it is no more than one.
fn whole(part: &Node, kind: &'static str, causes: &Causes) -> Option<Move> {
    let all = part.all_figures();
    let (path, figure) = all.first()?;
    if part.path.is_empty() || all.len() > 1 {
        let path = Some(part.path.as_str()).filter(|path| !path.is_empty());
        let because = path.map_or_else(|| causes.all(), |path| causes.of_figure(path, None));
        return Some(Move { because, ..Move::new(kind, Measure::Ratio) }.of(&part.whose, path));
    }
    let because = causes.of_figure(path, figure.scale.ranks_by);
    let found = Move { because, ..Move::new(kind, figure.scale.measure) };
    Some(found.with(figure, kind).of(&part.whose, Some(path)))
}

/// Why a part has no figure of a path, as far as it says so.
fn why(path: &str, lacks: &Node) -> Option<String> {
    let said = |reason: &str| lacks.reasons.get(reason);
    let hangs_on_others = |path: &str| path.ends_with("import_reliance") || path.ends_with("exposure");
    match path {
        "headline.value" | "eu_sr" => said("net_exporter"),
        "eu_ei" => said("absent"),
        path if path.contains(".traced.") => said("no_traced"),
        path if hangs_on_others(path) => said("net_exporter").or_else(|| said("no_reliance")),
        path if path.ends_with("years") => said("no_years"),
        _ => said("no_share").or_else(|| said("no_concentration")),
    }
    .cloned()
}

impl Move {
    fn new(kind: &'static str, measure: Measure) -> Self {
        Self {
            kind,
            mineral: None,
            name: None,
            stage: None,
            product: None,
            country: None,
            of: None,
            metric: None,
            old: None,
            new: None,
            change: None,
            relative: None,
            size: None,
            risk: None,
            why: None,
            because: Vec::new(),
            measure,
            class: 0,
            ranks_by: None,
        }
    }

    fn of(self, whose: &Whose, metric: Option<&str>) -> Self {
        let Whose { mineral, name, stage, product, country, of } = whose.clone();
        let metric = metric.map(str::to_owned);
        Self { mineral, name, stage, product, country, of, metric, ..self }
    }

    fn with(self, figure: &Figure, kind: &str) -> Self {
        let (side, ranks_by) = (Some(Side::new(figure)), figure.scale.ranks_by);
        if kind == "appeared" {
            Self { new: side, ranks_by, ..self }
        } else {
            Self { old: side, ranks_by, ..self }
        }
    }
}

impl Side {
    fn new(figure: &Figure) -> Self {
        let Figure { reading, country, stage, method, unit, scale } = figure.clone();
        Self { reading, country, stage, method, unit, measure: scale.measure }
    }
}

/// The move from one figure to another, if there is one.
fn moved(old: &Figure, new: &Figure) -> Option<Move> {
    let (a, b) = (Side::new(old), Side::new(new));
    let ends = |r: &Bounded| [r.value, r.low, r.high];
    let same = |(a, b): (Option<f64>, Option<f64>)| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= NOISE * a.abs().max(b.abs()),
        (a, b) => a.is_none() && b.is_none(),
    };
    let both = || ends(&a.reading).into_iter().zip(ends(&b.reading));
    let comparable = (&a.method, &a.unit, a.measure) == (&b.method, &b.unit, b.measure);
    let words = (&a.country, &a.stage) == (&b.country, &b.stage) && comparable;
    if words && both().all(same) {
        return None;
    }
    let scale = new.scale;
    let less = |(a, b): (Option<f64>, Option<f64>)| {
        let (x, y) = (a?, b?);
        Some(if same((a, b)) { 0.0 } else { y - x }).filter(|_| comparable)
    };
    let part = |(a, b): (Option<f64>, Option<f64>)| {
        let change = less((a, b))?.abs();
        let whole = scale.whole.unwrap_or_else(|| a.unwrap_or(0.0).abs().max(b.unwrap_or(0.0).abs()));
        Some(if whole > 0.0 { change / whole } else { 0.0 })
    };
    let [value, low, high] = [0, 1, 2].map(|i| both().nth(i).and_then(less));
    let ends = [(value, 0), (high, 2), (low, 1)];
    let told = ends.iter().find_map(|(change, i)| Some((change.filter(|c| c.abs() > 0.0)?, *i)));
    let relative = match (scale.measure, a.reading.value, value) {
        (Measure::Share | Measure::Year, ..) => None,
        (_, Some(old), Some(change)) if old.abs() > 0.0 => Some(change / old.abs()),
        _ => None,
    };
    Some(Move {
        size: told.map_or_else(|| both().find_map(part), |(_, i)| both().nth(i).and_then(part)),
        change: [value, low, high].iter().any(Option::is_some).then_some(Bounded { value, low, high }),
        relative,
        risk: told.and_then(|(change, _)| risk(change, scale.direction)),
        old: Some(a),
        new: Some(b),
        class: match (scale.whole, scale.direction) {
            (None, _) => 2,
            (Some(_), Direction::Neutral) => 1,
            (Some(_), _) => 0,
        },
        ranks_by: scale.ranks_by,
        ..Move::new("moved", scale.measure)
    })
}

fn risk(change: f64, direction: Direction) -> Option<&'static str> {
    let worse = match direction {
        Direction::HigherIsWorse => change > 0.0,
        Direction::LowerIsWorse => change < 0.0,
        Direction::Neutral => return None,
    };
    Some(if worse { "higher" } else { "lower" })
}
