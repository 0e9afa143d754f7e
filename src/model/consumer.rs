//! A consumer: the country, or the group of countries, that a question is for.

use std::sync::Arc;

use super::{CountryCode, Party};

/// Whom the question is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consumer {
    /// A country's code or a group's id: `USA`, `EU27`.
    pub id: Arc<str>,
    /// Name for people.
    pub name: String,
    /// Its countries, by code: one, unless it is a group.
    pub members: Vec<CountryCode>,
    /// Trade between its own members counts as imports.
    pub intra: bool,
}

impl Consumer {
    /// A single country.
    #[must_use]
    pub fn country(code: CountryCode, name: &str) -> Self {
        Self { id: code.as_str().into(), name: name.to_owned(), members: vec![code], intra: false }
    }

    /// A group of countries; its members in any order.
    #[must_use]
    pub fn group(id: &str, name: &str, mut members: Vec<CountryCode>, intra: bool) -> Self {
        members.sort_unstable();
        members.dedup();
        Self { id: id.into(), name: name.to_owned(), members, intra }
    }

    /// The one country that it is; none for a group.
    #[must_use]
    pub fn only(&self) -> Option<CountryCode> {
        match self.members.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// It has several countries.
    #[must_use]
    pub fn is_group(&self) -> bool {
        self.members.len() > 1
    }

    /// A country is part of it.
    #[must_use]
    pub fn has(&self, country: CountryCode) -> bool {
        self.members.binary_search(&country).is_ok()
    }

    /// A party is one of its countries.
    #[must_use]
    pub fn is_member(&self, party: Party) -> bool {
        party.country().is_some_and(|country| self.has(country))
    }

    /// What one party sells another is an import of this consumer: the buyer is part of it, and the seller
    /// is not, unless trade between members counts.
    #[must_use]
    pub fn imports(&self, exporter: Party, importer: Party) -> bool {
        self.is_member(importer) && exporter != Party::World && (self.intra || !self.is_member(exporter))
    }

    /// What one party sells another is an export of this consumer.
    #[must_use]
    pub fn exports(&self, exporter: Party, importer: Party) -> bool {
        self.is_member(exporter) && importer != Party::World && (self.intra || !self.is_member(importer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(code: &str) -> CountryCode {
        CountryCode::new(code).unwrap()
    }

    #[test]
    fn trade_between_members_counts_only_where_it_is_asked_for() {
        let party = |c: &str| Party::Country(code(c));
        let apart = Consumer::group("EU27", "European Union", vec![code("FRA"), code("DEU")], false);
        assert!(apart.imports(party("CHN"), party("DEU")) && apart.imports(Party::Other, party("DEU")));
        assert!(!apart.imports(party("FRA"), party("DEU")) && !apart.imports(Party::World, party("DEU")));
        assert!(!apart.imports(party("CHN"), party("USA")));
        assert!(apart.exports(party("FRA"), party("USA")) && !apart.exports(party("FRA"), party("DEU")));
        let intra = Consumer { intra: true, ..apart };
        assert!(intra.imports(party("FRA"), party("DEU")));
    }
}
