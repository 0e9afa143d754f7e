//! TOML as a document.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::{Entry, Node, Value};
use crate::diag::{Code, Diagnostic, clean};
use crate::load::Source;

/// Errors of a file that are told; the first is what went wrong, the rest follow from it.
const MOST: usize = 20;

/// Reads a source.
///
/// # Errors
/// Everywhere that it is not TOML.
pub fn parse(source: &Source) -> Result<Node, Vec<Diagnostic>> {
    let (root, errors) = DeTable::parse_recoverable(source.text());
    if errors.is_empty() {
        let range = root.span();
        return Ok(Node { value: table(root.get_ref()), range });
    }
    Err(errors.iter().take(MOST).map(|error| not_toml(source, error.message(), error.span())).collect())
}

fn not_toml(source: &Source, what: &str, range: Option<Range<usize>>) -> Diagnostic {
    let what = clean(what.lines().next().unwrap_or_default());
    let message = format!("`{}` cannot be read as TOML: {what}", clean(source.name()));
    let range = range.unwrap_or(0..0);
    let end = range.end.max(range.start + 1).min(source.text().len());
    Diagnostic::error(Code::BadToml, message).at(source.place(range.start.min(end)..end), "here").help(
        "write `key = \"text\"`, `key = 1.5`, lists as `[\"A\", \"B\"]`, and `[[shock]]` before each shock",
    )
}

fn table(table: &DeTable<'_>) -> Value {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            place: key.span(),
            node: Node { value: of(value.get_ref()), range: value.span() },
        })
        .collect();
    entries.sort_by_key(|entry| entry.place.start);
    Value::Table(entries)
}

fn of(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Value::Number(number.as_str().to_owned()),
        DeValue::Integer(_) => Value::Odd("a number that is not decimal"),
        DeValue::Float(number) => Value::Number(number.as_str().to_owned()),
        DeValue::Boolean(_) => Value::Odd("true or false"),
        // a day is written as a text as well, and means the same
        DeValue::Datetime(day) if day.time.is_none() && day.date.is_some() => Value::Text(day.to_string()),
        DeValue::Datetime(_) => Value::Odd("a time"),
        DeValue::Array(items) => Value::List(
            items.iter().map(|item| Node { value: of(item.get_ref()), range: item.span() }).collect(),
        ),
        DeValue::Table(inner) => table(inner),
    }
}
