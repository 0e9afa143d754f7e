//! What can be wrong with a file or a question, said in one way: a [`Diagnostic`].

mod clean;
mod code;
mod example;
mod suggest;

use std::sync::Arc;

pub use clean::{clean, is_unsafe, quote, shell};
pub use code::Code;
pub use example::{Example, File};
pub use suggest::did_you_mean;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is computed.
    Error,
    /// The answer stands, with this said beside it.
    Warning,
}

/// Where in a file something stands. It carries its line, so that it can be shown without the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file as the user named it.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Byte range within `text`.
    pub span: std::ops::Range<usize>,
    /// The whole line, without its ending.
    pub text: Arc<str>,
    /// In JSON, the path of the value: `$.production[3].quantity`.
    pub path: Option<String>,
}

/// One thing to say about an input, with its place and the remedy.
///
/// The message starts in lower case, quotes values in backticks and ends without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of thing: stable, kebab-case in print.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Where, unless it is about a file as a whole.
    pub place: Option<Place>,
    /// The file that it is about as a whole, as the user named it.
    pub file: Option<Arc<str>>,
    /// The few words under the caret.
    pub label: String,
    /// A second place that belongs to it, with its words: the first of two duplicates.
    pub related: Option<(Place, String)>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error without a place yet.
    #[must_use]
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            place: None,
            file: None,
            label: String::new(),
            related: None,
            help: None,
        }
    }

    /// A warning without a place yet.
    #[must_use]
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Says where, with a few words for under the caret.
    #[must_use]
    pub fn at(mut self, place: Place, label: impl Into<String>) -> Self {
        self.place = Some(place);
        self.label = label.into();
        self
    }

    /// Says which file it is about, where it has no place in it.
    #[must_use]
    pub fn of(mut self, file: &Arc<str>) -> Self {
        if self.place.is_none() {
            self.file = Some(file.clone());
        }
        self
    }

    /// The file that it is about.
    #[must_use]
    pub fn file(&self) -> Option<&Arc<str>> {
        self.place.as_ref().map(|place| &place.file).or(self.file.as_ref())
    }

    /// Names the second place.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related = Some((place, label.into()));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
