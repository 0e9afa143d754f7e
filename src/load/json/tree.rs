//! A JSON document as one value, for what is no table: what an earlier run wrote. Strict as our tables are,
//! and whatever is wrong with it later has a place.

use std::ops::Range;

use serde_json::{Map, Value as Tree};

use super::scan::{Fault, Scanner, Value};
use crate::diag::{Code, Diagnostic, Place, clean};
use crate::load::source::Source;

/// Values that a document may hold whatever its size, and bytes that each value beyond takes at least: what
/// we write takes more, and memory stays in proportion to the file.
const VALUES: usize = 100_000;
const BYTES_A_VALUE: usize = 8;

/// The value of a document; an array of them where they stand a line each.
///
/// # Errors
/// If it is not JSON, has a key twice, or is nothing but brackets.
pub fn value(source: &Source) -> Result<Tree, Box<Diagnostic>> {
    let start = Scanner::new(source.text(), 0);
    let read = if is_lines(&start) {
        let (mut all, mut room) = (Vec::new(), room(source));
        start
            .clone()
            .lines(|scanner, _| build(scanner, &mut room).map(|one| all.push(one)))
            .map(|()| all.into())
    } else {
        build(&mut start.clone(), &mut room(source))
    };
    read.map_err(|fault| {
        let message = format!("`{}` cannot be read as JSON: {}", clean(source.name()), fault.what);
        Box::new(Diagnostic::error(Code::BadJson, message).at(source.place(fault.range), "here"))
    })
}

/// The place that a JSON pointer (`/results/3/mineral`) leads to, or as far as there is something.
#[must_use]
pub fn place(source: &Source, pointer: &str) -> Place {
    let mut scanner = Scanner::new(source.text(), 0);
    let lines = is_lines(&scanner);
    let steps: Vec<&str> = pointer.split('/').skip(1).collect();
    let mut found = (0..1, 0);
    // it was read before: a fault cannot come up again
    let _ = if lines {
        scanner.lines(|scanner, i| follow(scanner, &i.to_string(), (&steps, 0), &mut found))
    } else {
        look(&mut scanner, (&steps, 0), &mut found)
    };
    let (range, depth) = found;
    let mut place = source.place(range);
    let step = |step: &&str| match step.parse::<usize>() {
        Ok(index) => format!("[{index}]"),
        Err(_) => format!(".{step}"),
    };
    place.path = Some(steps.iter().take(depth).map(step).fold("$".to_owned(), |path, s| path + &s));
    place
}

/// More than one value.
fn is_lines(start: &Scanner<'_>) -> bool {
    let mut scanner = start.clone();
    scanner.value().is_ok() && scanner.next().is_some()
}

fn room(source: &Source) -> usize {
    VALUES + source.text().len() / BYTES_A_VALUE
}

fn build(scanner: &mut Scanner<'_>, room: &mut usize) -> Result<Tree, Fault> {
    let first = scanner.next();
    take(room, scanner.at..scanner.at + 1)?;
    Ok(match first {
        Some(b'{') => {
            let mut map = Map::new();
            scanner.object(|scanner, key, range| {
                if map.contains_key(&*key) {
                    return Err(Fault { what: "a key stands twice", range });
                }
                take(room, range)?;
                let value = build(scanner, room)?;
                map.insert(key.into_owned(), value);
                Ok(())
            })?;
            map.into()
        }
        Some(b'[') => {
            let mut items = Vec::new();
            scanner.array(|scanner, _| build(scanner, room).map(|item| items.push(item)))?;
            items.into()
        }
        _ => {
            let start = scanner.at;
            match scanner.value()? {
                Value::Text(text) => text.into(),
                Value::Bool => (first == Some(b't')).into(),
                Value::Number(literal) => serde_json::from_str(literal).map_err(|_| Fault {
                    what: "a number is larger than any that we write",
                    range: start..scanner.at,
                })?,
                Value::Null | Value::Array | Value::Object => Tree::Null,
            }
        }
    })
}

fn take(room: &mut usize, range: Range<usize>) -> Result<(), Fault> {
    *room = room.checked_sub(1).ok_or(Fault { what: "it holds more brackets than words", range })?;
    Ok(())
}

/// Follows the steps from the value that the scanner is at, and passes over it.
fn look(
    scanner: &mut Scanner<'_>,
    (steps, depth): (&[&str], usize),
    found: &mut (Range<usize>, usize),
) -> Result<(), Fault> {
    let first = scanner.next();
    let start = scanner.at;
    *found = (start..start + 1, depth);
    match (first, steps.get(depth)) {
        (Some(b'{'), Some(_)) => {
            scanner.object(|scanner, key, _| follow(scanner, &key, (steps, depth), found))
        }
        (Some(b'['), Some(_)) => {
            scanner.array(|scanner, i| follow(scanner, &i.to_string(), (steps, depth), found))
        }
        _ => {
            let value = scanner.value()?;
            if !matches!(value, Value::Array | Value::Object) {
                found.0 = start..scanner.at;
            }
            Ok(())
        }
    }
}

/// Goes into a member, if it is the one that the next step names.
fn follow(
    scanner: &mut Scanner<'_>,
    name: &str,
    (steps, depth): (&[&str], usize),
    found: &mut (Range<usize>, usize),
) -> Result<(), Fault> {
    if steps.get(depth).is_some_and(|step| *step == name) {
        return look(scanner, (steps, depth + 1), found);
    }
    scanner.value().map(|_| ())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{place, value};
    use crate::load::source::Source;

    fn source(text: &str) -> Source {
        Source::from_bytes("x.json", text.into()).unwrap()
    }

    fn refusal(text: &str) -> String {
        value(&source(text)).unwrap_err().message
    }

    #[test]
    fn a_document_is_what_serde_json_reads_of_it() {
        let text = r#" {"a": [1, -2.5e3, true, false, null, "\u00e9"], "b": {"c": {}}} "#;
        assert_eq!(value(&source(text)).unwrap(), serde_json::from_str::<serde_json::Value>(text).unwrap());
        assert_eq!(value(&source("{\"a\":1}\n{\"b\":2}\n")).unwrap(), json!([{"a": 1}, {"b": 2}]));
    }

    #[test]
    fn what_serde_json_takes_in_silence_is_refused() {
        assert!(refusal("{\"a\": 1, \"a\": 2}").contains("a key stands twice"));
        assert!(refusal("[1e999]").contains("larger than any"));
        assert!(refusal(&format!("[{}0]", "0,".repeat(200_000))).contains("more brackets than words"));
        assert!(refusal("{\"a\": 1} x").contains("a line break must follow"));
    }

    #[test]
    fn a_pointer_leads_to_its_place_or_as_near_as_there_is_one() {
        let whole = source("{\"a\": 1,\n \"b\": [{}, {\"c\": \"text\"}]}");
        let at = |pointer| {
            let place = place(&whole, pointer);
            (place.line, place.column, place.text.get(place.span).unwrap().to_owned(), place.path.unwrap())
        };
        assert_eq!(at("/b/1/c"), (2, 18, "\"text\"".to_owned(), "$.b[1].c".to_owned()));
        assert_eq!(at("/b/1/d"), (2, 12, "{".to_owned(), "$.b[1]".to_owned()));
        assert_eq!(at("/x"), (1, 1, "{".to_owned(), "$".to_owned()));
        assert_eq!(place(&source("{}\n{\"c\": 5}"), "/1/c").line, 2);
    }
}
