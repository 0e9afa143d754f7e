//! Exporters and importers as numbers: in BACI's layout their own codes, in a table their place in the alphabet.

use std::collections::BTreeMap;
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

/// The countries by number.
#[derive(Debug)]
pub struct Countries {
    /// In the order of their ISO codes: in a table a party's number is its place here.
    sorted: Vec<CountryCode>,
    /// The code that BACI has for each.
    codes: BTreeMap<CountryCode, u16>,
}

impl Countries {
    /// Those of the names; there are far fewer than [`TOGETHER`].
    pub fn of(names: &Names) -> Self {
        let sorted = names.countries().take(usize::from(TOGETHER)).collect();
        // where a country has two, the higher is UN Comtrade's, and BACI's: 842 and not 840
        let codes = (0..TOGETHER).filter_map(|code| Some((country_of_code(code, names)?, code))).collect();
        Self { sorted, codes }
    }

    /// The number of a country.
    pub fn number(&self, country: CountryCode) -> Option<u16> {
        self.sorted.binary_search(&country).ok().and_then(|at| u16::try_from(at).ok())
    }

    /// The country of a number.
    pub fn country(&self, number: u16) -> Option<CountryCode> {
        self.sorted.get(usize::from(number)).copied()
    }

    /// The code that BACI has for a country.
    pub fn code(&self, country: CountryCode) -> Option<u16> {
        self.codes.get(&country).copied()
    }
}

/// The country that a code of BACI means.
pub fn country_of_code(code: u16, names: &Names) -> Option<CountryCode> {
    names.country(&format!("{code:03}"))
}
