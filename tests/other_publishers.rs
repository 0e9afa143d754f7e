//! `show` has the supply as other publishers see it beside the mineral's own, and never merges the two.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::fs;
use std::path::Path;

use common::{folder, json, near, only, run, stage, stdout};
use serde_json::Value;

/// The mix of a publisher at a stage.
fn mix<'v>(shown: &'v Value, at: &str, publisher: &str) -> &'v Value {
    let all = shown["alternatives"].as_array().unwrap();
    let is = |m: &&Value| m["stage"] == at && m["source"].as_str().unwrap().starts_with(publisher);
    all.iter().find(is).unwrap_or_else(|| panic!("{publisher} has no mix at the {at}"))
}

/// The rows of cobalt at the mine in a shipped table, as columns, of one publisher.
fn rows(table: &str, publisher: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/{table}.csv"));
    let text = fs::read_to_string(path).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let all = reader.records().map(Result::unwrap);
    let of_it = all.filter(|row| {
        let source = &row[row.len() - 1];
        &row[0] == "cobalt" && &row[1] == "mine" && source.starts_with(publisher)
    });
    of_it.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

#[test]
fn the_iea_and_the_study_stand_beside_usgs_for_cobalt_at_the_mine() {
    let answer = json(&["show", "cobalt"]);
    let shown = only(&answer);
    assert!(stage(shown, "mine")["source"].as_str().unwrap().starts_with("usgs-mcs"));

    // mineral, stage, country, year, quantity; the unnamed rest is no supplier, and the total no row of its own
    let iea = rows("production", "iea-cm");
    let quantity = |row: &Vec<String>| row[4].parse::<f64>().unwrap();
    let of_2024: Vec<&Vec<String>> = iea.iter().filter(|row| row[3] == "2024" && row[2] != "world").collect();
    let total: f64 = of_2024.iter().map(|row| quantity(row)).sum();
    let largest = of_2024.iter().filter(|row| row[2] != "other").map(|row| quantity(row)).fold(0.0, f64::max);
    let squares: f64 =
        of_2024.iter().filter(|row| row[2] != "other").map(|row| (quantity(row) / total).powi(2)).sum();
    let its = mix(shown, "mine", "iea-cm");
    assert_eq!(its["year"], 2024, "no projection");
    near(&its["total"]["quantity"], total * 1000.0, 1e-6); // kt
    assert_eq!(its["top_supplier"]["country"], "COD");
    near(&its["top_supplier"]["share"], largest / total, 1e-12);
    near(&its["hhi"]["value"], squares, 1e-12);

    // mineral, stage, scope, country, period, share
    let study = rows("supply_shares", "eu-crm");
    let largest = study.iter().filter(|row| row[2] == "world" && row[3] != "other");
    let largest = largest.filter_map(|row| row[5].parse::<f64>().ok()).fold(0.0, f64::max);
    let its = mix(shown, "mine", "eu-crm");
    assert_eq!(its["period"], "2016-2020");
    assert!(its["total"].get("quantity").is_none(), "shares have no total");
    let share = its["top_supplier"]["share"].as_f64().unwrap();
    assert!((share - largest).abs() < 0.01, "{share} is not {largest}, but for the rounding of the others");
}

#[test]
fn no_publisher_stands_beside_itself() {
    for mineral in
        ["cobalt", "copper", "lithium", "magnesium", "rare-earths", "dysprosium", "magnet-rare-earths"]
    {
        let answer = json(&["show", mineral]);
        let shown = only(&answer);
        for other in shown["alternatives"].as_array().into_iter().flatten() {
            let own = stage_source(shown, other["stage"].as_str().unwrap());
            assert_ne!(own.map(publisher), Some(publisher(other["source"].as_str().unwrap())), "{mineral}");
        }
    }
}

fn stage_source<'v>(shown: &'v Value, at: &str) -> Option<&'v str> {
    shown["stages"].as_array().unwrap().iter().find(|s| s["stage"] == at)?["source"].as_str()
}

/// `usgs-mcs` of `usgs-mcs-2026`.
fn publisher(edition: &str) -> String {
    edition.split('-').take(2).collect::<Vec<_>>().join("-")
}

#[test]
fn other_publishers_hold_to_the_stage_and_the_year_asked_for() {
    let answer = json(&["show", "cobalt", "--stage", "refinery", "--year", "2023"]);
    let all = only(&answer)["alternatives"].as_array().unwrap().clone();
    assert!(!all.is_empty() && all.iter().all(|m| m["stage"] == "refinery"), "{all:?}");
    assert!(all.iter().all(|m| m["year"].as_u64().unwrap() <= 2023), "{all:?}");
}

#[test]
fn they_stand_in_the_table_and_in_the_csv() {
    let text = stdout(&["show", "cobalt"]);
    assert!(text.contains("Other publishers") && text.contains("iea-cm-2025"), "{text}");
    let csv = stdout(&["show", "cobalt", "-f", "csv"]);
    let of_table = |row: &&str| row.starts_with("cobalt,alternatives,mine,");
    assert_eq!(csv.lines().filter(of_table).count(), 2, "{csv}");
}

#[test]
fn rows_of_a_known_publisher_are_no_loss_and_those_of_nobody_are() {
    let codes = |arguments: &[&str]| {
        let answer = json(arguments);
        let warnings = answer["warnings"].as_array().unwrap().clone();
        warnings.iter().any(|w| w["code"] == "set-aside")
    };
    assert!(!codes(&["show", "cobalt"]) && !codes(&["score"]));
    let answer = json(&["show", "cobalt"]);
    let production =
        answer["inputs"].as_array().unwrap().iter().find(|i| i["table"] == "production").unwrap();
    assert!(production["set_aside"].as_u64().unwrap() > 0, "the account of rows stays");

    let own = folder("stray-rows").join("production.csv");
    fs::write(
        &own,
        "mineral,stage,country,year,quantity,unit,source\ncobalt,mine,COD,2024,9,t,usgs-mcs-2026\n\
         cobalt,mine,AUS,2024,1,t,my notes\ncobalt,mine,AUS,2024,1,t,iea-cm-2025\n",
    )
    .unwrap();
    let own = own.to_str().unwrap();
    let said = String::from_utf8(run(&["score", "cobalt", "--production", own, "-v"]).stderr).unwrap();
    assert!(said.contains("warning[set-aside]: cobalt: 1 rows of `production`"), "{said}");
}
