//! Documents: scenario and policy files, TOML or the same keys in JSON, as one tree that keeps the place of
//! every key and value.

mod fields;
mod json;
mod reader;
mod toml;

use std::ops::Range;

use super::source::Source;
use crate::diag::Diagnostic;

pub use fields::Fields;
pub use reader::Reader;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What stands there.
    pub value: Value,
    /// Its bytes in the source's text.
    pub range: Range<usize>,
}

/// What a document holds at a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A decimal number, as it is written.
    Number(String),
    /// A list.
    List(Vec<Node>),
    /// Keys with their values.
    Table(Vec<Entry>),
    /// Something that no key takes, in words.
    Odd(&'static str),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Its bytes in the source's text.
    pub place: Range<usize>,
    /// Its value.
    pub node: Node,
}

impl Value {
    /// What it is, in words.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Number(_) => "a number",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Odd(what) => what,
        }
    }
}

/// Reads a source as a document: JSON if it starts as an object, else TOML.
///
/// # Errors
/// Everywhere that it is not the one or the other.
pub fn parse(source: &Source) -> Result<Node, Vec<Diagnostic>> {
    if source.text().trim_start().starts_with('{') { json::parse(source) } else { toml::parse(source) }
}

#[cfg(test)]
mod tests {
    use super::{Node, Value, parse};
    use crate::diag::Diagnostic;
    use crate::load::Source;

    fn source(text: &str) -> Source {
        Source::from_bytes("x", text.as_bytes().to_vec()).unwrap()
    }

    fn entries(node: &Node) -> Vec<(&str, &Value)> {
        let Value::Table(entries) = &node.value else { panic!("{node:?}") };
        entries.iter().map(|e| (e.key.as_str(), &e.node.value)).collect()
    }

    fn refusals(text: &str) -> Vec<Diagnostic> {
        parse(&source(text)).unwrap_err()
    }

    #[test]
    fn toml_and_json_of_the_same_keys_are_the_same_tree() {
        let toml = parse(&source("name = \"x\"\n[[shock]]\nquantity = 1_500\nto = [\"USA\"]\n")).unwrap();
        let json = parse(&source("{\"name\": \"x\", \"shock\": [{\"quantity\": 1500, \"to\": [\"USA\"]}]}"))
            .unwrap();
        for root in [&toml, &json] {
            let [("name", Value::Text(name)), ("shock", Value::List(shocks))] = *entries(root) else {
                panic!("{root:?}")
            };
            assert_eq!((name.as_str(), shocks.len()), ("x", 1));
            let [("quantity", Value::Number(n)), ("to", Value::List(to))] = *entries(&shocks[0]) else {
                panic!("{shocks:?}")
            };
            assert_eq!((n.as_str(), to.len()), ("1500", 1));
        }
    }

    #[test]
    fn what_is_neither_is_told_with_its_place() {
        let toml = refusals("name = \"x\"\nyear = = 3\n");
        let place = toml[0].place.clone().unwrap();
        assert_eq!((toml[0].code.name(), place.line), ("bad-toml", 2));
        let json = refusals("{\"name\": \"x\",\n \"year\": 03}");
        assert_eq!((json[0].code.name(), json[0].place.clone().unwrap().line), ("bad-json", 2));
        assert_eq!(refusals("{\"a\": 1, \"a\": 2}")[0].code.name(), "bad-json");
        assert_eq!(refusals("a = 1\na = 2\n")[0].code.name(), "bad-toml");
    }

    #[test]
    fn depth_cannot_run_the_stack_out() {
        assert!(!refusals(&("a = ".to_owned() + &"[".repeat(100_000))).is_empty());
        assert!(!refusals(&("{\"a\": ".to_owned() + &"[".repeat(100_000))).is_empty());
        let keys = vec!["a"; 50_000].join(".") + " = 1\n";
        let _ = parse(&source(&keys));
    }

    #[test]
    fn numbers_of_other_forms_are_odd() {
        let root = parse(&source("a = 0x10\nb = true\nc = 2027-06-30\nd = 1979-05-27T07:32:00Z\n")).unwrap();
        let kinds: Vec<&str> = entries(&root).iter().map(|(_, value)| value.kind()).collect();
        assert_eq!(kinds, ["a number that is not decimal", "true or false", "a text", "a time"]);
    }
}
