//! An offtake: a supplier delivers to a consumer in place of others.

use super::{
    At, Client, change_reliance, change_study_reliance, groups, newest_period, rescale, reshare, sourcing,
    trade_of,
};
use crate::model::index::Rows;
use crate::model::scenario::supply::{By, scaled, share_of};
use crate::model::{
    Amount, CountryCode, Dataset, ImportSourceRow, Party, RelianceRow, Share, Status, SupplyShareRow,
    TradeRow, Year,
};

/// What became of an offtake.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::model::scenario) enum Delivered {
    /// Imports moved.
    Moved,
    /// Imports moved, but none of those that should have given way.
    NotFromThese,
    /// More was delivered than there were imports to displace.
    Exceeds,
    /// The tables have no imports of the consumer there.
    NoImports,
    /// The consumer sells more than it buys.
    NetExporter,
    /// Reliance is only bounded, so that imports have no size.
    Bounded,
    /// What the consumer uses is not known.
    NoUse,
}

/// A supplier delivers a quantity a year to a consumer, in place of others: all sources pro rata, or those named
/// first. Of its own output a consumer imports that much less.
pub(in crate::model::scenario) fn deliver(
    dataset: &mut Dataset,
    at: At<'_>,
    (from, to, quantity): (CountryCode, &Client, f64),
    (used, displaces): (Option<f64>, Option<&[CountryCode]>),
    asked: Option<Year>,
    by: &By<'_>,
) -> Delivered {
    let domestic = to.members.contains(&from);
    let swap = Swap { from, domestic, displaces };
    if let [only] = to.members.as_slice() {
        let its = |r: &&RelianceRow| {
            r.mineral == *at.0 && r.stage == at.1 && r.country == *only && r.product.is_empty()
        };
        let newest = dataset
            .reliance
            .iter()
            .filter(its)
            .filter(|r| asked.is_none_or(|a| r.year <= a))
            .max_by_key(|r| r.year)
            .map(|r| r.percent);
        let group = groups(dataset, at).into_iter().filter(|g| {
            let first = g.first().and_then(|i| dataset.import_sources.get(*i));
            first.is_some_and(|r| {
                r.importer == *only
                    && r.product.is_empty()
                    && newest_period(dataset, r) == Some(r.period.last)
            })
        });
        let group = group.max_by_key(Vec::len);
        match (newest, group) {
            (Some(percent), _) if percent.status == Status::NetExporter => return Delivered::NetExporter,
            (Some(percent), Some(rows)) => {
                let Some(reliance) = percent.value.map(|p| p / 100.0) else { return Delivered::Bounded };
                let Some(used) = used.filter(|u| *u > 0.0) else { return Delivered::NoUse };
                let imports = reliance * used;
                let wanted = if imports > 0.0 { quantity / imports } else { f64::INFINITY };
                let moved = wanted.min(1.0);
                let some = rows.iter().filter_map(|i| dataset.import_sources.get(*i));
                let gives = swap.gives_way(some.map(|r| (r.exporter, r.share.get())));
                swap.in_imports(dataset, &rows, moved, by);
                if domestic {
                    change_reliance(dataset, at, (*only, ""), by, |n| n * (1.0 - moved));
                }
                return match gives {
                    _ if wanted > 1.0 + 1e-12 => Delivered::Exceeds,
                    false => Delivered::NotFromThese,
                    true => Delivered::Moved,
                };
            }
            _ => {}
        }
    }
    let rows = sourcing(dataset, at, &to.id);
    if !rows.is_empty() {
        let Some(used) = used.filter(|u| *u > 0.0) else { return Delivered::NoUse };
        return swap.in_supply(dataset, at, &to.id, &to.members, (&rows, quantity / used), by);
    }
    swap.in_trade(dataset, at, to, quantity, by)
}

/// Deliveries that take the place of others.
struct Swap<'s> {
    from: CountryCode,
    domestic: bool,
    displaces: Option<&'s [CountryCode]>,
}

impl Swap<'_> {
    /// Whether any of those that should give way delivers anything.
    fn gives_way(&self, mut shares: impl Iterator<Item = (Party, f64)>) -> bool {
        self.displaces.is_none_or(|named| shares.any(|(party, share)| share > 0.0 && party.is_one_of(named)))
    }

    /// What each source keeps when a part of all is displaced: those named give way first.
    fn kept(&self, shares: &[(Party, f64)], moved: f64) -> Vec<f64> {
        let Some(named) = self.displaces else {
            let all: f64 = shares.iter().map(|(_, s)| s).sum();
            let factor = if all > 0.0 { (1.0 - moved / all).max(0.0) } else { 1.0 };
            return shares.iter().map(|_| factor).collect();
        };
        let is_named = |party: Party| party.is_one_of(named);
        let sum = |is: bool| shares.iter().filter(|(p, _)| is_named(*p) == is).map(|(_, s)| s).sum::<f64>();
        let (theirs, others) = (sum(true), sum(false));
        let first = moved.min(theirs);
        let keep = |gone: f64, of: f64| if of > 0.0 { (1.0 - gone / of).max(0.0) } else { 1.0 };
        let (a, b) = (keep(first, theirs), keep(moved - first, others));
        shares.iter().map(|(p, _)| if is_named(*p) { a } else { b }).collect()
    }

    fn in_imports(&self, dataset: &mut Dataset, rows: &[usize], moved: f64, by: &By<'_>) {
        if moved <= 0.0 {
            return;
        }
        let at = |dataset: &Dataset, i: &usize| dataset.import_sources.get(*i).cloned();
        let before: Vec<ImportSourceRow> = rows.iter().filter_map(|i| at(dataset, i)).collect();
        let shares: Vec<(Party, f64)> = before.iter().map(|r| (r.exporter, r.share.get())).collect();
        let kept = self.kept(&shares, moved);
        // what is bought at home is no import: the rest is all imports that are left
        let all = if self.domestic { 1.0 - moved } else { 1.0 };
        let mut known = false;
        for (i, (keeps, (party, share))) in rows.iter().zip(kept.iter().zip(&shares)) {
            let Some(row) = dataset.import_sources.get_mut(*i) else { continue };
            let own = *party == Party::Country(self.from);
            known |= own;
            let new = share * keeps + if own && !self.domestic { moved } else { 0.0 };
            reshare(row, if all > 0.0 { new / all } else { 0.0 }, by);
        }
        if let (false, false, Some(like)) = (known, self.domestic, before.first())
            && let Ok(share) = Share::new(moved)
        {
            dataset.import_sources.push(ImportSourceRow {
                exporter: Party::Country(self.from),
                share,
                note: by.words(),
                origin: by.origin(),
                ..like.clone()
            });
        }
    }

    fn in_supply(
        &self,
        dataset: &mut Dataset,
        at: At<'_>,
        scope: &str,
        members: &[CountryCode],
        (rows, part): (&[usize], f64),
        by: &By<'_>,
    ) -> Delivered {
        let row = |dataset: &Dataset, i: &usize| dataset.supply_shares.get(*i).cloned();
        let all: Vec<_> = rows.iter().filter_map(|i| row(dataset, i).map(|r| (*i, r))).collect();
        let foreign: Vec<_> = all.iter().filter(|(_, r)| !r.party.is_one_of(members)).collect();
        let shares: Vec<(Party, f64)> = foreign.iter().map(|(_, r)| (r.party, share_of(r.share))).collect();
        let available: f64 = shares.iter().map(|(_, s)| s).sum();
        let moved = part.min(available);
        if moved <= 0.0 {
            return Delivered::NoImports;
        }
        for (keeps, (i, _)) in self.kept(&shares, moved).into_iter().zip(foreign) {
            let Some(row) = dataset.supply_shares.get_mut(*i) else { continue };
            by.note(&mut row.note, &row.share, "of the supply", &row.origin);
            row.share = scaled(row.share, |s| s * keeps);
            row.origin = by.origin();
        }
        let own = all.iter().find(|(_, r)| r.party == Party::Country(self.from)).map(|(i, _)| *i);
        match (own.and_then(|i| dataset.supply_shares.get_mut(i)), all.first()) {
            (Some(row), _) => {
                row.share = scaled(row.share, |s| s + moved);
                row.origin = by.origin();
            }
            (None, Some((_, like))) => {
                let share = Amount { value: Some(moved), low: None, high: None, status: Status::Estimated };
                let new = SupplyShareRow {
                    party: Party::Country(self.from),
                    share,
                    note: by.words(),
                    origin: by.origin(),
                    ..like.clone()
                };
                dataset.supply_shares.push(new);
            }
            (None, None) => {}
        }
        if self.domestic {
            change_study_reliance(dataset, at, scope, by, |n| (n - moved).max(0.0));
        }
        match self.gives_way(shares.iter().copied()) {
            _ if part > available + 1e-12 => Delivered::Exceeds,
            false => Delivered::NotFromThese,
            true => Delivered::Moved,
        }
    }

    fn in_trade(
        &self,
        dataset: &mut Dataset,
        at: At<'_>,
        to: &Client,
        quantity: f64,
        by: &By<'_>,
    ) -> Delivered {
        let buys = |r: &TradeRow| {
            r.importer.is_one_of(&to.members)
                && r.exporter != Party::World
                && !r.exporter.is_one_of(&to.members)
        };
        let its = |r: &&TradeRow| r.mineral == *at.0 && r.stage == at.1 && buys(r);
        let Some(year) = dataset.trade.iter().filter(its).map(|r| r.year).max() else {
            return Delivered::NoImports;
        };
        let rows: Vec<TradeRow> =
            dataset.trade.iter().filter(its).filter(|r| r.year == year).cloned().collect();
        let index = Rows::of(dataset);
        let weigh = |r: &TradeRow| Some(r.unit.to_common(r.quantity?) * index.codes.content(r)?);
        let Some(weights) = rows.iter().map(weigh).collect::<Option<Vec<f64>>>() else {
            return Delivered::NoUse;
        };
        drop(index);
        let imports: f64 = weights.iter().sum();
        let moved = if imports > 0.0 { (quantity / imports).min(1.0) } else { return Delivered::NoImports };
        let shares: Vec<(Party, f64)> =
            rows.iter().zip(&weights).map(|(r, w)| (r.exporter, w / imports)).collect();
        let kept = self.kept(&shares, moved);
        let value: f64 = rows.iter().filter_map(|r| r.value_usd).sum();
        let largest =
            rows.iter().max_by(|a, b| a.value_usd.unwrap_or(0.0).total_cmp(&b.value_usd.unwrap_or(0.0)));
        let new = largest.filter(|_| !self.domestic).map(|like| TradeRow {
            exporter: Party::Country(self.from),
            quantity: Some(moved * imports),
            unit: like.unit.common(),
            value_usd: like.value_usd.map(|_| moved * value),
            note: by.words().into(),
            origin: by.origin(),
            ..like.clone()
        });
        let of_year = |r: &&mut TradeRow| r.year == year && buys(r);
        for (row, keeps) in trade_of(&mut dataset.trade, at).filter(of_year).zip(kept) {
            rescale(row, keeps, by);
        }
        dataset.trade.extend(new);
        match self.gives_way(shares.iter().copied()) {
            _ if quantity > imports => Delivered::Exceeds,
            false => Delivered::NotFromThese,
            true => Delivered::Moved,
        }
    }
}
