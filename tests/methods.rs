//! What must hold of every method, on random shares: its range, that more of the worst supplier is never
//! better, and that neither the order of rows nor the unit matters. A new method is a line in `CASES`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::float_cmp,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::sync::{Arc, LazyLock};

use common::folder;
use minerals::load::{Request, Table, load};
use minerals::model::{
    Amount, Consumer, CountryCode, Dataset, Governance, METHODS, Method, Party, Question, Reading, Share,
    StageChoice, Unit, Window, Year, ask,
};
use proptest::prelude::*;

/// Every method, with the consumers that it is asked for.
const CASES: [(&str, Option<&str>); 7] = [
    ("hhi-wgi", None),
    ("hhi", None),
    ("exposure", Some("USA")),
    ("eu", None),
    ("eu", Some("EU27")),
    ("eu", Some("USA")),
    ("geopolrisk", Some("JPN")),
];

/// The suppliers in the tables, the worst governed first.
const SUPPLIERS: [&str; 4] = ["COD", "CHN", "ZAF", "AUS"];

/// The tables that the methods need, every supplier with a quarter of everything.
static TABLES: LazyLock<Dataset> = LazyLock::new(|| {
    let tables = folder("methods");
    let write = |name: &str, header: &str, rows: &dyn Fn(&str) -> String| {
        let rows: String = SUPPLIERS.iter().map(|who| rows(who)).collect();
        std::fs::write(tables.join(name), format!("{header}\n{rows}")).unwrap();
    };
    let shares = |who: &str| {
        ["world", "EU27"].map(|scope| format!("cobalt,mine,{scope},{who},2016-2020,0.25\n")).concat()
    };
    write("production.csv", "mineral,stage,country,year,quantity,unit", &|who| {
        format!("cobalt,mine,{who},2024,250,t\n")
    });
    write("supply_shares.csv", "mineral,stage,scope,country,period,share", &shares);
    write("import_sources.csv", "mineral,stage,importer,exporter,period,share", &|who| {
        format!("cobalt,mine,USA,{who},2020-2023,0.25\n")
    });
    write("trade.csv", "mineral,stage,exporter,importer,year,quantity,unit,value_usd", &|who| {
        format!("cobalt,mine,{who},JPN,2024,25,t,250000\n")
    });
    let estimate = |who: &str| {
        0.5 * f64::from(u8::try_from(SUPPLIERS.iter().position(|s| *s == who).unwrap()).unwrap()) - 1.0
    };
    write("governance.csv", "country,year,dimension,estimate,edition", &|who| {
        let years = (2016..=2022).flat_map(|year| minerals::model::DIMENSIONS.map(|d| (year, d)));
        years.map(|(year, d)| format!("{who},{year},{d},{},wgi-2023\n", estimate(who))).collect()
    });
    std::fs::write(
        tables.join("published_scores.csv"),
        "scheme,edition,mineral,stage,scope,name,value\neu-criticality,2023,cobalt,mine,GS+EU,sr,2.8\n",
    )
    .unwrap();
    std::fs::write(
        tables.join("parameters.csv"),
        "mineral,stage,name,scope,country,value,edition\ncobalt,,eol_rir,,,0.22,2023\ncobalt,,si_sr,,,0.98,2023\n\
         cobalt,mine,import_reliance,EU27,,0.81,2023\ncobalt,mine,trade_factor,world,COD,1.1,2023\n",
    )
    .unwrap();
    std::fs::write(
        tables.join("reliance.csv"),
        "mineral,stage,country,year,percent\ncobalt,mine,USA,2023,60\n",
    )
    .unwrap();
    let needs = vec![
        Table::Production,
        Table::SupplyShares,
        Table::ImportSources,
        Table::Reliance,
        Table::Trade,
        Table::Governance,
        Table::Parameters,
        Table::PublishedScores,
    ];
    load(&Request { data: vec![tables], needs, ..Request::default() }).unwrap().dataset
});

/// The tables with these shares of everything, in the order of `SUPPLIERS`.
fn with(shares: [f64; 4]) -> Dataset {
    let mut dataset = TABLES.clone();
    let of = |party: Party| shares[SUPPLIERS.iter().position(|s| party.to_string() == *s).unwrap()];
    for row in &mut dataset.production {
        row.amount = Amount { value: Some(1000.0 * of(row.party)), ..row.amount };
    }
    for row in &mut dataset.supply_shares {
        row.share = Amount { value: Some(of(row.party)), ..row.share };
    }
    for row in &mut dataset.trade {
        row.quantity = Some(100.0 * of(row.exporter));
    }
    for row in &mut dataset.import_sources {
        row.share = Share::new(of(row.exporter)).unwrap();
    }
    dataset
}

/// The number that ranks.
fn number(dataset: &Dataset, (method, consumer): (&str, Option<&str>)) -> Reading {
    let year = |y| Year::new(y).unwrap();
    let governance = Governance::new(&dataset.governance, Window { first: year(2018), last: year(2022) });
    let code = |c| CountryCode::new(c).unwrap();
    let consumer = consumer.map(|id| match id {
        "EU27" => Consumer::group(id, "European Union", vec![code("DEU"), code("FRA")], false),
        country => Consumer::country(code(country), country),
    });
    let question = Question {
        minerals: Vec::new(),
        stage: StageChoice::Worst,
        year: None,
        consumer: consumer.map(Arc::new),
        members: false,
        also: minerals::model::Also::default(),
        method: Method::named(method).unwrap(),
    };
    let answers = ask(dataset, &governance, &question).answers;
    assert_eq!(answers.len(), 1, "{method} is asked about cobalt alone");
    answers[0].headline.unwrap_or_else(|| panic!("{method} has no number")).reading
}

/// Shares that add up to 1, the largest first.
fn shares() -> impl Strategy<Value = [f64; 4]> {
    proptest::array::uniform4(0.01_f64..1.0).prop_map(|mut weights| {
        weights.sort_unstable_by(|a, b| b.total_cmp(a));
        let total: f64 = weights.iter().sum();
        weights.map(|w| w / total)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn a_number_lies_in_the_range_of_its_metric(shares in shares()) {
        for case in CASES {
            let metric = Method::named(case.0).unwrap().headline().unwrap();
            let reading = number(&with(shares), case);
            let ends = [reading.value(), reading.low(), reading.high()];
            prop_assert!(reading.value().is_some(), "{case:?}");
            for end in ends.into_iter().flatten() {
                prop_assert!(end >= metric.range.0 && metric.range.1.is_none_or(|most| end <= most), "{case:?}: {end}");
            }
        }
    }

    #[test]
    fn more_of_the_largest_and_worst_supplier_is_never_better(shares in shares(), part in 0.0_f64..1.0) {
        let moved = part * shares[3];
        let worse = [shares[0] + moved, shares[1], shares[2], shares[3] - moved];
        for case in CASES {
            let [before, after] = [shares, worse].map(|s| number(&with(s), case).value().unwrap());
            prop_assert!(after >= before - 1e-12, "{case:?}: {before} to {after}");
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter(shares in shares(), turn in 0_usize..40) {
        for case in CASES {
            let dataset = with(shares);
            let mut turned = dataset.clone();
            let by = |len: usize| turn % len;
            turned.production.rotate_left(by(dataset.production.len()));
            turned.supply_shares.rotate_left(by(dataset.supply_shares.len()));
            turned.trade.rotate_left(by(dataset.trade.len()));
            turned.import_sources.reverse();
            turned.parameters.reverse();
            turned.governance.rotate_left(by(dataset.governance.len()));
            prop_assert_eq!(number(&dataset, case), number(&turned, case), "{:?}", case);
        }
    }

    #[test]
    fn the_unit_of_output_and_trade_does_not_matter(shares in shares()) {
        for case in CASES {
            let dataset = with(shares);
            let mut in_kilograms = dataset.clone();
            for row in &mut in_kilograms.production {
                row.unit = Unit::Kg;
                row.amount.value = row.amount.value.map(|tons| tons * 1000.0);
            }
            for row in &mut in_kilograms.trade {
                row.unit = Unit::Kg;
                row.quantity = row.quantity.map(|tons| tons * 1000.0);
            }
            let [tons, kilograms] = [dataset, in_kilograms].map(|d| number(&d, case).value().unwrap());
            prop_assert!((tons - kilograms).abs() < 1e-12, "{case:?}");
        }
    }
}

#[test]
fn every_method_is_held_to_it() {
    for method in METHODS {
        assert!(CASES.iter().any(|(name, _)| *name == method.name), "{} is a line in CASES", method.name);
    }
}
