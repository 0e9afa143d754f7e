//! A mix put together from the rows of one publisher and one year.

use super::rounding::rounding_of;
use super::{Entry, Mix, Obstacle, Published, Remainder, Supplier, Untold};
use crate::model::concentration::sum;
use crate::model::{CountryCode, Party, Reading, Share, Status, Unit};

impl<'a> Mix<'a> {
    /// Puts the rows of one mix together.
    ///
    /// A supplier whose own figure is not told is inside the published total, and then part of the
    /// remainder; or outside it (the total says so, or there is none), and then missing.
    #[must_use]
    pub fn new(entries: &[Entry<'a>]) -> Self {
        let mut entries: Vec<Entry<'a>> = entries.to_vec();
        entries.sort_by(|a, b| a.party.cmp(&b.party).then_with(|| a.origin.line.cmp(&b.origin.line)));
        let mut building = Building::new(entries.first().map_or(Unit::T, |e| e.unit.common()));
        for entry in &entries {
            building.take(entry);
        }
        let twice = entries.windows(2).any(|w| matches!(w, [a, b] if a.party == b.party));
        if twice {
            building.mix.obstacle = Some(Obstacle::SeveralSources);
            building.mix.published = None;
        }
        building.place_the_untold();
        building.finish(&entries)
    }
}

/// A mix in the making.
struct Building<'a> {
    mix: Mix<'a>,
    untold: Vec<Untold<'a>>,
    other_is_untold: bool,
    excluded: &'a [CountryCode],
    /// Roundings of the rows, added up.
    rounding: f64,
}

/// What a published total holds beyond the rows that it counts, below 0 where they exceed it.
struct Beyond {
    /// Were every bounded row at its high end.
    at_least: f64,
    /// With the rows as they count in the mix's total.
    taken: f64,
    /// Of the total.
    rounding: f64,
}

impl<'a> Building<'a> {
    fn new(unit: Unit) -> Self {
        let mix = Mix {
            unit,
            suppliers: Vec::new(),
            remainder: None,
            total: 0.0,
            published: None,
            mismatch: None,
            idle: Vec::new(),
            missing: Vec::new(),
            estimated_share: Share::ZERO,
            obstacle: None,
        };
        Self { mix, untold: Vec::new(), other_is_untold: false, excluded: &[], rounding: 0.0 }
    }

    fn take(&mut self, entry: &Entry<'a>) {
        if entry.unit.common() != self.mix.unit {
            self.mix.obstacle = Some(Obstacle::MixedUnits);
        }
        if entry.amount.status == Status::NotAdditive {
            self.mix.obstacle = Some(Obstacle::NotAdditive);
        }
        match entry.party {
            Party::Country(country) => self.take_supplier(country, entry),
            Party::Other => self.take_other(entry),
            Party::World => self.take_published(entry),
        }
    }

    fn take_supplier(&mut self, country: CountryCode, entry: &Entry<'a>) {
        let &Entry { amount, note, origin, .. } = entry;
        let Some((quantity, at_most)) = ends(entry) else {
            match amount.status {
                Status::Nil => self.mix.idle.push(country),
                status => self.untold.push(Untold { country, status, note, origin }),
            }
            return;
        };
        self.rounding += rounding(entry);
        if at_most > 0.0 {
            let status = amount.status;
            self.mix.suppliers.push(Supplier {
                country,
                quantity,
                at_most,
                share: Share::ZERO,
                status,
                note,
                origin,
            });
        } else {
            self.mix.idle.push(country);
        }
    }

    fn take_other(&mut self, entry: &Entry<'a>) {
        match ends(entry) {
            Some((at_least, at_most)) => {
                self.mix.remainder = Some(Remainder {
                    at_least,
                    quantity: at_least,
                    at_most,
                    origin: Some(entry.origin),
                    inside: Vec::new(),
                });
                if at_most.is_infinite() {
                    self.mix.obstacle.get_or_insert(Obstacle::RemainderUnknown);
                }
            }
            None => self.other_is_untold |= entry.amount.status != Status::Nil,
        }
    }

    fn take_published(&mut self, entry: &Entry<'a>) {
        self.excluded = entry.excludes;
        let amount = entry.amount;
        let common = |q: Option<f64>| q.map(|q| entry.unit.to_common(q));
        let reading = Reading::new(common(amount.value), common(amount.low), common(amount.high));
        if !reading.is_empty() {
            let rounding = rounding(entry);
            self.mix.published = Some(Published { reading, rounding, origin: entry.origin });
        }
    }

    /// What the published total holds beyond the rows that it counts.
    fn beyond(&self) -> Option<Beyond> {
        let published = self.mix.published?;
        let total = published.reading.value()?;
        let counted = || self.mix.suppliers.iter().filter(|s| !self.excluded.contains(&s.country));
        let rest = self.mix.remainder.as_ref();
        let low = sum(counted().map(|s| s.quantity)) + rest.map_or(0.0, |r| r.at_least);
        let high = sum(counted().map(|s| s.at_most)) + rest.map_or(0.0, |r| r.at_most);
        Some(Beyond { at_least: total - high, taken: total - low, rounding: published.rounding })
    }

    /// Decides where suppliers without a figure of their own belong.
    fn place_the_untold(&mut self) {
        let excluded = self.excluded;
        let (mut outside, inside): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.untold).into_iter().partition(|u| excluded.contains(&u.country));
        let somebody = !inside.is_empty() || self.other_is_untold;
        match self.beyond() {
            Some(Beyond { at_least, taken, rounding }) if somebody && taken + rounding >= 0.0 => {
                let rest = self.remainder();
                rest.at_least += (at_least - rounding).max(0.0);
                rest.quantity += if taken > rounding { taken } else { 0.0 };
                rest.at_most += taken + rounding;
                rest.inside = inside;
            }
            found => {
                if self.other_is_untold {
                    self.mix.obstacle.get_or_insert(Obstacle::RemainderUnknown);
                }
                outside.extend(inside);
                self.compare(found);
            }
        }
        outside.sort_by_key(|u| u.country);
        self.mix.missing = outside;
    }

    /// Holds the rows against a published total that nobody untold is part of.
    fn compare(&mut self, beyond: Option<Beyond>) {
        let Some(Beyond { at_least, taken, rounding }) = beyond else { return };
        if self.mix.suppliers.is_empty() {
            return; // a total alone contradicts nobody
        }
        let slack = rounding + self.rounding;
        if at_least > slack {
            // somebody is in the total whom no row names
            self.mix.mismatch = Some(at_least);
            self.remainder().at_most += taken + rounding;
        } else if taken < -slack {
            self.mix.mismatch = Some(taken);
        }
    }

    fn remainder(&mut self) -> &mut Remainder<'a> {
        self.mix.remainder.get_or_insert(Remainder {
            at_least: 0.0,
            quantity: 0.0,
            at_most: 0.0,
            origin: None,
            inside: Vec::new(),
        })
    }

    /// What published shares leave to the whole is the unnamed rest, if it is more than their rounding.
    fn fill_up(&mut self) {
        /// Half of the last digit of a share in tenths of a percent.
        const ROUNDING: f64 = 0.0005;
        let rounding = self.mix.suppliers.iter().map(|_| ROUNDING).sum::<f64>();
        let named = |end: fn(&Supplier<'_>) -> f64| sum(self.mix.suppliers.iter().map(end));
        let (low, high) = (named(|s| s.quantity), named(|s| s.at_most));
        if self.mix.remainder.is_none() && self.mix.missing.is_empty() && 1.0 - low > rounding {
            let rest = self.remainder();
            rest.at_least = (1.0 - high).max(0.0);
            rest.quantity = 1.0 - low;
            rest.at_most = 1.0 - low;
        }
    }

    fn finish(mut self, entries: &[Entry<'a>]) -> Mix<'a> {
        if self.mix.unit == Unit::Share {
            self.fill_up();
        }
        let mix = &mut self.mix;
        let rest = mix.remainder.as_ref().map_or(0.0, |r| r.quantity);
        mix.total = sum(mix.suppliers.iter().map(|s| s.quantity)) + rest;
        let told = mix.suppliers.iter().any(|s| s.quantity > 0.0);
        let somebody = mix.total > 0.0
            || mix.published.is_some()
            || !mix.missing.is_empty()
            || mix.remainder.as_ref().is_some_and(|r| r.at_most > 0.0)
            || mix.suppliers.iter().any(|s| s.at_most > 0.0);
        if !told {
            mix.obstacle.get_or_insert(if somebody { Obstacle::NobodyNamed } else { Obstacle::ZeroTotal });
        } else if rest > mix.total / 2.0 {
            mix.obstacle.get_or_insert(Obstacle::MostlyUnnamed);
        }
        for supplier in &mut mix.suppliers {
            supplier.share = Share::of(supplier.quantity, mix.total);
        }
        mix.suppliers
            .sort_by(|a, b| b.quantity.total_cmp(&a.quantity).then_with(|| a.country.cmp(&b.country)));
        let estimated = entries
            .iter()
            .filter(|e| e.party != Party::World && e.amount.status == Status::Estimated)
            .filter_map(|e| e.amount.value.map(|q| e.unit.to_common(q)));
        mix.estimated_share = Share::of(sum(estimated), mix.total);
        self.mix
    }
}

/// How far a row's figure may lie from the truth, in the common unit.
fn rounding(entry: &Entry<'_>) -> f64 {
    let printed = || entry.amount.value.map_or(0.0, |v| entry.unit.to_common(rounding_of(v)));
    entry.rounding.unwrap_or_else(printed)
}

/// The low and high end of a row's figure in the common unit; none where it has none.
fn ends(entry: &Entry<'_>) -> Option<(f64, f64)> {
    let amount = entry.amount;
    let (low, high) = match amount.status {
        Status::Nil | Status::Withheld | Status::NotAvailable | Status::NetExporter => return None,
        Status::Bound => (amount.low.unwrap_or(0.0), amount.high.unwrap_or(f64::INFINITY)),
        Status::NotAdditive | Status::Reported | Status::Estimated | Status::Projected => {
            let value = amount.value.or(amount.low)?;
            (value, amount.value.or(amount.high).unwrap_or(f64::INFINITY))
        }
    };
    Some((entry.unit.to_common(low), entry.unit.to_common(high)))
}

#[cfg(test)]
mod tests;
