//! An example of a code, as `explain` writes it: bad files, what is said of them, and the mend.

use serde::Serialize;

use super::Finding;
use crate::diag::{Diagnostic, Example, File};

/// How a finding comes about, and how it is mended.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ExampleOf {
    /// Files that give it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bad: Vec<FileOf>,
    /// The command that gives it, run where the files are; absent where loading them does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<&'static str>,
    /// What the program says of the files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub says: Vec<Finding>,
    /// What to do, where the files do not show it.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub mend: &'static str,
    /// The files mended.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mended: Vec<FileOf>,
    /// What is said, for printing.
    #[serde(skip)]
    pub diagnostics: Vec<Diagnostic>,
}

/// A file of an example.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FileOf {
    /// Its name.
    pub file: &'static str,
    /// What stands in it; a byte that is not UTF-8 shows as the replacement character.
    pub text: String,
}

impl ExampleOf {
    /// An example with what the loader says of its files.
    #[must_use]
    pub fn new(example: &Example, diagnostics: Vec<Diagnostic>) -> Self {
        let files = |files: &[File]| files.iter().map(|f| FileOf { file: f.name, text: f.text() }).collect();
        Self {
            bad: files(example.bad),
            command: example.command,
            says: diagnostics.iter().map(Finding::from).collect(),
            mend: example.mend,
            mended: files(example.mended),
            diagnostics,
        }
    }
}
