//! `explain` without a mineral, and `schema` alone: what a name means, with the example of a code.

use super::Page;
use super::catalog::range;
use crate::output::{Envelope, ExampleOf, FileOf, Meaning};
use crate::render::document::{Document, Shape};

/// Names explained in general.
#[derive(Debug)]
pub struct Meanings<'a>(pub &'a Envelope<Meaning>);

impl Page for Meanings<'_> {
    fn document(&self) -> Document {
        let mut document = Document::default();
        for (i, m) in self.0.results.iter().enumerate() {
            if i > 0 {
                document.gap();
            }
            document.title(&format!("{}: {}", m.name, m.meaning));
            if let Some(metric) = &m.metric {
                document.facts(
                    Shape { margin: 2, label: 9 },
                    &[
                        ("formula", metric.formula),
                        ("range", &range(metric)),
                        ("after", metric.defined_by),
                        ("try", &format!("minerals explain {} cobalt", m.name)),
                    ],
                );
            }
            if let Some(example) = &m.example {
                show(example, &mut document);
            }
        }
        document
    }
}

/// The bad files, what is said of them, and the files mended, one under the other.
fn show(example: &ExampleOf, document: &mut Document) {
    files("bad", &example.bad, document);
    if let Some(command) = example.command {
        document.gap();
        document.heading("try");
        document.verbatim(command);
    }
    if !example.diagnostics.is_empty() {
        document.gap();
        document.heading("minerals says");
        document.diagnostics(2, &example.diagnostics);
    }
    if !example.mend.is_empty() {
        document.gap();
        document.heading("mend");
        document.paragraph(2, &format!("  {}", example.mend));
    }
    files("mended", &example.mended, document);
}

fn files(label: &str, files: &[FileOf], document: &mut Document) {
    for file in files {
        document.gap();
        document.heading(&format!("{label}: {}", file.file));
        document.verbatim(&file.text);
    }
}

/// Every name that can be explained, a line each.
#[derive(Debug)]
pub struct Index<'a>(pub &'a Envelope<Meaning>);

impl Page for Index<'_> {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let longest = self.0.results.iter().map(|m| m.name.len()).max().unwrap_or_default();
        for (kind, title) in [
            ("metric", "Metrics: minerals explain METRIC [MINERAL]"),
            ("code", "Codes of errors and warnings: minerals explain CODE"),
            ("table", "Tables: minerals schema TABLE"),
            ("output", "Outputs of commands: minerals schema OUTPUT"),
            ("file", "Files that you write: minerals schema FILE"),
        ] {
            let of_kind: Vec<(&str, &str)> =
                self.0.results.iter().filter(|m| m.kind == kind).map(|m| (m.name, m.meaning)).collect();
            if of_kind.is_empty() {
                continue;
            }
            if !document.blocks().is_empty() {
                document.gap();
            }
            document.heading(title);
            document.facts(Shape { margin: 2, label: longest + 2 }, &of_kind);
        }
        document
    }
}
