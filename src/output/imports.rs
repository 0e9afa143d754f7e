//! What `trade` tells: how concentrated the suppliers of each importer and product are, year by year.

use serde::Serialize;

use super::Bounded;

/// One importer's imports of one product.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Imports<'a> {
    /// Who buys.
    pub importer: &'a TraderOf,
    /// The mineral, where the table names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mineral: Option<&'a str>,
    /// Its stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<&'static str>,
    /// The product's code; absent where a table means all of a mineral.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// What is traded under a code of the Harmonized System, where it is a mineral's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goods: Option<&'a GoodsUnder>,
    /// By year.
    pub years: Vec<ImportsIn<'a>>,
    /// HHI of the last year less that of the first, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<f64>,
}

/// A country as a trade file names it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TraderOf {
    /// Its code in the file, where that is no ISO 3166 alpha-3 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Alpha-3 code, or a group's id; absent where the file's code is of no country that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// What is counted under a code of the Harmonized System.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GoodsUnder {
    /// Minerals that are traded under it.
    pub minerals: Vec<String>,
    /// The goods, in a few words.
    pub name: String,
}

/// Imports of a year.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ImportsIn<'a> {
    /// The year.
    pub year: u16,
    /// US dollars, where every row has a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_usd: Option<f64>,
    /// How much, as far as quantities are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<f64>,
    /// Unit of the quantity.
    pub unit: &'static str,
    /// Suppliers that are named.
    pub suppliers: usize,
    /// Those of whose sales a row has no quantity.
    pub without_quantity: u32,
    /// Rows without a value, if there are any: then there is no HHI by value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_value: Option<u32>,
    /// HHI of the suppliers' shares by value, 0 to 1; bounds where there are suppliers that are not named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hhi: Option<Bounded>,
    /// The same by quantity, as far as quantities are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hhi_quantity: Option<Bounded>,
    /// The supplier of the largest value; of equal ones the lowest code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_supplier: Option<TopTrader<'a>>,
}

/// A supplier with its share.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TopTrader<'a> {
    /// Who sells.
    #[serde(flatten)]
    pub trader: &'a TraderOf,
    /// Share of the value, 0 to 1.
    pub share: f64,
}

impl Imports<'_> {
    /// The newest year.
    #[must_use]
    pub fn last(&self) -> Option<&ImportsIn<'_>> {
        self.years.last()
    }
}

impl TraderOf {
    /// What it is called: the name, else a code.
    #[must_use]
    pub fn called(&self) -> &str {
        self.name.as_deref().or(self.country.as_deref()).or(self.code.as_deref()).unwrap_or_default()
    }
}
