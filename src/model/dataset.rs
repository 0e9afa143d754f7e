//! All tables of one run, as rows that know where they came from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{
    Amount, BilateralRow, CountryCode, EndUseRow, HsCodeRow, MineralId, Origin, ParameterRow, Party, Period,
    PublishedScoreRow, Reading, Share, Stage, SupplyShareRow, TradeRow, Unit, Year,
};

/// A row of `production`, `capacity` or `consumption`.
#[derive(Debug, Clone)]
pub struct QuantityRow {
    /// What.
    pub mineral: MineralId,
    /// At which stage.
    pub stage: Stage,
    /// Whose.
    pub party: Party,
    /// When.
    pub year: Year,
    /// How much, in `unit`.
    pub amount: Amount,
    /// Unit of the amount.
    pub unit: Unit,
    /// How far the figure may lie from the truth, in the common unit, where its zeros do not tell: a scenario
    /// changed it.
    pub rounding: Option<f64>,
    /// On a `world` row: suppliers that the published total leaves out.
    pub excludes: Vec<CountryCode>,
    /// A few words without which the number cannot be understood.
    pub note: String,
    /// Where it stands.
    pub origin: Origin,
}

/// A row of `reserves`.
#[derive(Debug, Clone)]
pub struct ReserveRow {
    /// What.
    pub mineral: MineralId,
    /// Whose.
    pub party: Party,
    /// As of when.
    pub year: Year,
    /// How much, in `unit`.
    pub amount: Amount,
    /// Unit of the amount.
    pub unit: Unit,
    /// What is weighed: `REO`, `gross weight`; empty means the mineral's own.
    pub basis: String,
    /// A few words without which the number cannot be understood.
    pub note: String,
    /// Where it stands.
    pub origin: Origin,
}

/// A row of `reliance`: published net import reliance, percent of apparent consumption.
#[derive(Debug, Clone)]
pub struct RelianceRow {
    /// What.
    pub mineral: MineralId,
    /// Which product of it; empty means all.
    pub product: String,
    /// At which stage.
    pub stage: Stage,
    /// Whose reliance.
    pub country: CountryCode,
    /// When.
    pub year: Year,
    /// Percent, 0 to 100. A net exporter has no number.
    pub percent: Amount,
    /// A few words without which the number cannot be understood.
    pub note: String,
    /// Where it stands.
    pub origin: Origin,
}

/// A row of `import_sources`: a country's share in another's imports.
#[derive(Debug, Clone)]
pub struct ImportSourceRow {
    /// What.
    pub mineral: MineralId,
    /// Which product of it; empty means all.
    pub product: String,
    /// At which stage.
    pub stage: Stage,
    /// Who imports.
    pub importer: CountryCode,
    /// From whom; `other` for the unnamed rest.
    pub exporter: Party,
    /// The years averaged over.
    pub period: Period,
    /// Share in the importer's imports.
    pub share: Share,
    /// A few words without which the number cannot be understood.
    pub note: String,
    /// Where it stands.
    pub origin: Origin,
}

/// A row of `prices`.
#[derive(Debug, Clone)]
pub struct PriceRow {
    /// What.
    pub mineral: MineralId,
    /// Which product of it; empty means the mineral.
    pub product: String,
    /// Which market, where the source says.
    pub country: Option<CountryCode>,
    /// When.
    pub year: Year,
    /// The price in `unit`.
    pub amount: Amount,
    /// As the source states it: `USD/kg`.
    pub unit: String,
    /// A few words without which the number cannot be understood.
    pub note: String,
    /// Where it stands.
    pub origin: Origin,
}

/// A row of `stocks`.
#[derive(Debug, Clone)]
pub struct StockRow {
    /// What.
    pub mineral: MineralId,
    /// Which product or holder; empty means all.
    pub product: String,
    /// Whose.
    pub country: CountryCode,
    /// End of which year.
    pub year: Year,
    /// How much, in `unit`.
    pub amount: Amount,
    /// Unit of the amount.
    pub unit: Unit,
    /// A few words without which the number cannot be understood.
    pub note: String,
    /// Where it stands.
    pub origin: Origin,
}

/// A row of `governance`: one WGI estimate, about -2.5 (weak) to 2.5 (strong).
#[derive(Debug, Clone)]
pub struct GovernanceRow {
    /// Who is governed.
    pub country: CountryCode,
    /// When.
    pub year: Year,
    /// One of the six dimensions: `rule-of-law`.
    pub dimension: Arc<str>,
    /// The estimate.
    pub estimate: f64,
    /// Edition: `wgi-2023`. One edition a run.
    pub edition: Arc<str>,
    /// Where it stands.
    pub origin: Origin,
}

/// A row of the reference table `minerals`.
#[derive(Debug, Clone)]
pub struct MineralInfo {
    /// Id in kebab case.
    pub id: MineralId,
    /// Name for people.
    pub name: String,
    /// Chemical symbol or formula, where there is one.
    pub symbol: String,
    /// The family it belongs to, if any.
    pub family: Option<MineralId>,
    /// Other names that a cell or a user may use.
    pub aliases: Vec<String>,
    /// What is weighed, by stage.
    pub basis: BTreeMap<Stage, String>,
    /// Publisher of the mix, by stage: the prefix of the `source` of the rows to use.
    pub publisher: BTreeMap<Stage, String>,
    /// What is weighed in reserves.
    pub reserves_basis: String,
    /// Official lists it stands on: `us-critical-2025`.
    pub lists: Vec<String>,
    /// What a reader must know, in a few words.
    pub note: String,
}

/// A row of the reference table `countries`.
#[derive(Debug, Clone)]
pub struct Country {
    /// Alpha-3 code.
    pub code: CountryCode,
    /// Name for people.
    pub name: String,
}

/// Deliveries that a scenario has taken from a consumer.
#[derive(Debug, Clone)]
pub struct LossRow {
    /// Of what.
    pub mineral: MineralId,
    /// At which stage.
    pub stage: Stage,
    /// Of which product; empty means all.
    pub product: String,
    /// Whose deliveries.
    pub exporter: CountryCode,
    /// Who has lost them: a country's code or a group's id.
    pub importer: Arc<str>,
    /// Of which year the trade was; none where the figures are published shares.
    pub year: Option<Year>,
    /// How much that is.
    pub lost: Lost,
    /// Which line of the scenario took it.
    pub origin: Origin,
}

/// How much a consumer has lost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lost {
    /// A part of what it used before the shock, 0 to 1.
    OfUse(Reading),
    /// So much trade: US dollars, or a quantity where no value is known.
    OfTrade(f64),
}

/// The tables of one run, each in the order of its file.
#[derive(Debug, Clone, Default)]
pub struct Dataset {
    /// Output by country.
    pub production: Vec<QuantityRow>,
    /// Capacity by country.
    pub capacity: Vec<QuantityRow>,
    /// Use by country.
    pub consumption: Vec<QuantityRow>,
    /// Reserves by country.
    pub reserves: Vec<ReserveRow>,
    /// Published net import reliance.
    pub reliance: Vec<RelianceRow>,
    /// Published shares in a country's imports.
    pub import_sources: Vec<ImportSourceRow>,
    /// Trade between countries.
    pub trade: Vec<TradeRow>,
    /// Codes that trade is counted under.
    pub hs_codes: Vec<HsCodeRow>,
    /// What two countries trade in all.
    pub bilateral: Vec<BilateralRow>,
    /// Shares in a supply.
    pub supply_shares: Vec<SupplyShareRow>,
    /// Parameters of methods.
    pub parameters: Vec<ParameterRow>,
    /// Scores as published.
    pub published_scores: Vec<PublishedScoreRow>,
    /// What minerals are used for.
    pub end_uses: Vec<EndUseRow>,
    /// Prices.
    pub prices: Vec<PriceRow>,
    /// Stocks.
    pub stocks: Vec<StockRow>,
    /// What a scenario has taken from those who buy; empty without one.
    pub losses: Vec<LossRow>,
    /// Governance estimates of one edition.
    pub governance: Vec<GovernanceRow>,
    /// Minerals by id.
    pub minerals: BTreeMap<MineralId, MineralInfo>,
    /// Countries by code.
    pub countries: BTreeMap<CountryCode, Country>,
}

impl Dataset {
    /// The rows of some minerals, with the reference tables whole. Governance is of no mineral, and left out.
    #[must_use]
    pub fn only(&self, minerals: &BTreeSet<MineralId>) -> Self {
        fn kept<T: Clone>(rows: &[T], takes: impl Fn(&T) -> bool) -> Vec<T> {
            rows.iter().filter(|row| takes(row)).cloned().collect()
        }
        let is = |mineral: &MineralId| minerals.contains(mineral);
        Self {
            production: kept(&self.production, |r| is(&r.mineral)),
            capacity: kept(&self.capacity, |r| is(&r.mineral)),
            consumption: kept(&self.consumption, |r| is(&r.mineral)),
            reserves: kept(&self.reserves, |r| is(&r.mineral)),
            reliance: kept(&self.reliance, |r| is(&r.mineral)),
            import_sources: kept(&self.import_sources, |r| is(&r.mineral)),
            trade: kept(&self.trade, |r| is(&r.mineral)),
            hs_codes: kept(&self.hs_codes, |r| is(&r.mineral)),
            bilateral: self.bilateral.clone(),
            supply_shares: kept(&self.supply_shares, |r| is(&r.mineral)),
            parameters: kept(&self.parameters, |r| is(&r.mineral)),
            published_scores: kept(&self.published_scores, |r| is(&r.mineral)),
            end_uses: kept(&self.end_uses, |r| is(&r.mineral)),
            prices: kept(&self.prices, |r| is(&r.mineral)),
            stocks: kept(&self.stocks, |r| is(&r.mineral)),
            losses: kept(&self.losses, |r| is(&r.mineral)),
            governance: Vec::new(),
            minerals: self.minerals.clone(),
            countries: self.countries.clone(),
        }
    }
}
