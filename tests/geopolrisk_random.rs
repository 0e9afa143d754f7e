//! What must hold of GeoPolRisk on random tables: its range, its bounds, which way it moves, and what must
//! not matter.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a test file: a failure is meant to stop it"
)]

use std::collections::BTreeMap;
use std::sync::Arc;

use minerals::model::{
    Also, Amount, Consumer, CountryCode, Dataset, Governance, GovernanceRow, Method, Metric, MineralId,
    MineralInfo, Origin, Party, Publisher, QuantityRow, Question, Reading, Stage, StageChoice, Status,
    TradeRow, Unit, Window, Year, ask,
};
use proptest::prelude::*;

const CODES: [&str; 6] = ["AUS", "BRA", "CHN", "COD", "JPN", "ZAF"];

fn origin() -> Origin {
    Origin { file: "trade.csv".into(), line: 2, publisher: Publisher::parse("") }
}

fn mineral() -> MineralId {
    MineralId::new("cobalt").unwrap()
}

fn party(code: &str) -> Party {
    Party::Country(CountryCode::new(code).unwrap())
}

/// Output, imports of Japan and estimates, by country in the order of `CODES`, and output that is not named.
#[derive(Debug, Clone)]
struct Tables {
    output: Vec<f64>,
    imports: Vec<f64>,
    estimates: Vec<f64>,
    rest: f64,
}

impl Tables {
    fn dataset(&self, unit: Unit, factor: f64, backwards: bool) -> Dataset {
        let year = Year::new(2022).unwrap();
        let put_out = |(party, tons): (Party, f64)| QuantityRow {
            mineral: mineral(),
            stage: Stage::Mine,
            party,
            year,
            amount: Amount { value: Some(tons * factor), low: None, high: None, status: Status::Reported },
            unit,
            rounding: None,
            excludes: Vec::new(),
            note: String::new(),
            origin: origin(),
        };
        let bought = |(code, tons): (&&str, &f64)| TradeRow {
            mineral: mineral(),
            stage: Stage::Mine,
            product: "".into(),
            exporter: party(code),
            importer: party("JPN"),
            year,
            quantity: Some(tons * factor),
            unit,
            value_usd: Some(tons * 1000.0),
            note: "".into(),
            origin: origin(),
        };
        let governed = |(code, estimate): (&&str, &f64)| GovernanceRow {
            country: CountryCode::new(code).unwrap(),
            year,
            dimension: "political-stability".into(),
            estimate: *estimate,
            edition: "wgi-2023".into(),
            origin: origin(),
        };
        let named = CODES.iter().map(|c| party(c)).zip(self.output.iter().copied());
        let mut production: Vec<QuantityRow> =
            named.chain([(Party::Other, self.rest)]).map(put_out).collect();
        let flows = CODES.iter().zip(&self.imports).filter(|(code, _)| **code != "JPN");
        let mut trade: Vec<TradeRow> = flows.map(bought).collect();
        if backwards {
            production.reverse();
            trade.reverse();
        }
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
        Dataset {
            production,
            trade,
            governance: CODES.iter().zip(&self.estimates).map(governed).collect(),
            minerals: BTreeMap::from([(mineral(), info)]),
            ..Dataset::default()
        }
    }

    fn score(&self) -> Reading {
        score(&self.dataset(Unit::T, 1.0, false))
    }
}

fn score(dataset: &Dataset) -> Reading {
    try_score(dataset).unwrap()
}

/// None where world output has no concentration.
fn try_score(dataset: &Dataset) -> Option<Reading> {
    let window = Window { first: Year::new(2018).unwrap(), last: Year::new(2022).unwrap() };
    let governance = Governance::new(&dataset.governance, window);
    let japan = Consumer::country(CountryCode::new("JPN").unwrap(), "Japan");
    let question = Question {
        minerals: Vec::new(),
        stage: StageChoice::Worst,
        year: None,
        consumer: Some(Arc::new(japan)),
        members: false,
        method: Method::named("geopolrisk").unwrap(),
        also: Also::default(),
    };
    let answers = ask(dataset, &governance, &question);
    answers.answers[0].readings(Metric::named("geopolrisk.score").unwrap()).first().copied()
}

prop_compose! {
    fn tables()(
        output in prop::collection::vec(1_u32..1_000_000, CODES.len()),
        imports in prop::collection::vec(1_u32..1_000_000, CODES.len()),
        estimates in prop::collection::vec(-3.0..3.0_f64, CODES.len()),
        part in 0.0..0.9_f64,
    ) -> Tables {
        let output: Vec<f64> = output.into_iter().map(f64::from).collect();
        let rest = (output.iter().sum::<f64>() * part).floor();
        Tables { output, imports: imports.into_iter().map(f64::from).collect(), estimates, rest }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn the_score_lies_in_its_range_and_its_value_between_its_bounds(tables in tables()) {
        let reading = tables.score();
        let (low, value, high) = (reading.low().unwrap(), reading.value().unwrap(), reading.high().unwrap());
        prop_assert!((0.0..=1.0).contains(&low) && (0.0..=1.0).contains(&high));
        prop_assert!(low <= value && value <= high);
    }

    #[test]
    fn neither_the_order_nor_the_unit_matters(tables in tables()) {
        let reading = tables.score();
        prop_assert_eq!(score(&tables.dataset(Unit::T, 1.0, true)), reading);
        let kilograms = score(&tables.dataset(Unit::Kg, 1000.0, true));
        let (one, other) = (reading.value().unwrap(), kilograms.value().unwrap());
        prop_assert!((one - other).abs() <= 1e-12 * one.max(1e-3));
    }

    #[test]
    fn a_less_stable_seller_never_lowers_it(tables in tables(), which in 0..CODES.len(), by in 0.0..2.0_f64) {
        let mut worse = tables.clone();
        worse.estimates[which] -= by;
        let rounding = 1e-12;
        prop_assert!(worse.score().value().unwrap() >= tables.score().value().unwrap() - rounding);
    }

    #[test]
    fn buying_from_the_least_stable_instead_of_the_most_stable_never_lowers_it(tables in tables(), part in 0.0..1.0_f64) {
        let sellers = || (0..CODES.len()).filter(|i| CODES[*i] != "JPN");
        let by = |a: &usize, b: &usize| tables.estimates[*a].total_cmp(&tables.estimates[*b]);
        let (worst, best) = (sellers().min_by(by).unwrap(), sellers().max_by(by).unwrap());
        let mut worse = tables.clone();
        let moved = worse.imports[best] * part;
        worse.imports[best] -= moved;
        worse.imports[worst] += moved;
        prop_assert!(worse.score().value().unwrap() >= tables.score().value().unwrap() - 1e-12);
    }

    #[test]
    fn output_of_ones_own_that_was_not_told_can_only_lower_it(tables in tables()) {
        // Japan is in the rest, and then named with any part of it
        let japan = CODES.iter().position(|c| *c == "JPN").unwrap();
        let mut untold = tables.dataset(Unit::T, 1.0, false);
        untold.production.retain(|row| row.party != party("JPN"));
        let Some(untold) = try_score(&untold) else { return Ok(()) };
        let mut told = tables.clone();
        told.output[japan] = (tables.rest / 2.0).floor();
        told.rest -= told.output[japan];
        let told = told.score();
        prop_assert!(told.low().unwrap() >= untold.low().unwrap() - 1e-12);
        prop_assert!(told.high().unwrap() <= untold.high().unwrap() + 1e-12);
    }
}
