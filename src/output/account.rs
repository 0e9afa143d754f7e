//! What became of a publisher's rows, as `data import` writes it.

use std::collections::BTreeMap;

use serde::Serialize;

/// A file of a publisher, or a table made of it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ImportedFile {
    /// `read` or `written`.
    pub what: &'static str,
    /// Name of the file.
    pub file: String,
    /// Rows in it.
    pub rows: usize,
    /// Rows of a publisher's file that stand in our tables.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<usize>,
    /// The others, counted by reason.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub set_aside: BTreeMap<String, usize>,
    /// What the file was before: `new`, `same`, or `replaced`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<&'static str>,
}
