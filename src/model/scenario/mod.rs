//! Scenarios: named lists of shocks. A scenario is a function from tables to tables; whatever is computed
//! after it is computed by the same code.
//!
//! A shock changes the rows that the answers are made of, in the year that the question takes them from, and
//! marks each with the line of the scenario that changed it. What only the scenario knows, supply that is lost
//! and what could take its place, is kept beside the tables ([`Applied`]).

mod apply;
mod consumers;
mod effect;
mod gap;
mod overlap;
mod parameters;
mod price;
mod reach;
mod refusal;
mod shocks;
mod supply;
mod tally;

use std::sync::Arc;

use super::{CountryCode, MineralId, Origin, Party, Stage, Unit, Year};
use crate::diag::Place;

pub use apply::{Applied, Left, apply};
pub use consumers::{Client, Cut};
pub use effect::{Changed, Effect, Hit, Moved, effects};
pub use gap::Gap;
pub use price::{Elasticity, Price, price};
pub use reach::{CAP, Reach, reach};

/// What a publisher's id starts with where a scenario changed the row.
pub(crate) const MARK: &str = "scenario:";

/// A named list of shocks.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// The stem of its file: `c5-kazakhstan`.
    pub id: Arc<str>,
    /// Name for people.
    pub name: String,
    /// What it supposes, in a sentence or two.
    pub description: String,
    /// Who says so.
    pub source: String,
    /// The year whose figures it starts from; none means each mix's newest.
    pub base_year: Option<Year>,
    /// Its horizon: shocks that start later do not apply.
    pub year: Option<Year>,
    /// How demand and supply answer to prices.
    pub elasticity: Elasticity,
    /// What happens, in the order of the file.
    pub shocks: Vec<Shock>,
}

/// One change.
#[derive(Debug, Clone)]
pub struct Shock {
    /// What happens.
    pub kind: Kind,
    /// To which minerals.
    pub minerals: Vec<MineralId>,
    /// At which stage; none where it holds at both.
    pub stage: Option<Stage>,
    /// From when on.
    pub start: Option<Year>,
    /// Until when.
    pub end: Option<Year>,
    /// Who says so.
    pub source: String,
    /// What a reader must know.
    pub note: String,
    /// Its line in the scenario's file.
    pub origin: Origin,
    /// Where to point in the file.
    pub place: Place,
}

/// A quantity a year, in its common unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// How much.
    pub amount: f64,
    /// `t`, `ct` or `m3`.
    pub unit: Unit,
}

/// How much of something: a part of it, or a quantity a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Much {
    /// 0 to 1.
    Part(f64),
    /// A quantity.
    Of(Quantity),
}

/// What those need whose supply is cut, and what may take its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// What they use a year, all together.
    pub used: Option<Quantity>,
    /// What single consumers use a year.
    pub used_by: Vec<(Client, Quantity)>,
    /// Part of the spare capacity elsewhere that starts up in time, 0 to 1.
    pub ramp: f64,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Suppliers put out less.
    Outage {
        /// Who.
        countries: Vec<CountryCode>,
        /// How much of its output each loses.
        loss: Much,
        /// What others need.
        need: Need,
    },
    /// A supplier keeps back what it sold abroad; it keeps its own use.
    ExportRestriction {
        /// Who.
        countries: Vec<CountryCode>,
        /// Who is cut off; none means everybody else.
        to: Option<Vec<Client>>,
        /// What is stopped (a part), or what is still let through (a quantity).
        limit: Limit,
        /// What it sells a year to those cut off, before.
        exports: Option<Quantity>,
        /// What it uses itself a year.
        own_use: Option<Quantity>,
        /// What others need.
        need: Need,
    },
    /// A supplier puts out more.
    NewCapacity {
        /// Who.
        country: CountryCode,
        /// What it can put out a year.
        capacity: Quantity,
        /// Part of it that it does put out, 0 to 1.
        utilisation: f64,
        /// Who takes which part of the output.
        offtake: Vec<(Client, f64)>,
        /// Whose deliveries the offtake takes the place of; none means all of them pro rata.
        displaces: Option<Vec<CountryCode>>,
        /// What single consumers use a year.
        used_by: Vec<(Client, Quantity)>,
    },
    /// More is used.
    DemandGrowth {
        /// By whom; none means by all.
        client: Option<Client>,
        /// Part of the use before by which it grows.
        growth: f64,
    },
    /// Stocks come to the market.
    StockRelease {
        /// Whose.
        holder: CountryCode,
        /// How much.
        quantity: Quantity,
    },
    /// A parameter of a method is another.
    Parameter {
        /// Which: `eol_rir`.
        name: String,
        /// Its value.
        value: f64,
        /// Of which suppliers, where that matters.
        countries: Option<Vec<CountryCode>>,
    },
    /// Supply moves from one supplier to others; the total stays.
    Reallocation {
        /// From whom.
        from: CountryCode,
        /// To whom, each with its part; they add up to 1.
        to: Vec<(CountryCode, f64)>,
        /// How much.
        much: Much,
        /// In whose imports; none means in the output of the world.
        client: Option<Client>,
    },
}

/// What a restriction leaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limit {
    /// This part of the exports is stopped, 0 to 1.
    Stopped(f64),
    /// So much is still let through.
    Quota(Quantity),
}

impl Kind {
    /// As in a file.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Outage { .. } => "outage",
            Self::ExportRestriction { .. } => "export-restriction",
            Self::NewCapacity { .. } => "new-capacity",
            Self::DemandGrowth { .. } => "demand-growth",
            Self::StockRelease { .. } => "stock-release",
            Self::Parameter { .. } => "parameter",
            Self::Reallocation { .. } => "reallocation",
        }
    }

    /// What single consumers use a year, as the shock states it.
    pub(super) fn used_by(&self) -> &[(Client, Quantity)] {
        match self {
            Self::Outage { need, .. } | Self::ExportRestriction { need, .. } => &need.used_by,
            Self::NewCapacity { used_by, .. } => used_by,
            _ => &[],
        }
    }

    /// Every kind, as in a file.
    pub const ALL: [&'static str; 7] = [
        "outage",
        "export-restriction",
        "new-capacity",
        "demand-growth",
        "stock-release",
        "parameter",
        "reallocation",
    ];
}

impl Scenario {
    /// The consumer that the shocks name, if it is only one: whom a deal is for, or who is cut off.
    #[must_use]
    pub fn only_client(&self) -> Option<&Client> {
        let mut clients: Vec<&Client> = self.shocks.iter().flat_map(Shock::clients).collect();
        clients.sort();
        clients.dedup();
        match clients.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

impl Shock {
    fn clients(&self) -> Vec<&Client> {
        match &self.kind {
            Kind::NewCapacity { offtake, .. } => offtake.iter().map(|(client, _)| client).collect(),
            Kind::DemandGrowth { client, .. } | Kind::Reallocation { client, .. } => client.iter().collect(),
            Kind::Outage { need, .. } => need.used_by.iter().map(|(client, _)| client).collect(),
            Kind::ExportRestriction { need, to, .. } => {
                need.used_by.iter().map(|(client, _)| client).chain(to.iter().flatten()).collect()
            }
            Kind::StockRelease { .. } | Kind::Parameter { .. } => Vec::new(),
        }
    }

    /// Whether it has begun, and not ended, at the horizon.
    fn applies(&self, horizon: Option<Year>) -> bool {
        horizon.is_none_or(|year| {
            self.start.is_none_or(|start| start <= year) && self.end.is_none_or(|end| year <= end)
        })
    }
}

impl Party {
    fn is_one_of(self, countries: &[CountryCode]) -> bool {
        self.country().is_some_and(|country| countries.contains(&country))
    }
}
