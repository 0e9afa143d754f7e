//! Table `supply_shares`: shares in a supply, where a publisher gives only shares.

use std::cmp::Ordering;
use std::ops::Range;

use super::amounts::AmountColumns;
use super::wholes::{self, Part};
use super::{TableRow, columns};
use crate::diag::Code;
use crate::load::faults::Faults;
use crate::load::record::TableSpec;
use crate::load::row::Row;
use crate::load::sheet::Sheet;
use crate::model::{MineralId, Party, Period, Scope, Stage, SupplyShareRow};

/// The table `supply_shares`.
pub const SPEC: TableSpec = TableSpec {
    name: "supply_shares",
    columns: &[
        columns::MINERAL,
        columns::STAGE,
        columns::SCOPE,
        columns::COUNTRY,
        columns::PERIOD,
        columns::SHARE.or_empty(),
        columns::LOW.of(columns::FRACTION),
        columns::HIGH.of(columns::FRACTION),
        columns::STATUS,
        columns::NOTE,
        columns::SOURCE,
    ],
};

const MINERAL: usize = SPEC.at("mineral");
const STAGE: usize = SPEC.at("stage");
const SCOPE: usize = SPEC.at("scope");
const COUNTRY: usize = SPEC.at("country");
const PERIOD: usize = SPEC.at("period");
const NOTE: usize = SPEC.at("note");
const SOURCE: usize = SPEC.at("source");
const AMOUNT: AmountColumns = AmountColumns::of(&SPEC, "share");

impl TableRow for SupplyShareRow {
    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let mineral = row.mineral(MINERAL);
        let stage = row.stage(STAGE);
        let scope = row.scope(SCOPE);
        let party = row.party(COUNTRY).filter(|party| is_supplier(row, *party));
        let period = row.period(PERIOD);
        let share = AMOUNT.read(row).filter(|amount| wholes::is_fraction(row, &AMOUNT, *amount));
        Some(Self {
            mineral: mineral?,
            stage: stage?,
            scope: scope?,
            party: party?,
            period: period?,
            share: share?,
            note: row.text(NOTE).to_owned(),
            origin: row.origin(SOURCE),
        })
    }

    fn order(&self, other: &Self) -> Ordering {
        let key = |r: &Self| (r.stage, r.party, r.period);
        (self.mineral.cmp(&other.mineral))
            .then_with(|| self.scope.cmp(&other.scope))
            .then_with(|| key(self).cmp(&key(other)))
            .then_with(|| self.origin.publisher.id.cmp(&other.origin.publisher.id))
    }

    fn subject(&self) -> String {
        let Self { mineral, stage, scope, party, period, .. } = self;
        format!("the share of `{party}` in the supply of `{mineral}` to `{scope}`, stage `{stage}`, {period}")
    }

    fn joint(rows: &[Self], places: &[Range<usize>], sheet: &Sheet<'_>, faults: &mut Faults) {
        let parts = rows.iter().zip(places).map(|(row, place)| Part {
            whole: (&row.mineral, row.stage, &row.scope, row.period, &*row.origin.publisher.id),
            share: row.share.value.or(row.share.low).unwrap_or_default(),
            place,
        });
        let of = |(mineral, stage, scope, period, _): &(&MineralId, Stage, &Scope, Period, &str)| {
            format!("the supply of `{mineral}` to `{scope}`, stage `{stage}`, {period}")
        };
        wholes::refuse_above_one(parts, of, sheet, faults);
    }
}

/// The total is no supplier.
fn is_supplier(row: &mut Row<'_, '_>, party: Party) -> bool {
    if party != Party::World {
        return true;
    }
    let help = Some("leave the row of the total out; the unnamed rest is `other`".to_owned());
    row.complain(
        COUNTRY,
        Code::BadParty,
        "`world` is not a supplier".to_owned(),
        "a country or `other`",
        help,
    );
    false
}
