//! A document as text for a terminal: it fits the width, and bold headings are all its colour.

mod grid;
mod text;

use super::document::{Block, Document};
use grid::{cut, grid};
use text::{facts, heading};

use crate::render::diagnostics::every_diagnostic;
pub(super) use text::paragraph;

/// How the output will be looked at.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// Columns of the terminal; none where there is none, and nothing is cut.
    pub width: Option<usize>,
    /// Colour may be used; it never carries meaning alone.
    pub color: bool,
}

/// The document as text, with a line feed at its end.
#[must_use]
pub fn table(document: &Document, look: Look) -> String {
    let write = |block: &Block| match block {
        Block::Title(text) | Block::Heading(text) => heading(text, look),
        Block::Grid(all) => grid(all, look),
        Block::Facts(all) => facts(all, look),
        Block::Paragraph(p) => {
            let (first, later) = p.indent;
            paragraph(&format!("{:first$}{}", "", p.text), later, look)
        }
        Block::Commands(all) => all.iter().map(|command| format!("  {command}\n")).collect(),
        Block::Verbatim(lines) => lines.iter().map(|line| verbatim(line, look)).collect(),
        Block::Diagnostics(indent, all) => indented(*indent, &every_diagnostic(all, narrower(*indent, look))),
        Block::Gap => "\n".to_owned(),
    };
    document.blocks().iter().map(write).collect()
}

/// A line of a file, cut to the width.
fn verbatim(line: &str, look: Look) -> String {
    let line = format!("  {line}");
    format!("{}\n", look.width.map_or(line.clone(), |width| cut(&line, width)))
}

fn narrower(indent: usize, look: Look) -> Look {
    Look { width: look.width.map(|width| width.saturating_sub(indent)), ..look }
}

fn indented(indent: usize, text: &str) -> String {
    text.lines().map(|line| format!("{}\n", format!("{:indent$}{line}", "").trim_end())).collect()
}
