//! What a scenario has taken of a consumer's use.

use super::{Basis, Dependency};
use crate::model::concentration::sum;
use crate::model::{CountryCode, Dataset, LossRow, Lost, MineralInfo, Origin, Reading};

/// A part of a consumer's use that is gone.
#[derive(Debug, Clone)]
pub struct Loss<'a> {
    /// 0 to 1. Of trade without a known reliance it has only an upper bound.
    pub reading: Reading,
    /// The lines of the scenario that took it.
    pub origins: Vec<&'a Origin>,
}

/// What is lost of a dependency; none where nothing is. One loss after another takes from what the one before left.
pub(super) fn lost<'a>(dataset: &'a Dataset, info: &MineralInfo, d: &Dependency<'a>) -> Option<Loss<'a>> {
    let of_it = |r: &&LossRow| r.mineral == info.id && r.stage == d.stage && r.product == d.product;
    let consumer = &d.consumer;
    match d.basis {
        Basis::ImportSources | Basis::Sourcing { .. } => {
            let rows: Vec<(&LossRow, Reading)> = dataset
                .losses
                .iter()
                .filter(|r| of_it(r) && r.importer == consumer.id)
                .filter_map(|r| match r.lost {
                    Lost::OfUse(reading) => Some((r, reading)),
                    Lost::OfTrade(_) => None,
                })
                .collect();
            let left = |of: fn(Reading) -> Option<f64>| {
                rows.iter().map(|(_, lost)| of(*lost).map(|lost| 1.0 - lost)).product::<Option<f64>>()
            };
            let low = left(|r| r.low().or(r.value()).or(Some(0.0)));
            let high = left(|r| r.high().or(r.value()).or(Some(1.0)));
            let gone = |left: Option<f64>| left.map(|left| 1.0 - left);
            let value = gone(left(Reading::value));
            let bounds = if value.is_some() { (None, None) } else { (gone(low), gone(high)) };
            let reading = Reading::new(value, bounds.0, bounds.1);
            (!rows.is_empty())
                .then(|| Loss { reading, origins: rows.iter().map(|(r, _)| &r.origin).collect() })
        }
        Basis::Trade(_) | Basis::Quantities(_) => {
            let importer = |r: &LossRow| CountryCode::new(&r.importer).is_ok_and(|c| consumer.has(c));
            let year = d.period.map(|period| period.last);
            let foreign = |r: &LossRow| consumer.intra || !consumer.has(r.exporter);
            let rows: Vec<(&LossRow, f64)> = dataset
                .losses
                .iter()
                .filter(|r| of_it(r) && importer(r) && foreign(r) && r.year == year)
                .filter_map(|r| match r.lost {
                    Lost::OfTrade(value) => Some((r, value)),
                    Lost::OfUse(_) => None,
                })
                .collect();
            let gone = sum(rows.iter().map(|(_, value)| *value));
            let left = d.imports_usd().unwrap_or(0.0);
            let share = (gone > 0.0).then(|| gone / (gone + left));
            let most = share.map(|s| s * d.import_reliance().and_then(Reading::high).unwrap_or(1.0));
            let reading = Reading::new(None, None, most);
            share.map(|_| Loss { reading, origins: rows.iter().map(|(r, _)| &r.origin).collect() })
        }
    }
}
