//! Where a table stands: all of a CSV file, or an array in a JSON one.

use super::csv;
use super::faults::Faults;
use super::record::{Record, TableSpec};
use super::source::Source;

/// One table of a source.
#[derive(Debug, Clone)]
pub struct Sheet<'a> {
    /// The file.
    pub source: &'a Source,
}

impl<'a> Sheet<'a> {
    /// All of a CSV file.
    #[must_use]
    pub fn csv(source: &'a Source) -> Self {
        Self { source }
    }

    /// About how many rows there are: room to make for them.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.source.text().bytes().filter(|b| *b == b'\n').count()
    }

    /// Gives `each` one record after another, and tells how many rows there are.
    pub fn read(
        &self,
        spec: &TableSpec,
        faults: &mut Faults,
        each: impl FnMut(&Record<'a>, &mut Faults),
    ) -> usize {
        csv::read(self.source, spec, faults, each)
    }
}
