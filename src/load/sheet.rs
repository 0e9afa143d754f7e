//! Where a table stands: all of a CSV or NDJSON file, or an array in a JSON one.

use super::faults::Faults;
use super::naming::{self, Form};
use super::record::{Record, TableSpec};
use super::source::Source;
use super::{csv, json};
use crate::diag::Diagnostic;

/// Bytes of a typical row of our tables.
const TYPICAL: usize = 55;

/// One table of a source.
#[derive(Debug, Clone)]
pub struct Sheet<'a> {
    /// The file.
    pub source: &'a Source,
    part: Option<json::Part>,
}

impl<'a> Sheet<'a> {
    /// All of a CSV file.
    #[must_use]
    pub fn csv(source: &'a Source) -> Self {
        Self { source, part: None }
    }

    /// Every table of a file: CSV, JSON or NDJSON.
    ///
    /// # Errors
    /// If it starts like JSON, or is named like it, and is not.
    pub fn all(source: &'a Source) -> Result<Vec<Self>, Box<Diagnostic>> {
        let form = naming::form(std::path::Path::new(&**source.name()));
        let named = matches!(form, Some(Form::Json | Form::Ndjson));
        if !named && !json::is_json(source.text()) {
            return Ok(vec![Self::csv(source)]);
        }
        let parts = json::parts(source, form == Some(Form::Ndjson))?;
        Ok(parts.into_iter().map(|part| Self { source, part: Some(part) }).collect())
    }

    /// The table's name, where JSON gives it as a key.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.part.as_ref()?.key.as_ref().map(|(key, _)| key.as_str())
    }

    /// The bytes of the key in the source, where JSON gives it; else its start.
    #[must_use]
    pub fn key_range(&self) -> std::ops::Range<usize> {
        self.part.as_ref().and_then(|part| part.key.as_ref()).map_or(0..0, |(_, place)| place.clone())
    }

    /// The names of its columns, as they stand there.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        match &self.part {
            None => csv::names(self.source),
            Some(part) => part.keys.iter().map(|(key, _)| key.trim().to_owned()).collect(),
        }
    }

    /// The error for cells that are not separated by commas.
    #[must_use]
    pub fn foreign_separator(&self) -> Option<Diagnostic> {
        if self.part.is_some() { None } else { csv::foreign_separator(self.source) }
    }

    /// About how many rows there are, for room to make for them: told by the length, as counting would
    /// pass over the text once more.
    #[must_use]
    pub fn lines(&self) -> usize {
        match &self.part {
            None => self.source.text().len() / TYPICAL,
            Some(part) => part.rows,
        }
    }

    /// Gives `each` one record after another, and tells how many rows there are.
    pub fn read(
        &self,
        spec: &TableSpec,
        faults: &mut Faults,
        each: impl FnMut(&Record<'a>, &mut Faults),
    ) -> usize {
        match &self.part {
            None => csv::read(self.source, spec, faults, each),
            Some(part) => json::read(self.source, part, spec, faults, each),
        }
    }
}
