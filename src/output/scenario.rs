//! What a scenario changes, as `scenario` writes it.

use serde::Serialize;

use super::{Bounded, name_of};
use crate::model::scenario::{Applied, Changed, Effect, Gap, Hit, Moved, Reach, Scenario, Shock};
use crate::model::{CountryCode, Dataset, Measure, Party, Reading};

/// One result of `scenario`.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScenarioEffect {
    /// The scenario's name: the stem of its file.
    pub scenario: String,
    /// Name for people.
    pub name: String,
    /// What it supposes.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Who says so.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The year whose figures it starts from; absent where each mix takes its newest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_year: Option<u16>,
    /// Its horizon. Whatever no shock names stays as in the base year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The consumer.
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    pub consumer: Option<String>,
    /// What happens, in the order of the files.
    pub shocks: Vec<ShockOf>,
    /// What is taken for granted besides.
    pub assumptions: Vec<String>,
    /// What changes, by mineral, the largest change first.
    pub minerals: Vec<MineralEffect>,
}

/// A shock.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ShockOf {
    /// Its kind.
    pub kind: &'static str,
    /// The minerals that it names.
    pub minerals: Vec<String>,
    /// At which stage; absent where it holds at both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<&'static str>,
    /// The file that states it.
    pub file: String,
    /// Its line there.
    pub line: u32,
    /// Who says so.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// What a reader must know of it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Why it does not apply at the horizon, if it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<String>,
}

impl ShockOf {
    fn new(shock: &Shock, left_out: Option<String>) -> Self {
        Self {
            kind: shock.kind.as_str(),
            minerals: shock.minerals.iter().map(ToString::to_string).collect(),
            stage: shock.stage.map(|s| s.as_str()),
            file: shock.origin.file.to_string(),
            line: shock.origin.line,
            source: shock.source.clone(),
            note: shock.note.clone(),
            left_out,
        }
    }
}

/// What changes of one mineral.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MineralEffect {
    /// Id of the mineral.
    pub mineral: String,
    /// Name for people.
    pub name: String,
    /// Nothing changes at all.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unchanged: bool,
    /// Stages at which the consumer sells more than it buys, so that nothing hangs on others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub net_exporter: Vec<&'static str>,
    /// Metrics that changed, the largest change first, and the main ones also where they stayed.
    pub metrics: Vec<MetricChange>,
    /// Shares of the world's output that moved, by stage, the largest first.
    pub shares: Vec<ShareChange>,
    /// The consumer's sources, by stage and product, the largest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<ShareChange>,
    /// What the consumer loses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub losses: Vec<Loss>,
    /// Supply that is lost, and what fills it, by stage.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<GapOf>,
    /// What would bring the largest share down to 0.65, by stage.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reach: Vec<ReachOf>,
}

/// A metric before and after.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MetricChange {
    /// Its path in the JSON of `score`.
    pub metric: &'static str,
    /// Stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<&'static str>,
    /// Product; absent where it is all of them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub product: String,
    /// Before; absent where there was no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Bounded>,
    /// After; absent where there is no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Bounded>,
    /// After less before, of the values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<f64>,
    /// What its number counts, for the table.
    #[serde(skip)]
    pub measure: Measure,
    /// Its heading in tables.
    #[serde(skip)]
    pub title: &'static str,
}

/// A share before and after.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ShareChange {
    /// Stage.
    pub stage: &'static str,
    /// Product; absent where it is all of them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub product: String,
    /// Whose: a code, or `other`.
    pub country: String,
    /// Name for people.
    pub name: String,
    /// Before, 0 to 1.
    pub before: f64,
    /// After, 0 to 1.
    pub after: f64,
    /// After less before.
    pub change: f64,
    /// How much of the consumer's use hung on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exposure_before: Option<Bounded>,
    /// How much of it hangs on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exposure_after: Option<Bounded>,
}

/// What a consumer loses of its use.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Loss {
    /// Stage.
    pub stage: &'static str,
    /// Product; absent where it is all of them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub product: String,
    /// Part of its use that the cut deliveries were, 0 to 1, before anything takes their place.
    pub share: Bounded,
    /// What it uses a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<f64>,
    /// What it loses a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost: Option<Bounded>,
    /// Its stocks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stock: Option<f64>,
    /// Days that its stocks make up for what it loses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stock_days: Option<Bounded>,
    /// Unit of the quantities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'static str>,
}

/// Supply that is lost at a stage, a year, and what fills it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GapOf {
    /// Stage.
    pub stage: &'static str,
    /// Whose supply it is.
    pub countries: Vec<String>,
    /// Supply that is gone.
    pub lost: Bounded,
    /// The exports that are stopped follow from the stated use; nobody tells them.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub implied: bool,
    /// Use that is added.
    pub grown: f64,
    /// Output that is added.
    pub added: f64,
    /// What those cut off use, where it is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<f64>,
    /// What the others put out; absent where no output is held at that stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub others: Option<f64>,
    /// What is to be filled.
    pub gap: Bounded,
    /// Spare capacity elsewhere; absent where no capacity is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spare: Option<f64>,
    /// Part of it in countries that are not named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spare_unnamed: Option<f64>,
    /// Part of it that starts up in time, 0 to 1.
    pub ramp: f64,
    /// Spare capacity that is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spare_used: Option<Bounded>,
    /// Stocks that are released.
    pub stocks: f64,
    /// Days that these would fill what spare capacity leaves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stock_days: Option<f64>,
    /// What nobody fills.
    pub shortfall: Bounded,
    /// The same as a part of what those cut off were supplied with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shortfall_share: Option<Bounded>,
    /// The formula, where the shortfall is only bounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// What those cut off were supplied with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplied: Option<f64>,
    /// The price's answer, from the mildest to the strongest.
    pub prices: Vec<PriceOf>,
    /// Unit of the quantities.
    pub unit: &'static str,
}

/// A price's answer under two elasticities.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PriceOf {
    /// `low`, `mid` or `high`.
    pub case: &'static str,
    /// Elasticity of demand.
    pub demand: f64,
    /// Elasticity of supply.
    pub supply: f64,
    /// Price over the price before.
    pub price: f64,
    /// Quantity used over that before.
    pub quantity: f64,
    /// What can be delivered binds.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub capped: bool,
}

/// What would bring the largest share down to a cap.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReachOf {
    /// Stage.
    pub stage: &'static str,
    /// Whose share it is.
    pub country: String,
    /// Name for people.
    pub name: String,
    /// The cap, 0 to 1.
    pub cap: f64,
    /// Output of others a year to be added, before the scenario; absent where the share was within the cap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub added_before: Option<f64>,
    /// The same after it: what is still missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub added_after: Option<f64>,
    /// Output that must take the place of its own instead, before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub displaced_before: Option<f64>,
    /// The same after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub displaced_after: Option<f64>,
    /// Unit of all of them.
    pub unit: &'static str,
}

impl ScenarioEffect {
    /// What a scenario did, for scripts.
    #[must_use]
    pub fn new(
        scenario: &Scenario,
        applied: &Applied,
        effects: &[Effect<'_>],
        consumer: Option<String>,
        dataset: &Dataset,
    ) -> Self {
        Self {
            scenario: scenario.id.to_string(),
            name: scenario.name.clone(),
            description: scenario.description.clone(),
            source: scenario.source.clone(),
            base_year: scenario.base_year.map(crate::model::Year::get),
            year: scenario.year.map(crate::model::Year::get),
            consumer,
            assumptions: assumptions(scenario, applied),
            shocks: scenario
                .shocks
                .iter()
                .enumerate()
                .map(|(n, shock)| {
                    let left = applied.left.iter().find(|l| l.number == n + 1);
                    ShockOf::new(shock, left.map(|l| l.reason.clone()))
                })
                .collect(),
            minerals: effects.iter().map(|e| MineralEffect::new(e, scenario, dataset)).collect(),
        }
    }
}

/// Everything that is taken for granted, so that nobody need guess it.
fn assumptions(scenario: &Scenario, applied: &Applied) -> Vec<String> {
    let mut all = Vec::new();
    let base = scenario.base_year.map_or("the newest year of each mix".to_owned(), |y| y.to_string());
    match scenario.year {
        Some(year) => all.push(format!("looked at in {year}; whatever no shock names stays as in {base}")),
        None => all.push(format!("whatever no shock names stays as in {base}")),
    }
    all.extend(applied.assumptions.iter().cloned());
    if !applied.gaps.is_empty() {
        let stated = if scenario.elasticity.stated {
            "stated by the scenario"
        } else {
            "an assumption within the short-run range of 0.05 to 0.5"
        };
        let list = |e: &[f64; 3]| e.iter().map(ToString::to_string).collect::<Vec<_>>().join(" / ");
        all.push(format!(
            "elasticities of demand {}, of supply {}: {stated}",
            list(&scenario.elasticity.demand),
            list(&scenario.elasticity.supply)
        ));
        for gap in applied.gaps.iter().filter(|g| g.spare.is_some()) {
            all.push(format!(
                "{} % of the spare capacity of `{}` elsewhere starts up in time",
                100.0 * gap.ramp,
                gap.mineral
            ));
        }
    }
    if !applied.cuts.is_empty() {
        all.push("who takes the place of deliveries that are cut is not supposed: shares are those of what is left".to_owned());
    }
    all
}

impl MineralEffect {
    fn new(e: &Effect<'_>, scenario: &Scenario, dataset: &Dataset) -> Self {
        let shares = |of_consumer: bool| {
            let of = e.moved.iter().filter(|m| m.of_consumer == of_consumer);
            of.map(|m| ShareChange::new(m, dataset)).collect()
        };
        Self {
            mineral: e.info.id.to_string(),
            name: e.info.name.clone(),
            unchanged: !e.any,
            net_exporter: e.net_exporter.iter().map(|s| s.as_str()).collect(),
            metrics: e.changed.iter().map(MetricChange::new).collect(),
            shares: shares(false),
            sources: shares(true),
            losses: e.hits.iter().map(Loss::new).collect(),
            gaps: e.gaps.iter().map(|g| GapOf::new(g, scenario)).collect(),
            reach: e
                .reach
                .iter()
                .filter_map(|(stage, b, a)| ReachOf::new(stage.as_str(), (*b, *a), dataset))
                .collect(),
        }
    }
}

fn bounded(reading: Reading) -> Bounded {
    Bounded::from(reading)
}

impl MetricChange {
    fn new(c: &Changed) -> Self {
        let value = |r: Option<Reading>| r.and_then(Reading::value);
        Self {
            metric: c.metric.path,
            stage: c.stage.map(|s| s.as_str()),
            product: c.product.clone(),
            before: c.before.map(bounded),
            after: c.after.map(bounded),
            change: value(c.before).zip(value(c.after)).map(|(b, a)| a - b),
            measure: c.metric.measure,
            title: c.metric.title,
        }
    }
}

impl ShareChange {
    fn new(m: &Moved, dataset: &Dataset) -> Self {
        let name = match m.party {
            Party::Country(country) => name_of(dataset, country),
            Party::Other => "Other countries".to_owned(),
            Party::World => "World".to_owned(),
        };
        let told = |r: Reading| (!r.is_empty()).then(|| bounded(r));
        Self {
            stage: m.stage.as_str(),
            product: m.product.clone(),
            country: m.party.to_string(),
            name,
            before: m.before,
            after: m.after,
            change: m.after - m.before,
            exposure_before: m.exposure.and_then(|(b, _)| told(b)),
            exposure_after: m.exposure.and_then(|(_, a)| told(a)),
        }
    }
}

impl Loss {
    fn new(h: &Hit) -> Self {
        Self {
            stage: h.stage.as_str(),
            product: h.product.clone(),
            share: bounded(h.share),
            used: h.used,
            lost: h.lost.map(bounded),
            stock: h.stock,
            stock_days: h.stock_days.map(bounded),
            unit: h.used.or(h.stock).map(|_| h.unit.as_str()),
        }
    }
}

impl GapOf {
    fn new(g: &Gap, scenario: &Scenario) -> Self {
        let cases = ["low", "mid", "high"];
        let elasticity = &scenario.elasticity;
        let numbers = cases.iter().zip(g.prices).zip(elasticity.demand.iter().zip(&elasticity.supply));
        let share = |x: Option<f64>| x.zip(g.supplied).map(|(x, s)| x / s);
        let of_supplied =
            Reading::new(share(g.shortfall.value()), share(g.shortfall.low()), share(g.shortfall.high()));
        Self {
            stage: g.stage.as_str(),
            countries: g.by.iter().map(CountryCode::to_string).collect(),
            lost: bounded(g.lost),
            implied: g.implied,
            grown: g.grown,
            added: g.added,
            used: g.used,
            others: g.others,
            gap: bounded(g.gap),
            spare: g.spare,
            spare_unnamed: g.spare.map(|_| g.spare_unnamed).filter(|s| *s > 0.0),
            ramp: g.ramp,
            spare_used: g.spare_used.map(bounded),
            stocks: g.stocks,
            stock_days: g.stock_days,
            shortfall: bounded(g.shortfall),
            shortfall_share: (!of_supplied.is_empty()).then(|| bounded(of_supplied)),
            formula: g.formula(),
            supplied: g.supplied,
            prices: numbers
                .filter_map(|((case, price), (demand, supply))| {
                    let p = price?;
                    let (demand, supply) = (*demand, *supply);
                    Some(PriceOf {
                        case,
                        demand,
                        supply,
                        price: p.price,
                        quantity: p.quantity,
                        capped: p.capped,
                    })
                })
                .collect(),
            unit: g.unit.as_str(),
        }
    }
}

impl ReachOf {
    fn new(
        stage: &'static str,
        (before, after): (Option<Reach>, Option<Reach>),
        dataset: &Dataset,
    ) -> Option<Self> {
        let of = before.or(after)?;
        Some(Self {
            stage,
            country: of.country.to_string(),
            name: name_of(dataset, of.country),
            cap: crate::model::scenario::CAP,
            added_before: before.map(|r| r.added),
            added_after: after.map(|r| r.added),
            displaced_before: before.map(|r| r.displaced),
            displaced_after: after.map(|r| r.displaced),
            unit: of.unit.as_str(),
        })
    }
}

/// A scenario that is compiled in.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ShippedOf {
    /// Its name on the command line.
    pub scenario: String,
    /// Name for people.
    pub name: String,
    /// What it supposes.
    pub description: String,
    /// The year whose figures it starts from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_year: Option<u16>,
    /// Its horizon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The minerals that its shocks name, by id.
    pub minerals: Vec<String>,
    /// Who says so.
    pub source: String,
}

impl ShippedOf {
    /// What the list tells of one.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let mut minerals: Vec<String> =
            scenario.shocks.iter().flat_map(|s| &s.minerals).map(ToString::to_string).collect();
        minerals.sort_unstable();
        minerals.dedup();
        Self {
            scenario: scenario.id.to_string(),
            name: scenario.name.clone(),
            description: scenario.description.clone(),
            base_year: scenario.base_year.map(crate::model::Year::get),
            year: scenario.year.map(crate::model::Year::get),
            minerals,
            source: scenario.source.clone(),
        }
    }
}
