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
            document.diagnostics(0, self.diagnostics);
            document.gap();
        }
        let of = |severity| self.diagnostics.iter().filter(|d| d.severity == severity).count();
        let (errors, warnings) = (of(Severity::Error), counted(of(Severity::Warning), "warning"));
        let rows = counted(self.answer.inputs.iter().map(|input| input.rows).sum(), "row");
        let (tables, files) = (counted(self.answer.inputs.len(), "table"), counted(self.files, "file"));
        let verdict = match (errors, self.diagnostics.len()) {
            (0, 0) => format!("sound: {rows} of {tables} in {files}"),
            (0, _) => format!("sound, with {warnings}: {rows} of {tables} in {files}"),
            _ => format!("not sound: {}, {warnings}", counted(errors, "error")),
        };
        document.paragraph(0, &verdict);
        document
    }
}

fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
