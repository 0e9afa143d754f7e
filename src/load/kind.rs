//! What kind of cell a column holds: which JSON values and which texts can be sound in it.
//!
//! The reader of a cell ([`super::row`]) decides; this says the same for a schema, from the same lists and
//! limits, and a test holds the two together.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::limits::CELL;
use crate::model::{DIMENSIONS, Stage, Status, Unit, Year};

/// Blanks that may stand around a cell's text.
const BLANK: &str = "\\s*";

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Any text; a number stands for its digits.
    Text,
    /// A name that is never a number.
    Word,
    /// A mineral's id.
    Id,
    /// A country's alpha-3 code.
    Code,
    /// `mine` or `refinery`, in any case.
    Stage,
    /// A unit.
    Unit,
    /// A dimension of governance.
    Dimension,
    /// A code of the Harmonized System.
    HsCode,
    /// One of a few words.
    Listed(&'static [&'static str]),
    /// How the source vouches for the number.
    Status {
        /// The table may say `net-exporter`.
        net_exporter: bool,
    },
    /// A year.
    Year,
    /// A year, or two joined by a hyphen.
    Period,
    /// A plain decimal number.
    Number {
        /// The smallest.
        least: f64,
        /// The largest.
        most: f64,
    },
}

impl Kind {
    /// The JSON Schema of a cell; `empty` where it may be so.
    #[must_use]
    pub fn schema(self, empty: bool) -> Map<String, Value> {
        match self {
            Self::Text => text(&["string", "number"], empty),
            Self::Word => text(&["string"], empty),
            Self::Id => formed("[a-z0-9]+(-[a-z0-9]+)*", empty),
            Self::Code => formed("[A-Z]{3}", empty),
            Self::Stage => listed(&Stage::ALL.map(Stage::as_str), true, empty),
            Self::Unit => listed(&Unit::ALL.map(Unit::as_str), false, empty),
            Self::Dimension => listed(&DIMENSIONS, false, empty),
            Self::HsCode => {
                let number = json!({"type": "integer", "minimum": 100_000, "maximum": 999_999});
                any_of(vec![number, json!({"type": "string", "pattern": whole("[0-9]{6}", empty)})], empty)
            }
            Self::Listed(words) => listed(words, false, empty),
            Self::Status { net_exporter } => {
                let taken = Status::ALL.into_iter().filter(|s| net_exporter || *s != Status::NetExporter);
                listed(&taken.map(Status::as_str).collect::<Vec<_>>(), false, empty)
            }
            Self::Year => years(&year(), empty),
            Self::Period => years(&format!("{0}(-{0})?", year()), empty),
            Self::Number { least, most } => {
                let number = json!({"type": "number", "minimum": least, "maximum": most});
                any_of(
                    vec![number, json!({"type": "string", "pattern": whole(&decimal(least < 0.0), empty)})],
                    empty,
                )
            }
        }
    }
}

/// A pattern for all of a text.
fn whole(pattern: &str, empty: bool) -> String {
    format!("^{BLANK}({pattern}){}{BLANK}$", if empty { "?" } else { "" })
}

fn any_of(mut choices: Vec<Value>, empty: bool) -> Map<String, Value> {
    if empty {
        choices.push(json!({"type": "null"}));
    }
    Map::from_iter([("anyOf".to_owned(), choices.into())])
}

fn text(types: &[&str], empty: bool) -> Map<String, Value> {
    let mut schema = Map::new();
    let null = empty.then_some("null");
    let types: Vec<&str> = types.iter().copied().chain(null).collect();
    schema
        .insert("type".to_owned(), if let [only] = types.as_slice() { (*only).into() } else { types.into() });
    schema.insert("maxLength".to_owned(), CELL.into());
    if !empty {
        schema.insert("pattern".to_owned(), "\\S".into());
    }
    schema
}

fn formed(pattern: &str, empty: bool) -> Map<String, Value> {
    let mut schema = text(&["string"], empty);
    schema.insert("pattern".to_owned(), whole(pattern, empty).into());
    schema
}

/// The words themselves, for who writes the table; and the texts that are read as one of them.
fn listed(words: &[&str], any_case: bool, empty: bool) -> Map<String, Value> {
    let spelled = |word: &&str| if any_case { in_any_case(word) } else { (*word).to_owned() };
    let pattern = words.iter().map(spelled).collect::<Vec<_>>().join("|");
    any_of(vec![json!({"enum": words}), json!({"type": "string", "pattern": whole(&pattern, empty)})], empty)
}

fn in_any_case(word: &str) -> String {
    word.chars().fold(String::new(), |mut pattern, c| {
        let _ = write!(pattern, "[{}{c}]", c.to_ascii_uppercase()); // writing to a String cannot fail
        pattern
    })
}

fn years(pattern: &str, empty: bool) -> Map<String, Value> {
    let number = json!({"type": "integer", "minimum": Year::FIRST, "maximum": Year::LAST});
    any_of(vec![number, json!({"type": "string", "pattern": whole(pattern, empty)})], empty)
}

/// A year in digits: whole centuries, then the years of those that are not.
fn year() -> String {
    let mut choices = Vec::new();
    for century in Year::FIRST / 100..=Year::LAST / 100 {
        let (first, last) = (century * 100, century * 100 + 99);
        if first >= Year::FIRST && last <= Year::LAST {
            choices.push(format!("{century}[0-9]{{2}}"));
        } else {
            let inside = first.max(Year::FIRST)..=last.min(Year::LAST);
            choices.extend(inside.map(|year| year.to_string()));
        }
    }
    format!("({})", choices.join("|"))
}

/// The grammar of [`super::number`]. Below zero only where a number may be: but for zero itself.
fn decimal(negative: bool) -> String {
    let exponent = "([eE][+-]?[0-9]+)?";
    if negative {
        format!("[+-]?[0-9]+(\\.[0-9]+)?{exponent}")
    } else {
        format!("\\+?[0-9]+(\\.[0-9]+)?{exponent}|-0+(\\.0+)?{exponent}")
    }
}
