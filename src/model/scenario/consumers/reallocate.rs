//! Deliveries to a consumer that move from one source to others.

use super::{At, Client, groups, reshare};
use crate::model::scenario::supply::By;
use crate::model::{CountryCode, Dataset, ImportSourceRow, Party, Share};

/// Deliveries to a consumer move from one source to others. Tells whether it had that source.
pub(in crate::model::scenario) fn reallocate(
    dataset: &mut Dataset,
    at: At<'_>,
    (from, to, part): (CountryCode, &[(CountryCode, f64)], f64),
    client: &Client,
    by: &By<'_>,
) -> bool {
    let mut found = false;
    for group in groups(dataset, at) {
        let of = |dataset: &Dataset, i: &usize| dataset.import_sources.get(*i).cloned();
        let rows: Vec<ImportSourceRow> = group.iter().filter_map(|i| of(dataset, i)).collect();
        let Some(source) = rows.iter().find(|r| r.exporter == Party::Country(from)) else { continue };
        if client.members.as_slice() != [source.importer] {
            continue;
        }
        found = true;
        let moved = source.share.get() * part;
        for (i, row) in group.iter().zip(&rows) {
            let gets =
                to.iter().find(|(c, _)| row.exporter == Party::Country(*c)).map_or(0.0, |(_, p)| p * moved);
            let gives = if row.exporter == source.exporter { moved } else { 0.0 };
            if let Some(row) = dataset.import_sources.get_mut(*i).filter(|_| gets > 0.0 || gives > 0.0) {
                let new = row.share.get() - gives + gets;
                reshare(row, new, by);
            }
        }
        for (country, p) in to.iter().filter(|(c, _)| rows.iter().all(|r| r.exporter != Party::Country(*c))) {
            if let Ok(share) = Share::new(p * moved) {
                dataset.import_sources.push(ImportSourceRow {
                    exporter: Party::Country(*country),
                    share,
                    note: by.words(),
                    origin: by.origin(),
                    ..source.clone()
                });
            }
        }
    }
    found
}
