//! Exporters and importers as numbers: in BACI's layout their own codes, in a table their place in the alphabet.

use std::sync::atomic::{AtomicU16, Ordering};

use super::flow::PARTIES;
use crate::load::Names;
use crate::model::CountryCode;

/// The importer that a group of countries makes together.
pub const TOGETHER: u16 = 1000;
/// In a table, the exporters that it does not name.
pub const OTHER: u16 = 1001;

/// Small numbers for exporters, in the order in which they are met.
#[derive(Debug)]
pub struct Exporters {
    numbers: Vec<AtomicU16>,
    count: AtomicU16,
}

impl Exporters {
    pub fn new() -> Self {
        Self { numbers: (0..PARTIES).map(|_| AtomicU16::new(0)).collect(), count: AtomicU16::new(0) }
    }

    /// The number of an exporter.
    pub fn number(&self, code: u16) -> u16 {
        let Some(number) = self.numbers.get(usize::from(code)) else { return 0 };
        if let Some(known) = number.load(Ordering::Relaxed).checked_sub(1) {
            return known;
        }
        let new = self.count.fetch_add(1, Ordering::Relaxed);
        match number.compare_exchange(0, new + 1, Ordering::Relaxed, Ordering::Relaxed) {
            Ok(_) => new,
            Err(taken) => taken - 1, // by the other worker: its number stands, and ours is not used
        }
    }
}

impl Exporters {
    /// The codes of those that were met.
    pub fn codes(&self) -> Vec<u16> {
        let met = |(_, number): &(u16, &AtomicU16)| number.load(Ordering::Relaxed) > 0;
        (0..).zip(&self.numbers).filter(met).map(|(code, _)| code).collect()
    }
}

/// The countries of the tables in the order of their codes: a party's number is its place here.
#[derive(Debug)]
pub struct Countries(Vec<CountryCode>);

impl Countries {
    /// Those of the names; there are far fewer than [`TOGETHER`].
    pub fn of(names: &Names) -> Self {
        Self(names.countries().take(usize::from(TOGETHER)).collect())
    }

    /// The number of a country.
    pub fn number(&self, country: CountryCode) -> Option<u16> {
        self.0.binary_search(&country).ok().and_then(|at| u16::try_from(at).ok())
    }

    /// The country of a number.
    pub fn country(&self, number: u16) -> Option<CountryCode> {
        self.0.get(usize::from(number)).copied()
    }
}
