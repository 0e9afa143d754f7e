//! The data release of an edition: every chapter's tables as one long file, a figure a row.

use std::collections::BTreeMap;

use super::labels::{self, Fate, Key, Labels, Meaning, detail, fold};
use super::overlay::Overlay;
use super::tidy::{Fact, Subject, Tables};
use super::{Country, excludes, party, units, values};
use crate::diag::{Code, Diagnostic, quote};
use crate::model::{Party, Status, Year};
use crate::sources::Account;
use crate::sources::file::Line;

/// The header of the file.
pub const HEADER: &str = "MCS chapter,Section,Commodity,Country,Statistics,Statistics_detail,Unit,Year,Value,Notes,Is critical mineral 2025,Other notes";

const CHAPTER: usize = 0;
const SECTION: usize = 1;
const COMMODITY: usize = 2;
const COUNTRY: usize = 3;
const STATISTIC: usize = 4;
const DETAIL: usize = 5;
const UNIT: usize = 6;
const YEAR: usize = 7;
const VALUE: usize = 8;
const NOTES: usize = 9;
const FLAG: usize = 10;
const WIDTH: usize = 12;

/// What we call the edition.
const EDITION: &str = "usgs-mcs-2026";

/// Reads a release line by line.
pub struct Release<'a> {
    labels: &'a Labels,
    overlay: &'a mut Overlay,
    country: Country<'a>,
    /// How often the first eight cells were met: they are the key of a row.
    met: BTreeMap<Vec<String>, u32>,
    /// The lines of the mapping that a row was found by.
    pub labels_used: std::collections::BTreeSet<Key>,
    /// What became of the rows.
    pub account: Account,
}

impl<'a> Release<'a> {
    /// Starts with nothing read.
    pub fn new(labels: &'a Labels, overlay: &'a mut Overlay, country: Country<'a>) -> Self {
        Self {
            labels,
            overlay,
            country,
            met: BTreeMap::new(),
            labels_used: std::collections::BTreeSet::new(),
            account: Account::default(),
        }
    }

    /// Takes one line of the file into the tables.
    ///
    /// # Errors
    /// If no line of the mapping fits, or a cell cannot be read.
    pub fn take(
        &mut self,
        text: &str,
        file: &str,
        number: u32,
        tables: &mut Tables,
    ) -> Result<(), Box<Diagnostic>> {
        self.account.rows += 1;
        let line = Line::split(text, file, number, WIDTH)?;
        let key = self.key(&line)?;
        let labels = self.labels;
        let Some((met, fate)) = labels.find(&key) else {
            let message = labels::missing(&key);
            let fault = line.fault(DETAIL, Code::UnknownLabel, message, "a label that is not known");
            return Err(fault.help("say what it means in `src/sources/usgs_mcs/labels/`").into());
        };
        self.labels_used.insert(met.clone());
        let meaning = match fate {
            Fate::SetAside(reason) => {
                *self.account.set_aside.entry(reason.clone()).or_default() += 1;
                return Ok(());
            }
            Fate::Used(meaning) => meaning,
        };
        let (value, notes) = (line.get(VALUE).to_owned(), notes(&line)?.to_owned());
        let replaced = self.overlay.take([
            line.get(CHAPTER),
            line.get(SECTION),
            line.get(COUNTRY),
            line.get(STATISTIC),
            line.get(YEAR),
            &value,
            &notes,
        ]);
        let (value, notes, source) = match replaced {
            Some(now) => {
                *self.account.set_aside.entry("corrected by a later version".to_owned()).or_default() += 1;
                (now.value, now.notes, now.source)
            }
            None => {
                self.account.used += 1;
                (value, notes, (EDITION.to_owned(), number))
            }
        };
        let (subject, mut fact) = self.row(&line, meaning, &value, &notes)?;
        fact.source = source;
        tables
            .insert(meaning.table, subject, fact, meaning.add)
            .map_err(|clash| line.fault(DETAIL, Code::DuplicateRow, clash.to_owned(), "a second row"))
    }

    /// The key that the mapping is searched by. A repeated row, as of the two kinds of mica, is `#2`.
    fn key(&mut self, line: &Line<'_>) -> Result<Key, Box<Diagnostic>> {
        let section = match fold(line.get(SECTION)) {
            s if s.starts_with("world") => "world",
            s if s.starts_with("salient statistics") => "us",
            s if s.starts_with("import sources") => "import-sources",
            _ => {
                let message = format!("`{}` is not a section that is known", quote(line.get(SECTION)));
                return Err(line.fault(SECTION, Code::UnknownLabel, message, ""));
            }
        };
        let statistic = fold(line.get(STATISTIC));
        let statistic = if statistic.starts_with("import sources") { "import sources" } else { &statistic };
        let cells = (CHAPTER..=YEAR).map(|index| line.get(index).to_owned()).collect();
        let times = self.met.entry(cells).and_modify(|n| *n += 1).or_insert(1);
        let mut detail = detail(line.get(DETAIL));
        if *times > 1 {
            detail += &format!(" #{times}");
        }
        Ok([
            section.to_owned(),
            fold(line.get(CHAPTER)),
            fold(line.get(COMMODITY)),
            statistic.to_owned(),
            detail,
        ])
    }

    fn row(
        &self,
        line: &Line<'_>,
        meaning: &Meaning,
        value: &str,
        notes: &str,
    ) -> Result<(Subject, Fact), Box<Diagnostic>> {
        let shares = meaning.table == "import_sources";
        let (unit, power) = unit(line, meaning)?;
        let stated = values::read(value, notes, &fold(line.get(UNIT)))
            .and_then(|v| v.shift(power).ok_or("out of range"));
        let mut stated = stated.map_err(|why| {
            let message = format!("`{}` is {why}", quote(value));
            line.fault(VALUE, Code::BadNumber, message, "not a value that is known")
        })?;
        let named = party::read(line.get(COUNTRY), self.country).ok_or_else(|| {
            let message = format!("unknown country `{}`", quote(line.get(COUNTRY)));
            line.fault(COUNTRY, Code::UnknownCountry, message, "not in the reference table")
        })?;
        let mut words = vec![named.form.as_str(), stated.note];
        if shares {
            words.push(share(&mut stated));
        } else {
            super::settle(&mut stated, meaning);
        }
        if stated.status == Some(Status::NetExporter) && meaning.table != "reliance" {
            let message = "a net exporter outside the figures of reliance".to_owned();
            return Err(line.fault(VALUE, Code::BadStatus, message, ""));
        }
        words.push(&meaning.note);
        let excludes = if meaning.table == "production" && named.party == Party::World {
            excludes::stated(notes)
                .map_err(|why| line.fault(NOTES, Code::UnknownLabel, why.to_owned(), ""))?
        } else {
            Vec::new()
        };
        if line.get(SECTION).starts_with("Salient") && named.party.to_string() != "USA" {
            return Err(line.fault(
                COUNTRY,
                Code::UnknownLabel,
                "another country among the figures of the United States".to_owned(),
                "",
            ));
        }
        let subject = Subject {
            mineral: meaning.mineral.clone(),
            stage: meaning.stage,
            product: meaning.product.clone(),
            party: named.party,
            when: when(line, shares)?,
        };
        let fact = Fact {
            value: stated,
            unit,
            basis: meaning.basis.clone(),
            excludes,
            note: super::note(&words),
            source: (String::new(), 0),
        };
        Ok((subject, fact))
    }
}

/// The notes of a row. In one row of yttrium they slipped: the flag stands in their column.
fn notes<'a>(line: &'a Line<'_>) -> Result<&'a str, Box<Diagnostic>> {
    let is_flag = |text: &str| matches!(text, "Yes" | "No" | "");
    let (notes, flag) = (line.get(NOTES), line.get(FLAG));
    match (is_flag(notes), is_flag(flag)) {
        (_, true) => Ok(notes),
        (true, false) if fold(flag) == fold(line.get(COMMODITY)) => Ok(""),
        _ => {
            let message = format!("`{}` is neither `Yes` nor `No`: the row's cells are shifted", quote(flag));
            Err(line.fault(FLAG, Code::BadRow, message, ""))
        }
    }
}

/// Our unit, and the power of ten of the publisher's.
fn unit(line: &Line<'_>, meaning: &Meaning) -> Result<(String, i32), Box<Diagnostic>> {
    let publishers = line.get(UNIT);
    let wrong = || {
        let message = format!("`{}` is not a unit of {}", quote(publishers), meaning.table);
        line.fault(UNIT, Code::BadUnit, message, "not a unit that is known")
    };
    match meaning.table {
        "import_sources" if publishers == "percent" => Ok((String::new(), -2)),
        "reliance" if publishers == "percent" => Ok((String::new(), 0)),
        "import_sources" | "reliance" => Err(wrong()),
        _ if !meaning.unit.is_empty() => Ok((meaning.unit.clone(), 0)),
        _ => units::of(publishers).map(|(unit, power)| (unit.to_owned(), power)).ok_or_else(wrong),
    }
}

/// A share's bound stands for it: `>99` and `<1` percent are within the rounding of every other share.
fn share(value: &mut values::Value) -> &'static str {
    let words = match (value.low, value.high) {
        (Some(_), None) => "more than this",
        (None, Some(_)) => "less than this",
        _ => return "",
    };
    value.number = value.low.or(value.high);
    words
}

/// The year, or the period of the import sources: `2021–24` is `2021-2024`.
fn when(line: &Line<'_>, period: bool) -> Result<String, Box<Diagnostic>> {
    let text = line.get(YEAR);
    let read = if period {
        text.split_once('–').and_then(|(first, last)| {
            let century = first.get(..2)?;
            let last = Year::parse(&format!("{century}{last}")).ok()?;
            let first = Year::parse(first).ok()?;
            (first < last).then(|| format!("{first}-{last}"))
        })
    } else {
        Year::parse(text).ok().map(|year| year.to_string())
    };
    read.ok_or_else(|| {
        line.fault(YEAR, Code::BadPeriod, format!("`{}` is not a year or a period", quote(text)), "")
    })
}
