//! From groups of flows to what is told of them.

use std::collections::BTreeMap;

use crate::load::Loaded;
use crate::model::Consumer;
use crate::output::{Bounded, GoodsUnder, Imports, ImportsIn, TopTrader, TraderOf};
use crate::render::Sink;
use crate::scan::{Group, Groups, Importer, Index, Product, Trader};

/// Names of those that the groups speak of.
pub(super) struct Named {
    /// Those that are known by a code of the file, at its place.
    by_code: Vec<TraderOf>,
    others: BTreeMap<Trader, TraderOf>,
    goods: BTreeMap<u32, GoodsUnder>,
}

impl Named {
    pub(super) fn new(groups: &Groups, loaded: &Loaded, consumer: Option<&Consumer>) -> Self {
        let mut goods: BTreeMap<u32, GoodsUnder> = BTreeMap::new();
        for row in &loaded.dataset.hs_codes {
            let Ok(code) = row.code.parse() else { continue };
            let new = || GoodsUnder { minerals: Vec::new(), name: row.product.clone() };
            let minerals = &mut goods.entry(code).or_insert_with(new).minerals;
            if !minerals.iter().any(|m| m == row.mineral.as_str()) {
                minerals.push(row.mineral.to_string());
            }
        }
        let mut named = Self { by_code: Vec::new(), others: BTreeMap::new(), goods };
        for of in groups.traders() {
            let new = trader(of, loaded, consumer);
            match of {
                Trader::Code(code) => {
                    named.by_code.resize(usize::from(code), TraderOf::default());
                    named.by_code.push(new); // codes come in order
                }
                of => {
                    named.others.insert(of, new);
                }
            }
        }
        named
    }

    fn trader(&self, trader: Trader) -> &TraderOf {
        static NOBODY: TraderOf = TraderOf { code: None, country: None, name: None };
        let known = match trader {
            Trader::Code(code) => self.by_code.get(usize::from(code)),
            other => self.others.get(&other),
        };
        known.unwrap_or(&NOBODY)
    }

    /// An importer's imports of each product, by their codes.
    pub(super) fn each<'n>(
        &'n self,
        groups: &'n Groups,
        importer: Importer,
        each: &mut Sink<'_, Imports<'n>>,
    ) -> anyhow::Result<()> {
        let mut open: Option<(Product<'n>, Imports<'n>)> = None;
        groups.of(importer, |group| {
            let of_year = self.of_year(&group);
            match &mut open {
                Some((product, imports)) if *product == group.product => imports.years.push(of_year),
                _ => {
                    let new = (group.product, self.of_product(&group, of_year));
                    if let Some((_, done)) = open.replace(new) {
                        each(&whole(done))?;
                    }
                }
            }
            anyhow::Ok(())
        })?;
        open.map_or(Ok(()), |(_, done)| each(&whole(done)))
    }

    fn of_product<'n>(&'n self, group: &Group<'n>, of_year: ImportsIn<'n>) -> Imports<'n> {
        let (mineral, stage, product, goods) = match group.product {
            Product::Code(code) => (None, None, Some(format!("{code:06}")), self.goods.get(&code)),
            Product::Named((mineral, stage, product)) => {
                let product = Some(product.clone()).filter(|product| !product.is_empty());
                (Some(mineral.as_str()), Some(stage.as_str()), product, None)
            }
        };
        let importer = self.trader(group.importer);
        Imports { importer, mineral, stage, product, goods, years: vec![of_year], change: None }
    }

    fn of_year(&self, group: &Group<'_>) -> ImportsIn<'_> {
        let any_quantity = group.quantity > 0.0 || group.hhi_quantity != Index::Unknown;
        ImportsIn {
            year: group.year,
            value_usd: (group.without_value == 0).then_some(group.value_usd),
            quantity: any_quantity.then_some(group.quantity),
            unit: group.unit.as_str(),
            suppliers: group.suppliers,
            without_quantity: group.without_quantity,
            without_value: Some(group.without_value).filter(|rows| *rows > 0),
            hhi: bounded(group.hhi),
            hhi_quantity: bounded(group.hhi_quantity),
            top_supplier: group.top.map(|(top, share)| TopTrader { trader: self.trader(top), share }),
        }
    }
}

/// With the change over its years.
fn whole(imports: Imports<'_>) -> Imports<'_> {
    let hhi = |of_year: &ImportsIn<'_>| of_year.hhi.and_then(|hhi| hhi.value);
    let change = match imports.years.as_slice() {
        [first, .., last] => hhi(last).zip(hhi(first)).map(|(last, first)| last - first),
        _ => None,
    };
    Imports { change, ..imports }
}

fn bounded(index: Index) -> Option<Bounded> {
    match index {
        Index::Unknown => None,
        Index::Exact(value) => Some(Bounded { value: Some(value), low: None, high: None }),
        Index::Between(low, high) => Some(Bounded { value: Some(low), low: Some(low), high: Some(high) }),
    }
}

fn trader(trader: Trader, loaded: &Loaded, consumer: Option<&Consumer>) -> TraderOf {
    let country = trader.country(&loaded.names);
    let name = country.and_then(|c| loaded.dataset.countries.get(&c)).map(|c| c.name.clone());
    let country = country.map(|c| c.to_string());
    match trader {
        Trader::Code(code) => TraderOf { code: Some(code.to_string()), country, name },
        Trader::Country(_) => TraderOf { code: None, country, name },
        Trader::Other => TraderOf { country: Some("other".to_owned()), ..TraderOf::default() },
        Trader::Together => TraderOf {
            code: None,
            country: consumer.map(|c| c.id.to_string()),
            name: consumer.map(|c| c.name.clone()),
        },
    }
}
