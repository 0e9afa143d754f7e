//! The world table of the 2025 edition: a country a row, with production, capacity and reserves beside
//! one another.
//!
//! Its withheld figures are empty cells that a note explains, its `NA` stands in the notes, and its
//! country cells carry form words. What the newer edition has, for the same mineral, stage and year,
//! is superseded.

use std::collections::{BTreeMap, BTreeSet};

use super::labels::{self, Fate, Key, Labels, Meaning, detail, fold};
use super::tidy::{Fact, Subject, Tables};
use super::{Country, excludes, party, units, values};
use crate::diag::{Code, Diagnostic, quote};
use crate::model::Party;
use crate::sources::Account;
use crate::sources::file::Line;

/// The header of the file, whose second year has a blank in its name.
pub const HEADER: &str = "SOURCE,COMMODITY,COUNTRY,TYPE,UNIT_MEAS,PROD_2023,PROD_EST_ 2024,PROD_NOTES,CAP_2023,CAP_EST_ 2024,CAP_NOTES,RESERVES_2024,RESERVE_NOTES";

const COMMODITY: usize = 1;
const COUNTRY: usize = 2;
const TYPE: usize = 3;
const UNIT: usize = 4;
const PRODUCTION_NOTES: usize = 7;
const WIDTH: usize = 13;

/// Statistic, column of the value, year, column of its notes.
const CELLS: [(&str, usize, &str, usize); 5] = [
    ("production", 5, "2023", PRODUCTION_NOTES),
    ("production", 6, "2024", PRODUCTION_NOTES),
    ("capacity", 8, "2023", 10),
    ("capacity", 9, "2024", 10),
    ("reserves", 11, "2024", 12),
];

/// What we call the edition.
const EDITION: &str = "usgs-mcs-2025";
const SUPERSEDED: &str = "superseded: the 2026 edition has this mineral, stage and year";
const EMPTY: &str = "an empty cell that no note explains";

/// Reads a world table line by line.
pub struct World<'a> {
    labels: &'a Labels,
    country: Country<'a>,
    /// The lines of the mapping that a row was found by.
    pub labels_used: BTreeSet<Key>,
    /// What became of the rows: a row is used if one of its five cells is.
    pub account: Account,
}

impl<'a> World<'a> {
    /// Starts with nothing read.
    pub fn new(labels: &'a Labels, country: Country<'a>) -> Self {
        Self { labels, country, labels_used: BTreeSet::new(), account: Account::default() }
    }

    /// Takes one line of the file into `tables`, unless `newer` has it.
    ///
    /// # Errors
    /// If no line of the mapping fits, or a cell cannot be read.
    pub fn take(
        &mut self,
        text: &str,
        file: &str,
        number: u32,
        newer: &Tables,
        tables: &mut Tables,
    ) -> Result<(), Box<Diagnostic>> {
        self.account.rows += 1;
        let line = Line::split(text, file, number, WIDTH)?;
        let mut used = false;
        let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
        for cell in CELLS {
            match self.cell(&line, cell, newer, tables)? {
                None => used = true,
                Some(reason) => *reasons.entry(reason).or_default() += 1,
            }
        }
        if used {
            self.account.used += 1;
        } else if let Some(reason) = reasons.keys().find(|r| *r != EMPTY).or_else(|| reasons.keys().next()) {
            *self.account.set_aside.entry(reason.clone()).or_default() += 1;
        }
        Ok(())
    }

    /// Takes one cell; else says why it is set aside.
    fn cell(
        &mut self,
        line: &Line<'_>,
        cell: (&str, usize, &str, usize),
        newer: &Tables,
        tables: &mut Tables,
    ) -> Result<Option<String>, Box<Diagnostic>> {
        let (statistic, column, year, notes) = cell;
        let Some(value) = value(line.get(column).trim(), line.get(notes), year) else {
            return Ok(Some(EMPTY.to_owned()));
        };
        let key = [
            "world",
            &fold(line.get(COMMODITY)),
            &fold(line.get(COUNTRY)),
            statistic,
            &detail(line.get(TYPE)),
        ]
        .map(str::to_owned);
        let labels = self.labels;
        let Some((met, fate)) = labels.find(&key) else {
            let message = labels::missing(&key);
            return Err(line.fault(TYPE, Code::UnknownLabel, message, "a label that is not known"));
        };
        self.labels_used.insert(met.clone());
        let meaning = match fate {
            Fate::SetAside(reason) => return Ok(Some(reason.clone())),
            Fate::Used(meaning) => meaning,
        };
        if newer.has(meaning.table, &meaning.mineral, meaning.stage, year) {
            return Ok(Some(SUPERSEDED.to_owned()));
        }
        let (subject, fact) = self.row(line, (statistic, column, year, notes), meaning, value)?;
        tables
            .insert(meaning.table, subject, fact, meaning.add)
            .map_err(|clash| line.fault(TYPE, Code::DuplicateRow, clash.to_owned(), "a second row"))?;
        Ok(None)
    }

    fn row(
        &self,
        line: &Line<'_>,
        (statistic, column, year, notes): (&str, usize, &str, usize),
        meaning: &Meaning,
        value: &str,
    ) -> Result<(Subject, Fact), Box<Diagnostic>> {
        let (unit, power) = match units::of(line.get(UNIT)) {
            _ if !meaning.unit.is_empty() => (meaning.unit.as_str(), 0),
            Some(known) => known,
            None => {
                let message = format!("`{}` is not a unit", quote(line.get(UNIT)));
                return Err(line.fault(UNIT, Code::BadUnit, message, "not a unit that is known"));
            }
        };
        let marks = marks(statistic, year, line.get(notes), line.get(TYPE));
        let stated = values::read(value, &marks, &fold(line.get(UNIT)))
            .and_then(|v| v.shift(power).ok_or("out of range"));
        let mut stated = stated.map_err(|why| {
            line.fault(
                column,
                Code::BadNumber,
                format!("`{}` is {why}", quote(value)),
                "not a value that is known",
            )
        })?;
        super::settle(&mut stated, meaning);
        let named = party::read(line.get(COUNTRY), self.country).ok_or_else(|| {
            let message = format!("unknown country `{}`", quote(line.get(COUNTRY)));
            line.fault(COUNTRY, Code::UnknownCountry, message, "not in the reference table")
        })?;
        let excludes = if meaning.table == "production" && named.party == Party::World {
            excludes::stated(line.get(PRODUCTION_NOTES))
                .map_err(|why| line.fault(PRODUCTION_NOTES, Code::UnknownLabel, why.to_owned(), ""))?
        } else {
            Vec::new()
        };
        let subject = Subject {
            mineral: meaning.mineral.clone(),
            stage: meaning.stage,
            product: String::new(),
            party: named.party,
            when: year.to_owned(),
        };
        let fact = Fact {
            note: super::note(&[&named.form, stated.note, &meaning.note]),
            value: stated,
            unit: unit.to_owned(),
            basis: meaning.basis.clone(),
            excludes,
            source: (EDITION.to_owned(), line.number),
        };
        Ok((subject, fact))
    }
}

/// What a cell states: itself, or what the note says in its place. `None` if neither says anything.
fn value<'a>(cell: &'a str, notes: &'a str, year: &str) -> Option<&'a str> {
    if !cell.is_empty() {
        return Some(cell);
    }
    let notes = notes.trim();
    match fold(notes).as_str() {
        "na" => Some("NA"),
        "na for 2023" if year == "2023" => Some("NA"),
        says if says.starts_with("na (") => Some("NA"),
        "xx" => Some("XX"),
        "w for 23-24" => Some("W"),
        "large" | "small" | "moderate" | "very small" | "moderate to large" => Some(notes),
        "less than 1/2 unit" | "included in world total" | "included with other countries" => Some("s"),
        says if says.contains("included with ilmenite") => Some("s"),
        _ => None,
    }
}

/// The notes of a cell in the words of the newer release.
///
/// The second year is an estimate unless the note says otherwise; the first is one where the note or
/// the type says so.
fn marks(statistic: &str, year: &str, notes: &str, kind: &str) -> String {
    let says = fold(notes);
    let reported = says.contains("reported") || says.contains("reproted");
    let estimated = match (statistic, year) {
        ("reserves", _) => false,
        (_, "2024") => !reported,
        _ => {
            says.contains("estimated 2023")
                || says.contains("estimated for 2023")
                || says.starts_with("estimated")
                || fold(kind).contains("estimated") && !reported
        }
    };
    match says.as_str() {
        "less than 1/2 unit" => "Less than ½ unit".to_owned(),
        "included in world total" => "Included in “World total”".to_owned(),
        "included with other countries" => "Included with “Other countries”".to_owned(),
        _ if says.contains("included with ilmenite") => notes.to_owned(),
        _ if estimated => "Estimated.".to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{marks, value};

    #[test]
    fn an_empty_cell_is_what_its_note_says() {
        assert_eq!(value("", "W for 23-24", "2023"), Some("W"));
        assert_eq!(value("", "NA  ", "2024"), Some("NA"));
        assert_eq!(value("", "na for 2023", "2024"), None);
        assert_eq!(value("", "NA (Reserve data is thousand metric tons).", "2024"), Some("NA"));
        assert_eq!(value("", "Moderate  ", "2024"), Some("Moderate"));
        assert_eq!(value("", "Less than 1/2 unit", "2023"), Some("s"));
        assert_eq!(value("7", "NA", "2023"), Some("7"));
    }

    #[test]
    fn an_empty_cell_beside_a_mere_remark_says_nothing() {
        assert_eq!(value("", "", "2023"), None);
        assert_eq!(value("", "Shipping grade", "2024"), None);
    }

    #[test]
    fn the_note_or_the_type_tell_an_estimate() {
        assert_eq!(marks("production", "2023", "estimated 2023", "Mine production"), "Estimated.");
        assert_eq!(marks("production", "2023", "", "Mine production, estimated"), "Estimated.");
        assert_eq!(marks("production", "2023", "reported", "Mine production, estimated"), "");
        assert_eq!(marks("production", "2023", "", "Mine production"), "");
        assert_eq!(marks("production", "2024", "", "Mine production"), "Estimated.");
        assert_eq!(marks("production", "2024", "reproted", "Mine production"), "");
        assert_eq!(marks("reserves", "2024", "", "Mine production, estimated"), "");
    }
}
