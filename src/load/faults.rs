//! Everything that a run finds wrong with its files, collected so that one run tells it all.

use std::sync::Arc;

use super::limits::ERRORS;
use crate::diag::{Code, Diagnostic, Severity};

/// The errors and warnings found so far.
#[derive(Debug, Default)]
pub struct Faults {
    errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
    closed: bool,
}

impl Faults {
    /// Adds an error or a warning.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        match diagnostic.severity {
            Severity::Error => self.errors.push(diagnostic),
            Severity::Warning => self.warnings.push(diagnostic),
        }
    }

    /// No error so far.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.errors.is_empty()
    }

    /// How many errors there are so far.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.errors.len()
    }

    /// So many errors, or such a one, that more would help nobody.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.closed || self.errors.len() >= ERRORS
    }

    /// Adds an error after which reading on has no use.
    pub fn close(&mut self, error: Diagnostic) {
        self.closed = true;
        self.push(error);
    }

    /// Takes over what was found in one file. If that was cut short, it says so.
    pub fn append(&mut self, file: &Arc<str>, mut other: Self) {
        other.sort();
        if other.errors.len() >= ERRORS {
            other.errors.truncate(ERRORS);
            let message = format!("reading of `{}` stopped after {ERRORS} errors", crate::diag::clean(file));
            other.errors.push(Diagnostic::error(Code::TooManyErrors, message).help("mend these first"));
        }
        self.errors.extend(other.errors.into_iter().map(|error| error.of(file)));
        self.warnings.extend(other.warnings.into_iter().map(|warning| warning.of(file)));
    }

    /// The warnings, or if there is an error, the errors.
    ///
    /// # Errors
    /// All errors, each file's in the order of its lines.
    pub fn finish(self) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        if self.errors.is_empty() { Ok(self.warnings) } else { Err(self.errors) }
    }

    /// Errors and warnings together.
    #[must_use]
    pub fn all(self) -> Vec<Diagnostic> {
        let Self { mut errors, warnings, .. } = self;
        errors.extend(warnings);
        errors
    }

    fn sort(&mut self) {
        let place = |d: &Diagnostic| d.place.as_ref().map(|p| (p.line, p.column));
        self.errors.sort_by_key(place);
        self.warnings.sort_by_key(place);
    }
}

#[cfg(test)]
mod tests {
    use super::Faults;
    use crate::diag::{Code, Diagnostic, Place};

    fn error(line: u32, column: u32) -> Diagnostic {
        let place = Place { file: "x.csv".into(), line, column, span: 0..0, text: "".into(), path: None };
        Diagnostic::error(Code::BadRow, format!("{line}:{column}")).at(place, "")
    }

    fn told(faults: Faults) -> Vec<String> {
        faults.finish().unwrap_err().into_iter().map(|error| error.message).collect()
    }

    #[test]
    fn the_errors_of_a_file_are_told_in_the_order_of_their_places() {
        let (mut all, mut of_file) = (Faults::default(), Faults::default());
        [error(3, 1), error(2, 9), error(2, 1)].into_iter().for_each(|error| of_file.push(error));
        all.push(error(9, 9));
        all.append(&"x.csv".into(), of_file);
        assert_eq!(told(all), ["9:9", "2:1", "2:9", "3:1"]);
    }

    #[test]
    fn reading_stops_when_more_would_help_nobody() {
        let mut faults = Faults::default();
        (1..super::ERRORS).for_each(|_| faults.push(error(1, 1)));
        assert!(!faults.is_full());
        faults.push(error(1, 1));
        assert!(faults.is_full());
        let mut closed = Faults::default();
        closed.close(error(1, 1));
        assert!(closed.is_full() && closed.errors() == 1);
    }

    #[test]
    fn an_error_without_a_place_is_of_its_file() {
        let (mut all, mut of_file) = (Faults::default(), Faults::default());
        of_file.push(Diagnostic::error(Code::EmptyTable, "empty"));
        of_file.push(error(1, 1));
        all.append(&"x.csv".into(), of_file);
        let files: Vec<_> = all.all().iter().map(|error| error.file.as_deref().map(str::to_owned)).collect();
        assert_eq!(files, [Some("x.csv".to_owned()), None]);
    }
}
