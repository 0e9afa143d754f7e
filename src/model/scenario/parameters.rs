//! A shock to a parameter of a method.

use super::supply::{By, before};
use crate::model::eu::{EDITION, UNION};
use crate::model::{CountryCode, Dataset, MineralId, ParameterRow, Scope, Stage};

/// Sets a parameter wherever the tables have it, of every edition. Tells how many rows that changed.
pub(super) fn set(
    dataset: &mut Dataset,
    (mineral, stage): (&MineralId, Option<Stage>),
    (name, value, countries): (&str, f64, Option<&[CountryCode]>),
    by: &By<'_>,
) -> usize {
    let mut changed = 0;
    for row in &mut dataset.parameters {
        let its = row.mineral == *mineral
            && &*row.name == name
            && stage.is_none_or(|stage| row.stage.is_none_or(|s| s == stage))
            && countries.is_none_or(|all| row.country.is_some_and(|c| all.contains(&c)));
        if its && row.value.total_cmp(&value).is_ne() {
            before(&mut row.note, &row.value.to_string(), &row.origin);
            row.value = value;
            row.origin = by.origin();
            changed += 1;
        }
    }
    changed + missing_factors(dataset, (mineral, stage), (name, value, countries), by)
}

/// A trade factor that the tables do not have is 1: one that a scenario states for a country is a row of its own.
fn missing_factors(
    dataset: &mut Dataset,
    (mineral, stage): (&MineralId, Option<Stage>),
    (name, value, countries): (&str, f64, Option<&[CountryCode]>),
    by: &By<'_>,
) -> usize {
    let (true, Some(countries)) = (name == "trade_factor", countries) else { return 0 };
    let stages = stage.map_or(Stage::ALL.to_vec(), |stage| vec![stage]);
    let mut new = Vec::new();
    for (stage, country) in stages.iter().flat_map(|s| countries.iter().map(move |c| (*s, *c))) {
        let has = dataset.parameters.iter().any(|r| {
            r.mineral == *mineral
                && &*r.name == name
                && r.country == Some(country)
                && r.stage.is_none_or(|s| s == stage)
        });
        if !has && value.total_cmp(&1.0).is_ne() {
            new.push(ParameterRow {
                mineral: mineral.clone(),
                stage: Some(stage),
                name: name.into(),
                scope: Some(Scope::Of(UNION.into())),
                country: Some(country),
                value,
                year: None,
                edition: EDITION.into(),
                note: "1 before, as none is stated".to_owned(),
                origin: by.origin(),
            });
        }
    }
    let count = new.len();
    dataset.parameters.extend(new);
    count
}
