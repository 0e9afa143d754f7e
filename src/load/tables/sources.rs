//! Table `sources`: the publications behind the `source` column.

use std::cmp::Ordering;

use super::TableRow;
use crate::load::record::{Column, TableSpec};
use crate::load::row::Row;

/// The table `sources`.
pub const SPEC: TableSpec = TableSpec {
    name: "sources",
    columns: &[
        Column::required("source", "the publisher's edition, as other tables cite it"),
        Column::required("publication", "publisher, title and edition"),
        Column::required("licence", "the licence of the figures"),
        Column::optional("link", "where to find it"),
    ],
};

/// A publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Edition, as the `source` column cites it: `usgs-mcs-2026`.
    pub id: String,
    /// Publisher, title and edition.
    pub title: String,
    /// Licence.
    pub licence: String,
    /// Where to find it.
    pub link: String,
}

impl TableRow for Publication {
    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let id = row.filled(SPEC.at("source"));
        let title = row.filled(SPEC.at("publication"));
        let licence = row.filled(SPEC.at("licence"));
        let link = row.text(SPEC.at("link"));
        Some(Self {
            id: id?.to_owned(),
            title: title?.to_owned(),
            licence: licence?.to_owned(),
            link: link.to_owned(),
        })
    }

    fn order(&self, other: &Self) -> Ordering {
        self.id.cmp(&other.id)
    }

    fn subject(&self) -> String {
        format!("`{}`", crate::diag::quote(&self.id))
    }
}
