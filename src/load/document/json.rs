//! JSON as a document.

use std::ops::Range;

use super::{Entry, Node, Value};
use crate::diag::{Code, Diagnostic, clean};
use crate::load::Source;
use crate::load::json::{Fault, Scalar, Scanner};

/// Reads a source.
///
/// # Errors
/// Where it is not JSON, or a key of an object stands twice.
pub fn parse(source: &Source) -> Result<Node, Vec<Diagnostic>> {
    let mut scanner = Scanner::new(source.text(), 0);
    let read = node(&mut scanner).and_then(|root| match scanner.next() {
        None => Ok(root),
        Some(_) => scanner.fault("more text follows its end"),
    });
    read.map_err(|fault| vec![not_json(source, &fault)])
}

fn not_json(source: &Source, fault: &Fault) -> Diagnostic {
    let message = format!("`{}` cannot be read as JSON: {}", clean(source.name()), fault.what);
    let at: Range<usize> =
        fault.range.start.min(source.text().len())..fault.range.end.min(source.text().len());
    Diagnostic::error(Code::BadJson, message)
        .at(source.place(at), "here")
        .help("the keys are those of a TOML file: `{\"name\": \"...\", \"shock\": [{...}]}`")
}

fn node(scanner: &mut Scanner<'_>) -> Result<Node, Fault> {
    let first = scanner.next();
    let start = scanner.at;
    let value = match first {
        Some(b'{') => {
            let mut entries: Vec<Entry> = Vec::new();
            scanner.object(|scanner, key, place| {
                if entries.iter().any(|entry| entry.key == key) {
                    return Err(Fault { what: "a key stands twice", range: place });
                }
                let node = node(scanner)?;
                entries.push(Entry { key: key.into_owned(), place, node });
                Ok(())
            })?;
            Value::Table(entries)
        }
        Some(b'[') => {
            let mut items = Vec::new();
            scanner.array(|scanner, _| {
                items.push(node(scanner)?);
                Ok(())
            })?;
            Value::List(items)
        }
        _ => match scanner.value()? {
            Scalar::Text(text) => Value::Text(text.into_owned()),
            Scalar::Number(literal) => Value::Number(literal.to_owned()),
            Scalar::Null => Value::Odd("null"),
            Scalar::Bool | Scalar::Array | Scalar::Object => Value::Odd("true or false"),
        },
    };
    Ok(Node { value, range: start..scanner.at })
}
