//! The tables compiled in as text; trade stands in [`shipped`](super::shipped). Their hashes and row counts were recorded when the program was built.

use super::names::Names;
use super::source::Source;
use super::table::Table;

/// A table compiled in.
#[derive(Debug, Clone, Copy)]
pub struct Builtin {
    /// Its name: `production`.
    pub name: &'static str,
    /// Its CSV text.
    pub text: &'static str,
    /// SHA-256 of the text.
    pub sha256: &'static str,
    /// Rows, without the header.
    pub rows: usize,
}

/// Every table compiled in, by name.
pub static TABLES: &[Builtin] = include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// A scenario or a policy compiled in.
#[derive(Debug, Clone, Copy)]
pub struct Document {
    /// `scenarios` or `policies`.
    pub folder: &'static str,
    /// Its name: the stem of its file.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
    /// SHA-256 of the text.
    pub sha256: &'static str,
}

/// Every document compiled in, by folder and name.
static DOCUMENTS: &[Document] = include!(concat!(env!("OUT_DIR"), "/documents.rs"));

/// The documents of a folder, by name.
pub fn documents(folder: &str) -> impl Iterator<Item = &'static Document> {
    DOCUMENTS.iter().filter(move |document| document.folder == folder)
}

impl Document {
    /// Its text as a source, under the name of its file in the project.
    #[must_use]
    pub fn source(&self) -> Source {
        Source::builtin(&format!("data/{}/{}.toml", self.folder, self.name), self.text, self.sha256)
    }
}

impl Builtin {
    /// One of them.
    #[must_use]
    pub fn of(table: Table) -> Option<&'static Self> {
        TABLES.iter().find(|builtin| builtin.name == table.name())
    }

    /// Its text as a source, under the name of its file in the project.
    #[must_use]
    pub fn source(&self) -> Source {
        Source::builtin(&format!("data/{}.csv", self.name), self.text, self.sha256)
    }
}

/// The names of the reference tables compiled in.
#[must_use]
pub fn names() -> Option<Names> {
    let text = |table| Builtin::of(table).map(|builtin| builtin.text);
    let [countries, aliases, groups, minerals] =
        [Table::Countries, Table::CountryAliases, Table::Groups, Table::Minerals].map(text);
    Names::from_csv([countries?, aliases?, groups?, minerals?]).ok()
}

#[cfg(test)]
mod tests {
    use super::{Builtin, TABLES};
    use crate::load::{Source, Table};

    #[test]
    fn what_was_recorded_is_true() {
        for builtin in TABLES {
            let source = Source::from_bytes(builtin.name, builtin.text.into()).unwrap();
            assert_eq!(source.sha256(), builtin.sha256);
        }
    }

    #[test]
    fn every_table_of_this_program_is_there_and_trade_in_a_form_of_its_own() {
        assert!(crate::load::shipped::TRADE.rows > 300_000);
        for table in Table::ALL.into_iter().filter(|table| *table != Table::Trade) {
            assert!(Builtin::of(table).is_some(), "{table:?}");
        }
    }
}
