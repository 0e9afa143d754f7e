//! A shock to a parameter of a method.

use super::supply::By;
use crate::model::{CountryCode, Dataset, MineralId, Stage};

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
            let before = format!("{} before ({}:{})", row.value, row.origin.file, row.origin.line);
            row.note = if row.note.is_empty() { before } else { format!("{before}; {}", row.note) };
            row.value = value;
            row.origin = by.origin();
            changed += 1;
        }
    }
    changed
}
