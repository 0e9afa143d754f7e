//! `data validate`: each finding with its line, then one line that closes.

use super::Page;
use crate::diag::{Diagnostic, Severity};
use crate::output::{Envelope, Finding};
use crate::render::document::Document;

/// What was found in tables.
#[derive(Debug)]
pub struct Findings<'a> {
    /// The tables that were read, and the findings.
    pub answer: &'a Envelope<Finding>,
    /// The findings with their lines.
    pub diagnostics: &'a [Diagnostic],
    /// How many files could be read.
    pub files: usize,
}

impl Page for Findings<'_> {
    fn document(&self) -> Document {
        let mut document = Document::default();
        if !self.diagnostics.is_empty() {
            document.diagnostics(self.diagnostics);
            document.gap();
        }
        let of = |severity| self.diagnostics.iter().filter(|d| d.severity == severity).count();
        let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
        let rows = self.answer.inputs.iter().map(|input| input.rows).sum();
        let read = format!("{} and {} in", counted(rows, "row"), counted(self.answer.inputs.len(), "table"));
        let files = counted(self.files, "file");
        document.paragraph(
            0,
            &match (errors, warnings) {
                (0, 0) => format!("sound: {read} {files}"),
                (0, w) => format!("sound, with {}: {read} {files}", counted(w, "warning")),
                (e, 0) => format!("{} in what was read: {read} {files}", counted(e, "error")),
                (e, w) => format!(
                    "{} and {} in what was read: {read} {files}",
                    counted(e, "error"),
                    counted(w, "warning")
                ),
            },
        );
        document
    }
}

fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
