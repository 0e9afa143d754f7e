//! A result read back: its figures by their paths, and its parts (stages, dependencies, suppliers) by
//! whatever tells them apart, so that the order of a list does not matter.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::scale::Scale;
use crate::model::Measure;
use crate::output::Bounded;

/// What tells the members of a list apart.
const WORDS: &[&str] = &[
    "mineral",
    "id",
    "metric",
    "stage",
    "product",
    "country",
    "of",
    "partner",
    "sector",
    "application",
    "region",
    "scheme",
    "edition",
    "score",
    "scope",
    "reporter",
    "with",
    "flow",
    "label",
    "source",
];

/// Lists whose worst member stands before them on its own, under another name.
const FIRST_OF: &[(&str, &str)] = &[("other_dependencies", "dependency"), ("other_sectors", "sector")];

/// What a result says where it has no number.
const REASONS: &[&str] =
    &["no_concentration", "no_reliance", "no_traced", "no_years", "no_share", "absent", "net_exporter"];

/// Whose a figure is.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Whose {
    pub mineral: Option<String>,
    pub name: Option<String>,
    pub stage: Option<String>,
    pub product: Option<String>,
    pub country: Option<String>,
    pub of: Option<String>,
}

/// A number with what belongs to it.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub reading: Bounded,
    /// Whose it is, where that may change: the largest supplier, the stage of the headline.
    pub country: Option<String>,
    pub stage: Option<String>,
    pub method: Option<String>,
    pub unit: Option<String>,
    pub scale: Scale,
}

/// Among its siblings: path, words, and which of several that share them.
pub(super) type Key = (String, Vec<String>, usize);

/// A result, or a part of one.
#[derive(Debug, Clone, Default)]
pub(super) struct Node {
    pub path: String,
    pub whose: Whose,
    pub figures: BTreeMap<String, Figure>,
    pub reasons: BTreeMap<&'static str, String>,
    pub parts: BTreeMap<Key, Node>,
}

/// Where a walk is: what it knows from further up.
#[derive(Clone, Copy)]
struct At<'a> {
    path: &'a str,
    unit: Option<&'a str>,
    /// The object is a part of its own, so that its words tell whose it is.
    part: bool,
    /// The object is the whole result: objects in it are parts.
    result: bool,
}

impl Node {
    /// A result.
    pub fn of_result(map: &Map<String, Value>) -> Self {
        let mut node = Self { whose: Whose::default().with(map, ""), ..Self::default() };
        node.gather(map, At { path: "", unit: None, part: true, result: true });
        node
    }

    /// What tells a result, or a member of the list of a path, from the others.
    pub fn words(map: &Map<String, Value>, path: &str) -> Vec<String> {
        let words: Vec<String> = WORDS.iter().filter_map(|word| word_of(map, word, path)).collect();
        if words.is_empty() { word_of(map, "name", path).into_iter().collect() } else { words }
    }

    /// Every figure in it and in its parts, with the path.
    pub fn all_figures(&self) -> Vec<(&str, &Figure)> {
        let own = self.figures.iter().map(|(path, figure)| (path.as_str(), figure));
        own.chain(self.parts.values().flat_map(Self::all_figures)).collect()
    }

    fn gather(&mut self, map: &Map<String, Value>, at: At<'_>) {
        let unit = text(map, "unit").or(at.unit);
        for base in bases(map) {
            let (path, scale) = named(at.path, &base, map);
            let scale = unit.map_or(scale, |unit| scale.in_unit(unit));
            let of = |word: &str| text(map, word).filter(|_| !at.part).map(str::to_owned);
            let unit = unit.filter(|_| scale.measure == Measure::Quantity).map(str::to_owned);
            let reading = reading(map, &base);
            let figure = Figure {
                reading,
                country: of("country"),
                stage: of("stage"),
                method: of("method"),
                unit,
                scale,
            };
            self.figures.insert(path, figure);
        }
        for (key, value) in map {
            if let Some(reason) = REASONS.iter().find(|reason| **reason == key) {
                let said = match value {
                    Value::String(text) => Some(text.clone()),
                    Value::Bool(true) => Some(key.replace('_', " ")),
                    _ => None,
                };
                self.reasons.extend(said.map(|said| (*reason, said)));
            }
            let first = FIRST_OF.iter().find(|(list, _)| list == key).map(|(_, first)| *first);
            let path = join(at.path, first.unwrap_or(key));
            let inside = At { path: &path, unit, part: false, result: false };
            match value {
                Value::Object(inner) if at.result => {
                    let listed = FIRST_OF.iter().any(|(_, first)| first == key);
                    self.add_part(inner, At { part: listed, ..inside });
                }
                Value::Object(inner) => match explained(map, key) {
                    Some(metric) => self.gather(inner, At { path: metric, ..inside }),
                    None => self.gather(inner, inside),
                },
                Value::Array(items) => {
                    let parts = items.iter().filter_map(Value::as_object);
                    parts.for_each(|inner| self.add_part(inner, At { part: true, ..inside }));
                }
                _ => {}
            }
        }
    }

    fn add_part(&mut self, map: &Map<String, Value>, at: At<'_>) {
        let words = if at.part { Self::words(map, at.path) } else { Vec::new() };
        let whose = if at.part { self.whose.clone().with(map, at.path) } else { self.whose.clone() };
        let mut part = Self { path: at.path.to_owned(), whose, ..Self::default() };
        part.gather(map, at);
        let mut key = (at.path.to_owned(), words, 0);
        while self.parts.contains_key(&key) {
            key.2 += 1;
        }
        self.parts.insert(key, part);
    }
}

impl Whose {
    /// The same with the words of a part.
    fn with(mut self, map: &Map<String, Value>, path: &str) -> Self {
        let mut rest = Vec::new();
        for word in WORDS {
            let Some(said) = word_of(map, word, path) else { continue };
            match *word {
                "mineral" => (self.mineral, self.name) = (Some(said), text(map, "name").map(str::to_owned)),
                "id" => (self.country, self.name) = (Some(said), text(map, "name").map(str::to_owned)),
                "stage" => self.stage = Some(said),
                "product" => self.product = Some(said),
                "country" | "partner" => self.country = Some(said),
                "metric" => {}
                _ => rest.push(said),
            }
        }
        if !rest.is_empty() {
            self.of = Some(rest.join(", "));
        }
        self
    }
}

/// A word of a part. Its publisher's edition tells it apart only where several publishers stand side by side:
/// elsewhere the next edition speaks of the same.
fn word_of(map: &Map<String, Value>, word: &str, path: &str) -> Option<String> {
    text(map, word).filter(|_| word != "source" || path == "alternatives").map(str::to_owned)
}

fn text<'m>(map: &'m Map<String, Value>, key: &str) -> Option<&'m str> {
    map.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The metric whose number `explain` tells under the key `reading`.
fn explained<'m>(map: &'m Map<String, Value>, key: &str) -> Option<&'m str> {
    text(map, "metric").filter(|_| key == "reading")
}

/// The names of the figures of an object; empty is its own, `{"value", "low", "high"}`.
fn bases(map: &Map<String, Value>) -> BTreeSet<String> {
    let numbers = map.iter().filter(|(_, value)| value.is_number());
    numbers.map(|(key, _)| base_of(map, key).to_owned()).collect()
}

fn base_of<'k>(map: &Map<String, Value>, key: &'k str) -> &'k str {
    match key {
        // a share of somebody's use is bounded beside itself
        "low" | "high" if map.contains_key("region") => "share",
        "value" | "low" | "high" => "",
        "at_most" => "quantity",
        _ => key.strip_suffix("_low").or_else(|| key.strip_suffix("_high")).unwrap_or(key),
    }
}

fn reading(map: &Map<String, Value>, base: &str) -> Bounded {
    let number = |key: &str| map.get(key).and_then(Value::as_f64);
    let at_least = base == "quantity" && map.get("at_least").and_then(Value::as_bool) == Some(true);
    match base {
        "" => Bounded { value: number("value"), low: number("low"), high: number("high") },
        "share" => Bounded { value: number("share"), low: number("low"), high: number("high") },
        "quantity" if at_least => Bounded { value: None, low: number(base), high: None },
        "quantity" if map.contains_key("at_most") => {
            Bounded { value: None, low: number(base), high: number("at_most") }
        }
        _ => {
            let end = |end: &str| number(&format!("{base}_{end}"));
            Bounded { value: number(base), low: end("low"), high: end("high") }
        }
    }
}

/// The path of a figure and its scale; the headline is called by the whole of its name.
fn named(path: &str, base: &str, map: &Map<String, Value>) -> (String, Scale) {
    if path == "headline" && base.is_empty() {
        return ("headline.value".to_owned(), Scale::of_headline(text(map, "method").unwrap_or_default()));
    }
    let path = if base.is_empty() { path.to_owned() } else { join(path, base) };
    let scale = Scale::of(&path);
    (path, scale)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Node;

    #[test]
    fn figures_go_by_the_paths_of_metrics_and_parts_by_their_words() {
        let result = json!({
            "mineral": "cobalt", "name": "Cobalt",
            "headline": {"method": "hhi-wgi", "stage": "mine", "value": 4.5, "high": 4.6},
            "stages": [{"stage": "mine", "total": {"quantity": 10.0, "published_low": 9.0, "unit": "t"},
                        "top_supplier": {"country": "COD", "share": 0.7}, "hhi": {"low": 0.5}}],
            "dependency": {"stage": "mine", "net_exporter": true},
            "other_dependencies": [{"stage": "refinery", "exposure": {"value": 0.2}}],
        });
        let node = Node::of_result(result.as_object().unwrap());
        let paths: Vec<&str> = node.all_figures().iter().map(|(path, _)| *path).collect();
        assert_eq!(
            paths,
            [
                "dependency.exposure",
                "headline.value",
                "stages.hhi",
                "stages.top_supplier.share",
                "stages.total.published",
                "stages.total.quantity"
            ]
        );
        let stages = node.parts.get(&("stages".to_owned(), vec!["mine".to_owned()], 0)).unwrap();
        assert_eq!(stages.figures["stages.top_supplier.share"].country.as_deref(), Some("COD"));
        assert_eq!(stages.figures["stages.total.quantity"].unit.as_deref(), Some("t"));
        assert_eq!(stages.figures["stages.hhi"].unit, None);
        assert_eq!(stages.whose.stage.as_deref(), Some("mine"));
        let first = node.parts.get(&("dependency".to_owned(), vec!["mine".to_owned()], 0)).unwrap();
        assert_eq!(first.reasons["net_exporter"], "net exporter");
    }
}
