//! JSON to records: an array of objects, or one object of such arrays by table.

mod scan;

use std::borrow::Cow;
use std::ops::Range;

use scan::{Fault, Scanner, Value};

use super::faults::Faults;
use super::header::{self, Binding};
use super::record::{Cell, Record, TableSpec};
use super::source::Source;
use crate::diag::{Code, Diagnostic, clean, quote};

/// Different keys that the rows of a table may have.
const MOST_KEYS: usize = 200;

/// Tables that a file may have.
const MOST_TABLES: usize = 100;

/// A table in a JSON file.
#[derive(Debug, Clone)]
pub struct Part {
    /// The key it stands under; none if the file is one array.
    pub key: Option<String>,
    /// The key's bytes, or those of the array's bracket.
    pub place: Range<usize>,
    /// The bytes of the array.
    pub range: Range<usize>,
    /// Every key of the rows, with the bytes where it first stands.
    pub keys: Vec<(String, Range<usize>)>,
    /// Rows.
    pub rows: usize,
}

/// A text that starts like JSON.
#[must_use]
pub fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['[', '{'])
}

/// Walks over the whole file, and tells which tables it holds.
///
/// # Errors
/// If it is not JSON, or neither an array nor an object of arrays.
pub fn parts(source: &Source) -> Result<Vec<Part>, Box<Diagnostic>> {
    let mut scanner = Scanner::new(source.text(), 0);
    let mut parts = Vec::new();
    let walked = match scanner.next() {
        Some(b'[') => part(&mut scanner, None, 0..0).map(|part| parts.push(part)),
        Some(b'{') => scanner.object(|scanner, key, place| {
            if parts.iter().any(|part: &Part| part.key.as_deref() == Some(&*key)) {
                return Err(Fault { what: "a key stands twice", range: place });
            }
            if scanner.next() != Some(b'[') {
                return scanner.fault("a table must be an array of rows");
            }
            if parts.len() == MOST_TABLES {
                return Err(Fault { what: "it has more than 100 tables", range: place });
            }
            parts.push(part(scanner, Some(key.into_owned()), place)?);
            Ok(())
        }),
        _ => scanner.fault("it must start with `[` or `{`"),
    };
    walked
        .and_then(|()| match scanner.next() {
            None => Ok(parts),
            Some(_) => scanner.fault("more text follows its end"),
        })
        .map_err(|fault| Box::new(not_json(source, fault)))
}

fn part(scanner: &mut Scanner<'_>, key: Option<String>, place: Range<usize>) -> Result<Part, Fault> {
    let start = scanner.at;
    let place = if key.is_some() { place } else { start..start + 1 };
    let mut part = Part { key, place, range: start..start, keys: Vec::new(), rows: 0 };
    scanner.array(|scanner, _| {
        part.rows += 1;
        if scanner.next() != Some(b'{') {
            return scanner.value().map(|_| ());
        }
        scanner.object(|scanner, key, range| {
            if !part.keys.iter().any(|(known, _)| *known == key) {
                if part.keys.len() == MOST_KEYS {
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
    let Some(binding) = header::bind(source, spec, part.place.clone(), &keys, faults) else { return 0 };
    let mut rows = JsonRows { source, part, binding, record: Record::blank(spec), seen: Vec::new() };
    let root = part.key.as_ref().map_or("$".to_owned(), |key| format!("$.{key}"));
    let mut scanner = Scanner::new(source.text(), part.range.start);
    // The file was walked over before: a fault cannot come up again.
    let _ = scanner.array(|scanner, index| {
        if faults.is_full() {
            return scanner.fault("enough");
        }
        if rows.fill(scanner, format!("{root}[{index}]"), faults)? {
            each(&rows.record, faults);
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
        "a file holds an array of rows, `[{...}, {...}]`, or such arrays by table, `{\"production\": [...]}`",
    )
}
