//! The keys of a table in a document.

use std::ops::Range;

use super::{Entry, Node};

/// A table whose keys are all known.
#[derive(Debug, Clone, Copy)]
pub struct Fields<'d> {
    pub(super) entries: &'d [Entry],
    /// Where the table stands.
    pub(super) head: (usize, usize),
}

impl<'d> Fields<'d> {
    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&'d Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// A key with its place and value.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&'d Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// Every key, in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = &'d Entry> {
        self.entries.iter()
    }

    /// Where to point for the table as a whole.
    #[must_use]
    pub fn head(&self) -> Range<usize> {
        self.head.0..self.head.1
    }
}
