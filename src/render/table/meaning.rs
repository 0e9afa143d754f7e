//! `explain` without a mineral, and `schema` alone: what a metric or a code means, with the example of a code.

use super::catalog::range;
use super::grid::cut;
use super::text::{heading, paragraph};
use super::{Look, Render};
use crate::diag::{Diagnostic, clean};
use crate::output::{Envelope, ExampleOf, FileOf, Meaning};
use crate::render::diagnostics;

/// Names explained in general.
#[derive(Debug)]
pub struct Meanings<'a>(pub &'a Envelope<Meaning>);

impl Render for Meanings<'_> {
    fn render(&self, look: Look) -> String {
        let blocks = self.0.results.iter().map(|m| {
            let mut text = heading(&format!("{}: {}", m.name, m.meaning), look);
            if let Some(metric) = &m.metric {
                let example = format!("minerals explain {} cobalt", m.name);
                for (label, line) in [
                    ("formula", metric.formula.to_owned()),
                    ("range", range(metric)),
                    ("after", metric.defined_by.to_owned()),
                    ("try", example),
                ] {
                    text.push_str(&paragraph(&format!("  {label:<8} {line}"), 11, look));
                }
            }
            if let Some(example) = &m.example {
                text.push_str(&shown(example, look));
            }
            text
        });
        blocks.collect::<Vec<_>>().join("\n")
    }
}

/// The bad files, what is said of them, and the files mended, one under the other.
fn shown(example: &ExampleOf, look: Look) -> String {
    let mut text = files("bad", &example.bad, look);
    if let Some(command) = example.command {
        text.push_str(&format!("\n{}{}", heading("try", look), paragraph(&format!("  {command}"), 4, look)));
    }
    if !example.diagnostics.is_empty() {
        text.push_str(&format!("\n{}", heading("minerals says", look)));
        let inner = Look { width: look.width.map(|w| w.saturating_sub(2)), ..look };
        let told: Vec<Diagnostic> = example.diagnostics.iter().map(|d| broken(d, inner)).collect();
        for line in diagnostics(&told, inner).lines() {
            text.push_str(&format!("{}\n", format!("  {line}").trim_end()));
        }
    }
    if !example.mend.is_empty() {
        text.push_str(&format!(
            "\n{}{}",
            heading("mend", look),
            paragraph(&format!("  {}", example.mend), 2, look)
        ));
    }
    text + &files("mended", &example.mended, look)
}

fn files(label: &str, files: &[FileOf], look: Look) -> String {
    let mut text = String::new();
    for file in files {
        text.push_str(&format!("\n{}", heading(&format!("{label}: {}", file.file), look)));
        for line in file.text.lines() {
            let line = format!("  {}", clean(line));
            text.push_str(&format!("{}\n", look.width.map_or(line.clone(), |width| cut(&line, width))));
        }
    }
    text
}

/// Its message and help on as many lines as the width asks for: the renderer of diagnostics breaks none.
fn broken(d: &Diagnostic, look: Look) -> Diagnostic {
    let lines = |text: &str, taken: usize| {
        let narrow = Look { width: look.width.map(|w| w.saturating_sub(taken)), ..look };
        paragraph(text, 0, narrow).trim_end().to_owned()
    };
    let title = "warning[]: ".len() + d.code.name().len();
    Diagnostic {
        message: lines(&d.message, title),
        help: d.help.as_deref().map(|help| lines(help, "  = help: ".len())),
        ..d.clone()
    }
}

/// Every name that can be explained, a line each.
#[derive(Debug)]
pub struct Index<'a>(pub &'a Envelope<Meaning>);

impl Render for Index<'_> {
    fn render(&self, look: Look) -> String {
        let longest = self.0.results.iter().map(|m| m.name.len()).max().unwrap_or_default();
        // on a narrow terminal the meanings have no column of their own
        let longest = if look.width.is_some_and(|width| width < 2 * longest) { 0 } else { longest };
        let mut text = String::new();
        for (kind, title) in [
            ("metric", "Metrics: minerals explain METRIC [MINERAL]"),
            ("code", "Codes of errors and warnings: minerals explain CODE"),
            ("table", "Tables: minerals schema TABLE"),
            ("output", "Outputs of commands: minerals schema OUTPUT"),
        ] {
            let of_kind: Vec<&Meaning> = self.0.results.iter().filter(|m| m.kind == kind).collect();
            if of_kind.is_empty() {
                continue;
            }
            text.push_str(if text.is_empty() { "" } else { "\n" });
            text.push_str(&heading(title, look));
            for m in of_kind {
                text.push_str(&paragraph(
                    &format!("  {:<longest$}  {}", m.name, m.meaning),
                    longest + 4,
                    look,
                ));
            }
        }
        text
    }
}
