//! The benchmark of Regulation (EU) 2024/1252, article 5: no third country has more than 65 % of the Union's
//! supply of a material at any stage.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use common::{json, near, of};
use serde_json::Value;

const LIMIT: f64 = 0.65;

/// The rows of a table that ships, as texts.
fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/{table}.csv"));
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        header.iter().zip(&record).map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// Each stage of each material of which one third country has more, with that country.
fn told() -> BTreeSet<(String, String, String)> {
    let members = rows("groups").into_iter().filter(|row| row["group"] == "EU27");
    let members: BTreeSet<String> = members.map(|mut row| row.remove("country").unwrap()).collect();
    let ours = |row: &BTreeMap<String, String>| row["scope"] == "EU27" && !members.contains(&row["country"]);
    let above = |row: &BTreeMap<String, String>| row["share"].parse::<f64>().is_ok_and(|s| s > LIMIT);
    let named = |row: &BTreeMap<String, String>| row["country"] != "other";
    let found = rows("supply_shares").into_iter().filter(|row| ours(row) && above(row) && named(row));
    found.map(|row| (row["mineral"].clone(), row["stage"].clone(), row["country"].clone())).collect()
}

fn dependencies(result: &Value) -> impl Iterator<Item = &Value> {
    let others = result.get("other_dependencies").and_then(Value::as_array);
    result.get("dependency").into_iter().chain(others.into_iter().flatten())
}

#[test]
fn the_whole_list_of_materials_beyond_the_benchmark_comes_out_by_stage() {
    let answer = json(&["score", "--for", "EU27", "--method", "exposure"]);
    let mut found = BTreeSet::new();
    for result in answer["results"].as_array().unwrap() {
        let supplied = dependencies(result).filter(|d| d["shares_of"] == "supply");
        for d in supplied.filter(|d| d["exposure"]["value"].as_f64().is_some_and(|e| e > LIMIT)) {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            found.insert((text(&result["mineral"]), text(&d["stage"]), text(&d["top_source"]["country"])));
        }
    }
    assert_eq!(found, told());
    let minerals: BTreeSet<&str> = found.iter().map(|(mineral, ..)| mineral.as_str()).collect();
    for beyond in ["boron", "gallium", "lithium", "magnesium", "niobium"] {
        assert!(minerals.contains(beyond), "{beyond}");
    }
    for within in ["natural-graphite", "tungsten"] {
        assert!(!minerals.contains(within), "{within}");
    }
}

#[test]
fn the_shares_are_those_of_the_study() {
    // European Commission 2023, doi:10.2873/725585: sourcing of the Union
    let answer = json(&["score", "--for", "EU27", "--method", "exposure"]);
    for (mineral, country, share) in [
        ("magnesium", "CHN", 0.97),
        ("lithium", "CHL", 0.79),
        ("gallium", "CHN", 0.69),
        ("boron", "TUR", 0.99),
    ] {
        let dependency = &of(&answer, mineral)["dependency"];
        assert_eq!(dependency["top_source"]["country"], country, "{mineral}");
        near(&dependency["exposure"]["value"], share, 1e-9);
    }
}
