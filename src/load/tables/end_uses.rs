//! Table `end_uses`: what minerals are used for.

use std::cmp::Ordering;

use super::amounts::AmountColumns;
use super::{TableRow, columns, wholes};
use crate::load::kind::Kind;
use crate::load::number::Sign;
use crate::load::record::{Column, TableSpec};
use crate::load::row::Row;
use crate::model::EndUseRow;

/// The table `end_uses`.
pub const SPEC: TableSpec = TableSpec {
    name: "end_uses",
    columns: &[
        columns::MINERAL,
        Column::required("sector", "the sector that uses it, in words"),
        Column::optional("application", "for which application; empty means the whole sector"),
        Column::optional("nace", "the sector's NACE code, as `C27`"),
        Column::optional("value_added", "value added of the sector, million EUR").of(columns::AMOUNT),
        Column::required("region", "where it is used: `world`, a country, or a group as `EU27`"),
        Column::optional("period", "a year, or two joined by a hyphen, where the source says")
            .of(Kind::Period),
        columns::SHARE.or_empty(),
        columns::LOW.of(columns::FRACTION),
        columns::HIGH.of(columns::FRACTION),
        columns::STATUS,
        columns::NOTE,
        columns::SOURCE,
    ],
};

const MINERAL: usize = SPEC.at("mineral");
const SECTOR: usize = SPEC.at("sector");
const APPLICATION: usize = SPEC.at("application");
const NACE: usize = SPEC.at("nace");
const VALUE_ADDED: usize = SPEC.at("value_added");
const REGION: usize = SPEC.at("region");
const PERIOD: usize = SPEC.at("period");
const NOTE: usize = SPEC.at("note");
const SOURCE: usize = SPEC.at("source");
const AMOUNT: AmountColumns = AmountColumns::of(&SPEC, "share");

impl TableRow for EndUseRow {
    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let mineral = row.mineral(MINERAL);
        let sector = row.shared(SECTOR);
        let value_added = row.number(VALUE_ADDED, Sign::NotNegative);
        let region = row.scope(REGION);
        let period = row.if_any(PERIOD, Row::period);
        let share = AMOUNT.read(row).filter(|amount| wholes::is_fraction(row, &AMOUNT, *amount));
        Some(Self {
            mineral: mineral?,
            sector: sector?,
            application: row.text(APPLICATION).to_owned(),
            nace: row.pooled(NACE),
            value_added: value_added?,
            region: region?,
            period: period?,
            share: share?,
            note: row.text(NOTE).to_owned(),
            origin: row.origin(SOURCE),
        })
    }

    fn order(&self, other: &Self) -> Ordering {
        (&self.mineral, &self.region, self.period, &self.sector, &self.nace)
            .cmp(&(&other.mineral, &other.region, other.period, &other.sector, &other.nace))
            .then_with(|| self.application.cmp(&other.application))
            .then_with(|| self.origin.publisher.id.cmp(&other.origin.publisher.id))
    }

    fn subject(&self) -> String {
        let Self { mineral, sector, application, region, .. } = self;
        let sector = crate::diag::quote(sector);
        let of = if application.is_empty() {
            String::new()
        } else {
            format!(" (`{}`)", crate::diag::quote(application))
        };
        format!("the use of `{mineral}` in `{sector}`{of}, region `{region}`")
    }
}
