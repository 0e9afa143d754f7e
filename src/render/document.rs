//! What people are shown, apart from how it is written: headings, grids, facts and paragraphs in
//! their order. A table and Markdown are two ways to write the same document.

use crate::diag::{Diagnostic, clean};

/// Blocks in order.
///
/// Text enters by the functions of this file alone, and each of them cleans it: whatever a file or its
/// name holds, no writer of a document can be handed a character that steers a terminal.
#[derive(Debug, Default)]
pub struct Document(Vec<Block>);

/// A part of a document.
#[derive(Debug)]
pub(super) enum Block {
    /// What the document, or one answer of several, is about.
    Title(String),
    /// What a part of it is about.
    Heading(String),
    Grid(Grid),
    Facts(Facts),
    Paragraph(Paragraph),
    /// Commands to try, each on a line of its own.
    Commands(&'static [&'static str]),
    /// Lines of a file, as they stand.
    Verbatim(Vec<String>),
    /// What is said of files, after so many blanks; it is cleaned where it is written, as everywhere.
    Diagnostics(usize, Vec<Diagnostic>),
    /// An empty line, where text sets parts apart.
    Gap,
}

/// Rows under columns.
#[derive(Debug)]
pub(super) struct Grid {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<String>>,
}

impl Grid {
    /// The columns that are not empty in every row.
    pub(super) fn told(&self) -> Vec<usize> {
        let told = |i: &usize| self.rows.iter().any(|r| r.get(*i).is_some_and(|c| !c.is_empty()));
        (0..self.columns.len()).filter(told).collect()
    }
}

/// A column of a grid.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Heading.
    pub title: &'static str,
    /// Numbers stand to the right, and are never cut.
    pub number: bool,
    /// The higher, the sooner it is left out where room is short; 0 never is.
    pub optional: u8,
    /// A hash, of which the first digits are enough where room is short.
    pub hash: bool,
}

impl Column {
    pub(super) const fn text(title: &'static str) -> Self {
        Self { title, number: false, optional: 0, hash: false }
    }

    pub(super) const fn number(title: &'static str) -> Self {
        Self { number: true, ..Self::text(title) }
    }

    pub(super) const fn hash(title: &'static str) -> Self {
        Self { hash: true, ..Self::text(title) }
    }

    pub(super) const fn optional(self, optional: u8) -> Self {
        Self { optional, ..self }
    }
}

/// Facts under one another, each after its label.
#[derive(Debug)]
pub(super) struct Facts {
    pub shape: Shape,
    pub facts: Vec<(&'static str, String)>,
}

/// How text sets facts: blanks before the label, and columns that it takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub margin: usize,
    pub label: usize,
}

/// Words, or one of a list of such.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub text: String,
    /// Blanks before its first line, and before the later ones.
    pub indent: (usize, usize),
    /// It is one of a list.
    pub item: bool,
}

impl Document {
    pub(super) fn blocks(&self) -> &[Block] {
        &self.0
    }

    pub(super) fn title(&mut self, text: &str) {
        self.0.push(Block::Title(clean(text)));
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.0.push(Block::Heading(clean(text)));
    }

    pub(super) fn grid(&mut self, columns: &[Column], rows: &[Vec<String>]) {
        let rows = rows.iter().map(|r| r.iter().map(|c| clean(c)).collect()).collect();
        self.0.push(Block::Grid(Grid { columns: columns.to_vec(), rows }));
    }

    /// Facts; those without words are left out.
    pub(super) fn facts(&mut self, shape: Shape, facts: &[(&'static str, &str)]) {
        let told = facts.iter().filter(|(_, words)| !words.is_empty());
        let facts = told.map(|(label, words)| (*label, clean(words))).collect();
        self.0.push(Block::Facts(Facts { shape, facts }));
    }

    /// A paragraph; where it is broken, its later lines are indented.
    pub(super) fn paragraph(&mut self, indent: usize, text: &str) {
        self.0.push(Block::Paragraph(Paragraph { text: clean(text), indent: (0, indent), item: false }));
    }

    /// One of a list, with the blanks before its first line and before the later ones.
    pub(super) fn item(&mut self, indent: (usize, usize), text: &str) {
        self.0.push(Block::Paragraph(Paragraph { text: clean(text), indent, item: true }));
    }

    /// Commands to try: our own words, as they stand.
    pub(super) fn commands(&mut self, all: &'static [&'static str]) {
        self.0.push(Block::Commands(all));
    }

    /// A text of lines, as they stand.
    pub(super) fn verbatim(&mut self, text: &str) {
        self.0.push(Block::Verbatim(text.lines().map(clean).collect()));
    }

    /// Diagnostics with the lines that they are about, all after so many blanks.
    pub(super) fn diagnostics(&mut self, indent: usize, all: &[Diagnostic]) {
        self.0.push(Block::Diagnostics(indent, all.to_vec()));
    }

    pub(super) fn gap(&mut self) {
        self.0.push(Block::Gap);
    }
}
