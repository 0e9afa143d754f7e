//! Output to bytes: one file a format, each with its own escaping; the only rounding in the program.

mod csv;
mod diagnostics;
mod json;
mod number;
mod table;

pub use csv::{CsvRows, csv};
pub use diagnostics::{diagnostics, tally};
pub use json::{dense, json};
pub use table::{
    Coverages, Explanations, Imports, Index, Look, Meanings, Methods, Render, Scores, Shows, Sources,
};
