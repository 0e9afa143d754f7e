//! The model: minerals, supply mixes, their concentration and what a consumer depends on.
//!
//! Pure: no I/O, clock, environment, printing or randomness. Everything here is computed from a
//! [`Dataset`] of rows that know where they came from.

mod amount;
mod country;
mod dataset;
mod mineral;
mod number;
mod origin;
mod year;

pub use amount::{Amount, Status, Unit, UnknownUnit};
pub use country::{CountryCode, NotACode, Party};
pub use dataset::{
    Country, Dataset, FlowTable, GovernanceRow, ImportSourceRow, MineralInfo, PriceRow, QuantityRow,
    RelianceRow, ReserveRow, StockRow,
};
pub use mineral::{MineralId, NotAMineralId, NotAStage, Stage};
pub use number::{NotAShare, Percent, Reading, Share};
pub use origin::{Origin, Publisher};
pub use year::{NotAYear, Period, Year};
