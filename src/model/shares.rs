//! A supply made of published shares, where its publisher gives no quantities.

use super::governance::Governance;
use super::mix::{Entry, Mix};
use super::select::{Dated, rows_of_publisher, select};
use super::vintage::Absence;
use super::{MineralInfo, Origin, Party, Scope, Stage, Status, Supply, SupplyShareRow, Unit, Year};

impl Dated for SupplyShareRow {
    fn origin(&self) -> &Origin {
        &self.origin
    }

    fn year(&self) -> Year {
        self.period.last
    }

    fn is_projected(&self) -> bool {
        self.share.status == Status::Projected
    }
}

impl SupplyShareRow {
    /// The row as an entry of a mix of shares.
    #[must_use]
    pub fn entry(&self) -> Entry<'_> {
        Entry {
            party: self.party,
            amount: self.share,
            unit: Unit::Share,
            rounding: None,
            excludes: &[],
            note: &self.note,
            origin: &self.origin,
        }
    }
}

impl<'a> Supply<'a> {
    /// Takes the shares in the world's supply of one mineral and stage: those of the mineral's publisher,
    /// in the newest period that the question allows. What they leave to the whole is the unnamed rest.
    ///
    /// # Errors
    /// [`Absence`]: why there is no such mix.
    pub fn of_shares(
        info: &'a MineralInfo,
        stage: Stage,
        rows: &[&'a SupplyShareRow],
        asked: Option<Year>,
        governance: &'a Governance<'a>,
    ) -> Result<Self, Absence> {
        let publisher = info.publisher.get(&stage).map_or("", String::as_str);
        let rows: Vec<&SupplyShareRow> = rows.iter().copied().filter(|r| r.scope == Scope::World).collect();
        let its = rows_of_publisher(&rows, publisher);
        Ok(Self::of_share_rows(stage, &its, asked, governance)?.weighed_as(info))
    }

    /// The same of shares that are all of one publisher; what it weighs is not said.
    ///
    /// # Errors
    /// [`Absence`]: why there is no such mix.
    pub(super) fn of_share_rows(
        stage: Stage,
        its: &[&'a SupplyShareRow],
        asked: Option<Year>,
        governance: &'a Governance<'a>,
    ) -> Result<Self, Absence> {
        let selected = select(its, "", asked)?;
        let period = selected.rows.iter().map(|r| r.period).max();
        let of_period: Vec<&&SupplyShareRow> =
            selected.rows.iter().filter(|r| Some(r.period) == period).collect();
        let entries: Vec<Entry<'a>> = of_period.iter().map(|r| r.entry()).collect();
        let (source, year) = (selected.source(), selected.year);
        let mix = Mix::new(&entries);
        Ok(Self::of_mix(stage, year, source, "", mix, governance).over(period))
    }
}

/// A supply of quantities goes before one of shares, if it names a supplier; else the shares, if there are
/// any.
#[must_use]
pub fn only_shares(production: &[&super::QuantityRow], shares: &[&SupplyShareRow]) -> bool {
    let named = production.iter().any(|row| matches!(row.party, Party::Country(_)));
    !named && shares.iter().any(|row| row.scope == Scope::World)
}
