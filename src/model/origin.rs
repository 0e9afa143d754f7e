//! Where a number came from: the row of a table, and the publisher behind it.

use std::sync::Arc;

/// The row that a number was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file as the user knows it: `data/production.csv`, `mine.csv`, `<stdin>`.
    pub file: Arc<str>,
    /// Line of the row in that file, from 1.
    pub line: u32,
    /// The publisher, with the line of the publisher's own file where it is known.
    pub publisher: Publisher,
}

impl Origin {
    /// A scenario put the row there, or changed it.
    #[must_use]
    pub fn is_of_scenario(&self) -> bool {
        self.publisher.id.starts_with(super::scenario::MARK)
    }
}

/// The `source` cell: a publisher's edition, and the line of its own file: `usgs-mcs-2026:1868`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Publisher {
    /// The edition: `usgs-mcs-2026`; empty where the table does not say.
    pub id: Arc<str>,
    /// Line of the publisher's file, from 1.
    pub line: Option<u32>,
}

impl Publisher {
    /// Splits `usgs-mcs-2026:1868` at its last colon, if digits follow it; any other text is an id.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let (id, line) = Self::split(text);
        Self { id: id.into(), line }
    }

    /// The two parts, for those who keep ids elsewhere.
    #[must_use]
    pub fn split(text: &str) -> (&str, Option<u32>) {
        match text.rsplit_once(':') {
            Some((id, line)) if line.parse::<u32>().is_ok() => (id, line.parse().ok()),
            _ => (text, None),
        }
    }
}
