//! What a shock does to the world's supply of a mineral at a stage: the rows that its mix is made of.

use super::{MARK, Much, Quantity, Scenario, Shock};
use crate::model::mix::rounding::rounding_of;
use crate::model::select::{Dated, is_of};
use crate::model::shares::only_shares;
use crate::model::vintage::newest;
use crate::model::{
    Amount, CountryCode, Dataset, MineralId, MineralInfo, Origin, Party, Publisher, QuantityRow, Scope,
    Stage, Status, SupplyShareRow, Unit, Year,
};

/// The rows of a mix in their table.
#[derive(Debug)]
pub(super) enum World {
    /// Of `production`.
    Quantities(Vec<usize>),
    /// Of `supply_shares`.
    Shares(Vec<usize>),
    /// Nobody is known to put out anything.
    Nothing,
}

/// Why a shock cannot be applied.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Problem {
    /// The country supplies nothing.
    NotASupplier,
    /// Only shares are known, or the supplier's figure is not told.
    NeedsQuantity(&'static str),
    /// More is taken than there is.
    TooMuch(f64, Unit),
    /// The unit is not that of the mix.
    Unit(Unit),
    /// Nothing would be left of a supply that is known in shares.
    NothingLeft,
}

/// What became of a supplier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shift {
    /// Part of its output that is gone, 0 to 1.
    pub part: f64,
    /// How much that is, where quantities are known.
    pub quantity: Option<f64>,
}

impl World {
    /// The rows of the mix that the question takes: as `Supply::select` does.
    pub(super) fn of(dataset: &Dataset, info: &MineralInfo, stage: Stage, asked: Option<Year>) -> Self {
        let its = |mineral: &MineralId, at: Stage| *mineral == info.id && at == stage;
        let production: Vec<&QuantityRow> =
            dataset.production.iter().filter(|r| its(&r.mineral, r.stage)).collect();
        let world = |r: &&SupplyShareRow| its(&r.mineral, r.stage) && r.scope == Scope::World;
        let shares: Vec<&SupplyShareRow> = dataset.supply_shares.iter().filter(world).collect();
        let publisher = info.publisher.get(&stage).map_or("", String::as_str);
        if only_shares(&production, &shares) {
            let kept = indices(&dataset.supply_shares, publisher, asked, |r| world(&r), |_| true);
            let period = kept.iter().filter_map(|i| dataset.supply_shares.get(*i)).map(|r| r.period).max();
            let of_period = |i: &usize| dataset.supply_shares.get(*i).map(|r| r.period) == period;
            return Self::Shares(kept.into_iter().filter(of_period).collect());
        }
        let named = |r: &QuantityRow| r.party != Party::World;
        let kept = indices(&dataset.production, publisher, asked, |r| its(&r.mineral, r.stage), named);
        if kept.is_empty() { Self::Nothing } else { Self::Quantities(kept) }
    }

    /// The world's shares that a study publishes, of its newest period, whatever else tells quantities.
    pub(super) fn studied(dataset: &Dataset, info: &MineralInfo, stage: Stage) -> Self {
        let its = |r: &SupplyShareRow| r.mineral == info.id && r.stage == stage && r.scope == Scope::World;
        let period = dataset.supply_shares.iter().filter(|r| its(r)).map(|r| r.period).max();
        let rows = dataset.supply_shares.iter().enumerate();
        Self::Shares(rows.filter(|(_, r)| its(r) && Some(r.period) == period).map(|(i, _)| i).collect())
    }

    /// The countries that have a figure, by code.
    pub(super) fn suppliers(&self, dataset: &Dataset) -> Vec<CountryCode> {
        let mut all: Vec<CountryCode> = match self {
            Self::Quantities(rows) => {
                let some = rows.iter().filter_map(|i| dataset.production.get(*i));
                some.filter(|r| most(r.amount) > 0.0).filter_map(|r| r.party.country()).collect()
            }
            Self::Shares(rows) => {
                let some = rows.iter().filter_map(|i| dataset.supply_shares.get(*i));
                some.filter(|r| most(r.share) > 0.0).filter_map(|r| r.party.country()).collect()
            }
            Self::Nothing => Vec::new(),
        };
        all.sort_unstable();
        all
    }

    /// What those who count put out together, in the common unit; none where no quantities are held. Summed by party,
    /// so that the order of the rows does not matter.
    pub(super) fn output(&self, dataset: &Dataset, counts: impl Fn(Party) -> bool) -> Option<(f64, Unit)> {
        let Self::Quantities(rows) = self else { return None };
        let rows: Vec<&QuantityRow> = rows.iter().filter_map(|i| dataset.production.get(*i)).collect();
        let unit = rows.first().map_or(Unit::T, |r| r.unit.common());
        let its = rows.iter().filter(|r| r.party != Party::World && counts(r.party));
        let mut amounts: Vec<(Party, f64)> = its
            .map(|r| (r.party, r.unit.to_common(r.amount.value.or(r.amount.low).unwrap_or_default())))
            .collect();
        amounts.sort_by_key(|(party, _)| *party);
        Some((amounts.iter().map(|(_, q)| q).sum(), unit))
    }

    /// A supplier puts out less.
    pub(super) fn lose(
        &self,
        dataset: &mut Dataset,
        country: CountryCode,
        much: Much,
        by: &By<'_>,
    ) -> Result<Shift, Problem> {
        match self {
            Self::Nothing => Err(Problem::NotASupplier),
            Self::Quantities(rows) => {
                let row = row_of(&mut dataset.production, rows, |r| r.party == Party::Country(country))
                    .ok_or(Problem::NotASupplier)?;
                let has = in_common(row)?;
                let (part, lost) = match much {
                    Much::Part(part) => (part, has * part),
                    Much::Of(Quantity { unit, .. }) if unit != row.unit.common() => {
                        return Err(Problem::Unit(row.unit.common()));
                    }
                    Much::Of(Quantity { amount, unit }) if amount > has => {
                        return Err(if has > 0.0 {
                            Problem::TooMuch(has, unit)
                        } else {
                            Problem::NotASupplier
                        });
                    }
                    Much::Of(Quantity { amount, .. }) => (amount / has, amount),
                };
                if lost > 0.0 {
                    change(row, by, |q| (q - q * part).max(0.0));
                    grow_total(dataset, rows, -lost, by);
                }
                Ok(Shift { part, quantity: Some(lost) })
            }
            Self::Shares(rows) => {
                let Much::Part(part) = much else { return Err(Problem::NeedsQuantity(SHARES)) };
                let has = rows.iter().filter_map(|i| dataset.supply_shares.get(*i));
                let has = has.filter(|r| r.party == Party::Country(country)).map(|r| share_of(r.share));
                let has = has.reduce(f64::max).filter(|s| *s > 0.0).ok_or(Problem::NotASupplier)?;
                let left = 1.0 - has * part;
                if left <= 0.0 {
                    return Err(Problem::NothingLeft);
                }
                if part > 0.0 {
                    for i in rows {
                        let Some(row) = dataset.supply_shares.get_mut(*i) else { continue };
                        let own = if row.party == Party::Country(country) { 1.0 - part } else { 1.0 };
                        by.note(&mut row.note, &row.share, "of the whole", &row.origin);
                        row.share = scaled(row.share, |s| s * own / left);
                        row.origin = by.origin();
                    }
                }
                Ok(Shift { part, quantity: None })
            }
        }
    }

    /// A supplier puts out more, whether or not it has put out anything before.
    pub(super) fn gain(
        &self,
        dataset: &mut Dataset,
        country: CountryCode,
        more: Quantity,
        by: &By<'_>,
    ) -> Result<(), Problem> {
        let rows = match self {
            Self::Nothing => return Ok(()),
            Self::Shares(_) => return Err(Problem::NeedsQuantity(SHARES)),
            Self::Quantities(rows) => rows,
        };
        let first = rows.first().and_then(|i| dataset.production.get(*i)).cloned();
        let Some(first) = first else { return Ok(()) };
        if first.unit.common() != more.unit {
            return Err(Problem::Unit(first.unit.common()));
        }
        if more.amount <= 0.0 {
            return Ok(());
        }
        match row_of(&mut dataset.production, rows, |r| r.party == Party::Country(country)) {
            Some(row) if row.amount.status == Status::Nil => {
                row.amount = Amount { value: Some(0.0), status: Status::Estimated, ..row.amount };
                change(row, by, |_| more.amount);
            }
            Some(row) => {
                in_common(row)?;
                change(row, by, |q| q + more.amount);
            }
            None => dataset.production.push(QuantityRow {
                party: Party::Country(country),
                amount: Amount { value: Some(more.amount), low: None, high: None, status: Status::Estimated },
                unit: more.unit,
                rounding: Some(0.0),
                excludes: Vec::new(),
                note: format!("put out by no one before: {}", by.words()),
                origin: by.origin(),
                ..first
            }),
        }
        grow_total(dataset, rows, more.amount, by);
        Ok(())
    }
}

const SHARES: &str = "its publisher gives only shares of the supply, no quantities";

/// Who changes a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct By<'s> {
    pub scenario: &'s Scenario,
    pub shock: &'s Shock,
}

impl By<'_> {
    /// The line that changed a row.
    pub(super) fn origin(&self) -> Origin {
        let id = format!("{MARK}{}", self.scenario.id);
        Origin { publisher: Publisher { id: id.into(), line: None }, ..self.shock.origin.clone() }
    }

    pub(super) fn words(&self) -> String {
        format!("scenario `{}`, {}", self.scenario.id, self.shock.kind.as_str())
    }

    /// Says beside a figure what it was.
    pub(super) fn note(&self, note: &mut String, was: &Amount, unit: &str, origin: &Origin) {
        let figure = was.value.or(was.low).map_or("unknown".to_owned(), |v| v.to_string());
        before(note, &format!("{figure} {unit}"), origin);
    }
}

/// Says in a row's note what its figure was, and where that stands.
pub(super) fn before(note: &mut String, was: &str, origin: &Origin) {
    let before = format!("{was} before ({}:{})", origin.file, origin.line);
    *note = if note.is_empty() { before } else { format!("{before}; {note}") };
}

/// The rows of the publisher in the year that is taken; `named` are those that tell the year.
fn indices<R: Dated>(
    rows: &[R],
    publisher: &str,
    asked: Option<Year>,
    its: impl Fn(&R) -> bool,
    named: impl Fn(&R) -> bool,
) -> Vec<usize> {
    let published = rows.iter().any(|r| its(r) && is_of(r.origin(), publisher));
    let is_its =
        |r: &R| its(r) && (!published || is_of(r.origin(), publisher) || r.origin().is_of_scenario());
    let years = rows.iter().filter(|r| is_its(r) && named(r)).map(|r| (r.year(), r.is_projected()));
    let Ok(year) = newest(years, asked) else { return Vec::new() };
    let taken = |r: &R| is_its(r) && r.year() == year && (!r.is_projected() || asked == Some(year));
    rows.iter().enumerate().filter(|(_, r)| taken(r)).map(|(i, _)| i).collect()
}

fn row_of<'d>(
    all: &'d mut [QuantityRow],
    rows: &[usize],
    is: impl Fn(&QuantityRow) -> bool,
) -> Option<&'d mut QuantityRow> {
    let index = rows.iter().copied().find(|i| all.get(*i).is_some_and(&is))?;
    all.get_mut(index)
}

/// What a supplier has, in the common unit: its low end where it is only bounded.
fn in_common(row: &QuantityRow) -> Result<f64, Problem> {
    match row.amount.status {
        Status::Nil => Err(Problem::NotASupplier),
        Status::Withheld | Status::NotAvailable | Status::NetExporter => {
            Err(Problem::NeedsQuantity("its publisher does not tell what it puts out"))
        }
        _ => Ok(row.unit.to_common(row.amount.value.or(row.amount.low).unwrap_or_default())),
    }
}

/// Changes every end of a row's figure, in the common unit.
fn change(row: &mut QuantityRow, by: &By<'_>, to: impl Fn(f64) -> f64) {
    by.note(&mut row.note, &row.amount, row.unit.as_str(), &row.origin);
    let unit = row.unit;
    let printed = row.amount.value.map_or(0.0, |v| unit.to_common(rounding_of(v)));
    row.rounding = Some(row.rounding.unwrap_or(printed));
    row.amount = scaled(row.amount, |q| to(unit.to_common(q)));
    row.unit = unit.common();
    row.origin = by.origin();
}

/// The published total moves with its parts.
fn grow_total(dataset: &mut Dataset, rows: &[usize], by_much: f64, by: &By<'_>) {
    if let Some(world) = row_of(&mut dataset.production, rows, |r| r.party == Party::World) {
        change(world, by, |q| (q + by_much).max(0.0));
    }
}

/// An amount with each of its ends changed.
pub(super) fn scaled(amount: Amount, to: impl Fn(f64) -> f64) -> Amount {
    Amount { value: amount.value.map(&to), low: amount.low.map(&to), high: amount.high.map(&to), ..amount }
}

pub(super) fn share_of(amount: Amount) -> f64 {
    amount.value.or(amount.low).unwrap_or_default()
}

fn most(amount: Amount) -> f64 {
    amount.value.or(amount.high).unwrap_or(if amount.status == Status::Bound { f64::INFINITY } else { 0.0 })
}
