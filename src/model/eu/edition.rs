//! Editions of the EU's study, and what our result may differ from a published score by.

use std::sync::Arc;

use crate::model::{PublishedScoreRow, Window, Year};

/// The scheme of the published scores.
pub const SCHEME: &str = "eu-criticality";

/// The edition whose inputs are published, so that it can be computed.
pub const EDITION: &str = "2023";

/// The publisher of that edition's tables.
pub(super) const PUBLISHER: &str = "eu-crm-2023";

/// The Union, as a scope and a consumer.
pub const UNION: &str = "EU27";

/// The years of governance that the edition averages; not those that fit best, but those it states.
#[must_use]
pub fn window() -> Option<Window> {
    Some(Window { first: Year::new(2016).ok()?, last: Year::new(2020).ok()? })
}

/// The editions that have published scores, the oldest first.
#[must_use]
pub fn editions(rows: &[PublishedScoreRow]) -> Vec<Arc<str>> {
    let mut editions: Vec<Arc<str>> =
        rows.iter().filter(|r| *r.scheme == *SCHEME).map(|r| Arc::clone(&r.edition)).collect();
    editions.sort_unstable();
    editions.dedup();
    editions
}
