//! The model: minerals, supply mixes, their concentration and what a consumer depends on.
//!
//! Pure: no I/O, clock, environment, printing or randomness. A [`Question`] put to a [`Dataset`] by
//! [`ask`] gives [`Answers`]; every number in them is a [`Metric`] that can derive itself down to the
//! rows it came from.

mod alternatives;
mod amount;
mod answer;
mod ask;
mod commerce;
mod concentration;
mod consumer;
mod country;
mod dataset;
mod dependency;
mod derivation;
mod end_uses;
pub mod eu;
mod family;
mod geopolrisk;
mod governance;
mod index;
mod lapsed;
mod market;
mod method;
mod metric;
mod mineral;
mod mix;
mod number;
mod origin;
pub mod policy;
mod profile;
mod question;
mod ranking;
mod reserves;
pub mod scenario;
mod sector;
mod select;
mod shares;
mod study;
mod supply;
mod traced;
mod vintage;
mod warning;
mod year;

pub use alternatives::alternatives;
pub use amount::{Amount, Status, Unit, UnknownUnit};
pub use answer::{Answer, Answers, Headline};
pub use ask::ask;
pub use commerce::{BilateralRow, Confidence, Flow, HsCodeRow, TradeRow};
pub use concentration::concentration_ratio;
pub use consumer::Consumer;
pub use country::{CountryCode, NotACode, Party};
pub use dataset::{
    Country, Dataset, GovernanceRow, ImportSourceRow, LossRow, Lost, MineralInfo, PriceRow, QuantityRow,
    RelianceRow, ReserveRow, StockRow,
};
pub use dependency::{Balance, Basis, Dependency, Intra, Reliance, Source};
pub use derivation::{Derivation, Piece, Term, Worked};
pub use end_uses::{Split, newest_year};
pub use geopolrisk::{GeoPolRisk, NoGeoPolRisk, Seller};
pub use governance::{DIMENSIONS, Governance, Weight, Window};
pub use index::Rows;
pub use lapsed::lapsed;
pub use method::{METHODS, Method};
pub use metric::{Direction, Measure, Metric, Subject};
pub use mineral::{MineralId, NotAMineralId, NotAStage, Stage};
pub use mix::{Entry, Mix, Obstacle, Published, Remainder, Supplier, Untold};
pub use number::{NotAShare, Percent, Reading, Share};
pub use origin::{Origin, Publisher};
pub use profile::{Counted, Flows, Goods, Mirror, Part, Partner, Partnership, Profile, Standing, Sum};
pub use question::{Also, Question, StageChoice};
pub use ranking::{Rank, sort_by_metric};
pub use reserves::{Life, Output, Reserves};
pub use sector::{Sector, Unsplit};
pub use select::rows_of_publisher;
pub use study::{EndUseRow, ParameterRow, PublishedScoreRow, Scope, SupplyShareRow};
pub use supply::Supply;
pub use traced::{Circle, Network, NoTraced, Traced, TracedSource, Use};
pub use vintage::{Absence, newest};
pub use warning::Warning;
pub use year::{NotAYear, Period, Year};
