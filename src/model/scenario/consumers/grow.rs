//! Growing use: what is imported besides.

use std::collections::BTreeSet;

use super::{At, Client, change_reliance, change_study_reliance, scopes, sourcing};
use crate::model::scenario::supply::{By, scaled, share_of};
use crate::model::{CountryCode, Dataset, Party};

/// A consumer, or everybody, uses more; own output stays, so that the rest is imported from the same sources.
pub(in crate::model::scenario) fn grow(
    dataset: &mut Dataset,
    at: At<'_>,
    client: Option<&Client>,
    growth: f64,
    by: &By<'_>,
) -> usize {
    let mut changed = 0;
    let mut countries: BTreeSet<(CountryCode, String)> = BTreeSet::new();
    for row in dataset.reliance.iter().filter(|r| r.mineral == *at.0 && r.stage == at.1) {
        if client.is_none_or(|c| c.members.as_slice() == [row.country]) {
            countries.insert((row.country, row.product.clone()));
        }
    }
    for (country, product) in countries {
        changed += change_reliance(dataset, at, (country, &product), by, |n| (n + growth) / (1.0 + growth));
    }
    for scope in scopes(dataset, at).into_iter().filter(|s| client.is_none_or(|c| *c.id == **s)) {
        let members = client.map(|c| c.members.clone());
        let rows = sourcing(dataset, at, &scope);
        let domestic = |party: Party| {
            members.as_ref().is_some_and(|m| party.is_one_of(m)) || party.to_string() == *scope
        };
        let own: f64 = rows
            .iter()
            .filter_map(|i| dataset.supply_shares.get(*i))
            .filter(|r| domestic(r.party))
            .map(|r| share_of(r.share))
            .sum();
        if members.is_none() && CountryCode::new(&scope).is_err() {
            continue; // of a group that the shock does not name, nobody says who its members are
        }
        for i in rows {
            let Some(row) = dataset.supply_shares.get_mut(i) else { continue };
            let factor = if domestic(row.party) {
                1.0 / (1.0 + growth)
            } else {
                (1.0 - own + growth) / (1.0 + growth) / (1.0 - own)
            };
            by.note(&mut row.note, &row.share, "of the supply", &row.origin);
            row.share = scaled(row.share, |s| (s * factor).min(1.0));
            row.origin = by.origin();
            changed += 1;
        }
        change_study_reliance(dataset, at, &scope, by, |n| (n + growth) / (1.0 + growth));
    }
    for row in dataset.consumption.iter_mut().filter(|r| r.mineral == *at.0 && r.stage == at.1) {
        if client.is_none_or(|c| row.party.is_one_of(&c.members)) {
            by.note(&mut row.note, &row.amount, row.unit.as_str(), &row.origin);
            row.amount = scaled(row.amount, |q| q * (1.0 + growth));
            row.origin = by.origin();
            changed += 1;
        }
    }
    changed
}
