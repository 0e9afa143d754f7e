//! What a consumer depends on where nobody publishes it: imports by value, groups, and reliance from trade.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use common::{json, near, only};
use serde_json::Value;

const TRADE: &str = "mineral,stage,product,exporter,importer,year,quantity,unit,value_usd\n";
const OUTPUT: &str = "mineral,stage,country,year,quantity,unit\n";

fn tables(name: &str, trade: &str, output: &str) -> PathBuf {
    let folder = common::folder(name);
    std::fs::write(folder.join("trade.csv"), format!("{TRADE}{trade}")).unwrap();
    if !output.is_empty() {
        std::fs::write(folder.join("production.csv"), format!("{OUTPUT}{output}")).unwrap();
    }
    folder
}

/// The answer of `score` for a consumer by exposure, of one mineral.
fn dependency(folder: &Path, consumer: &str, mineral: &str, more: &[&str]) -> (Value, Value) {
    let path = folder.to_str().unwrap();
    let arguments = ["score", mineral, "--for", consumer, "--data", path, "--method", "exposure"];
    let answer = json(&[&arguments, more].concat());
    let found = only(&answer)["dependency"].clone();
    (found, answer)
}

/// Codes of all warnings.
fn codes(answer: &Value) -> Vec<String> {
    let all = answer["warnings"].as_array().map(Vec::as_slice).unwrap_or_default();
    all.iter().map(|w| w["code"].as_str().unwrap().to_owned()).collect()
}

const JAPAN: &str = "cobalt,refinery,,FIN,JPN,2024,60,t,600\ncobalt,refinery,,COD,JPN,2024,40000,kg,900\n\
                     cobalt,refinery,,JPN,KOR,2024,10,t,150\ncobalt,refinery,,CHN,USA,2024,500,t,9000\n";

#[test]
fn shares_are_by_value_and_reliance_is_computed_from_output_and_trade() {
    let folder = tables("computed", JAPAN, "cobalt,refinery,JPN,2024,30,t\ncobalt,refinery,CHN,2024,200,t\n");
    let (found, _) = dependency(&folder, "JPN", "cobalt", &[]);
    assert_eq!(found["top_source"]["country"], "COD");
    near(&found["top_source"]["share"], 0.6, 1e-12);
    near(&found["import_hhi"]["value"], 0.36 + 0.16, 1e-12);
    near(&found["imports_usd"], 1500.0, 1e-9);
    // (100 - 10) / (30 + 100 - 10)
    near(&found["import_reliance"]["value"], 0.75, 1e-12);
    near(&found["exposure"]["value"], 0.75 * 0.6, 1e-12);
    assert_eq!((&found["computed"], &found["shares_of"]), (&Value::Bool(true), &"imports".into()));
    let path = folder.to_str().unwrap();
    let explained = json(&["explain", "import_reliance", "cobalt", "--for", "JPN", "--data", path]);
    let terms = only(&explained)["terms"].as_array().unwrap();
    let quantity = |i: usize| terms[i]["numbers"][0]["value"].as_f64().unwrap();
    let all: Vec<String> = [0, 1, 2].map(|i| quantity(i).to_string()).into();
    assert_eq!(all, ["100", "10", "30"], "imports, exports, output");
    assert_eq!(terms[0]["rows"].as_array().unwrap().len(), 2);
}

#[test]
fn own_output_that_may_be_in_the_unnamed_rest_leaves_bounds() {
    let output = "cobalt,refinery,CHN,2024,200,t\ncobalt,refinery,other,2024,60,t\n";
    let (found, _) = dependency(&tables("rest", JAPAN, output), "JPN", "cobalt", &[]);
    // no output, or all of the rest
    near(&found["import_reliance"]["low"], 90.0 / 150.0, 1e-12);
    near(&found["import_reliance"]["high"], 1.0, 1e-12);
    assert!(found["import_reliance"].get("value").is_none());
}

#[test]
fn who_sells_more_than_it_buys_is_a_net_exporter() {
    let trade = JAPAN.replace("JPN,KOR,2024,10", "JPN,KOR,2024,101");
    let (found, answer) = dependency(&tables("net", &trade, ""), "JPN", "cobalt", &[]);
    assert_eq!(found["net_exporter"], true);
    assert!(found.get("exposure").is_none() && found.get("import_reliance").is_none());
    assert_eq!(only(&answer)["headline"]["net_exporter"], true);
}

#[test]
fn without_a_basis_in_common_there_is_no_reliance_and_the_share_is_an_upper_bound() {
    let (found, _) = dependency(&tables("none", JAPAN, "cobalt,mine,COD,2024,1,t\n"), "JPN", "cobalt", &[]);
    assert!(found["no_reliance"].as_str().unwrap().contains("no output of the year"), "{found}");
    near(&found["exposure"]["high"], 0.6, 1e-12);
    assert!(found["exposure"].get("value").is_none() && found["exposure"].get("low").is_none());
    // ores: how much metal they hold is not known
    let ores = JAPAN.replace("cobalt,refinery,", "copper,mine,260300");
    let output = "copper,mine,JPN,2024,30,t\ncopper,mine,CHL,2024,200,t\n";
    let (found, _) = dependency(&tables("ores", &ores, output), "JPN", "copper", &[]);
    assert!(found["no_reliance"].as_str().unwrap().contains("contain"), "{found}");
    // quantities that are mostly unknown
    let blank = JAPAN.replace("40000,kg", ",");
    let output = "cobalt,refinery,JPN,2024,30,t\n";
    let (found, _) = dependency(&tables("blank", &blank, output), "JPN", "cobalt", &[]);
    assert!(found["no_reliance"].as_str().unwrap().contains("quantities"), "{found}");
}

#[test]
fn goods_are_put_on_the_basis_of_output_by_their_chemistry() {
    let trade = "lithium,refinery,283691,CHL,JPN,2024,1000,t,9000000\n";
    let output = "lithium,refinery,JPN,2024,100,t\nlithium,refinery,CHN,2024,900,t\n";
    let (found, _) = dependency(&tables("carbonate", trade, output), "JPN", "lithium", &[]);
    // Li in Li2CO3: 2 x 6.94 / (2 x 6.94 + 12.011 + 3 x 15.999)
    let lithium = 1000.0 * 13.88 / 73.888;
    near(&found["import_reliance"]["value"], lithium / (100.0 + lithium), 1e-3);
}

#[test]
fn trade_between_the_members_of_a_group_is_left_out_and_told_where_it_matters() {
    let trade = "cobalt,refinery,,CHN,FRA,2024,,,100\ncobalt,refinery,,DEU,FRA,2024,,,300\n\
                 cobalt,refinery,,COD,DEU,2024,,,50\n";
    let folder = tables("group", trade, "");
    let (found, answer) = dependency(&folder, "EU27", "cobalt", &[]);
    assert_eq!(found["consumer"], "EU27");
    assert_eq!(found["top_source"]["country"], "CHN");
    near(&found["top_source"]["share"], 100.0 / 150.0, 1e-12);
    near(&found["intra_share"], 300.0 / 450.0, 1e-12);
    assert_eq!(found["top_source_with_intra"]["country"], "DEU");
    assert!(codes(&answer).contains(&"intra-trade".to_owned()), "{answer}");
    let (found, answer) = dependency(&folder, "EU27", "cobalt", &["--intra"]);
    assert_eq!(found["top_source"]["country"], "DEU");
    assert_eq!(answer["parameters"]["intra"], true);
    assert!(!codes(&answer).contains(&"intra-trade".to_owned()));
}

#[test]
fn a_code_that_tells_the_mineral_goes_before_one_that_several_share() {
    let trade = "gallium,refinery,811292,CHN,JPN,2024,,,900\ngallium,refinery,,DEU,JPN,2024,,,100\n";
    let (found, answer) = dependency(&tables("basket", trade, ""), "JPN", "gallium", &[]);
    assert_eq!((&found["confidence"], &found["top_source"]["country"]), (&"exact".into(), &"DEU".into()));
    assert!(!codes(&answer).contains(&"basket-code".to_owned()));
    let only_basket = "gallium,refinery,811292,CHN,JPN,2024,,,900\n";
    let (found, answer) = dependency(&tables("only", only_basket, ""), "JPN", "gallium", &[]);
    assert_eq!(found["confidence"], "basket");
    assert!(codes(&answer).contains(&"basket-code".to_owned()));
}

/// Imports of one country under one code, by exporter, as they stand in the table that ships.
fn shipped(code: &str, importer: &str, year: &str) -> BTreeMap<String, f64> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/trade.csv.gz");
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|h| h == name).unwrap();
    let (product, exporter, buyer, when, value) =
        (at("product"), at("exporter"), at("importer"), at("year"), at("value_usd"));
    let mut found = BTreeMap::new();
    for row in reader.records().map(Result::unwrap) {
        if &row[product] == code && &row[buyer] == importer && &row[when] == year {
            found.insert(row[exporter].to_owned(), row[value].parse().unwrap());
        }
    }
    found
}

#[test]
fn the_import_hhi_of_shipped_trade_is_that_of_its_rows() {
    let answer = json(&["score", "natural-graphite", "--for", "JPN", "--stage", "mine"]);
    let found = &only(&answer)["dependency"];
    let mut sellers = shipped("250410", "JPN", "2024");
    for (seller, value) in shipped("250490", "JPN", "2024") {
        *sellers.entry(seller).or_default() += value;
    }
    let total: f64 = sellers.values().sum();
    let squares: f64 = sellers.values().map(|v| (v / total) * (v / total)).sum();
    near(&found["import_hhi"]["value"], squares, 1e-9);
    near(&found["imports_usd"], total, 1e-3);
    near(&found["top_source"]["share"], sellers["CHN"] / total, 1e-12);
}

#[test]
fn who_puts_nothing_out_is_no_net_exporter_and_who_buys_nothing_has_no_reliance() {
    let passes_on = JAPAN.replace("JPN,KOR,2024,10", "JPN,KOR,2024,101");
    let output = "cobalt,refinery,CHN,2024,200,t\n";
    let (found, _) = dependency(&tables("passes", &passes_on, output), "JPN", "cobalt", &[]);
    assert!(found.get("net_exporter").is_none());
    assert!(found["no_reliance"].as_str().unwrap().contains("passes on"), "{found}");
    near(&found["exposure"]["high"], 0.6, 1e-12);
    let only_sells = "cobalt,refinery,,JPN,KOR,2024,10,t,150\n";
    let (found, answer) = dependency(&tables("sells", only_sells, ""), "JPN", "cobalt", &[]);
    assert_eq!(found["no_reliance"], "nothing is imported at this stage");
    assert!(found.get("exposure").is_none() && only(&answer).get("headline").is_none());
    // of a basket not even the sign is known
    let basket =
        "gallium,refinery,811292,CHN,JPN,2024,1,t,900\ngallium,refinery,811292,JPN,USA,2024,9,t,9000\n";
    let (found, _) = dependency(&tables("sign", basket, ""), "JPN", "gallium", &[]);
    assert!(found.get("net_exporter").is_none(), "{found}");
}

#[test]
fn without_quantities_the_value_tells_who_sells_more_than_it_buys() {
    let trade = "copper,refinery,740311,CHL,JPN,2024,,,100\ncopper,refinery,740311,JPN,CHN,2024,,,900\n";
    let output = "copper,refinery,JPN,2024,1500,kt\ncopper,refinery,CHL,2024,2000,kt\n";
    let (found, _) = dependency(&tables("value", trade, output), "JPN", "copper", &[]);
    assert_eq!(found["net_exporter"], true, "{found}");
}

#[test]
fn trade_may_leave_out_the_column_that_it_has_nothing_for() {
    let folder = common::folder("no-value");
    let rows = "mineral,stage,exporter,importer,year,quantity,unit\ncobalt,refinery,COD,JPN,2024,5,t\n";
    std::fs::write(folder.join("trade.csv"), rows).unwrap();
    let (found, _) = dependency(&folder, "JPN", "cobalt", &[]);
    near(&found["top_source"]["share"], 1.0, 1e-12);
    // and the Union is answered by exposure where the tables hold no study of it
    let path = folder.to_str().unwrap();
    let answer = json(&["score", "--for", "EU27", "--trade", folder.join("trade.csv").to_str().unwrap()]);
    assert_eq!(answer["parameters"]["method"], "eu");
    let own = rows.replace("JPN", "DEU");
    std::fs::write(folder.join("trade.csv"), own).unwrap();
    assert_eq!(json(&["score", "--for", "EU27", "--data", path])["parameters"]["method"], "exposure");
}
