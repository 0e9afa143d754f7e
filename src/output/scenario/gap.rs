//! Supply that a scenario takes away: what a consumer loses, what fills the gap, and what a cap would take.

use serde::Serialize;

use crate::model::scenario::{CAP, Gap, Hit, Reach, Scenario};
use crate::model::{CountryCode, Dataset, Reading};
use crate::output::{Bounded, name_of};

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
    /// What was lost and used by nobody, as that tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surplus: Option<f64>,
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

impl Loss {
    pub(super) fn new(h: &Hit) -> Self {
        Self {
            stage: h.stage.as_str(),
            product: h.product.clone(),
            share: Bounded::from(h.share),
            used: h.used,
            lost: h.lost.map(Bounded::from),
            stock: h.stock,
            stock_days: h.stock_days.map(Bounded::from),
            unit: h.used.or(h.stock).map(|_| h.unit.as_str()),
        }
    }
}

impl GapOf {
    pub(super) fn new(g: &Gap, scenario: &Scenario) -> Self {
        let cases = ["low", "mid", "high"];
        let elasticity = &scenario.elasticity;
        let numbers = cases.iter().zip(g.prices).zip(elasticity.demand.iter().zip(&elasticity.supply));
        let share = |x: Option<f64>| x.zip(g.supplied).map(|(x, s)| x / s);
        let of_supplied =
            Reading::new(share(g.shortfall.value()), share(g.shortfall.low()), share(g.shortfall.high()));
        Self {
            stage: g.stage.as_str(),
            countries: g.by.iter().map(CountryCode::to_string).collect(),
            lost: Bounded::from(g.lost),
            implied: g.implied,
            grown: g.grown,
            added: g.added,
            used: g.used,
            surplus: g.surplus,
            others: g.others,
            gap: Bounded::from(g.gap),
            spare: g.spare,
            spare_unnamed: g.spare.map(|_| g.spare_unnamed).filter(|s| *s > 0.0),
            ramp: g.ramp,
            spare_used: g.spare_used.map(Bounded::from),
            stocks: g.stocks,
            stock_days: g.stock_days,
            shortfall: Bounded::from(g.shortfall),
            shortfall_share: (!of_supplied.is_empty()).then(|| Bounded::from(of_supplied)),
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
    pub(super) fn new(
        stage: &'static str,
        (before, after): (Option<Reach>, Option<Reach>),
        dataset: &Dataset,
    ) -> Option<Self> {
        let of = before.or(after)?;
        Some(Self {
            stage,
            country: of.country.to_string(),
            name: name_of(dataset, of.country),
            cap: CAP,
            added_before: before.map(|r| r.added),
            added_after: after.map(|r| r.added),
            displaced_before: before.map(|r| r.displaced),
            displaced_after: after.map(|r| r.displaced),
            unit: of.unit.as_str(),
        })
    }
}
