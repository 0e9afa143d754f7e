//! `[[limit]]` and `[[test]]`: a number, what it may be, and of whom.

use std::ops::Range;

use super::Reading;
use super::view::KEYS as ASKED;
use crate::diag::{Code, did_you_mean, quote};
use crate::load::document::{Fields, Node, Value};
use crate::load::number::Sign;
use crate::model::policy::{Bounds, Demand, Kind, Level, Path};
use crate::model::{Measure, Method};

/// The keys of a limit beside those of its question, with what each is.
pub const LIMIT: &[(&str, &str)] = &[
    (
        "metric",
        "which number: its path in the JSON of `score`, as `stages.hhi`; `.value`, `.low` or `.high` takes one part of it",
    ),
    ("max", "no more than this, in the JSON's units: shares and HHI from 0 to 1"),
    ("min", "no less than this"),
    (
        "minerals",
        "of these minerals; with `family` and `list`, of all that any of them names; of all without",
    ),
    ("family", "of the members of this family"),
    ("list", "of the minerals on this official list, as `us-critical-2025`"),
    ("severity", "how bad it is to break it: `error`, `warning` or `note`"),
    ("undecided", "the same where what is known does not decide it; that of the limit if left out"),
    ("unknown", "the same where a mineral that is named has no number; `warning` if left out"),
    ("name", "what the limit is called"),
    ("note", "what is said beside each finding"),
    ("source", "who demands it"),
];

/// The keys of a test beside those of its question, with what each is.
pub const TEST: &[(&str, &str)] = &[
    ("mineral", "of which mineral"),
    (
        "expect",
        "numbers by their paths, with what each may be: `{ \"headline.value\" = { min = 1.2, max = 9 } }`",
    ),
    ("name", "what the test is called"),
    ("note", "what is said beside each finding"),
    ("source", "who says so"),
];

fn keys(own: &[(&'static str, &str)]) -> Vec<&'static str> {
    own.iter().map(|(key, _)| *key).chain(ASKED.iter().map(|(key, _)| *key)).collect()
}

/// What a limit and a test say beside the number.
#[derive(Debug, Default)]
struct Said {
    name: String,
    note: String,
    source: String,
}

impl Reading<'_, '_> {
    /// The demands of a limit: one, unless it is held for several or after several scenarios.
    pub(super) fn limit(&mut self, node: &Node) -> Option<Vec<Demand>> {
        let known = self.reader.fields(node, &keys(LIMIT)).is_some();
        let fields = self.reader.table(node)?;
        let metric = self.reader.needs(&fields, "metric", "which number is limited, as `stages.hhi`");
        let path = metric.and_then(|node| self.path(node));
        let place = fields.entry("metric").map_or(fields.head(), |entry| entry.place.clone());
        let asked = self.asked(&fields);
        let bounds = self.bounds(&fields, path.as_ref(), asked_method(&fields));
        let minerals = self.minerals(&fields);
        let level = |reading: &mut Self, key: &str, usual: Level| match fields.get(key) {
            Some(node) => reading.level(node),
            None => Some(usual),
        };
        let severity = level(self, "severity", Level::Error);
        let undecided = level(self, "undecided", severity.unwrap_or(Level::Error));
        let unknown = level(self, "unknown", severity.unwrap_or(Level::Error).max(Level::Warning));
        let Said { name, note, source } = self.said(&fields);
        let (path, asked) = (path?, asked?);
        let views = self.views(&asked, &path, place.clone());
        let place = self.reader.place(place);
        let demand = Demand {
            kind: Kind::Limit,
            path,
            bounds: bounds?,
            minerals: minerals?,
            view: views.as_ref()?.first()?.clone(),
            severity: severity?,
            undecided: undecided?,
            unknown: unknown?,
            name,
            note,
            source,
            place,
        };
        let views = views.filter(|_| known)?;
        Some(views.into_iter().map(|view| Demand { view, ..demand.clone() }).collect())
    }

    /// The demands of a test: one an expectation.
    pub(super) fn test(&mut self, node: &Node) -> Option<Vec<Demand>> {
        let known = self.reader.fields(node, &keys(TEST)).is_some();
        let fields = self.reader.table(node)?;
        let asked = self.asked(&fields);
        let mineral = self.reader.needs(&fields, "mineral", "whose numbers are expected");
        let minerals = mineral.and_then(|node| self.reader.minerals(node));
        let expect = self.reader.needs(&fields, "expect", "numbers with what each may be");
        let mut expected = Vec::new();
        if let Some(node) = expect {
            self.expectations("", node, &mut expected);
            if expected.is_empty() && matches!(&node.value, Value::Table(entries) if entries.is_empty()) {
                let help = "write `expect = { \"headline.value\" = { min = 1.2, max = 9 } }`";
                self.reader.bad(node, "the test expects nothing", "empty", help);
            }
        }
        let Said { name, note, source } = self.said(&fields);
        let (asked, minerals) = (asked?, minerals?);
        let mut demands = Vec::new();
        for (path, bounds, range) in expected {
            for view in self.views(&asked, &path, range.clone())? {
                demands.push(Demand {
                    kind: Kind::Test,
                    path,
                    bounds,
                    minerals: Some(minerals.iter().cloned().collect()),
                    view,
                    severity: Level::Error,
                    undecided: Level::Error,
                    unknown: Level::Error,
                    name: name.clone(),
                    note: note.clone(),
                    source: source.clone(),
                    place: self.reader.place(range.clone()),
                });
            }
        }
        known.then_some(demands)
    }

    /// Paths with their bounds; a path that is not in quotes is a table in a table, and means the same.
    fn expectations(&mut self, before: &str, node: &Node, into: &mut Vec<(Path, Bounds, Range<usize>)>) {
        let Some(fields) = self.reader.table(node) else { return };
        for entry in fields.iter() {
            let name = if before.is_empty() { entry.key.clone() } else { format!("{before}.{}", entry.key) };
            let bounded = |key: &str| key == "min" || key == "max";
            let leaf = match &entry.node.value {
                Value::Table(inner) => inner.is_empty() || inner.iter().any(|e| bounded(&e.key)),
                _ => true,
            };
            if !leaf {
                self.expectations(&name, &entry.node, into);
                continue;
            }
            let path = self.path_named(&name, entry.place.clone());
            let Some(inner) = self.reader.fields(&entry.node, &["min", "max"]) else { continue };
            let bounds = self.bounds(&inner, path.as_ref(), None);
            into.extend(path.zip(bounds).map(|(path, bounds)| (path, bounds, entry.place.clone())));
        }
    }

    pub(super) fn path(&mut self, node: &Node) -> Option<Path> {
        let text = self.reader.text(node)?;
        self.path_named(text, node.range.clone())
    }

    fn path_named(&mut self, text: &str, range: Range<usize>) -> Option<Path> {
        let found = Path::parse(text);
        if found.is_none() {
            let near = did_you_mean(text, Path::all());
            let list = "`minerals explain` lists every metric; `headline` is the method's own";
            let help = near.map_or(list.to_owned(), |near| format!("did you mean `{near}`?"));
            let message = format!("unknown metric `{}`", quote(text));
            self.reader.complain(Code::UnknownMetric, range, message, "no such number", help);
        }
        found
    }

    /// What a number may be: possible, and not less than its least.
    fn bounds(&mut self, fields: &Fields<'_>, path: Option<&Path>, method: Option<&str>) -> Option<Bounds> {
        let ends = ["min", "max"].map(|key| fields.get(key));
        if ends.iter().all(Option::is_none) {
            let message = "neither `max` nor `min` is there, so that nothing is demanded";
            let help = "`max` is the most that the number may be, `min` the least";
            self.reader.complain(Code::MissingKey, fields.head(), message, "here", help);
            return None;
        }
        let metric = path.and_then(|path| path.metric().or_else(|| Method::named(method?)?.headline()));
        let mut end = |node: Option<&Node>| match node {
            None => Some(None),
            Some(node) => {
                let number = self.reader.number(node, Sign::Any)?;
                let beyond =
                    metric.filter(|m| number < m.range.0 || m.range.1.is_some_and(|most| number > most));
                let Some(metric) = beyond else { return Some(Some(number)) };
                let most = metric.range.1.map_or(String::new(), |most| format!(" to {most}"));
                let message =
                    format!("`{}` is never {number}: it goes from {}{most}", metric.path, metric.range.0);
                let percent = matches!(metric.measure, Measure::Share) && number > 1.0 && number <= 100.0;
                let points = matches!(metric.measure, Measure::Hhi) && number > 1.0 && number <= 10_000.0;
                let help = match (percent, points) {
                    (true, _) => format!("shares go from 0 to 1: write `{}`", number / 100.0),
                    (_, true) => format!("the HHI goes from 0 to 1: write `{}`", number / 10_000.0),
                    _ => "write a number that it can be".to_owned(),
                };
                self.reader.bad(node, &message, "out of its range", &help);
                None
            }
        };
        let [min, max] = ends.map(&mut end);
        let (min, max) = (min?, max?);
        if let (Some(least), Some(most), [_, Some(node)]) = (min, max, ends)
            && least > most
        {
            let message =
                format!("`max` is less than `min`: no number is both at most {most} and at least {least}");
            self.reader.bad(node, &message, "less than the least", "turn them round");
            return None;
        }
        Some(Bounds { min, max })
    }

    fn level(&mut self, node: &Node) -> Option<Level> {
        let word = self.reader.word(node, &Level::ALL.map(Level::as_str))?;
        Level::ALL.into_iter().find(|level| level.as_str() == word)
    }

    fn said(&mut self, fields: &Fields<'_>) -> Said {
        let mut text = |key: &str| {
            let text = fields.get(key).and_then(|node| self.reader.text(node));
            text.unwrap_or_default().to_owned()
        };
        // a name is a heading, and the name of a test case: one line
        let name = text("name").split_whitespace().collect::<Vec<_>>().join(" ");
        Said { name, note: text("note"), source: text("source") }
    }
}

/// The method that a limit names, as it is written.
fn asked_method<'d>(fields: &Fields<'d>) -> Option<&'d str> {
    match &fields.get("method")?.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}
