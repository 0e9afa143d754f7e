//! Tables `countries`, `country_aliases`, `groups`: whom a cell may name.

use std::cmp::Ordering;

use super::TableRow;
use crate::diag::Code;
use crate::load::kind::Kind;
use crate::load::record::{Column, TableSpec};
use crate::load::row::Row;
use crate::model::CountryCode;

/// The table `countries`.
pub const COUNTRIES: TableSpec = TableSpec {
    name: "countries",
    columns: &[
        Column::required("country", "the ISO 3166 alpha-3 code").of(Kind::Code),
        Column::required("alpha2", "the ISO 3166 alpha-2 code").or_empty(),
        Column::required("numeric", "the ISO 3166 numeric code, three digits").or_empty(),
        Column::required("name", "the name for people"),
        Column::optional("comtrade", "the code in UN Comtrade, where it differs"),
        super::columns::NOTE,
    ],
};

/// The table `country_aliases`.
pub const ALIASES: TableSpec = TableSpec {
    name: "country_aliases",
    columns: &[
        Column::required("alias", "another name of a country"),
        super::columns::ONE_COUNTRY,
        super::columns::NOTE,
    ],
};

/// The table `groups`.
pub const GROUPS: TableSpec = TableSpec {
    name: "groups",
    columns: &[
        Column::required("group", "the id of a group of countries"),
        Column::required("name", "the name for people"),
        super::columns::ONE_COUNTRY,
        Column::optional("as_of", "the year of this membership"),
        Column::optional("source", "who says so"),
    ],
};

/// A row of `countries`.
#[derive(Debug, Clone)]
pub struct CountryRow {
    /// Alpha-3.
    pub code: CountryCode,
    /// Alpha-2, numeric, name, Comtrade code.
    pub words: [String; 4],
}

impl TableRow for CountryRow {
    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let code = row.filled(COUNTRIES.at("country"));
        let name = row.filled(COUNTRIES.at("name"));
        let [alpha2, numeric, comtrade] =
            ["alpha2", "numeric", "comtrade"].map(|column| row.text(COUNTRIES.at(column)).to_owned());
        let (code, name) = (code?, name?);
        let Ok(code) = CountryCode::new(code) else {
            let message = format!("`{}` is not three capital letters", crate::diag::quote(code));
            row.complain(COUNTRIES.at("country"), Code::UnknownCountry, message, "not an alpha-3 code", None);
            return None;
        };
        Some(Self { code, words: [alpha2, numeric, name.to_owned(), comtrade] })
    }

    fn order(&self, other: &Self) -> Ordering {
        self.code.cmp(&other.code)
    }

    fn subject(&self) -> String {
        format!("`{}`", self.code)
    }
}

/// A row of `country_aliases`.
#[derive(Debug, Clone)]
pub struct AliasRow {
    /// The other name.
    pub alias: String,
    /// Whose.
    pub country: CountryCode,
}

impl TableRow for AliasRow {
    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let alias = row.filled(ALIASES.at("alias"));
        let country = row.country(ALIASES.at("country"));
        let (alias, country) = (alias?.to_owned(), country?);
        let meant = row.names.country(&alias);
        if meant.is_some_and(|known| known != country) {
            let message = format!("the alias `{}` already means another country", crate::diag::quote(&alias));
            row.complain(ALIASES.at("alias"), Code::DuplicateRow, message, "has a meaning", None);
            return None;
        }
        Some(Self { alias, country })
    }

    fn order(&self, other: &Self) -> Ordering {
        self.alias.cmp(&other.alias)
    }

    fn subject(&self) -> String {
        format!("the alias `{}`", crate::diag::quote(&self.alias))
    }
}

/// A row of `groups`: one member.
#[derive(Debug, Clone)]
pub struct MemberRow {
    /// Id, name, year, source.
    pub words: [String; 4],
    /// The member.
    pub country: CountryCode,
}

impl TableRow for MemberRow {
    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let group = row.filled(GROUPS.at("group"));
        let name = row.filled(GROUPS.at("name"));
        let country = row.country(GROUPS.at("country"));
        let [as_of, source] = ["as_of", "source"].map(|column| row.text(GROUPS.at(column)).to_owned());
        Some(Self { words: [group?.to_owned(), name?.to_owned(), as_of, source], country: country? })
    }

    fn order(&self, other: &Self) -> Ordering {
        (&self.words[0], self.country).cmp(&(&other.words[0], other.country))
    }

    fn subject(&self) -> String {
        format!("`{}` in the group `{}`", self.country, crate::diag::quote(&self.words[0]))
    }
}
