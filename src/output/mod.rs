//! What leaves the program: the versioned structs that scripts see, apart from the model's, so that a
//! renamed field in the model breaks nobody.
//!
//! A number that does not exist is left out, never `null`. Keys stand in the order of the structs,
//! lists in a stated order. `format_version`: a minor step only adds keys, a major step may break.

mod account;
mod catalog;
mod check;
mod compare;
mod dependency;
mod end_uses;
mod eu;
mod example;
mod explain;
mod finding;
mod geopolrisk;
mod imports;
mod meaning;
mod methods;
mod profile;
mod published;
mod scenario;
mod schema;
mod score;
mod show;
mod suite;
mod supply;
mod traced;

use serde::Serialize;

use crate::model::{self, CountryCode, Dataset, Reading};

pub use account::ImportedFile;
pub use catalog::{Coverage, SourceOf, rows_by_source};
pub use check::{Checked, PolicyOf, ShippedPolicy};
pub use compare::{Cause, Difference, Flaw, Move, Run, Side, Was, compare};
pub use dependency::Dependency;
pub use end_uses::{EndUse, SectorShare, Whole};
pub use eu::{EuImportance, EuRisk, Likely};
pub use example::{ExampleOf, FileOf};
pub use explain::{Explained, InputRow, Number, Term};
pub use finding::{Finding, PlaceOf};
pub use geopolrisk::GeoPolRisk;
pub use imports::{GoodsUnder, Imports, ImportsIn, TopTrader, TraderOf};
pub use meaning::Meaning;
pub use methods::{MethodOf, MetricOf};
pub use profile::{
    CapacityOf, CountedOf, GoodsOf, Member, MirrorOf, OwnCount, PartnerOf, PartnershipOf, Profile, Reported,
    StandingOf, TradeOf, Unconfirmed,
};
pub use published::PublishedScore;
pub use scenario::{
    GapOf, Loss, MetricChange, MineralEffect, PriceOf, ReachOf, ScenarioEffect, ShareChange, ShippedOf,
    ShockOf,
};
pub use schema::{OUTPUTS, output_schema};
pub use score::{Headline, Reserves, Score, Stage, Total};
pub use show::{Holder, Quoted, Shown};
pub use suite::{Case, Suite};
pub use supply::{SupplierRow, SupplyOf};
pub use traced::{Traced, TracedOrigin};

/// Version of the JSON.
pub const FORMAT_VERSION: &str = "1.0";

/// The envelope of every command's JSON.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Envelope<R> {
    /// Version of the JSON.
    pub format_version: &'static str,
    /// Who wrote it.
    pub tool: Tool,
    /// The command.
    pub command: &'static str,
    /// The tables that were read, by table name.
    pub inputs: Vec<Input>,
    /// What was asked.
    pub parameters: Parameters,
    /// How each policy stands.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<PolicyOf>,
    /// The answer.
    pub results: Vec<R>,
    /// What must be known beside it.
    pub warnings: Vec<Warning>,
}

impl<R> Envelope<R> {
    /// An answer of this version of the program.
    #[must_use]
    pub fn new(command: &'static str, inputs: Vec<Input>, parameters: Parameters, results: Vec<R>) -> Self {
        let tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
        Self {
            format_version: FORMAT_VERSION,
            tool,
            command,
            inputs,
            parameters,
            policies: Vec::new(),
            results,
            warnings: Vec::new(),
        }
    }
}

/// The program that wrote an envelope.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Tool {
    /// `minerals`.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// A table that was read.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Input {
    /// Which table.
    pub table: String,
    /// The file, without folders that only this machine has.
    pub name: String,
    /// Hash of its bytes.
    pub sha256: String,
    /// Compiled in.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub builtin: bool,
    /// Rows in the file.
    pub rows: usize,
    /// Rows taken.
    pub used: usize,
    /// Rows not taken, each for a stated reason.
    pub set_aside: usize,
}

/// What was asked, as far as it was.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Parameters {
    /// The minerals named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub minerals: Vec<String>,
    /// The countries and groups named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// The partners named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    /// The policies named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<String>,
    /// The metric to explain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
    /// The products named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<String>,
    /// The consumer.
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    pub consumer: Option<String>,
    /// Trade between the members of the consumer counts.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub intra: bool,
    /// The scenarios applied first, or compared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scenarios: Vec<String>,
    /// The sector whose minerals are wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// The stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// The method that ranks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The year asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The years asked for, where they are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// The edition of a study.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// The governance edition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub governance: Option<String>,
    /// The day that exceptions are held against, where it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// The metric sorted by, instead of the headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// The least value of the imports asked for, in US dollars.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_value: Option<f64>,
    /// How many results were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top: Option<usize>,
}

/// A number with the bounds that the unknown puts on it; what is not known is left out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Bounded {
    /// The best single number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// No lower than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// No higher than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
}

impl From<Reading> for Bounded {
    fn from(r: Reading) -> Self {
        Self { value: r.value(), low: r.low(), high: r.high() }
    }
}

/// A country with its share of something.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Top {
    /// Alpha-3 code.
    pub country: String,
    /// Name.
    pub name: String,
    /// Share, 0 to 1.
    pub share: f64,
}

/// A warning beside the numbers.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Warning {
    /// Stable code.
    pub code: &'static str,
    /// About which mineral.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mineral: Option<String>,
    /// About which stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<&'static str>,
    /// In words.
    pub message: String,
}

impl From<&model::Warning> for Warning {
    fn from(w: &model::Warning) -> Self {
        Self {
            code: w.code.name(),
            mineral: w.mineral.as_ref().map(ToString::to_string),
            stage: w.stage.map(model::Stage::as_str),
            message: w.message.clone(),
        }
    }
}

/// A country's name, else its code.
pub(crate) fn name_of(dataset: &Dataset, country: CountryCode) -> String {
    dataset.countries.get(&country).map_or_else(|| country.to_string(), |c| c.name.clone())
}
