//! Products as small numbers in the order in which they are met, for the groups to be found by.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::filter::Filter;
use super::flow::PRODUCTS;
use crate::model::{MineralId, Stage, Unit};

/// What a table `trade` calls a product: the mineral, its stage, and the code, which may be empty.
pub type Name = (MineralId, Stage, String);

/// The products of a run. A code of the Harmonized System is its own number in a key; here each has a smaller
/// one, so that a lane need not have room for a million.
#[derive(Debug)]
pub struct Products {
    /// One more than the number of a key's product; 0 where there is none.
    numbers: Vec<AtomicU32>,
    /// The product of each number.
    met: Mutex<Vec<u32>>,
    named: Mutex<Named>,
}

/// The products of tables, in the order in which they were met: this is their number in keys.
#[derive(Debug, Default)]
struct Named {
    numbers: BTreeMap<Name, u32>,
    /// Which of them are asked for.
    asked: Vec<bool>,
    /// What their quantities are counted in, where they have any.
    units: BTreeMap<u32, Unit>,
}

impl Products {
    pub fn new() -> Self {
        let numbers = (0..PRODUCTS).map(|_| AtomicU32::new(0)).collect();
        Self { numbers, met: Mutex::default(), named: Mutex::default() }
    }

    /// The number of a key's product.
    pub fn number(&self, product: u32) -> u32 {
        let Some(number) = usize::try_from(product).ok().and_then(|at| self.numbers.get(at)) else { return 0 };
        match number.load(Ordering::Relaxed).checked_sub(1) {
            Some(known) => known,
            None => self.meet(product, number),
        }
    }

    fn meet(&self, product: u32, number: &AtomicU32) -> u32 {
        let mut met = self.met.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = number.load(Ordering::Relaxed).checked_sub(1) {
            return known; // the other worker was here first
        }
        let new = u32::try_from(met.len()).unwrap_or(u32::MAX);
        met.push(product);
        number.store(new + 1, Ordering::Relaxed);
        new
    }

    /// A key's product for what a table names; `None` if there are more than keys can tell apart.
    pub fn named(&self, name: Name, filter: &Filter) -> Option<u32> {
        let mut named = self.table();
        if let Some(known) = named.numbers.get(&name) {
            return Some(*known);
        }
        let next = Some(named.asked.len()).filter(|next| *next < PRODUCTS)?;
        named.asked.push(filter.takes(&name));
        let next = u32::try_from(next).ok()?;
        named.numbers.insert(name, next);
        Some(next)
    }

    /// A product of a table is asked for.
    pub fn is_asked(&self, product: u32) -> bool {
        let at = usize::try_from(product).unwrap_or(usize::MAX);
        self.table().asked.get(at).is_some_and(|asked| *asked)
    }

    /// Takes a product to be counted in a unit.
    ///
    /// # Errors
    /// The unit, if it is already counted in another.
    pub fn count_in(&self, product: u32, unit: Unit) -> Result<(), Unit> {
        match *self.table().units.entry(product).or_insert(unit) {
            known if known == unit => Ok(()),
            other => Err(other),
        }
    }

    /// What tables name their products, and the unit of those that have quantities.
    pub fn names(&self) -> BTreeMap<u32, (Name, Option<Unit>)> {
        let named = self.table();
        let unit = |product| named.units.get(product).copied();
        named.numbers.iter().map(|(name, product)| (*product, (name.clone(), unit(product)))).collect()
    }

    fn table(&self) -> MutexGuard<'_, Named> {
        self.named.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Every product that was met, with its number, in the order of the products.
    pub fn sorted(&self) -> Vec<(u32, u32)> {
        let met = self.met.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all: Vec<(u32, u32)> = met.iter().copied().zip(0..).collect();
        all.sort_unstable();
        all
    }
}
