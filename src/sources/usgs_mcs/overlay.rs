//! Corrections that the publisher made in later versions, which its data file does not have.

use std::collections::BTreeMap;

use super::labels::fold;
use crate::diag::{Code, Diagnostic, quote};
use crate::sources::Account;
use crate::sources::file::Line;

/// The header of the file of corrections.
pub const HEADER: &str = "mcs_chapter,section,country,statistics,year,raw_value,current_value,raw_notes,current_notes,revision_action,revision_version,revision_source_file,revision_page,revision_note";
const WIDTH: usize = 14;

/// What a row says now.
#[derive(Debug, Clone)]
pub struct Correction {
    /// The value cell.
    pub value: String,
    /// The notes beside it.
    pub notes: String,
    /// The version that corrected it, and the line of the file of corrections.
    pub source: (String, u32),
}

/// The corrections that no row has met yet.
#[derive(Debug, Default)]
pub struct Overlay {
    open: BTreeMap<[String; 7], Correction>,
    /// What became of the corrections.
    pub account: Account,
}

impl Overlay {
    /// Takes one line of the file of corrections.
    ///
    /// # Errors
    /// If it is no line of the file, or corrects a row that another line corrects.
    pub fn add(&mut self, text: &str, file: &str, number: u32) -> Result<(), Box<Diagnostic>> {
        self.account.rows += 1;
        let line = Line::split(text, file, number, WIDTH)?;
        let key = key([0, 1, 2, 3, 4, 5, 7].map(|index| line.get(index)));
        let source = (format!("usgs-mcs-2026-v{}", line.get(10)), number);
        let now = Correction { value: line.get(6).to_owned(), notes: line.get(8).to_owned(), source };
        match self.open.insert(key, now) {
            None => Ok(()),
            Some(_) => {
                Err(line.fault(0, Code::DuplicateRow, "a second correction of one row".to_owned(), ""))
            }
        }
    }

    /// The correction of a row, by its chapter, section, country, statistic, year, value and notes.
    pub fn take(&mut self, row: [&str; 7]) -> Option<Correction> {
        if self.open.is_empty() {
            return None;
        }
        let correction = self.open.remove(&key(row))?;
        self.account.used += 1;
        Some(correction)
    }

    /// Every correction must have met its row.
    ///
    /// # Errors
    /// One error a correction that met none.
    pub fn finish(self) -> Result<Account, Vec<Diagnostic>> {
        let lost = |([chapter, _, country, statistic, year, value, _], now): (&[String; 7], &Correction)| {
            let [chapter, country, value] = [chapter, country, value].map(|t| quote(t));
            let line = now.source.1;
            let message = format!(
                "the correction in line {line} meets no row: `{value}` of `{country}`, `{chapter}`, {statistic} {year}"
            );
            Diagnostic::error(Code::UnknownLabel, message).help("correct the file that it was written for")
        };
        let errors: Vec<Diagnostic> = self.open.iter().map(lost).collect();
        if errors.is_empty() { Ok(self.account) } else { Err(errors) }
    }
}

fn key(cells: [&str; 7]) -> [String; 7] {
    cells.map(fold)
}
