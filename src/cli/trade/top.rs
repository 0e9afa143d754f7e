//! The most concentrated imports, kept while all go by.

use std::cmp::Ordering;

use crate::output::{Imports, ImportsIn};

/// The first N of however many come, and how many came.
pub(super) struct Top<'n> {
    most: usize,
    /// How many came.
    pub(super) all: usize,
    /// Those that may be among the first, in no order while they are gathered.
    kept: Vec<Imports<'n>>,
}

impl<'n> Top<'n> {
    pub(super) fn new(most: usize) -> Self {
        Self { most, all: 0, kept: Vec::new() }
    }

    /// Looks at one more.
    pub(super) fn take(&mut self, imports: &Imports<'n>) {
        self.all += 1;
        self.kept.push(imports.clone());
        if self.kept.len() >= self.most.saturating_mul(2).max(1000) {
            self.cut();
        }
    }

    /// The first, in order.
    pub(super) fn finish(mut self) -> Vec<Imports<'n>> {
        self.cut();
        self.kept
    }

    fn cut(&mut self) {
        self.kept.sort_by(order); // stable: what is equal stays in the order of importers and products
        self.kept.truncate(self.most);
    }
}

/// By the newest year: the higher HHI first, then the larger value; what has none comes last.
fn order(a: &Imports<'_>, b: &Imports<'_>) -> Ordering {
    let hhi = |i: &Imports<'_>| i.last().and_then(|y| y.hhi).and_then(|hhi| hhi.high.or(hhi.value));
    let value = |i: &Imports<'_>| i.last().and_then(|y: &ImportsIn<'_>| y.value_usd);
    let compare = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => b.total_cmp(&a),
        (a, b) => b.is_some().cmp(&a.is_some()),
    };
    compare(hhi(a), hhi(b)).then_with(|| compare(value(a), value(b)))
}
