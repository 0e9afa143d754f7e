//! Table `published_scores`: results as their publishers printed them.

use std::cmp::Ordering;

use super::{TableRow, columns};
use crate::load::number::Sign;
use crate::load::record::{Column, TableSpec};
use crate::load::row::Row;
use crate::model::PublishedScoreRow;

/// The table `published_scores`.
pub const SPEC: TableSpec = TableSpec {
    name: "published_scores",
    columns: &[
        Column::required("scheme", "whose scheme, as `eu-criticality`"),
        columns::EDITION,
        columns::MINERAL,
        columns::STAGE_OR_BOTH,
        Column::optional("scope", "from whose supply, as the publisher calls it: `GS`, `EU`, `GS+EU`"),
        Column::required("name", "which score, as `sr`, `ei`"),
        Column::required("value", "a plain decimal number").of(columns::AMOUNT),
        columns::NOTE,
        columns::SOURCE,
    ],
};

const SCHEME: usize = SPEC.at("scheme");
const EDITION: usize = SPEC.at("edition");
const MINERAL: usize = SPEC.at("mineral");
const STAGE: usize = SPEC.at("stage");
const SCOPE: usize = SPEC.at("scope");
const NAME: usize = SPEC.at("name");
const VALUE: usize = SPEC.at("value");
const NOTE: usize = SPEC.at("note");
const SOURCE: usize = SPEC.at("source");

impl TableRow for PublishedScoreRow {
    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let scheme = row.shared(SCHEME);
        let edition = row.shared(EDITION);
        let mineral = row.mineral(MINERAL);
        let stage = row.if_any(STAGE, Row::stage);
        let name = row.shared(NAME);
        let value = row.filled(VALUE).and_then(|_| row.number(VALUE, Sign::NotNegative)?);
        Some(Self {
            scheme: scheme?,
            edition: edition?,
            mineral: mineral?,
            stage: stage?,
            scope: row.pooled(SCOPE),
            name: name?,
            value: value?,
            note: row.text(NOTE).to_owned(),
            origin: row.origin(SOURCE),
        })
    }

    fn order(&self, other: &Self) -> Ordering {
        (&self.mineral, &self.scheme, &self.edition, &self.name)
            .cmp(&(&other.mineral, &other.scheme, &other.edition, &other.name))
            .then_with(|| (self.stage, &self.scope).cmp(&(other.stage, &other.scope)))
    }

    fn subject(&self) -> String {
        let Self { name, mineral, scheme, edition, .. } = self;
        format!("`{name}` of `{mineral}` by `{scheme}`, edition {edition}")
    }
}
