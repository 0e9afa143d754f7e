//! Which flows a question is about.

use std::collections::BTreeSet;

use super::flow::{Key, PARTIES, PRODUCTS};
use super::layout::Layout;
use super::parties::{Countries, TOGETHER, country_of_code};
use super::products::Name;
use crate::load::Names;
use crate::model::{CountryCode, HsCodeRow, MineralId, Period};

/// What is asked for; nothing means everything.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Whose imports.
    pub importers: Option<Importers>,
    /// Of which products, by their codes; with minerals, both must fit.
    pub products: BTreeSet<String>,
    /// Of which minerals.
    pub minerals: BTreeSet<MineralId>,
    /// In which years.
    pub years: Option<Period>,
}

/// Whose imports are asked for.
#[derive(Debug, Clone)]
pub enum Importers {
    /// Those of a country, under each code that it has.
    Country(CountryCode),
    /// Those under a code of the file.
    Code(u16),
    /// Those of several countries together, from all others.
    Together(BTreeSet<CountryCode>),
}

/// The filter in the numbers of a layout, so that a row is taken or left by looking them up.
#[derive(Debug)]
pub struct Chosen {
    /// Nothing is left out.
    all: bool,
    /// The importer that a row's importer counts as; none where it is not asked for.
    importers: Vec<Option<u16>>,
    /// Exporters whose sales are within the group that is asked for.
    within: Vec<bool>,
    /// Which products, where not all.
    products: Option<Vec<bool>>,
    years: (u16, u16),
}

impl Chosen {
    /// The filter for a layout. In that of BACI minerals are known by the codes that they are traded under.
    pub fn new(
        filter: &Filter,
        layout: Layout,
        countries: &Countries,
        names: &Names,
        codes: &[HsCodeRow],
    ) -> Self {
        let country = |number: u16| match layout {
            Layout::Baci => country_of_code(number, names),
            Layout::Table => countries.country(number),
        };
        let numbers = || 0..u16::try_from(PARTIES).unwrap_or(u16::MAX);
        let member = |number: u16| match &filter.importers {
            Some(Importers::Together(all)) => country(number).is_some_and(|c| all.contains(&c)),
            _ => false,
        };
        let importer = |number: u16| match &filter.importers {
            None => Some(number),
            Some(Importers::Country(asked)) => Some(number).filter(|n| country(*n) == Some(*asked)),
            Some(Importers::Code(code)) => Some(number).filter(|n| match layout {
                Layout::Baci => n == code,
                Layout::Table => country(*n).is_some_and(|c| country_of_code(*code, names) == Some(c)),
            }),
            Some(Importers::Together(_)) => member(number).then_some(TOGETHER),
        };
        let products = (layout == Layout::Baci
            && !(filter.products.is_empty() && filter.minerals.is_empty()))
        .then(|| products(filter, codes));
        let years = filter.years.map_or((0, u16::MAX), |years| (years.first.get(), years.last.get()));
        Self {
            all: filter.importers.is_none() && products.is_none() && filter.years.is_none(),
            importers: numbers().map(importer).collect(),
            within: numbers().map(member).collect(),
            products,
            years,
        }
    }

    /// The importer as which a flow counts, if it is asked for.
    pub fn importer(&self, key: Key) -> Option<u16> {
        if self.all {
            return Some(key.importer());
        }
        let importer = self.importers.get(usize::from(key.importer())).copied().flatten()?;
        if let Some(products) = &self.products {
            let at = usize::try_from(key.product()).unwrap_or(usize::MAX);
            products.get(at).filter(|asked| **asked)?;
        }
        let within = self.within.get(usize::from(key.exporter())).is_some_and(|within| *within);
        let year = key.year();
        (!within && self.years.0 <= year && year <= self.years.1).then_some(importer)
    }
}

impl Filter {
    /// A product of a table is asked for.
    pub fn takes(&self, (mineral, _, product): &Name) -> bool {
        (self.minerals.is_empty() || self.minerals.contains(mineral))
            && (self.products.is_empty() || self.products.contains(product))
    }

    /// The members of a group are asked for as one.
    pub fn is_together(&self) -> bool {
        matches!(self.importers, Some(Importers::Together(_)))
    }
}

/// The codes of BACI that are asked for.
fn products(filter: &Filter, codes: &[HsCodeRow]) -> Vec<bool> {
    let of_minerals = codes.iter().filter(|row| filter.minerals.contains(&row.mineral)).map(|row| &*row.code);
    let asked: BTreeSet<&str> = match (filter.minerals.is_empty(), filter.products.is_empty()) {
        (true, _) => filter.products.iter().map(String::as_str).collect(),
        (false, true) => of_minerals.collect(),
        (false, false) => of_minerals.filter(|code| filter.products.contains(*code)).collect(),
    };
    let mut all = vec![false; PRODUCTS];
    for code in asked {
        if let Some(at) = code.parse::<usize>().ok().and_then(|at| all.get_mut(at)) {
            *at = true;
        }
    }
    all
}
