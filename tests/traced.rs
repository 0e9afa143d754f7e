//! Traced exposure: origins through the hands of those who only sell on.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use common::{json, near, only, run, stdout};
use serde_json::Value;

const OUTPUT: &str = "natural-graphite,mine,AUS,2022,100,t\nnatural-graphite,mine,BEL,2022,10,t\n\
                      natural-graphite,mine,JPN,2022,0,t";
/// A sells 60 to B and 20 to C, B sells 40 to C.
const TRADE: &str = "natural-graphite,mine,250410,AUS,BEL,2022,60,t,60\nnatural-graphite,mine,250410,AUS,JPN,2022,20,t,20\n\
                     natural-graphite,mine,250410,BEL,JPN,2022,40,t,40";

fn tables(name: &str, output: &str, trade: &str) -> String {
    let folder = common::folder(name);
    let output = format!("mineral,stage,country,year,quantity,unit\n{output}\n");
    let trade = format!("mineral,stage,product,exporter,importer,year,quantity,unit,value_usd\n{trade}\n");
    std::fs::write(folder.join("production.csv"), output).unwrap();
    std::fs::write(folder.join("trade.csv"), trade).unwrap();
    folder.to_str().unwrap().to_owned()
}

fn shown(data: &str) -> Value {
    only(&json(&["show", "natural-graphite", "--for", "JPN", "--data", data])).clone()
}

#[test]
fn a_traders_goods_are_traced_to_who_put_them_out() {
    let data = tables("traced-trader", OUTPUT, TRADE);
    let result = shown(&data);
    let traced = &result["dependency"]["traced"];
    near(&traced["quantity"], 60.0, 1e-9);
    near(&traced["exposure"]["value"], 54.29 / 60.0, 0.005 / 60.0);
    assert_eq!(traced["top_source"]["country"], "AUS");
    // directly, Belgium is the largest
    assert_eq!(result["dependency"]["top_source"]["country"], "BEL");
    let origins = result["origins"].as_array().unwrap();
    let of = |code: &str| origins.iter().find(|o| o["country"] == code).unwrap();
    near(&of("AUS")["bought"], 20.0, 1e-9);
    near(&of("AUS")["traced"], 54.29, 0.005);
    near(&of("BEL")["bought"], 40.0, 1e-9);
    near(&of("BEL")["traced"], 60.0 - 54.29, 0.005);
}

#[test]
fn the_order_and_the_unit_of_the_rows_do_not_matter() {
    let first = shown(&tables("traced-order", OUTPUT, TRADE))["origins"].clone();
    let backwards = |text: &str| text.lines().rev().collect::<Vec<_>>().join("\n");
    let data = tables("traced-order", &backwards(OUTPUT), &backwards(TRADE));
    assert_eq!(shown(&data)["origins"], first);
    let kilograms = |text: &str| {
        let row = |line: &str| {
            let cells: Vec<String> = line
                .split(',')
                .enumerate()
                .map(|(i, cell)| match (cell.parse::<u32>(), cell) {
                    (Ok(tons), _) if i >= 4 && tons != 2022 => (tons * 1000).to_string(),
                    (_, "t") => "kg".to_owned(),
                    _ => cell.to_owned(),
                })
                .collect();
            cells.join(",")
        };
        text.lines().map(row).collect::<Vec<_>>().join("\n")
    };
    let data = tables("traced-order", &kilograms(OUTPUT), &kilograms(TRADE));
    for (one, other) in shown(&data)["origins"].as_array().unwrap().iter().zip(first.as_array().unwrap()) {
        near(&one["traced"], other["traced"].as_f64().unwrap(), 1e-9);
    }
}

#[test]
fn what_nobody_is_known_to_have_put_out_is_told_and_may_be_of_the_largest() {
    let trade = TRADE.replace("BEL,JPN,2022,40,t,40", "BEL,JPN,2022,100,t,100");
    let result = shown(&tables("traced-unknown", OUTPUT, &trade));
    let other =
        result["origins"].as_array().unwrap().iter().find(|o| o["country"] == "other").unwrap().clone();
    near(&other["traced"], 30.0, 1e-9);
    let exposure = &result["dependency"]["traced"]["exposure"];
    near(&exposure["value"], 80.0 / 120.0, 1e-9);
    near(&exposure["high"], 110.0 / 120.0, 1e-9);
}

#[test]
fn where_there_is_no_common_basis_the_reason_is_told() {
    let why = |name: &str, output: &str, trade: &str| {
        shown(&tables(name, output, trade))["dependency"]["no_traced"].as_str().unwrap().to_owned()
    };
    let older = OUTPUT.replace("2022", "2021");
    assert!(why("traced-years", &older, TRADE).contains("no output of that year"));
    let values = TRADE.replace(",60,t,", ",,,").replace(",20,t,", ",,,").replace(",40,t,", ",,,");
    assert!(why("traced-values", OUTPUT, &values).contains("no quantities"));
    let code = TRADE.replace("250410", "999999");
    assert!(why("traced-codes", OUTPUT, &code).contains("HS 999999"));
    let carats = OUTPUT.replace(",t", ",ct");
    assert!(why("traced-units", &carats, TRADE).contains("in tons"));
    let sold = format!("{TRADE}\nnatural-graphite,mine,250410,JPN,DEU,2022,60,t,60");
    assert!(why("traced-sold", OUTPUT, &sold).contains("nothing is left"));
    let said = stdout(&["show", "cobalt", "--for", "JPN"]);
    assert!(said.contains("not traced to who put it out"), "{said}");
}

#[test]
fn the_traced_exposure_explains_itself_down_to_the_rows() {
    let data = tables("traced-explain", OUTPUT, TRADE);
    let question =
        ["explain", "dependency.traced.exposure", "natural-graphite", "--for", "JPN", "--data", &data];
    let answer = json(&question);
    let terms = only(&answer)["terms"].as_array().unwrap().clone();
    let place = |label: &str| {
        let term = terms.iter().find(|t| t["label"] == label).unwrap();
        term["rows"][0]["place"].as_str().unwrap().to_owned()
    };
    assert!(place("AUS").ends_with("production.csv:2"));
    assert!(place("bought from BEL").ends_with("trade.csv:4"));
    let none = tables("traced-explain", &OUTPUT.replace("2022", "2021"), TRADE);
    let question =
        ["explain", "dependency.traced.exposure", "natural-graphite", "--for", "JPN", "--data", &none];
    let output = run(&question);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no output of that year"));
}

#[test]
fn graphite_that_japan_buys_is_traced_with_the_tables_that_ship() {
    let answer = json(&["show", "natural-graphite", "--for", "JPN"]);
    let result = only(&answer);
    let traced = &result["dependency"]["traced"];
    assert_eq!(traced["top_source"]["country"], "CHN");
    let origins = result["origins"].as_array().unwrap();
    let sum = |key: &str| origins.iter().map(|o| o[key].as_f64().unwrap()).sum::<f64>();
    let used = traced["quantity"].as_f64().unwrap();
    let domestic = traced["domestic"].as_f64().unwrap();
    assert!((sum("traced") - used * (1.0 - domestic)).abs() < 1e-6 * used);
    assert!((sum("traced_share") - 1.0).abs() < 1e-9);
}
