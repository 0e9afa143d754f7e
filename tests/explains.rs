//! Every number of `score --format json` can be given to `explain`, which ends at table, line and
//! publisher.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use common::{json, only, program, refused, stdout};
use minerals::load::{Request, Table, load};
use minerals::model::Also;
use minerals::model::{Consumer, Governance, Method, Metric, Question, StageChoice, Window, Year, ask};
use minerals::output::{Explained, Score};
use serde_json::Value;

/// Paths of the numbers in a value, with lists passed through.
fn numbers(path: &str, value: &Value, into: &mut Vec<(String, f64)>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                numbers(&path, inner, into);
            }
        }
        Value::Array(items) => items.iter().for_each(|inner| numbers(path, inner, into)),
        Value::Number(n) => into.push((path.to_owned(), n.as_f64().unwrap())),
        _ => {}
    }
}

#[test]
fn every_number_of_a_score_can_be_explained() {
    let answer = json(&["score", "--for", "USA"]);
    let mut paths: BTreeMap<String, String> = BTreeMap::new();
    for result in answer["results"].as_array().unwrap() {
        let mut found = Vec::new();
        numbers("", result, &mut found);
        for (path, _) in found {
            paths.entry(path).or_insert_with(|| result["mineral"].as_str().unwrap().to_owned());
        }
    }
    assert!(paths.len() > 40, "{paths:?}");
    for (path, mineral) in paths {
        let explained = json(&["explain", &path, &mineral, "--for", "USA"]);
        let results = explained["results"].as_array().unwrap();
        assert!(!results.is_empty(), "{path} of {mineral}");
        let rows = results.iter().flat_map(|r| r["terms"].as_array().unwrap()).flat_map(|t| {
            t["rows"].as_array().unwrap().iter().map(|r| r["place"].as_str().unwrap().to_owned())
        });
        assert!(rows.count() > 0, "{path} of {mineral} ends at no row");
    }
}

/// Everything under a path of a result, with lists passed through, in order.
fn at<'v>(value: &'v Value, path: &[&str]) -> Vec<&'v Value> {
    match (value, path) {
        (Value::Array(items), _) => items.iter().flat_map(|v| at(v, path)).collect(),
        (_, []) => vec![value],
        (_, [key, rest @ ..]) => value.get(*key).map(|v| at(v, rest)).unwrap_or_default(),
    }
}

#[test]
fn for_every_mineral_and_metric_the_number_explained_is_the_number_scored() {
    let loaded = load(&Request { needs: Table::ALL.to_vec(), ..Request::default() }).unwrap();
    let window = Window { first: Year::new(2018).unwrap(), last: Year::new(2022).unwrap() };
    let governance = Governance::new(&loaded.dataset.governance, window);
    let union = loaded.names.find_group("EU27").unwrap();
    let consumers = [
        Consumer::country(loaded.names.country("USA").unwrap(), "United States"),
        Consumer::group(&union.id, &union.name, union.members.clone(), false),
    ];
    let mut compared = 0;
    let answers = consumers.into_iter().flat_map(|consumer| {
        let question = Question {
            minerals: Vec::new(),
            stage: StageChoice::Worst,
            year: None,
            method: Method::default_for(Some(&consumer)),
            consumer: Some(Arc::new(consumer)),
            members: true,
            also: Also::default(),
        };
        ask(&loaded.dataset, &governance, &question).answers
    });
    for answer in answers {
        let score = serde_json::to_value(Score::new(&answer, &loaded.dataset)).unwrap();
        for metric in Metric::all() {
            let path: Vec<&str> = metric.path.split('.').collect();
            let mut scored = at(&score, &path);
            scored.retain(|n| {
                !n.is_object() || ["value", "low", "high"].iter().any(|end| n.get(end).is_some())
            });
            if path[0] == "dependency" {
                let mut others = path.clone();
                others[0] = "other_dependencies";
                scored.extend(at(&score, &others));
            }
            let explained = Explained::all(metric, &answer, &loaded.dataset);
            let told: Vec<&Explained> = explained.iter().filter(|e| e.reading.is_some()).collect();
            if metric.path.ends_with("published") {
                continue; // a bound has its own keys there
            }
            assert_eq!(told.len(), scored.len(), "{} of {}", metric.path, answer.info.id);
            for (e, number) in told.iter().zip(scored) {
                let reading = serde_json::to_value(e.reading).unwrap();
                let same = if number.is_object() {
                    ["value", "low", "high"].iter().all(|end| reading.get(end) == number.get(end))
                } else {
                    reading["value"].as_f64() == number.as_f64()
                };
                assert!(same, "{} of {}: {reading} and {number}", metric.path, answer.info.id);
                assert!(!e.worked.is_empty(), "{} of {} is not worked out", metric.path, answer.info.id);
                assert!(e.terms.iter().any(|t| !t.rows.is_empty()), "{} of {}", metric.path, answer.info.id);
                compared += 1;
            }
        }
    }
    assert!(compared > 1500, "{compared}");
}

#[test]
fn the_terms_of_an_hhi_add_up_to_it() {
    let explained = json(&["explain", "hhi", "cobalt", "--stage", "mine"]);
    let result = only(&explained);
    let squares: f64 = result["terms"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|t| t["numbers"].as_array().unwrap())
        .filter(|n| n["name"] == "square")
        .map(|n| n["value"].as_f64().unwrap())
        .sum();
    common::near(&result["reading"]["value"], squares, 1e-12);
}

#[test]
fn a_place_is_a_line_of_a_table_that_holds_the_figure() {
    let explained = json(&["explain", "hhi", "cobalt", "--stage", "mine"]);
    for term in only(&explained)["terms"].as_array().unwrap() {
        for row in term["rows"].as_array().unwrap() {
            let (file, line) = row["place"].as_str().unwrap().rsplit_once(':').unwrap();
            let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
            let line = text.lines().nth(line.parse::<usize>().unwrap() - 1).unwrap();
            let label = term["label"].as_str().unwrap();
            assert!(line.starts_with(&format!("cobalt,mine,{label},2025,")), "{line}");
            assert!(line.ends_with(row["source"].as_str().unwrap()), "{line}");
        }
    }
}

#[test]
fn a_metric_or_a_code_without_a_mineral_is_explained_in_general() {
    assert!(stdout(&["explain", "hhi"]).contains("share^2"));
    assert!(stdout(&["explain", "unknown-country"]).contains("ISO 3166"));
    let said = refused(&["explain", "hhhi"]);
    assert!(said.contains("unknown-metric"), "{said}");
    let said = refused(&["explain", "hhi", "cobald"]);
    assert!(said.contains("did you mean `cobalt`"), "{said}");
}

#[test]
fn an_explanation_fits_eighty_columns() {
    for arguments in [["explain", "hhi_wgi", "cobalt"], ["explain", "reserves.years", "rare-earths"]] {
        let output = program().args(arguments).env("COLUMNS", "80").output().unwrap();
        for line in String::from_utf8(output.stdout).unwrap().lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
}
