//! What was folded: for each importer, product and year the concentration of the exporters.

use std::collections::{BTreeMap, BTreeSet};

use super::groups::Lanes;
use super::lane::{Odd, Sums};
use super::layout::Layout;
use super::parties::{Countries, OTHER, TOGETHER, country_of_code};
use super::products::{Name, Products};
use super::repeats::Repeated;
use super::run::Account;
use crate::diag::Diagnostic;
use crate::load::Names;
use crate::model::{CountryCode, Unit};

/// The groups of a run.
#[derive(Debug)]
pub struct Groups {
    /// How the files are laid out.
    pub layout: Layout,
    /// What became of the rows of each file.
    pub accounts: Vec<Account>,
    /// Flows that stood in several rows.
    pub repeated: Repeated,
    /// What else must be said of the files.
    pub warnings: Vec<Diagnostic>,
    lanes: Lanes,
    /// Products in order, with their numbers.
    products: Vec<(u32, u32)>,
    named: BTreeMap<u32, (Name, Option<Unit>)>,
    countries: Countries,
    exporters: Vec<u16>,
    seen: bool,
}

/// Who buys or sells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trader {
    /// A code of the file, in the layout of BACI.
    Code(u16),
    /// A country of a table.
    Country(CountryCode),
    /// Importers that a table does not name.
    Other,
    /// The group that was asked for.
    Together,
}

impl Trader {
    /// The country, where it is one that is known.
    #[must_use]
    pub fn country(self, names: &Names) -> Option<CountryCode> {
        match self {
            Self::Code(code) => country_of_code(code, names),
            Self::Country(country) => Some(country),
            Self::Other | Self::Together => None,
        }
    }
}

/// What is bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Product<'g> {
    /// A code of the Harmonized System, in the layout of BACI.
    Code(u32),
    /// What a table names.
    Named(&'g Name),
}

/// One importer's imports of one product in one year.
#[derive(Debug, Clone, Copy)]
pub struct Group<'g> {
    /// Who buys.
    pub importer: Trader,
    /// What.
    pub product: Product<'g>,
    /// When.
    pub year: u16,
    /// For how many US dollars, as far as they are known.
    pub value_usd: f64,
    /// How much, in `unit`, as far as it is known.
    pub quantity: f64,
    /// Unit of the quantity.
    pub unit: Unit,
    /// Exporters that are named.
    pub suppliers: usize,
    /// Those of them of whose sales a row has no quantity.
    pub without_quantity: u32,
    /// Rows whose value is not known.
    pub without_value: u32,
    /// HHI of the exporters' shares by value, 0 to 1.
    pub hhi: Index,
    /// The same by quantity, as far as quantities are known.
    pub hhi_quantity: Index,
    /// The exporter of the largest value, with its share of all; of equal ones the lowest code.
    pub top: Option<(Trader, f64)>,
}

/// An HHI; with exporters that are not named it has bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Index {
    /// It cannot be computed: nothing is known, or the whole is 0.
    Unknown,
    /// It is exact.
    Exact(f64),
    /// No lower than the first, as if each unnamed exporter were infinitely small; no higher than the second, as
    /// if they were one.
    Between(f64, f64),
}

impl Index {
    /// From the sum of squares, the sum of those named, and the rest.
    fn new(squares: u128, named: u64, rest: u64) -> Self {
        let whole = u128::from(named) + u128::from(rest);
        if whole == 0 {
            return Self::Unknown;
        }
        // a sum of 64 bits and another stay below 2^65: the quotient is taken of floats
        let whole = float(whole);
        let low = float(squares) / (whole * whole);
        if rest == 0 {
            return Self::Exact(low);
        }
        let rest = float(u128::from(rest)) / whole;
        Self::Between(low, low + rest * rest)
    }

    /// No higher than this.
    #[must_use]
    pub fn high(self) -> Option<f64> {
        match self {
            Self::Unknown => None,
            Self::Exact(value) => Some(value),
            Self::Between(_, high) => Some(high),
        }
    }
}

impl Groups {
    #[allow(clippy::too_many_arguments, reason = "the parts that a run has made, put together once")]
    pub(super) fn new(
        layout: Layout,
        lanes: Lanes,
        products: &Products,
        (countries, exporters): (Countries, Vec<u16>),
        seen: bool,
        accounts: Vec<Account>,
        (repeated, warnings): (Repeated, Vec<Diagnostic>),
    ) -> Self {
        let (named, products) = (products.names(), products.sorted());
        let mut groups =
            Self { layout, accounts, repeated, warnings, lanes, products, named, countries, exporters, seen };
        groups.sort();
        groups
    }

    /// Products of tables are numbered as they were met, which hangs on the workers: they are ordered by name.
    fn sort(&mut self) {
        if self.layout == Layout::Table {
            let (products, named) = (&mut self.products, &self.named);
            products.sort_by(|(a, _), (b, _)| {
                named.get(a).map(|(name, _)| name).cmp(&named.get(b).map(|(name, _)| name))
            });
        }
    }

    /// How many groups there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lanes.each().map(|(_, lane)| lane.len()).sum()
    }

    /// There are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The years that the groups are of, in order.
    #[must_use]
    pub fn years(&self) -> Vec<u16> {
        self.lanes.years()
    }

    /// The importers, in order of their codes.
    #[must_use]
    pub fn importers(&self) -> Vec<Importer> {
        let mut all: Vec<u16> = self.lanes.each().map(|((_, importer), _)| importer).collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter().map(Importer).collect()
    }

    /// Who buys, and who may sell, in order.
    #[must_use]
    pub fn traders(&self) -> BTreeSet<Trader> {
        let importers = self.importers().into_iter().map(|Importer(number)| number);
        importers.chain(self.exporters.iter().copied()).map(|number| self.trader(number)).collect()
    }

    /// Gives each group of an importer, by product and year.
    ///
    /// # Errors
    /// The first that `each` gives.
    pub fn of<'g, E>(
        &'g self,
        importer: Importer,
        mut each: impl FnMut(Group<'g>) -> Result<(), E>,
    ) -> Result<(), E> {
        let years = self.lanes.years();
        let lanes: Vec<_> =
            years.into_iter().filter_map(|year| Some((year, self.lanes.lock((year, importer.0))?))).collect();
        for (product, number) in &self.products {
            for (year, lane) in &lanes {
                if let Some(found) = lane.get(*number, self.seen)
                    && let Some(group) = self.group((importer.0, *product, *year), found)
                {
                    each(group)?;
                }
            }
        }
        Ok(())
    }

    fn group(
        &self,
        (importer, product, year): (u16, u32, u16),
        found: (Sums, usize, Odd),
    ) -> Option<Group<'_>> {
        let (sums, suppliers, odd) = found;
        let (product, unit, of_value, of_quantity) = match self.layout {
            // thousandths of thousand dollars, and of tons
            Layout::Baci => (Product::Code(product), Unit::T, 1.0, 1000.0),
            Layout::Table => {
                let (name, unit) = self.named.get(&product)?;
                let unit = unit.unwrap_or(Unit::T);
                // thousandths of dollars; grams, or thousandths of a carat or a cubic metre
                (Product::Named(name), unit, 1000.0, if unit == Unit::T { 1_000_000.0 } else { 1000.0 })
            }
        };
        let value = u128::from(sums.value) + u128::from(odd.rest);
        let quantity = u128::from(sums.quantity) + u128::from(odd.rest_quantity);
        let known = odd.without_value == 0;
        let top = (known && value > 0 && sums.top > 0)
            .then(|| (self.trader(sums.top_exporter), float(u128::from(sums.top)) / float(value)));
        Some(Group {
            importer: self.trader(importer),
            product,
            year,
            value_usd: float(value) / of_value,
            quantity: float(quantity) / of_quantity,
            unit,
            suppliers,
            without_quantity: sums.without_quantity,
            without_value: odd.without_value,
            hhi: if known { Index::new(sums.value_squares, sums.value, odd.rest) } else { Index::Unknown },
            hhi_quantity: Index::new(sums.quantity_squares, sums.quantity, odd.rest_quantity),
            top,
        })
    }

    fn trader(&self, number: u16) -> Trader {
        match (number, self.layout) {
            (TOGETHER, _) => Trader::Together,
            (code, Layout::Baci) => Trader::Code(code),
            (OTHER, Layout::Table) => Trader::Other,
            (number, Layout::Table) => self.countries.country(number).map_or(Trader::Other, Trader::Country),
        }
    }
}

/// An importer of the groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Importer(u16);

/// The nearest float.
#[allow(clippy::cast_precision_loss, reason = "shares are floats: the nearest one is what is wanted")]
fn float(number: u128) -> f64 {
    number as f64
}
