//! Texts that stand in thousands of rows, kept once: publishers, dimensions, editions.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use crate::model::Publisher;

/// Texts that are looked at first.
const RECENT: usize = 8;

/// Gives equal texts the same memory.
#[derive(Debug, Default)]
pub struct Pool {
    recent: VecDeque<Arc<str>>,
    all: BTreeSet<Arc<str>>,
}

impl Pool {
    /// The kept text that equals this one.
    pub fn text(&mut self, text: &str) -> Arc<str> {
        if let Some(recent) = self.recent.iter().find(|recent| ***recent == *text) {
            return recent.clone(); // most rows repeat those above them
        }
        let kept = self.all.get(text).cloned().unwrap_or_else(|| {
            let new: Arc<str> = text.into();
            self.all.insert(new.clone());
            new
        });
        self.recent.truncate(RECENT - 1);
        self.recent.push_front(kept.clone());
        kept
    }

    /// A `source` cell.
    pub fn publisher(&mut self, text: &str) -> Publisher {
        let (id, line) = Publisher::split(text);
        Publisher { id: self.text(id), line }
    }
}
