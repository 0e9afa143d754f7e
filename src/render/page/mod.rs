//! Answers as people are shown them: one file a command, each making a [`Document`] of the output.

mod bar;
mod catalog;
mod check;
mod compare;
mod explain;
mod findings;
mod meaning;
mod profile;
mod published;
mod scenario;
mod score;
mod show;
mod trade;

use super::document::Document;

pub use catalog::{Coverages, Imports, Methods, Sources};
pub use check::{Checks, Policies};
pub use compare::Comparison;
pub use explain::Explanations;
pub use findings::Findings;
pub use meaning::{Index, Meanings};
pub use profile::Profiles;
pub use scenario::{Scenarios, Shipped};
pub use score::Scores;
pub use show::Shows;
pub use trade::Trades;

/// Something that can be shown to a person.
pub trait Page {
    /// What is shown, apart from how it is written.
    fn document(&self) -> Document;
}
