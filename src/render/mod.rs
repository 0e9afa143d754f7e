//! Output to bytes: one file a format, each with its own escaping; the only rounding in the program.
//!
//! For people, a [`Page`] makes a [`Document`] of an answer, which [`table`] or [`markdown`] writes; for
//! scripts, [`json`], [`ndjson`] and [`csv`] write the answer itself.

mod csv;
mod dense;
mod diagnostics;
mod document;
mod findings;
mod json;
mod markdown;
mod ndjson;
mod number;
mod page;
mod stream;
mod table;

pub use csv::{CsvRows, csv};
pub use dense::dense;
pub use diagnostics::{diagnostics, tally};
pub use document::Document;
pub use findings::{github, junit, sarif};
pub use json::json;
pub use markdown::markdown;
pub use ndjson::ndjson;
pub use number::worked;
pub use page::{
    Checks, Comparison, Coverages, Explanations, Findings, Imports, Index, Meanings, Methods, Page, Policies,
    Profiles, Scenarios, Scores, Shipped, Shows, Sources, Trades,
};
pub use stream::{CsvLines, Results, stream_csv, stream_json, stream_ndjson};
pub use table::{Look, table};
