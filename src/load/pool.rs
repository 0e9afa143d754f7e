//! Texts that stand in thousands of rows, kept once: publishers, dimensions, editions.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::Publisher;

/// Gives equal texts the same memory.
#[derive(Debug, Default)]
pub struct Pool {
    last: Option<Arc<str>>,
    all: BTreeSet<Arc<str>>,
}

impl Pool {
    /// The kept text that equals this one.
    pub fn text(&mut self, text: &str) -> Arc<str> {
        if let Some(last) = &self.last
            && **last == *text
        {
            return last.clone(); // most rows repeat the one above them
        }
        let kept = self.all.get(text).cloned().unwrap_or_else(|| {
            let new: Arc<str> = text.into();
            self.all.insert(new.clone());
            new
        });
        self.last = Some(kept.clone());
        kept
    }

    /// A `source` cell.
    pub fn publisher(&mut self, text: &str) -> Publisher {
        let (id, line) = Publisher::split(text);
        Publisher { id: self.text(id), line }
    }
}
