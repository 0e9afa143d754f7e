//! The International Energy Agency's Critical Minerals Dataset of 2025: mining and refining of six minerals
//! by country, and their demand by clean energy technology, in kilotonnes.
//!
//! What is said of 2024 is the Agency's estimate; what is said of later years is projected.

mod demand;
mod supply;

use std::collections::BTreeMap;

use super::decimal::Decimal;
use super::file::{Line, rows};
use super::files;
use super::{Imported, Publication};
use crate::diag::{Code, Diagnostic, quote};
use crate::load::Names;
use crate::model::Year;

/// What we call the edition.
const EDITION: &str = "iea-cm-2025";

/// The year that is known; those after it are projections.
const BASE_YEAR: u16 = 2024;

/// The publisher's names of its minerals, and our ids. By rare earths it means those of magnets.
const MINERALS: [(&str, &str); 6] = [
    ("Cobalt", "cobalt"),
    ("Copper", "copper"),
    ("Graphite", GRAPHITE),
    ("Lithium", "lithium"),
    ("Nickel", "nickel"),
    ("Rare Earth Elements", "magnet-rare-earths"),
];

/// The mineral whose refined form and whose uses cover the synthetic one too.
const GRAPHITE: &str = "natural-graphite";

/// What a file is, told by its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Supply,
    Demand,
}

const KINDS: [(Kind, &str); 2] = [(Kind::Supply, supply::HEADER), (Kind::Demand, demand::HEADER)];

/// Reads one of the two files, or both.
///
/// # Errors
/// Every row that no rule fits, and every mix that does not add up to its total.
pub fn import(publications: &[Publication<'_>], names: &Names) -> Result<Imported, Vec<Diagnostic>> {
    let mut imported = Imported::default();
    let mut errors = Vec::new();
    let kind =
        |header: &str, _: &str| KINDS.iter().find(|(_, known)| *known == header).map(|(kind, _)| *kind);
    for file in files::sort(publications, kind, unknown)? {
        let mut lines = Vec::new();
        let texts: Vec<_> = rows(&file.text).skip(1).collect();
        for (number, text) in &texts {
            match Line::split(text, file.name, *number, 5) {
                Ok(line) => lines.push(line),
                Err(error) => errors.push(*error),
            }
        }
        let read = match file.kind {
            Kind::Supply => supply::read(&lines, names),
            Kind::Demand => demand::read(&lines),
        };
        match read {
            Ok((table, rows, account)) => {
                imported.tables.insert(table, rows.csv());
                imported.accounts.insert(file.name.to_owned(), account);
            }
            Err(faults) => errors.extend(faults),
        }
    }
    if errors.is_empty() { Ok(imported) } else { Err(errors) }
}

fn unknown(name: &str) -> Diagnostic {
    let message = format!("`{}` is no file of the Critical Minerals Dataset that is known", quote(name));
    let help = format!("the first line must be `{}` or `{}`", supply::HEADER, demand::HEADER);
    Diagnostic::error(Code::UnknownTable, message).help(help)
}

/// Our id of the mineral in the first cell of a line.
fn mineral(line: &Line<'_>) -> Result<&'static str, Box<Diagnostic>> {
    let found = MINERALS.iter().find(|(theirs, _)| *theirs == line.get(0));
    found.map(|(_, ours)| *ours).ok_or_else(|| {
        let message = format!("unknown mineral `{}`", quote(line.get(0)));
        line.fault(0, Code::UnknownMineral, message, "none of the six that the publisher counts")
    })
}

/// The year in the fourth cell of a line.
fn year(line: &Line<'_>) -> Result<Year, Box<Diagnostic>> {
    let year = Year::parse(line.get(3)).ok().filter(|year| year.get() >= BASE_YEAR);
    year.ok_or_else(|| {
        let message = format!("`{}` is not a year of this edition", quote(line.get(3)));
        line.fault(3, Code::BadPeriod, message, &format!("not {BASE_YEAR} or later"))
    })
}

/// The kilotonnes in the last cell of a line.
fn kilotonnes(line: &Line<'_>) -> Result<Decimal, Box<Diagnostic>> {
    let text = line.get(4);
    Decimal::parse(text).filter(|_| !text.contains(',')).ok_or_else(|| {
        let message = format!("`{}` is not a number of kilotonnes", quote(text));
        line.fault(4, Code::BadNumber, message, "not a plain decimal number")
    })
}

/// Whether two sums are the same but for the noise of binary numbers, which the publisher prints in full.
fn agree(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

/// Lines by what they have in common, in its order.
fn grouped<'l, 'a, K: Ord>(lines: impl Iterator<Item = (K, &'l Line<'a>)>) -> BTreeMap<K, Vec<&'l Line<'a>>> {
    let mut groups: BTreeMap<K, Vec<&Line<'_>>> = BTreeMap::new();
    lines.for_each(|(key, line)| groups.entry(key).or_default().push(line));
    groups
}
