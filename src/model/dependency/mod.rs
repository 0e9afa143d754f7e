//! Dependency: how much of a consumer's use hangs on imports, and on which source of them.

mod balance;
mod loss;
mod published;
mod select;
mod sourcing;
mod trade;

use std::sync::Arc;

use super::concentration::sum;
use super::select::{editions, is_of};
use super::vintage::Absence;
use super::{
    Confidence, Consumer, CountryCode, Origin, Party, Period, Reading, Share, Stage, Status, Unit, Year,
};

pub use loss::Loss;
pub use select::dependencies;

/// Publishers that name the sources of imports from the largest down, so that none of the unnamed is
/// larger than the last one named. USGS, Mineral Commodity Summaries: "in descending order".
const LARGEST_FIRST: &[&str] = &["usgs-mcs"];

/// What a consumer depends on for one product of a mineral.
#[derive(Debug, Clone)]
pub struct Dependency<'a> {
    /// Who depends.
    pub consumer: Arc<Consumer>,
    /// On which stage's product.
    pub stage: Stage,
    /// Which product; empty means all.
    pub product: &'a str,
    /// Where the shares of the sources come from.
    pub basis: Basis,
    /// Net import reliance.
    pub reliance: Option<Reliance<'a>>,
    /// Why there is no reliance, where the sources come from trade.
    pub no_reliance: Option<&'static str>,
    /// Foreign sources, the largest first, the unnamed rest last.
    pub sources: Vec<Source<'a>>,
    /// The rows of what the consumer supplies itself with, where shares in its whole supply are published.
    pub domestic: Vec<&'a Origin>,
    /// Years of the sources' shares.
    pub period: Option<Period>,
    /// What a scenario has taken of its use; none without one.
    pub lost: Option<Loss<'a>>,
    /// With trade between the members of a group: what would be the largest source.
    pub intra: Option<Intra>,
    /// Why there are no sources, or no reliance, of the year asked for.
    pub absent: Vec<(&'static str, Absence)>,
}

/// Where the shares of the sources come from, and what they are shares of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Basis {
    /// Published shares in imports.
    ImportSources,
    /// Published shares in all that the consumer is supplied with, its own output included.
    Sourcing {
        /// What its own members supply.
        domestic: Share,
    },
    /// Imports by value, under codes that tell the mineral so well.
    Trade(Confidence),
    /// Imports by quantity, as no row has a value.
    Quantities(Confidence),
}

/// One source of a consumer.
#[derive(Debug, Clone)]
pub struct Source<'a> {
    /// Who; `other` for the unnamed rest.
    pub party: Party,
    /// Share in imports, or in the whole supply ([`Basis`]).
    pub share: Share,
    /// What was imported from it, in US dollars.
    pub value_usd: Option<f64>,
    /// A few words without which the number cannot be understood.
    pub note: &'a str,
    /// The rows it was read from.
    pub origins: Vec<&'a Origin>,
}

/// Net import reliance, as published or as computed.
#[derive(Debug, Clone)]
pub struct Reliance<'a> {
    /// As a share of apparent consumption, 0 to 1. `>50` has only a low end; empty for a net exporter.
    pub reading: Reading,
    /// Exports exceed imports.
    pub net_exporter: bool,
    /// Of when; none where its publisher does not say.
    pub year: Option<Year>,
    /// How its publisher vouches for it; none where it is computed.
    pub status: Option<Status>,
    /// A few words without which the number cannot be understood.
    pub note: &'a str,
    /// The rows that it comes from.
    pub origins: Vec<&'a Origin>,
    /// The balance that it is computed from.
    pub balance: Option<Balance<'a>>,
}

/// Output and trade of a consumer on one basis.
#[derive(Debug, Clone)]
pub struct Balance<'a> {
    /// Imports, in `unit`.
    pub imports: f64,
    /// Exports, in `unit`.
    pub exports: f64,
    /// Own output, in `unit`: no less than this, no more than that.
    pub output: (f64, f64),
    /// Unit of all of them.
    pub unit: Unit,
    /// Part of the imports' and exports' value whose quantity is known.
    pub coverage: f64,
    /// Rows of imports, of exports, of output.
    pub origins: [Vec<&'a Origin>; 3],
}

/// What trade between the members of a group would change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Intra {
    /// Part of the members' imports that comes from members.
    pub share: f64,
    /// The largest source, members included.
    pub top: Option<(CountryCode, Share)>,
}

impl<'a> Dependency<'a> {
    /// The consumer exports more than it imports.
    #[must_use]
    pub fn is_net_exporter(&self) -> bool {
        self.reliance.as_ref().is_some_and(|r| r.net_exporter)
    }

    /// The publishers' editions behind it, joined by `+`.
    #[must_use]
    pub fn source(&self) -> String {
        let reliance = self.reliance.iter().flat_map(|r| r.all_origins());
        editions(reliance.chain(self.sources.iter().flat_map(|s| s.origins.iter().copied())))
    }

    /// Net import reliance as a share of apparent consumption, 0 to 1. `>50` has only a low end.
    #[must_use]
    pub fn import_reliance(&self) -> Option<Reading> {
        self.reliance.as_ref().map(|r| r.reading).filter(|reading| !reading.is_empty())
    }

    /// What the imports cost, US dollars, where every source has a value.
    #[must_use]
    pub fn imports_usd(&self) -> Option<f64> {
        let values: Option<Vec<f64>> = self.sources.iter().map(|s| s.value_usd).collect();
        values.filter(|v| !v.is_empty()).map(sum)
    }

    /// The named sources, the largest first.
    pub fn named(&self) -> impl Iterator<Item = (CountryCode, &Source<'a>)> {
        self.sources.iter().filter_map(|source| Some((source.party.country()?, source)))
    }

    /// What the sources hold together with the unnamed rest: all imports, or what is not of domestic
    /// origin in the whole supply.
    #[must_use]
    pub fn foreign(&self) -> f64 {
        match self.basis {
            Basis::Sourcing { domestic } => 1.0 - domestic.get(),
            Basis::ImportSources | Basis::Trade(_) | Basis::Quantities(_) => 1.0,
        }
    }

    /// Share whose sources are not named: `other`, and what is left to the whole.
    #[must_use]
    pub fn unnamed(&self) -> f64 {
        (self.foreign() - sum(self.named().map(|(_, source)| source.share.get()))).max(0.0)
    }

    /// The largest source that is named, and its share.
    #[must_use]
    pub fn top_source(&self) -> Option<(CountryCode, Share)> {
        self.named().next().map(|(country, source)| (country, source.share))
    }

    /// Sum of the squared shares in imports, 0 to 1; the unnamed rest widens it by its square.
    #[must_use]
    pub fn import_hhi(&self) -> Option<Reading> {
        self.top_source()?;
        let foreign = self.foreign();
        let square = |share: f64| (share / foreign) * (share / foreign);
        let named = sum(self.named().map(|(_, source)| square(source.share.get()))).min(1.0);
        let rest = square(self.unnamed());
        Some(Reading::new(Some(named), Some(named), Some((named + rest).min(1.0))))
    }

    /// The largest share that one source can have: that of the largest named, unless its publisher
    /// does not name the largest first and more than that is unnamed.
    pub(super) fn largest_possible(&self, top: Share) -> f64 {
        let ordered =
            |s: &Source<'_>| s.origins.iter().all(|origin| LARGEST_FIRST.iter().any(|p| is_of(origin, p)));
        if self.sources.iter().all(ordered) { top.get() } else { top.get().max(self.unnamed()) }
    }

    /// How much of the consumer's use hangs on one country, 0 to 1: net import reliance times the largest
    /// source's share in imports, or that source's share in the whole supply.
    ///
    /// Reliance that has only a low end can be anything up to 1; without any, the share is an upper bound.
    /// A net exporter has no exposure.
    #[must_use]
    pub fn exposure(&self) -> Option<Reading> {
        let (_, share) = self.top_source()?;
        let most = self.largest_possible(share);
        let high = (most > share.get()).then_some(most);
        if let Basis::Sourcing { .. } = self.basis {
            return Some(Reading::new(Some(share.get()), high.map(|_| share.get()), high));
        }
        if self.is_net_exporter() {
            return None;
        }
        let Some(reliance) = self.import_reliance() else {
            return Some(Reading::new(None, None, Some(most)));
        };
        if let Some(value) = reliance.value() {
            let exact = value * share.get();
            let high = reliance.high().or(high.map(|_| value)).map(|r| r * most);
            let low = reliance.low().map(|r| r * share.get()).or(high.map(|_| exact));
            return Some(Reading::new(Some(exact), low, high));
        }
        let low = reliance.low().unwrap_or(0.0) * share.get();
        Some(Reading::new(None, Some(low), Some(reliance.high().unwrap_or(1.0) * most)))
    }
}

impl<'a> Reliance<'a> {
    /// All rows that it comes from.
    pub fn all_origins(&self) -> impl Iterator<Item = &'a Origin> {
        let balance = self.balance.iter().flat_map(|b| b.origins.iter().flatten().copied());
        self.origins.iter().copied().chain(balance)
    }
}

/// The largest first, the unnamed last, equals by code.
fn largest_first(sources: &mut [Source<'_>]) {
    sources.sort_by(|a, b| {
        let rest = |s: &Source<'_>| s.party.country().is_none();
        rest(a)
            .cmp(&rest(b))
            .then_with(|| b.share.get().total_cmp(&a.share.get()))
            .then_with(|| a.party.cmp(&b.party))
    });
}
