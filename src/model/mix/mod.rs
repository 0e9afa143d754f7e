//! A mix: who holds which share of one total, and what is not known about it.

mod build;
pub(super) mod rounding;

use super::{Amount, CountryCode, Origin, Party, Reading, Share, Status, Unit};

/// One row that a mix is made of.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Whose.
    pub party: Party,
    /// How much, in `unit`.
    pub amount: Amount,
    /// Unit of the amount.
    pub unit: Unit,
    /// How far the figure may lie from the truth, in the common unit, where its zeros do not tell.
    pub rounding: Option<f64>,
    /// On the `world` row: suppliers that the total leaves out.
    pub excludes: &'a [CountryCode],
    /// A few words without which the number cannot be understood.
    pub note: &'a str,
    /// Where it stands.
    pub origin: &'a Origin,
}

/// A named supplier with a figure.
#[derive(Debug, Clone, Copy)]
pub struct Supplier<'a> {
    /// Who.
    pub country: CountryCode,
    /// How much, in the mix's unit; the low end where it is only bounded.
    pub quantity: f64,
    /// The most it can be: `quantity`, unless it is only bounded; infinite without an upper bound.
    pub at_most: f64,
    /// Share in the mix's total.
    pub share: Share,
    /// How the source vouches for it.
    pub status: Status,
    /// A few words without which the number cannot be understood.
    pub note: &'a str,
    /// Where it stands.
    pub origin: &'a Origin,
}

/// A supplier that its source names without a figure.
#[derive(Debug, Clone, Copy)]
pub struct Untold<'a> {
    /// Who.
    pub country: CountryCode,
    /// Why there is no figure.
    pub status: Status,
    /// The source's own word for the size, if it has one: `large`.
    pub note: &'a str,
    /// Where it stands.
    pub origin: &'a Origin,
}

/// The suppliers that have no figure of their own, together.
#[derive(Debug, Clone)]
pub struct Remainder<'a> {
    /// No less than this, in the mix's unit.
    pub at_least: f64,
    /// What counts in the total.
    pub quantity: f64,
    /// No more than this; infinite without an upper bound.
    pub at_most: f64,
    /// The `other` row, if there is one.
    pub origin: Option<&'a Origin>,
    /// Suppliers named without a figure whose part of the published total this is.
    pub inside: Vec<Untold<'a>>,
}

/// The publisher's own total.
#[derive(Debug, Clone, Copy)]
pub struct Published<'a> {
    /// In the mix's unit; only bounds where the publisher gives no more.
    pub reading: Reading,
    /// How far the true total may lie from it, as its zeros are rounded.
    pub rounding: f64,
    /// Where it stands.
    pub origin: &'a Origin,
}

/// Why no shares can be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// The rows are of unlike goods and do not add up.
    NotAdditive,
    /// Nobody says how much the unnamed suppliers hold.
    RemainderUnknown,
    /// More than half of the total is not named, so not even the largest supplier is known.
    MostlyUnnamed,
    /// No supplier is named with a number.
    NobodyNamed,
    /// The suppliers add up to nothing.
    ZeroTotal,
    /// Tons stand beside carats or cubic metres.
    MixedUnits,
    /// Several sources speak of the same supplier.
    SeveralSources,
}

impl Obstacle {
    /// The reason in words.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::NotAdditive => "the countries report unlike goods, which do not add up",
            Self::RemainderUnknown => "how much the unnamed suppliers hold is not available",
            Self::MostlyUnnamed => "more than half of the total is not named",
            Self::NobodyNamed => "no supplier is named with a figure",
            Self::ZeroTotal => "the suppliers add up to nothing",
            Self::MixedUnits => "the rows are in units that cannot be compared",
            Self::SeveralSources => "several sources speak of the same supplier",
        }
    }

    /// The rows have a sum that means something, though no shares.
    #[must_use]
    pub fn leaves_a_total(self) -> bool {
        matches!(self, Self::RemainderUnknown | Self::MostlyUnnamed | Self::NobodyNamed)
    }
}

/// Who holds which share of one total. Shares divide by the sum of the rows.
#[derive(Debug, Clone)]
pub struct Mix<'a> {
    /// Unit of every quantity here: `t`, `ct` or `m3`.
    pub unit: Unit,
    /// Named suppliers, the largest first, equals by code.
    pub suppliers: Vec<Supplier<'a>>,
    /// The unnamed rest.
    pub remainder: Option<Remainder<'a>>,
    /// Sum of the rows, the remainder included, bounded figures at their low end.
    pub total: f64,
    /// The publisher's own total.
    pub published: Option<Published<'a>>,
    /// By how much the published total exceeds the rows (below 0: falls short), where that is more
    /// than rounding and nobody named accounts for it.
    pub mismatch: Option<f64>,
    /// Suppliers that their source names with no output at all.
    pub idle: Vec<CountryCode>,
    /// Suppliers of unknown size outside every figure here: the answer is incomplete.
    pub missing: Vec<Untold<'a>>,
    /// Share of the total that its source marks as estimated.
    pub estimated_share: Share,
    /// Why there are no shares.
    pub obstacle: Option<Obstacle>,
}

impl Mix<'_> {
    /// Shares of the named suppliers, the largest first.
    #[must_use]
    pub fn shares(&self) -> Vec<Share> {
        self.suppliers.iter().map(|s| s.share).collect()
    }

    /// Share of the unnamed rest; `None` where the answer is incomplete, for then nobody knows.
    #[must_use]
    pub fn unknown_share(&self) -> Option<Share> {
        let rest = self.remainder.as_ref().map_or(0.0, |r| r.quantity);
        self.missing.is_empty().then(|| Share::of(rest, self.total))
    }

    /// The total as far as it is known: the sum of the rows, from what is certain to what is possible. Shares
    /// have none.
    #[must_use]
    pub fn total_reading(&self) -> Reading {
        if self.unit == Unit::Share {
            return Reading::default();
        }
        if self.obstacle.is_some_and(|o| !o.leaves_a_total()) || self.total <= 0.0 {
            return Reading::default();
        }
        let rest = self.remainder.as_ref().map_or((0.0, 0.0), |r| (r.at_least, r.at_most));
        let low = super::concentration::sum(self.suppliers.iter().map(|s| s.quantity)) + rest.0;
        let high = super::concentration::sum(self.suppliers.iter().map(|s| s.at_most)) + rest.1;
        let open = !self.missing.is_empty()
            || high.is_infinite()
            || matches!(self.obstacle, Some(Obstacle::RemainderUnknown));
        if open {
            Reading::new(None, Some(low), None)
        } else {
            Reading::new(Some(self.total), Some(low), Some(high))
        }
    }

    /// What some countries hold together: the value at its low end, and the bounds. One that no row names
    /// may be in the unnamed rest; of one that is named without a figure nothing more is known.
    #[must_use]
    pub fn of_members(&self, is_member: impl Fn(CountryCode) -> bool, members: usize) -> Reading {
        let own = || self.suppliers.iter().filter(|s| is_member(s.country));
        let low = super::concentration::sum(own().map(|s| s.quantity));
        let mut high = super::concentration::sum(own().map(|s| s.at_most));
        let rest = self.remainder.as_ref();
        let inside = rest.is_some_and(|r| r.inside.iter().any(|u| is_member(u.country)));
        let outside = self.missing.iter().any(|u| is_member(u.country));
        let told = own().count() + self.idle.iter().filter(|country| is_member(**country)).count();
        if told < members {
            high += rest.map_or(0.0, |r| r.at_most);
            high += if self.obstacle == Some(Obstacle::RemainderUnknown) { f64::INFINITY } else { 0.0 };
        }
        high += if outside { f64::INFINITY } else { 0.0 };
        Reading::new((!inside && !outside).then_some(low), Some(low), Some(high))
    }

    /// The sum of the rows, as far as it means something; a lower bound where somebody's figure lacks.
    #[must_use]
    pub fn quantity(&self) -> Option<f64> {
        let known = self.total_reading();
        known.value().or(known.low())
    }

    /// Figures of named suppliers are only bounded, so that their order and shares may be others.
    #[must_use]
    pub fn is_bounded(&self) -> bool {
        self.suppliers.iter().any(|s| s.at_most > s.quantity)
    }
}
