//! What is found in a file, as `data validate` writes it.

use serde::Serialize;

use crate::diag::{Diagnostic, Place, Severity};

/// One thing that is wrong or odd, with its place and the remedy.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Finding {
    /// Stable code.
    pub code: &'static str,
    /// `error`, after which nothing is computed, or `warning`.
    pub severity: &'static str,
    /// In words.
    pub message: String,
    /// Where, unless it is about files as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceOf>,
    /// A second place that belongs to it: the first of two rows that are the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub related: Option<PlaceOf>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// Where in a file something stands.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlaceOf {
    /// The file as it was named.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// In JSON, the path of the value: `$.production[3].quantity`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// What stands there, in a few words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub label: String,
}

impl PlaceOf {
    fn new(place: &Place, label: &str) -> Self {
        Self {
            file: place.file.to_string(),
            line: place.line,
            column: place.column,
            path: place.path.clone(),
            label: label.to_owned(),
        }
    }
}

impl From<&Diagnostic> for Finding {
    fn from(d: &Diagnostic) -> Self {
        Self {
            code: d.code.name(),
            severity: match d.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            message: d.message.clone(),
            place: d.place.as_ref().map(|place| PlaceOf::new(place, &d.label)),
            related: d.related.as_ref().map(|(place, label)| PlaceOf::new(place, label)),
            help: d.help.clone(),
        }
    }
}

impl Finding {
    /// It is an error.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == "error"
    }

    /// Message and remedy together, for where there is one text only.
    #[must_use]
    pub fn told(&self) -> String {
        match &self.help {
            Some(help) => format!("{}\nhelp: {help}", self.message),
            None => self.message.clone(),
        }
    }
}
