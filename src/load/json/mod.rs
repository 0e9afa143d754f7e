//! JSON to records: an array of objects, one object of such arrays by table, or an object a line.

mod scan;
mod tree;

use std::borrow::Cow;
use std::ops::Range;

use scan::Value;
pub(super) use scan::{Fault, Scanner, Value as Scalar};
pub use tree::{place, value};

use super::faults::Faults;
use super::header::{self, Binding};
use super::limits;
use super::record::{Cell, Record, TableSpec};
use super::source::Source;
use crate::diag::{Code, Diagnostic, clean, quote};

/// A table in a JSON file.
#[derive(Debug, Clone)]
pub struct Part {
    /// The key it stands under, with its bytes; none if the file is one table.
    pub key: Option<(String, Range<usize>)>,
    /// The bytes of the rows, with their brackets.
    pub range: Range<usize>,
    /// Every key of the rows, with the bytes where it first stands.
    pub keys: Vec<(String, Range<usize>)>,
    /// Rows.
    pub rows: usize,
    /// The rows stand one after another, without an array around them.
    lines: bool,
}

/// A text that starts like JSON.
#[must_use]
pub fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['[', '{'])
}

/// Walks over the whole file, and tells which tables it holds; `lines` if its name says that it has a
/// row a line.
///
/// # Errors
/// If it is not JSON, or holds neither rows nor arrays of them.
pub fn parts(source: &Source, lines: bool) -> Result<Vec<Part>, Box<Diagnostic>> {
    let mut scanner = Scanner::new(source.text(), 0);
    let walked = match scanner.next() {
        Some(b'[') => part(&mut scanner, None, false).map(|part| vec![part]),
        Some(b'{') if lines || starts_with_a_row(&scanner) => {
            part(&mut scanner, None, true).map(|part| vec![part])
        }
        Some(b'{') => tables(&mut scanner),
        _ => scanner.fault("it must start with `[` or `{`"),
    };
    walked
        .and_then(|parts| match scanner.next() {
            None => Ok(parts),
            Some(_) => scanner.fault("more text follows its end"),
        })
        .map_err(|fault| Box::new(not_json(source, fault)))
}

/// Whether an object is a row, whose first cell is a text or a number, and not one of tables.
fn starts_with_a_row(scanner: &Scanner<'_>) -> bool {
    let mut first = None;
    let _ = scanner.clone().object(|scanner, _, _| {
        first = scanner.next();
        scanner.fault("the first is enough")
    });
    !matches!(first, None | Some(b'[' | b'{'))
}

/// The arrays of an object, by table.
fn tables(scanner: &mut Scanner<'_>) -> Result<Vec<Part>, Fault> {
    let mut parts: Vec<Part> = Vec::new();
    scanner.object(|scanner, key, place| {
        if parts.iter().any(|part| part.key.as_ref().is_some_and(|(known, _)| *known == *key)) {
            return Err(Fault { what: "a key stands twice", range: place });
        }
        if scanner.next() != Some(b'[') {
            return scanner.fault("a table must be an array of rows");
        }
        if parts.len() == limits::TABLES {
            return Err(Fault { what: "it has more than 100 tables", range: place });
        }
        parts.push(part(scanner, Some((key.into_owned(), place)), false)?);
        Ok(())
    })?;
    Ok(parts)
}

fn part(scanner: &mut Scanner<'_>, key: Option<(String, Range<usize>)>, lines: bool) -> Result<Part, Fault> {
    let start = scanner.at;
    let mut part = Part { key, range: start..start, keys: Vec::new(), rows: 0, lines };
    rows(scanner, lines, |scanner, _| {
        part.rows += 1;
        if scanner.next() != Some(b'{') {
            return scanner.value().map(|_| ());
        }
        scanner.object(|scanner, key, range| {
            if !part.keys.iter().any(|(known, _)| *known == key) {
                if part.keys.len() == limits::COLUMNS {
                    return Err(Fault { what: "its rows have more than 200 different keys", range });
                }
                part.keys.push((key.into_owned(), range));
            }
            scanner.value().map(|_| ())
        })
    })?;
    part.range.end = scanner.at;
    Ok(part)
}

/// Walks over rows, in an array or one after another.
fn rows<'a>(
    scanner: &mut Scanner<'a>,
    lines: bool,
    each: impl FnMut(&mut Scanner<'a>, usize) -> Result<(), Fault>,
) -> Result<(), Fault> {
    if lines { scanner.lines(each) } else { scanner.array(each) }
}

/// Reads a table, giving `each` one record after another, and tells how many rows it has.
pub fn read<'a>(
    source: &'a Source,
    part: &Part,
    spec: &TableSpec,
    faults: &mut Faults,
    mut each: impl FnMut(&Record<'a>, &mut Faults),
) -> usize {
    if part.rows == 0 {
        faults.push(header::no_rows(source, spec));
        return 0;
    }
    let keys: Vec<Cell<'_>> = part.keys.iter().map(|(key, range)| key_cell(key, range)).collect();
    let place = part.key.as_ref().map_or(part.range.start..part.range.start + 1, |(_, place)| place.clone());
    let Some(binding) = header::bind(source, spec, place, &keys, faults) else { return 0 };
    let mut filled = JsonRows { source, part, binding, record: Record::blank(spec), seen: Vec::new() };
    let root = part.key.as_ref().map_or("$".to_owned(), |(key, _)| format!("$.{key}"));
    let mut scanner = Scanner::new(source.text(), part.range.start);
    // The file was walked over before: a fault cannot come up again.
    let _ = rows(&mut scanner, part.lines, |scanner, index| {
        if faults.is_full() {
            return scanner.fault("enough");
        }
        if filled.fill(scanner, format!("{root}[{index}]"), faults)? {
            each(&filled.record, faults);
        }
        Ok(())
    });
    part.rows
}

fn key_cell<'k>(key: &'k str, range: &Range<usize>) -> Cell<'k> {
    Cell { text: Cow::Borrowed(key), start: range.start, end: range.end }
}

/// The rows of a part, one at a time in the same record.
struct JsonRows<'a, 'p> {
    source: &'a Source,
    part: &'p Part,
    binding: Binding,
    record: Record<'a>,
    /// For each key of the part, where it stands in this row.
    seen: Vec<Option<Range<usize>>>,
}

impl<'a> JsonRows<'a, '_> {
    /// Reads the next row into the record; false if it is not sound.
    fn fill(&mut self, scanner: &mut Scanner<'a>, path: String, faults: &mut Faults) -> Result<bool, Fault> {
        let start = scanner.at;
        self.record.cells.fill(None);
        self.seen = vec![None; self.part.keys.len()];
        if scanner.next() != Some(b'{') {
            scanner.value()?;
            let error = self.error(Code::BadJson, "a row must be an object", start..scanner.at, &path);
            faults.push(
                error.help("write each row as `{\"mineral\": \"cobalt\", ...}`: cells go by their names"),
            );
            return Ok(false);
        }
        let mut sound = true;
        scanner.object(|scanner, key, range| {
            let start = scanner.at;
            let value = scanner.value()?;
            sound &= self.put(&key, range, value, start..scanner.at, &path, faults);
            Ok(())
        })?;
        self.record.line = self.source.line(start);
        self.record.range = start..scanner.at;
        self.record.path = Some(path);
        Ok(sound)
    }

    fn put(
        &mut self,
        key: &str,
        at: Range<usize>,
        value: Value<'a>,
        range: Range<usize>,
        path: &str,
        faults: &mut Faults,
    ) -> bool {
        let Some(index) = self.part.keys.iter().position(|(known, _)| known == key) else { return true };
        if let Some(first) = self.seen.get_mut(index).and_then(|seen| seen.replace(at.clone())) {
            let message = format!("the key `{}` stands twice in a row", quote(key));
            let first = self.source.place(first);
            let error = self.error(Code::DuplicateColumn, message, at, path).related(first, "first");
            faults.push(error.help("remove or rename one of them"));
            return false;
        }
        let Some(Some(column)) = self.binding.get(index).copied() else { return true };
        let text = match value {
            Value::Null => Cow::Borrowed(""),
            Value::Number(literal) => Cow::Borrowed(literal),
            Value::Text(text) => text,
            Value::Bool | Value::Array | Value::Object => {
                let message = format!("the cell `{}` is neither a text, a number nor null", quote(key));
                let error = self.error(Code::BadJson, message, range, &format!("{path}.{key}"));
                faults.push(error.help("write a number, a text in quotes, or `null` for an empty cell"));
                return false;
            }
        };
        if let Some(cell) = self.record.cells.get_mut(column) {
            *cell = Some(Cell { text, start: range.start, end: range.end });
        }
        true
    }

    fn error(&self, code: Code, message: impl Into<String>, range: Range<usize>, path: &str) -> Diagnostic {
        let mut place = self.source.place(range);
        place.path = Some(path.to_owned());
        Diagnostic::error(code, message).at(place, "here")
    }
}

fn not_json(source: &Source, fault: Fault) -> Diagnostic {
    let message = format!("`{}` cannot be read as JSON: {}", clean(source.name()), fault.what);
    Diagnostic::error(Code::BadJson, message).at(source.place(fault.range), "here").help(
        "a file holds an array of rows, `[{...}, {...}]`, such arrays by table, `{\"production\": [...]}`, or a row a line",
    )
}
