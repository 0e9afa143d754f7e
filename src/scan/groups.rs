//! All groups: a lane for each importer in each year, so that workers at different importers do not meet.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::flow::PARTIES;
use super::lane::Lane;
use crate::model::Year;

/// The lanes of a run.
#[derive(Debug)]
pub struct Lanes(Vec<OnceLock<Box<[Mutex<Lane>]>>>);

impl Lanes {
    pub fn new() -> Self {
        Self((Year::FIRST..=Year::LAST).map(|_| OnceLock::new()).collect())
    }

    /// The lane of an importer in a year, for one worker alone.
    pub fn lock(&self, (year, importer): (u16, u16)) -> Option<MutexGuard<'_, Lane>> {
        let of_year = self.0.get(usize::from(year.checked_sub(Year::FIRST)?))?;
        let lanes = of_year.get_or_init(|| (0..PARTIES).map(|_| Mutex::default()).collect());
        Some(lanes.get(usize::from(importer))?.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The years that have any.
    pub fn years(&self) -> Vec<u16> {
        (Year::FIRST..).zip(&self.0).filter(|(_, lanes)| lanes.get().is_some()).map(|(year, _)| year).collect()
    }

    /// Every lane that has a group, with its year and importer.
    pub fn each(&self) -> impl Iterator<Item = ((u16, u16), MutexGuard<'_, Lane>)> {
        let lanes = self.years().into_iter().flat_map(|year| (0..).take(PARTIES).map(move |importer| (year, importer)));
        lanes.filter_map(|at| Some((at, self.lock(at)?))).filter(|(_, lane)| lane.len() > 0)
    }
}
