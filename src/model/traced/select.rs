//! Traced origins of a consumer's use, taken from a market.

use std::collections::BTreeMap;

use super::{Circle, Network, Use};
use crate::model::concentration::sum;
use crate::model::market::{Market, coverage, in_order, quantity};
use crate::model::mix::Obstacle;
use crate::model::select::editions;
use crate::model::supply::Supply;
use crate::model::vintage::{Absence, newest};
use crate::model::{CountryCode, Origin, Party, Reading, Share, Stage, TradeRow, Unit, Year};

/// Where what a consumer uses of a mineral at a stage was put out, whoever sold it.
#[derive(Debug, Clone)]
pub struct Traced<'a> {
    /// At which stage.
    pub stage: Stage,
    /// Of output and trade alike.
    pub year: Year,
    /// Publishers' editions of both, joined by `+`.
    pub source: String,
    /// What the consumer uses, in tons: output and imports, less exports.
    pub quantity: f64,
    /// What of it the consumer put out itself.
    pub domestic: f64,
    /// Whose output it is of, the largest first; the unknown last, as `other`.
    pub origins: Vec<TracedSource<'a>>,
    /// From whom the consumer buys it, the largest first.
    pub sellers: Vec<TracedSource<'a>>,
    /// Part of the value of all trade that has a quantity; none where no row has a value.
    pub coverage: Option<Share>,
    /// The consumer's own output may be larger by as much as this, where it is not told.
    pub hidden: f64,
}

/// A country with the part of a consumer's use that it put out, or sold.
#[derive(Debug, Clone)]
pub struct TracedSource<'a> {
    /// Who; `other` for what nobody is known to have put out.
    pub party: Party,
    /// How much, in tons of what output is weighed in.
    pub quantity: f64,
    /// The rows of its output, or of its sales.
    pub rows: Vec<&'a Origin>,
}

/// Why origins cannot be traced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoTraced {
    /// There is no trade of it.
    NoTrade(Absence),
    /// There is trade of this year, and no output.
    NoOutput(Year),
    /// Output is not given in tons.
    NotWeighed,
    /// The rows of output do not add up.
    Unsound(Obstacle),
    /// Tons of the mineral in a ton of these goods are not known.
    NoContent(Vec<String>),
    /// No flow has a quantity.
    NoQuantities,
    /// Nothing is used.
    NothingUsed,
    /// The flows leave output that nobody uses.
    Circle(Circle),
}

impl NoTraced {
    /// The reason in words.
    #[must_use]
    pub fn reason(&self) -> String {
        match self {
            Self::NoTrade(absence) => {
                let why = absence.reason().map(|why| format!(": {why}")).unwrap_or_default();
                format!("the table `trade` holds no trade of it{why}")
            }
            Self::NoOutput(year) => format!("the trade is of {year}, and there is no output of that year"),
            Self::NotWeighed => "output and trade are not both given in tons".to_owned(),
            Self::Unsound(obstacle) => obstacle.reason().to_owned(),
            Self::NoContent(codes) => {
                format!("how much of the mineral the goods hold is not known: HS {}", codes.join(", "))
            }
            Self::NoQuantities => "the trade has values and no quantities".to_owned(),
            Self::NothingUsed => {
                "the consumer sells as much as it puts out and buys: nothing is left that it uses".to_owned()
            }
            Self::Circle(circle) => circle.to_string(),
        }
    }
}

impl<'a> Traced<'a> {
    /// Puts output and trade of one year on the basis of output, and traces the consumer's use.
    ///
    /// # Errors
    /// [`NoTraced`]: why that cannot be done.
    pub(crate) fn select(market: &Market<'a, '_>) -> Result<Self, NoTraced> {
        let year = newest(market.trade.iter().map(|row| (row.year, false)), market.asked)
            .map_err(NoTraced::NoTrade)?;
        let between = |row: &&TradeRow| row.exporter != Party::World && row.importer != Party::World;
        let mut rows: Vec<&TradeRow> =
            market.trade.iter().copied().filter(|row| row.year == year).filter(between).collect();
        in_order(&mut rows);
        let supply = Supply::select(market.info, market.stage, market.output, Some(year), market.governance)
            .map_err(|_| NoTraced::NoOutput(year))?;
        if supply.year != year {
            return Err(NoTraced::NoOutput(year));
        }
        let weighed: Vec<&TradeRow> = rows.iter().copied().filter(|row| row.quantity.is_some()).collect();
        if weighed.is_empty() {
            return Err(NoTraced::NoQuantities);
        }
        if supply.mix.unit != Unit::T || weighed.iter().any(|row| row.unit.common() != Unit::T) {
            return Err(NoTraced::NotWeighed);
        }
        if let Some(obstacle) = supply.mix.obstacle.filter(|o| !o.leaves_a_total()) {
            return Err(NoTraced::Unsound(obstacle));
        }
        let flows = contents(market, &weighed)?;
        let network = Network {
            output: supply.mix.suppliers.iter().map(|s| (Party::Country(s.country), s.quantity)).collect(),
            flows: added(flows.iter().map(|(row, tons)| ((row.exporter, row.importer), *tons))),
        };
        let used = network.trace(|party| market.consumer.is_member(party)).map_err(NoTraced::Circle)?;
        if used.quantity <= 0.0 {
            return Err(NoTraced::NothingUsed);
        }
        let rows_of_output = supply.mix.suppliers.iter().map(|s| s.origin);
        let source = editions(rows_of_output.chain(rows.iter().map(|row| &row.origin)));
        Ok(Self::of(market, &supply, &used, &flows, source, coverage(&rows)))
    }

    fn of(
        market: &Market<'a, '_>,
        supply: &Supply<'a>,
        used: &Use,
        flows: &[(&'a TradeRow, f64)],
        source: String,
        coverage: Option<Share>,
    ) -> Self {
        let output_of = |party| supply.mix.suppliers.iter().find(|s| Party::Country(s.country) == party);
        let mut origins: Vec<TracedSource<'a>> = used
            .of
            .iter()
            .map(|(party, quantity)| TracedSource {
                party: *party,
                quantity: *quantity,
                rows: output_of(*party).map(|s| s.origin).into_iter().collect(),
            })
            .collect();
        origins.sort_by(|a, b| b.quantity.total_cmp(&a.quantity).then_with(|| a.party.cmp(&b.party)));
        if used.unknown > 0.0 {
            origins.push(TracedSource { party: Party::Other, quantity: used.unknown, rows: Vec::new() });
        }
        let bought = |row: &TradeRow| {
            market.consumer.is_member(row.importer) && !market.consumer.is_member(row.exporter)
        };
        let bought: Vec<&(&TradeRow, f64)> = flows.iter().filter(|(row, _)| bought(row)).collect();
        let mut sellers: Vec<TracedSource<'a>> =
            added(bought.iter().map(|(row, tons)| (row.exporter, *tons)))
                .into_iter()
                .map(|(party, quantity)| TracedSource {
                    party,
                    quantity,
                    rows: bought
                        .iter()
                        .filter(|(r, _)| r.exporter == party)
                        .map(|(r, _)| &r.origin)
                        .collect(),
                })
                .collect();
        sellers.sort_by(|a, b| b.quantity.total_cmp(&a.quantity).then_with(|| a.party.cmp(&b.party)));
        let (own, _) = market.own_output(supply);
        Self {
            stage: market.stage,
            year: supply.year,
            source,
            quantity: used.quantity,
            domestic: sum(origins.iter().filter(|o| market.consumer.is_member(o.party)).map(|o| o.quantity)),
            origins: origins.into_iter().filter(|o| !market.consumer.is_member(o.party)).collect(),
            sellers,
            coverage,
            hidden: own.high().map_or(f64::INFINITY, |most| most - own.low().unwrap_or(0.0)),
        }
    }

    /// The largest foreign origin that is known, with its share in all that is not of domestic origin.
    #[must_use]
    pub fn top_source(&self) -> Option<(CountryCode, Share)> {
        let (country, quantity) = self.top()?;
        Some((country, Share::of(quantity, sum(self.origins.iter().map(|o| o.quantity)))))
    }

    /// All that the consumer buys abroad, in tons.
    #[must_use]
    pub fn bought(&self) -> f64 {
        sum(self.sellers.iter().map(|seller| seller.quantity))
    }

    /// The same with its quantity.
    pub(crate) fn top(&self) -> Option<(CountryCode, f64)> {
        self.origins.iter().find_map(|origin| Some((origin.party.country()?, origin.quantity)))
    }

    /// How much of the consumer's use hangs on the country that put out most of it, 0 to 1. What is of
    /// unknown origin may be of that country as well; output of its own that is not named makes it less.
    #[must_use]
    pub fn exposure(&self) -> Option<Reading> {
        let (_, top) = self.top()?;
        let unknown = sum(self.origins.iter().filter(|o| o.party == Party::Other).map(|o| o.quantity));
        let value = top / self.quantity;
        let low = top / (self.quantity + self.hidden);
        Some(Reading::new(Some(value), Some(low), Some((top + unknown) / self.quantity)))
    }
}

/// Each flow in tons of what output is weighed in.
fn contents<'a>(
    market: &Market<'a, '_>,
    rows: &[&'a TradeRow],
) -> Result<Vec<(&'a TradeRow, f64)>, NoTraced> {
    let mut unknown: Vec<String> = Vec::new();
    let mut flows = Vec::with_capacity(rows.len());
    for row in rows {
        match market.codes.content(row).filter(|_| !market.is_basket(row)) {
            Some(content) => flows.push((*row, quantity(row) * content)),
            None => unknown.push(row.product.to_string()),
        }
    }
    unknown.sort_unstable();
    unknown.dedup();
    if unknown.is_empty() { Ok(flows) } else { Err(NoTraced::NoContent(unknown)) }
}

/// The quantities of each key, added up in the order of the rows.
fn added<K: Ord>(parts: impl Iterator<Item = (K, f64)>) -> BTreeMap<K, f64> {
    let mut lists: BTreeMap<K, Vec<f64>> = BTreeMap::new();
    for (key, part) in parts {
        lists.entry(key).or_default().push(part);
    }
    lists.into_iter().map(|(key, parts)| (key, sum(parts))).collect()
}
