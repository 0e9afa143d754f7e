//! Tables for people: one file a command, over a grid that fits the width.

mod catalog;
mod explain;
mod grid;
mod meaning;
mod score;
mod show;
mod text;

pub use catalog::{Coverages, Imports, Methods, Sources};
pub use explain::Explanations;
pub use meaning::{Index, Meanings};
pub use score::Scores;
pub use show::Shows;

/// How the output will be looked at.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// Columns of the terminal; none where there is none, and nothing is cut.
    pub width: Option<usize>,
    /// Colour may be used; it never carries meaning alone.
    pub color: bool,
}

/// Something that can be shown to a person.
pub trait Render {
    /// The text, with a line feed at its end.
    fn render(&self, look: Look) -> String;
}
