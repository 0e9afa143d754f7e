//! What is found in a file, as `data validate` and `check` write it.

use serde::Serialize;

use crate::diag::{Diagnostic, Place, Severity};

/// One thing that is wrong or odd, with its place and the remedy.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Finding {
    /// Stable code.
    pub code: &'static str,
    /// `error`, `warning`, or `note`, which is for information.
    pub severity: &'static str,
    /// In words.
    pub message: String,
    /// Where; absent where it is about several files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceOf>,
    /// A second place that belongs to it: the first of two rows that are the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub related: Option<PlaceOf>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Why it is allowed, where it is: then it counts for nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed: Option<String>,
}

/// Where in a file something stands.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlaceOf {
    /// The file as it was named.
    pub file: String,
    /// Line, from 1; absent where it is about the file as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Column in characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// In JSON, the path of the value: `$.production[3].quantity`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// What stands there, in a few words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub label: String,
}

impl PlaceOf {
    /// A place in a file, with what stands there.
    #[must_use]
    pub fn new(place: &Place, label: &str) -> Self {
        Self {
            file: place.file.to_string(),
            line: Some(place.line),
            column: Some(place.column),
            path: place.path.clone(),
            label: label.to_owned(),
        }
    }
}

impl PlaceOf {
    fn whole(file: &str) -> Self {
        Self { file: file.to_owned(), line: None, column: None, path: None, label: String::new() }
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
            place: match (&d.place, &d.file) {
                (Some(place), _) => Some(PlaceOf::new(place, &d.label)),
                (None, Some(file)) => Some(PlaceOf::whole(file)),
                (None, None) => None,
            },
            related: d.related.as_ref().map(|(place, label)| PlaceOf::new(place, label)),
            help: d.help.clone(),
            allowed: None,
        }
    }
}

impl Finding {
    /// It is an error.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == "error"
    }

    /// It is a warning.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        self.severity == "warning"
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
