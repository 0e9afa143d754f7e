//! Selection: of all rows that speak of one thing, those of one publisher and one year, and what is
//! left aside for it. One mix, one source.

use std::collections::BTreeSet;

use super::vintage::{Absence, newest};
use super::{Origin, Year};

/// A row that can be selected.
pub trait Dated {
    /// Where it stands.
    fn origin(&self) -> &Origin;
    /// Of which year it is.
    fn year(&self) -> Year;
    /// It is a projection: used only if its year is asked for.
    fn is_projected(&self) -> bool;
}

/// The rows of one answer.
#[derive(Debug, Clone)]
pub(crate) struct Selected<'a, R> {
    /// Rows of one publisher and one year.
    pub rows: Vec<&'a R>,
    /// That year.
    pub year: Year,
}

impl<R: Dated> Selected<'_, R> {
    /// The editions among the rows, in order, joined by `+`.
    pub(crate) fn source(&self) -> String {
        editions(self.rows.iter().map(|r| r.origin()))
    }
}

/// Rows of the preferred publisher, in the newest year that the question allows.
///
/// # Errors
/// [`Absence`]: why there are none.
pub(crate) fn select<'a, R: Dated>(
    rows: &[&'a R],
    preferred: &str,
    asked: Option<Year>,
) -> Result<Selected<'a, R>, Absence> {
    let rows = rows_of_publisher(rows, preferred);
    let year = newest(rows.iter().map(|r| (r.year(), r.is_projected())), asked)?;
    let in_question = |r: &&R| r.year() == year && (!r.is_projected() || asked == Some(year));
    Ok(Selected { rows: rows.into_iter().filter(in_question).collect(), year })
}

/// The rows of the preferred publisher. Where none is its, all rows: a table of the user's own, whose
/// `source` cells may cite what they like.
#[must_use]
pub fn rows_of_publisher<'a, R: Dated>(rows: &[&'a R], preferred: &str) -> Vec<&'a R> {
    // what a scenario changed was of the publisher before
    let is_its = |r: &&R| is_of(r.origin(), preferred) || r.origin().is_of_scenario();
    if rows.iter().any(|r| is_of(r.origin(), preferred)) {
        rows.iter().copied().filter(is_its).collect()
    } else {
        rows.to_vec()
    }
}

/// Whether a row is of a publisher: `usgs-mcs-2026` is of `usgs-mcs`.
pub(crate) fn is_of(origin: &Origin, publisher: &str) -> bool {
    edition_is_of(&origin.publisher.id, publisher)
}

/// Whether an edition is of a publisher.
pub(crate) fn edition_is_of(edition: &str, publisher: &str) -> bool {
    let rest = edition.strip_prefix(publisher);
    !publisher.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// The distinct editions of some rows, in order, joined by `+`.
pub(crate) fn editions<'r>(origins: impl Iterator<Item = &'r Origin>) -> String {
    let distinct: BTreeSet<&str> = origins.map(|o| &*o.publisher.id).filter(|id| !id.is_empty()).collect();
    distinct.into_iter().collect::<Vec<_>>().join("+")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Publisher;

    fn origin(source: &str) -> Origin {
        Origin { file: "production.csv".into(), line: 2, publisher: Publisher::parse(source) }
    }

    #[test]
    fn an_edition_is_of_its_publisher_and_a_longer_name_is_not() {
        assert!(is_of(&origin("usgs-mcs-2026:12"), "usgs-mcs"));
        assert!(is_of(&origin("iea"), "iea"));
        assert!(!is_of(&origin("ieafoo"), "iea"));
        assert!(!is_of(&origin("anything"), ""));
    }
}
