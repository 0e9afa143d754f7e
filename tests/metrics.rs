//! What must hold of every metric, on random tables: its range, its bounds, and what must not matter.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_cmp,
    clippy::cast_precision_loss,
    reason = "a test file: a failure is meant to stop it"
)]

use std::collections::BTreeMap;

use minerals::model::{
    Also, Amount, CountryCode, DIMENSIONS, Dataset, Governance, GovernanceRow, Method, Metric, MineralId,
    MineralInfo, Origin, Party, Publisher, QuantityRow, Question, Reading, ReserveRow, Stage, StageChoice,
    Status, Unit, Window, Year, ask,
};
use proptest::prelude::*;

const CODES: [&str; 8] = ["AUS", "BRA", "CHN", "COD", "KAZ", "RUS", "USA", "ZAF"];

fn origin(line: u32) -> Origin {
    Origin { file: "production.csv".into(), line, publisher: Publisher::parse("") }
}

fn mineral() -> MineralId {
    MineralId::new("cobalt").unwrap()
}

fn country(i: usize) -> CountryCode {
    CountryCode::new(CODES[i]).unwrap()
}

fn row(party: Party, value: f64, unit: Unit, line: u32) -> QuantityRow {
    QuantityRow {
        mineral: mineral(),
        stage: Stage::Mine,
        party,
        year: Year::new(2024).unwrap(),
        amount: Amount { value: Some(value), low: None, high: None, status: Status::Reported },
        unit,
        rounding: None,
        excludes: Vec::new(),
        note: String::new(),
        origin: origin(line),
    }
}

/// A table of suppliers and an unnamed remainder, all in tons.
fn table(quantities: &[f64], rest: f64) -> Vec<QuantityRow> {
    let mut rows: Vec<QuantityRow> =
        quantities.iter().enumerate().map(|(i, q)| row(Party::Country(country(i)), *q, Unit::T, 2)).collect();
    if rest > 0.0 {
        rows.push(row(Party::Other, rest, Unit::T, 2));
    }
    rows
}

fn governance_rows() -> Vec<GovernanceRow> {
    let mut rows = Vec::new();
    for (i, _) in CODES.iter().enumerate() {
        for dimension in DIMENSIONS {
            rows.push(GovernanceRow {
                country: country(i),
                year: Year::new(2020).unwrap(),
                dimension: dimension.into(),
                estimate: 1.5 - 0.4 * i as f64,
                edition: "wgi-2023".into(),
                origin: origin(2),
            });
        }
    }
    rows
}

fn dataset(production: Vec<QuantityRow>) -> Dataset {
    let info = MineralInfo {
        id: mineral(),
        name: "Cobalt".to_owned(),
        symbol: "Co".to_owned(),
        family: None,
        aliases: Vec::new(),
        basis: BTreeMap::new(),
        publisher: BTreeMap::new(),
        reserves_basis: String::new(),
        lists: Vec::new(),
        note: String::new(),
    };
    let reserves = production.iter().map(|r| ReserveRow {
        mineral: r.mineral.clone(),
        party: r.party,
        year: r.year,
        amount: Amount {
            value: r.amount.value.map(|q| q * 30.0),
            low: r.amount.low.map(|q| q * 30.0),
            high: r.amount.high.map(|q| q * 30.0),
            ..r.amount
        },
        unit: r.unit,
        basis: String::new(),
        note: String::new(),
        origin: r.origin.clone(),
    });
    Dataset {
        reserves: reserves.collect(),
        production,
        governance: governance_rows(),
        minerals: BTreeMap::from([(mineral(), info)]),
        ..Dataset::default()
    }
}

/// Every metric of supply and reserves that has a number on this table, by path.
fn metrics(production: Vec<QuantityRow>) -> BTreeMap<&'static str, Reading> {
    let dataset = dataset(production);
    let window = Window { first: Year::new(2018).unwrap(), last: Year::new(2022).unwrap() };
    let governance = Governance::new(&dataset.governance, window);
    let question = Question {
        minerals: Vec::new(),
        stage: StageChoice::Worst,
        year: None,
        consumer: None,
        members: false,
        method: Method::default_for(None),
        also: Also::default(),
    };
    let answers = ask(&dataset, &governance, &question);
    let Some(answer) = answers.answers.first() else { return BTreeMap::new() };
    Metric::all()
        .filter(|m| !m.is_of_consumer())
        .filter_map(|m| Some((m.path, answer.readings(m).first().copied()?)))
        .collect()
}

fn ends(reading: Reading) -> [Option<f64>; 3] {
    [reading.low(), reading.value(), reading.high()]
}

fn close(a: Reading, b: Reading) -> bool {
    ends(a).iter().zip(ends(b)).all(|(a, b)| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(1.0),
        (None, None) => true,
        _ => false,
    })
}

prop_compose! {
    fn quantities()(n in 1_usize..=CODES.len())(q in prop::collection::vec(1_u32..1_000_000, n)) -> Vec<f64> {
        q.into_iter().map(f64::from).collect()
    }
}

/// A remainder of at most half of the total, as more leaves no concentration.
fn remainder(quantities: &[f64], part: f64) -> f64 {
    (quantities.iter().sum::<f64>() * part).floor()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn every_metric_lies_in_its_range_and_its_value_between_its_bounds(q in quantities(), part in 0.0..0.9_f64) {
        let found = metrics(table(&q, remainder(&q, part)));
        for path in ["stages.hhi", "stages.hhi_wgi", "stages.cr3", "stages.top_supplier.share", "reserves.hhi"] {
            prop_assert!(found.contains_key(path), "{path} has no number");
        }
        for (path, reading) in found {
            let metric = Metric::named(path).unwrap();
            let mut last = f64::NEG_INFINITY;
            for end in ends(reading).into_iter().flatten() {
                prop_assert!(end >= metric.range.0, "{path}: {end}");
                prop_assert!(metric.range.1.is_none_or(|to| end <= to), "{path}: {end}");
                prop_assert!(end >= last, "{path}: {reading:?}");
                last = end;
            }
        }
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter_to_the_last_bit(q in quantities(), part in 0.0..0.9_f64, seed in 0_usize..50) {
        let rows = table(&q, remainder(&q, part));
        let mut shuffled = rows.clone();
        let half = seed % shuffled.len();
        shuffled.rotate_left(half);
        if seed % 2 == 0 {
            shuffled.reverse();
        }
        prop_assert_eq!(metrics(rows), metrics(shuffled));
    }

    #[test]
    fn the_unit_of_the_rows_does_not_matter(q in quantities(), part in 0.0..0.9_f64) {
        let tons = table(&q, remainder(&q, part));
        let kilograms: Vec<QuantityRow> = tons
            .iter()
            .map(|r| QuantityRow {
                unit: Unit::Kg,
                amount: Amount { value: r.amount.value.map(|q| q * 1000.0), ..r.amount },
                ..r.clone()
            })
            .collect();
        let (a, b) = (metrics(tons), metrics(kilograms));
        for (path, reading) in a {
            prop_assert!(close(reading, b[path]), "{path}: {reading:?} and {:?}", b[path]);
        }
    }

    #[test]
    fn two_suppliers_that_become_one_never_lower_the_hhi(q in quantities(), part in 0.0..0.9_f64) {
        prop_assume!(q.len() > 1);
        let rest = remainder(&q, part);
        let mut merged = q.clone();
        let last = merged.pop().unwrap();
        merged[0] += last;
        let of = |q: &[f64]| metrics(table(q, rest))["stages.hhi"].value().unwrap();
        prop_assert!(of(&merged) >= of(&q) - 1e-12);
    }

    #[test]
    fn what_goes_from_a_smaller_to_the_largest_supplier_raises_concentration(q in quantities()) {
        prop_assume!(q.len() > 1);
        let mut sorted = q;
        sorted.sort_by(|a, b| b.total_cmp(a));
        let mut moved = sorted.clone();
        let last = moved.len() - 1;
        let part = moved[last] / 2.0;
        moved[last] -= part;
        moved[0] += part;
        let (before, after) = (metrics(table(&sorted, 0.0)), metrics(table(&moved, 0.0)));
        for path in ["stages.hhi", "stages.top_supplier.share"] {
            prop_assert!(after[path].value() > before[path].value(), "{path}");
        }
        prop_assert!(after["stages.effective_suppliers"].value() < before["stages.effective_suppliers"].value());
    }

    #[test]
    fn whoever_the_unnamed_are_the_truth_lies_between_the_bounds(q in quantities(), part in 0.01..0.9_f64, split in 0.0..1.0_f64) {
        prop_assume!(q.len() <= CODES.len() - 2);
        let rest = remainder(&q, part);
        prop_assume!(rest > 0.0);
        let bounded = metrics(table(&q, rest));
        let mut named = q.clone();
        named.push(rest * split);
        named.push(rest * (1.0 - split));
        let truth = metrics(table(&named, 0.0));
        for path in ["stages.hhi", "stages.hhi_wgi"] {
            let real = truth[path].value().unwrap();
            let reading = bounded[path];
            prop_assert!(real >= reading.low().unwrap() - 1e-9, "{path}");
            prop_assert!(real <= reading.high().unwrap() + 1e-9, "{path}");
        }
    }

    #[test]
    fn however_much_a_missing_supplier_has_the_truth_is_above_the_low_end(q in quantities(), size in 1_u32..100_000_000) {
        prop_assume!(q.len() < CODES.len());
        let missing = country(q.len());
        let mut rows = table(&q, 0.0);
        let amount = Amount { value: None, low: None, high: None, status: Status::Withheld };
        rows.push(QuantityRow { amount, ..row(Party::Country(missing), 0.0, Unit::T, 9) });
        let incomplete = metrics(rows);
        let mut named = q.clone();
        named.push(f64::from(size));
        let truth = metrics(table(&named, 0.0));
        for path in ["stages.hhi", "stages.hhi_wgi"] {
            prop_assert!(incomplete[path].high().is_none(), "{path}");
            prop_assert!(truth[path].value().unwrap() >= incomplete[path].low().unwrap() - 1e-9, "{path}");
        }
        prop_assert!(!incomplete.contains_key("stages.unknown_share"));
    }

    /// The truth is hidden as publishers hide it; what the program says of the rest must hold the truth.
    #[test]
    fn however_the_truth_is_hidden_it_lies_within_the_bounds(
        q in quantities(),
        hide in prop::collection::vec(0_u8..8, CODES.len()),
        other in 0_u32..200_000,
        has_total in any::<bool>(),
        excludes in any::<bool>(),
    ) {
        let other = f64::from(other);
        let mut hidden = Vec::new();
        let mut left_out = Vec::new();
        let mut lumped = other;
        for (i, (quantity, how)) in q.iter().zip(&hide).enumerate() {
            let truth = row(Party::Country(country(i)), *quantity, Unit::T, 2);
            let amount = match how {
                0 => Amount { value: None, low: None, high: None, status: Status::Withheld },
                1 => Amount { value: None, low: None, high: None, status: Status::NotAvailable },
                2 => Amount { value: None, low: Some(quantity / 2.0), high: Some(quantity * 3.0), status: Status::Bound },
                3 => Amount { value: None, low: Some(quantity / 4.0), high: None, status: Status::Bound },
                4 => { lumped += quantity; continue }
                _ => truth.amount,
            };
            if excludes && matches!(how, 0 | 1) {
                left_out.push(country(i));
            }
            hidden.push(QuantityRow { amount, ..truth });
        }
        if lumped > 0.0 {
            hidden.push(row(Party::Other, lumped, Unit::T, 2));
        }
        if has_total {
            let kept = q.iter().enumerate().filter(|(i, _)| !left_out.contains(&country(*i)));
            let total = kept.map(|(_, q)| q).sum::<f64>() + other;
            hidden.push(QuantityRow { excludes: left_out, ..row(Party::World, total, Unit::T, 2) });
        }
        // the unnamed are one country of the least governance that is not among the others, or nobody
        let mut true_rows = table(&q, 0.0);
        prop_assume!(q.len() < CODES.len());
        if other > 0.0 {
            true_rows.push(row(Party::Country(country(CODES.len() - 1)), other, Unit::T, 2));
        }
        let (said, truth) = (metrics(hidden), metrics(true_rows));
        for path in ["stages.hhi", "stages.hhi_wgi", "stages.effective_suppliers", "reserves.hhi", "reserves.years"] {
            let (Some(said), Some(truth)) = (said.get(path), truth[path].value()) else { continue };
            if excludes && path.starts_with("reserves") {
                continue; // the table of reserves cannot say whom its total leaves out
            }
            let slack = 1e-9 * truth.abs().max(1.0);
            prop_assert!(said.low().is_none_or(|low| low <= truth + slack), "{path}: {truth} under {said:?}");
            prop_assert!(said.high().is_none_or(|high| high >= truth - slack), "{path}: {truth} over {said:?}");
        }
    }
}
