//! What was read, held against itself: a unit that is wrong by a thousand must not pass.

use std::collections::BTreeMap;

use super::tidy::{Fact, Subject, Tables};
use crate::diag::{Code, Diagnostic};
use crate::model::{Party, Stage, Status, Unit};
use crate::sources::decimal::Decimal;

/// Reserves last this many years at today's output, for every mineral on earth.
const LIFE: (f64, f64) = (5.0, 2000.0);
/// The rows of a mix come this close to the published total, which is rounded to two digits.
const TOTAL: f64 = 0.10;
/// The rounded shares of a table of import sources come this close to one.
const SHARES: f64 = 0.02;

/// Every guard that does not hold.
pub fn check(tables: &Tables) -> Vec<Diagnostic> {
    let none = BTreeMap::new();
    let table = |name: &str| tables.0.get(name).unwrap_or(&none);
    let mut errors = totals(table("production"));
    errors.extend(lives(table("production"), table("reserves")));
    errors.extend(shares(table("import_sources")));
    errors
}

/// One mineral's rows of one stage and year.
#[derive(Debug, Default)]
struct Mix {
    sum: f64,
    suppliers: usize,
    world: Option<f64>,
    unlike: bool,
}

/// The mixes of a table, by mineral, stage and year, in common units.
fn mixes(rows: &BTreeMap<Subject, Fact>) -> BTreeMap<(String, Option<Stage>, String), Mix> {
    let mut mixes: BTreeMap<_, Mix> = BTreeMap::new();
    for (subject, fact) in rows {
        let mix = mixes.entry((subject.mineral.clone(), subject.stage, subject.when.clone())).or_default();
        mix.unlike |= fact.value.status == Some(Status::NotAdditive);
        let Some(number) = fact.value.number.map(|d| common(d, &fact.unit)) else { continue };
        if subject.party == Party::World {
            mix.world = Some(number);
        } else {
            mix.sum += number;
            mix.suppliers += 1;
        }
    }
    mixes
}

fn common(number: Decimal, unit: &str) -> f64 {
    let number = number.approximate();
    Unit::parse(unit).map_or(number, |unit| unit.to_common(number))
}

/// The rows of a mix add up to its published total.
fn totals(production: &BTreeMap<Subject, Fact>) -> Vec<Diagnostic> {
    let mut errors = Vec::new();
    for ((mineral, stage, year), mix) in mixes(production) {
        let Some(world) = mix.world else { continue };
        if mix.suppliers > 0 && !mix.unlike && (mix.sum - world).abs() > TOTAL * world {
            let stage = stage.map(|s| s.to_string()).unwrap_or_default();
            let message = format!(
                "{mineral} at the {stage} in {year}: the rows add up to {}, the total is {world}",
                mix.sum
            );
            errors.push(
                Diagnostic::error(Code::TotalMismatch, message).help("a row is missing, or a unit is wrong"),
            );
        }
    }
    errors
}

/// Newest reserves over newest production, at the mine where there is one.
fn lives(production: &BTreeMap<Subject, Fact>, reserves: &BTreeMap<Subject, Fact>) -> Vec<Diagnostic> {
    let mut output: BTreeMap<String, (Stage, f64)> = BTreeMap::new();
    for ((mineral, stage, _), mix) in mixes(production) {
        let Some(stage) = stage.filter(|_| mix.sum > 0.0 && !mix.unlike) else { continue };
        if output.get(&mineral).is_none_or(|(first, _)| *first == stage) {
            output.insert(mineral, (stage, mix.sum)); // years ascend, and the mine comes first
        }
    }
    let mut newest: BTreeMap<String, f64> = BTreeMap::new();
    for ((mineral, _, _), mix) in mixes(reserves) {
        if mix.sum > 0.0 && !mix.unlike {
            newest.insert(mineral, mix.sum);
        }
    }
    let mut errors = Vec::new();
    for (mineral, held) in newest {
        let Some((_, output)) = output.get(&mineral) else { continue };
        let years = held / output;
        if !(LIFE.0..=LIFE.1).contains(&years) {
            let message =
                format!("{mineral}: reserves of {held} over an output of {output} last {years:.2} years");
            let help = "between 5 and 2 000 years are plausible: a unit is wrong";
            errors.push(Diagnostic::error(Code::ImplausibleReserves, message).help(help));
        }
    }
    errors
}

/// The shares of each table of import sources add up to one.
fn shares(sources: &BTreeMap<Subject, Fact>) -> Vec<Diagnostic> {
    let mut sums: BTreeMap<(&str, Option<Stage>, &str, &str), f64> = BTreeMap::new();
    for (subject, fact) in sources {
        let key = (subject.mineral.as_str(), subject.stage, subject.product.as_str(), subject.when.as_str());
        *sums.entry(key).or_default() += fact.value.number.map_or(0.0, Decimal::approximate);
    }
    let wrong = sums.into_iter().filter(|(_, sum)| (sum - 1.0).abs() > SHARES);
    wrong
        .map(|((mineral, _, product, period), sum)| {
            let message =
                format!("{mineral} {product} {period}: the shares of its import sources add up to {sum:.2}");
            Diagnostic::error(Code::TotalMismatch, message).help("a row is missing")
        })
        .collect()
}
