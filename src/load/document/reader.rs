//! Values of a document as the model's words. What does not fit is an error at its place.
//!
//! Each reader returns `None` after it has complained, so that a file tells all its errors at once.

use std::ops::Range;

use super::{Fields, Node, Value};
use crate::diag::{Code, Diagnostic, Place, did_you_mean, quote};
use crate::load::faults::Faults;
use crate::load::names::Names;
use crate::load::number::{self, Sign};
use crate::load::source::Source;
use crate::load::units;
use crate::model::{CountryCode, MineralId, Stage, Unit, Year};

/// A document while it is read.
#[derive(Debug)]
pub struct Reader<'r> {
    /// The file.
    pub source: &'r Source,
    /// Names that values may use.
    pub names: &'r Names,
    /// What is wrong so far.
    pub faults: &'r mut Faults,
}

impl<'r> Reader<'r> {
    /// Where a value stands.
    #[must_use]
    pub fn place(&self, range: Range<usize>) -> Place {
        self.source.place(range)
    }

    /// Adds an error at a place.
    pub fn complain(
        &mut self,
        code: Code,
        range: Range<usize>,
        message: impl Into<String>,
        label: &str,
        help: impl Into<String>,
    ) {
        let error = Diagnostic::error(code, message).at(self.place(range), label).help(help);
        self.faults.push(error);
    }

    /// The keys of a table, each one of the known; every other is told.
    pub fn fields<'d>(&mut self, node: &'d Node, known: &[&str]) -> Option<Fields<'d>> {
        let fields = self.table(node)?;
        let before = self.faults.errors();
        for entry in fields.iter().filter(|entry| !known.contains(&entry.key.as_str())) {
            let near = did_you_mean(&entry.key, known.iter().copied());
            let all = known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
            let help = near.map_or(format!("one of {all}"), |near| format!("did you mean `{near}`?"));
            let message = format!("unknown key `{}`", quote(&entry.key));
            self.complain(Code::UnknownKey, entry.place.clone(), message, "no such key here", help);
        }
        (self.faults.errors() == before).then_some(fields)
    }

    /// A table, whatever its keys.
    pub fn table<'d>(&mut self, node: &'d Node) -> Option<Fields<'d>> {
        let Value::Table(entries) = &node.value else {
            self.odd(node, "a table", "write keys with values: `{ key = value }`");
            return None;
        };
        let line = self.source.text().get(node.range.start..).and_then(|rest| rest.lines().next());
        let end = node.range.start + line.map_or(1, str::len).max(1);
        Some(Fields { entries, head: (node.range.start, end.min(node.range.end.max(node.range.start + 1))) })
    }

    /// A list of tables, as `[[key]]` writes it.
    pub fn tables<'d>(&mut self, node: &'d Node, key: &str) -> &'d [Node] {
        match &node.value {
            Value::List(items) => items,
            _ => {
                self.odd(node, "a list of tables", &format!("write `[[{key}]]` before each"));
                &[]
            }
        }
    }

    /// A key that must be there.
    pub fn needs<'d>(&mut self, fields: &Fields<'d>, key: &str, meaning: &str) -> Option<&'d Node> {
        let found = fields.get(key);
        if found.is_none() {
            let help = format!("`{key}` is {meaning}");
            self.complain(
                Code::MissingKey,
                fields.head(),
                format!("the key `{key}` is missing"),
                "here",
                help,
            );
        }
        found
    }

    /// A text that is not empty.
    pub fn text<'d>(&mut self, node: &'d Node) -> Option<&'d str> {
        match &node.value {
            Value::Text(text) if !text.trim().is_empty() => Some(text.trim()),
            Value::Text(_) => {
                self.bad(node, "an empty text says nothing", "empty", "write a text, or leave the key out");
                None
            }
            _ => {
                self.odd(node, "a text", "write it in quotes: `\"...\"`");
                None
            }
        }
    }

    /// One of some words.
    pub fn word<'w>(&mut self, node: &Node, words: &[&'w str]) -> Option<&'w str> {
        let text = self.text(node)?;
        let found = words.iter().copied().find(|word| *word == text);
        if found.is_none() {
            let all = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
            let near = did_you_mean(text, words.iter().copied());
            let help = near.map_or(format!("one of {all}"), |near| format!("did you mean `{near}`?"));
            self.bad(node, &format!("unknown word `{}`", quote(text)), "not one of them", &help);
        }
        found
    }

    /// A text or a list of texts, each with its place.
    pub fn texts<'d>(&mut self, node: &'d Node) -> Option<Vec<(&'d str, &'d Node)>> {
        let items = match &node.value {
            Value::List(items) if items.is_empty() => {
                self.bad(node, "an empty list names nobody", "empty", "leave the key out, or name one");
                return None;
            }
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let read: Vec<_> = items.iter().map(|item| self.text(item).map(|text| (text, item))).collect();
        read.into_iter().collect()
    }

    /// A number.
    pub fn number(&mut self, node: &Node, sign: Sign) -> Option<f64> {
        let Value::Number(literal) = &node.value else {
            self.odd(node, "a number", "write a plain decimal number, as `1500` or `0.5`, without quotes");
            return None;
        };
        match number::read(literal, sign) {
            Ok(number) => Some(number),
            Err(fault) => {
                let message = format!("`{}` {}", quote(literal), fault.what);
                self.complain(Code::BadNumber, node.range.clone(), message, fault.label, fault.help);
                None
            }
        }
    }

    /// A part of a whole, 0 to 1.
    pub fn part(&mut self, node: &Node) -> Option<f64> {
        let number = self.number(node, Sign::NotNegative)?;
        if number > 1.0 {
            let message = format!("`{number}` is more than the whole");
            let help = if number <= 100.0 {
                format!("a part is written from 0 to 1: `{}` for {number} percent", number / 100.0)
            } else {
                "write a part from 0 to 1".to_owned()
            };
            self.bad(node, &message, "above 1", &help);
            return None;
        }
        Some(number)
    }

    /// `true` or `false`.
    pub fn flag(&mut self, node: &Node) -> Option<bool> {
        let written = self.source.text().get(node.range.clone());
        match (&node.value, written) {
            (Value::Odd(_), Some("true")) => Some(true),
            (Value::Odd(_), Some("false")) => Some(false),
            _ => {
                self.odd(node, "true or false", "write `true` or `false`, without quotes");
                None
            }
        }
    }

    /// A calendar year.
    pub fn year(&mut self, node: &Node) -> Option<Year> {
        let text = match &node.value {
            Value::Number(text) | Value::Text(text) => text.as_str(),
            _ => "",
        };
        let year = Year::parse(text).ok();
        if year.is_none() {
            let message = format!("{} is not a year from 1800 to 2200", said(node));
            self.bad(node, &message, "not a year", "write four digits, as `2030`");
        }
        year
    }

    /// `mine` or `refinery`.
    pub fn stage(&mut self, node: &Node) -> Option<Stage> {
        let words = Stage::ALL.map(Stage::as_str);
        self.word(node, &words).and_then(|word| Stage::parse(word).ok())
    }

    /// A unit of mass, volume or gems.
    pub fn unit(&mut self, node: &Node) -> Option<Unit> {
        let text = self.text(node)?;
        let unit = Unit::parse(text).ok();
        if unit.is_none() {
            let message = format!("unknown unit `{}`", quote(text));
            self.complain(Code::BadUnit, node.range.clone(), message, "not a unit", units::advice(text));
        }
        unit
    }

    /// Minerals by id, name or alias.
    pub fn minerals(&mut self, node: &Node) -> Option<Vec<MineralId>> {
        let texts = self.texts(node)?;
        let mut all = Some(Vec::new());
        for (text, item) in texts {
            match (self.names.mineral(text).cloned(), &mut all) {
                (Some(mineral), Some(all)) => all.push(mineral),
                (Some(_), None) => {}
                (None, _) => {
                    let help = self.names.mineral_advice(text);
                    let help = help.unwrap_or_else(|| "`minerals score` lists the minerals".to_owned());
                    let message = format!("unknown mineral `{}`", quote(text));
                    let label = "not an id, name or alias";
                    self.complain(Code::UnknownMineral, item.range.clone(), message, label, help);
                    all = None;
                }
            }
        }
        all
    }

    /// Countries, and the members of groups, by code, name, alias or id; each once, by code.
    pub fn countries(&mut self, node: &Node) -> Option<Vec<CountryCode>> {
        let texts = self.texts(node)?;
        let mut all = Some(Vec::new());
        for (text, item) in texts {
            match (self.place_named(text, item.range.clone()), &mut all) {
                (Some(members), Some(all)) => all.extend(members),
                _ => all = None,
            }
        }
        all.map(|mut all| {
            all.sort_unstable();
            all.dedup();
            all
        })
    }

    /// The country, or the members of the group, that a text names.
    pub fn place_named(&mut self, text: &str, range: Range<usize>) -> Option<Vec<CountryCode>> {
        if let Some(code) = self.names.country(text) {
            return Some(vec![code]);
        }
        if let Some(members) = self.names.group(text) {
            return Some(members.to_vec());
        }
        let help = self.names.country_advice(text).unwrap_or_else(|| {
            "write an ISO 3166 code, a name, a known alias, or a group, as `EU27`".to_owned()
        });
        let message = format!("unknown country `{}`", quote(text));
        self.complain(Code::UnknownCountry, range, message, "no country or group", help);
        None
    }

    /// A value that does not fit.
    pub fn bad(&mut self, node: &Node, message: &str, label: &str, help: &str) {
        self.complain(Code::BadValue, node.range.clone(), message, label, help);
    }

    fn odd(&mut self, node: &Node, wanted: &str, help: &str) {
        let message = format!("{} stands where {wanted} is wanted", node.value.kind());
        self.bad(node, &message, &format!("not {wanted}"), help);
    }
}

fn said(node: &Node) -> String {
    match &node.value {
        Value::Text(text) | Value::Number(text) => format!("`{}`", quote(text)),
        other => other.kind().to_owned(),
    }
}
