//! `minerals show` of countries and groups: their figures are those of the tables, a group's the sum of
//! its members', and what is unknown stays so.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use common::{folder, json, near, only, refused, stdout};
use serde_json::Value;

const FIVE: [&str; 5] = ["KAZ", "KGZ", "TJK", "TKM", "UZB"];

fn list<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("no {key} in {value}"))
}

/// A standing of a mineral at a stage.
fn standing<'v>(profile: &'v Value, table: &str, mineral: &str, stage: &str) -> &'v Value {
    let all = list(profile, table);
    all.iter().find(|s| s["mineral"] == mineral && s["stage"] == stage).unwrap_or_else(|| panic!("{mineral}"))
}

/// The rows of a table of the project, by column.
fn rows(table: &str) -> Vec<HashMap<String, String>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/{table}.csv"));
    csv::Reader::from_path(file).unwrap().deserialize().map(|row| row.unwrap()).collect()
}

fn tons(row: &HashMap<String, String>) -> Option<f64> {
    let factor = match row["unit"].as_str() {
        "t" => 1.0,
        "kt" => 1e3,
        "Mt" => 1e6,
        "kg" => 1e-3,
        _ => return None,
    };
    row["quantity"].parse::<f64>().ok().map(|q| q * factor)
}

#[test]
fn kazakhstans_shares_and_ranks_are_those_of_the_table() {
    let (answer, production) = (json(&["show", "KAZ"]), rows("production"));
    let mut compared = 0;
    for s in list(only(&answer), "output") {
        let of_mix = |r: &&HashMap<String, String>| {
            let year = r["year"].parse::<u64>().ok();
            (&*r["mineral"], &*r["stage"], year)
                == (s["mineral"].as_str().unwrap(), s["stage"].as_str().unwrap(), s["year"].as_u64())
                && s["source"]
                    .as_str()
                    .unwrap()
                    .split('+')
                    .any(|edition| r["source"].starts_with(&format!("{edition}:")))
                && r["country"] != "world"
        };
        let mix: Vec<_> = production.iter().filter(of_mix).collect();
        let Some(figures) =
            mix.iter().map(|r| tons(r)).collect::<Option<Vec<f64>>>().filter(|f| !f.is_empty())
        else {
            continue; // withheld, bounded or not in tons
        };
        let own = mix.iter().position(|r| r["country"] == "KAZ").map(|at| figures[at]).unwrap();
        let larger = mix.iter().zip(&figures).filter(|(r, q)| r["country"] != "other" && **q > own).count();
        if s["share"]["value"].is_null() {
            continue; // most of the world is not named
        }
        near(&s["quantity"]["value"], own, 1e-6);
        assert_eq!(s["rank"]["value"].as_f64(), u32::try_from(larger + 1).ok().map(f64::from), "{s}");
        // where the published total holds more than the rows, the share is of a larger whole
        let share = own / figures.iter().sum::<f64>();
        assert!(s["share"]["value"].as_f64().unwrap() <= share + 1e-12, "{s}");
        if s["share"]["low"] == s["share"]["high"] {
            near(&s["share"]["value"], share, 1e-12);
            compared += 1;
        }
        assert_eq!(list(s, "rows").len(), 1);
    }
    assert!(compared >= 12, "{compared}");
}

#[test]
fn kazakhstans_copper_lasts_as_long_as_its_reserves_over_its_own_output() {
    let answer = json(&["show", "Kazakhstan"]);
    let copper = standing(only(&answer), "reserves", "copper", "mine");
    near(&copper["quantity"]["value"], 20e6, 0.0);
    near(&copper["years"]["value"], 20_000.0 / 710.0, 1e-9);
    assert_eq!(copper["rows"][0]["source"], "usgs-mcs-2026:2077");
    let chromium = standing(only(&answer), "reserves", "chromium", "mine");
    assert!(
        chromium["years"]["value"].is_null(),
        "reserves are weighed as content, output as ore: {chromium}"
    );
}

#[test]
fn a_group_is_the_sum_of_its_members_and_the_rest_may_be_a_silent_ones() {
    let groups = json(&["show", "C5"]);
    let alone: Vec<Value> = FIVE.iter().map(|country| json(&["show", country])).collect();
    let mut compared = 0;
    for table in ["output", "reserves"] {
        for s in list(only(&groups), table) {
            let same = |o: &&Value| o["mineral"] == s["mineral"] && o["stage"] == s["stage"];
            let members: Vec<&Value> =
                alone.iter().filter_map(|a| list(only(a), table).iter().find(same)).collect();
            assert_eq!(list(s, "rows").len(), members.len(), "{s}");
            let figures: Option<Vec<f64>> = members.iter().map(|m| m["quantity"]["value"].as_f64()).collect();
            match figures {
                Some(all) => {
                    let sum: f64 = all.iter().sum();
                    near(&s["quantity"]["value"], sum, 1e-9 * sum);
                    compared += 1;
                }
                None => assert!(s["quantity"]["value"].is_null(), "a member is not told: {s}"),
            }
        }
    }
    assert!(compared > 30, "{compared}");
    let antimony = standing(only(&groups), "output", "antimony", "mine");
    near(&antimony["quantity"]["value"], 800.0 + 700.0 + 22_000.0, 0.0);
    let chromium = standing(only(&groups), "output", "chromium", "mine");
    let (low, high) =
        (chromium["share"]["low"].as_f64().unwrap(), chromium["share"]["high"].as_f64().unwrap());
    assert!(low < high, "four members have no row, and some countries are not named: {chromium}");
}

/// A folder with a table of output in which a figure is withheld, trade of a shared code, and what two
/// offices say.
fn own_tables(name: &str) -> PathBuf {
    let folder = folder(name);
    let write = |table: &str, text: &str| std::fs::write(folder.join(format!("{table}.csv")), text).unwrap();
    write(
        "production",
        "mineral,stage,country,year,quantity,unit,status\n\
         cobalt,mine,COD,2024,80,t,\ncobalt,mine,KAZ,2024,,t,withheld\ncobalt,mine,AUS,2024,20,t,\n",
    );
    write(
        "trade",
        "mineral,stage,product,exporter,importer,year,quantity,unit,value_usd\n\
         niobium,mine,261590,KAZ,CHN,2024,,,1000000\ntantalum,mine,261590,KAZ,CHN,2024,,,1000000\n\
         vanadium,mine,261590,KAZ,CHN,2024,,,1000000\ncobalt,mine,260500,KAZ,CHN,2024,,,500000\n\
         cobalt,mine,260500,KAZ,UZB,2024,,,7000\ncobalt,mine,260500,CHN,KAZ,2024,,,30000\n\
         cobalt,mine,260500,KAZ,CHN,2023,,,9000000\n",
    );
    write(
        "bilateral",
        "reporter,partner,period,flow,scope,value_usd,note\n\
         KAZ,CHN,2024,exports,all goods,20000000,\nCHN,KAZ,2024,imports,all goods,25000000,\n\
         KAZ,CHN,2024,turnover,all goods,30000000,first 9 months\nCHN,KAZ,2024,turnover,all goods,50000000,\n\
         KAZ,CHN,2024,imports,critical minerals,3,\n",
    );
    folder
}

#[test]
fn what_is_withheld_stays_unknown() {
    let folder = own_tables("places-withheld");
    let answer = json(&["show", "KAZ", "--data", folder.to_str().unwrap()]);
    let cobalt = standing(only(&answer), "output", "cobalt", "mine");
    for absent in ["quantity", "share", "rank"] {
        assert!(cobalt[absent].is_null(), "{absent}: {cobalt}");
    }
    assert_eq!(
        (&cobalt["rows"][0]["status"], &cobalt["rows"][0]["place"]),
        (&"withheld".into(), &"production.csv:3".into())
    );
    assert!(list(&answer, "warnings").iter().any(|w| w["code"] == "incomplete"), "{answer}");
    let other = json(&["show", "COD", "--data", folder.to_str().unwrap()]);
    let share = &standing(only(&other), "output", "cobalt", "mine")["share"];
    assert!(share["value"] == 0.8 && share["low"].is_null(), "who is missing may be the largest: {share}");
}

#[test]
fn a_code_that_minerals_share_is_counted_once() {
    let folder = own_tables("places-basket");
    let answer = json(&["show", "KAZ", "--with", "CHN", "--data", folder.to_str().unwrap()]);
    let profile = only(&answer);
    let basket = &profile["trade"]["sells"][0];
    assert_eq!((&basket["product"], list(basket, "minerals").len()), (&"261590".into(), 3));
    assert_eq!(basket["value_usd"], 1e6);
    let minerals = &profile["partners"][0]["minerals"];
    assert_eq!((&minerals["exports_usd"], &minerals["imports_usd"]), (&1_500_000.0.into(), &30_000.0.into()));
    assert_eq!((&minerals["export_codes"], &minerals["year"]), (&2.into(), &2024.into()));
    let group = json(&["show", "C5", "--with", "CHN", "--data", folder.to_str().unwrap()]);
    let sold: f64 =
        list(&only(&group)["trade"], "sells").iter().map(|g| g["value_usd"].as_f64().unwrap()).sum();
    near(&sold.into(), 1_500_000.0, 0.0); // what members sell to each other is not sold by the group
}

#[test]
fn mirrors_are_told_with_their_ratio_and_unlike_scopes_and_periods_are_none() {
    let folder = own_tables("places-mirrors");
    let answer = json(&["show", "KAZ", "--data", folder.to_str().unwrap()]);
    let china = &only(&answer)["partners"][0];
    assert_eq!(list(china, "reported").len(), 5);
    let [mirror] = list(china, "mirrors").as_slice() else { panic!("{china}") };
    assert_eq!((&mirror["more"]["reporter"], &mirror["ratio"]), (&"CHN".into(), &1.25.into()));
    let ways: Vec<&str> = list(china, "reported").iter().map(|r| r["way"].as_str().unwrap()).collect();
    assert_eq!(ways.iter().filter(|way| **way == "out").count(), 2, "what China imports Kazakhstan sells");
}

#[test]
fn kazakhstans_trade_stands_by_scope_with_what_the_press_quotes() {
    let answer = json(&["show", "KAZ", "--with", "CHN,USA"]);
    let partners = list(only(&answer), "partners");
    assert_eq!(partners.len(), 2);
    let press = |partner: &Value| {
        let reported = list(partner, "reported");
        reported.iter().find(|r| r["source"] == "oec-2023").unwrap()["value_usd"].clone()
    };
    assert_eq!((press(&partners[0]), press(&partners[1])), (3.07e9.into(), 0.544e9.into()));
    assert!(partners[0]["minerals"]["exports_usd"].as_f64().unwrap() > 1e9, "{}", partners[0]["minerals"]);
    let ratios: Vec<f64> =
        list(&partners[1], "mirrors").iter().map(|m| m["ratio"].as_f64().unwrap()).collect();
    assert_eq!(ratios.len(), 3);
    assert!(ratios.iter().any(|r| (r - 2.0).abs() < 1e-9), "{ratios:?}");
    assert!(partners[0]["mirrors"].is_null(), "nine months are not a year");
}

#[test]
fn reserves_of_rare_earths_lithium_and_cobalt_in_the_five_states_are_not_confirmed() {
    for country in FIVE {
        let answer = json(&["show", country]);
        let minerals = list(&only(&answer)["unconfirmed"], "minerals");
        for mineral in ["rare-earths", "lithium", "cobalt"] {
            assert!(minerals.contains(&mineral.into()), "{country} {mineral}");
        }
        let table = stdout(&["show", country]);
        assert!(table.contains("No reserves of") && table.contains("rare-earths"), "{table}");
    }
    let answer = json(&["show", "AUS"]);
    let australia = list(&only(&answer)["unconfirmed"], "minerals");
    assert!(["rare-earths", "lithium", "cobalt"].iter().all(|m| !australia.contains(&(*m).into())));
}

#[test]
fn every_figure_names_its_line_and_its_publisher() {
    let answer = json(&["show", "KAZ", "C5"]);
    let named = |v: &Value| v.as_str().is_some_and(|s| s.starts_with("data/") && s.contains(".csv"));
    for profile in list(&answer, "results") {
        let standings = list(profile, "output").iter().chain(list(profile, "reserves"));
        for row in standings.flat_map(|s| list(s, "rows")) {
            assert!(named(&row["place"]) && row["source"].is_string(), "{row}");
        }
        for figure in list(profile, "members").iter().chain(list(profile, "capacity")) {
            assert!(named(&figure["place"]) && figure["source"].is_string(), "{figure}");
        }
        for goods in list(&profile["trade"], "sells").iter().chain(list(&profile["trade"], "buys")) {
            for partner in list(goods, "partners") {
                assert!(list(partner, "places").iter().all(named), "{partner}");
                assert!(!list(partner, "sources").is_empty(), "{partner}");
            }
        }
        for figure in
            list(profile, "partners").iter().flat_map(|p| p["reported"].as_array().into_iter().flatten())
        {
            assert!(named(&figure["place"]) && figure["source"].is_string(), "{figure}");
        }
    }
    let csv = stdout(&["show", "KAZ", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let lines: Vec<HashMap<String, String>> = reader.deserialize().map(|row| row.unwrap()).collect();
    assert!(lines.len() > 200, "{}", lines.len());
    for line in &lines {
        let is_sum = line["table"] == "trade" && line["share.value"].is_empty();
        let is_silence = line["status"] == "not-confirmed";
        assert!(is_sum || is_silence || line["place"].starts_with("data/"), "{line:?}");
    }
}

#[test]
fn a_name_that_several_things_have_is_told_with_each_way_to_write_it() {
    let said = refused(&["show", "Co"]);
    assert!(said.contains("`mineral:Co` or `country:Co`"), "{said}");
    assert_eq!(only(&json(&["show", "mineral:Co"]))["mineral"], "cobalt");
    assert_eq!(only(&json(&["show", "country:Co"]))["id"], "COL");
    assert_eq!(only(&json(&["show", "group:EU"]))["id"], "EU27");
    assert!(refused(&["show", "Kazakstn"]).contains("did you mean"));
    assert!(refused(&["show", "cobalt", "KAZ"]).contains("the two are shown apart"));
    assert!(refused(&["show", "KAZ", "--for", "USA"]).contains("--with"));
    assert!(refused(&["show", "cobalt", "--with", "USA"]).contains("--for"));
    assert!(refused(&["show", "KAZ", "--with", "Atlantis"]).contains("unknown country `Atlantis`"));
}

#[test]
fn stage_year_and_top_hold() {
    let answer = json(&["show", "KAZ", "--stage", "refinery", "--year", "2024"]);
    let output = list(only(&answer), "output");
    assert!(!output.is_empty() && output.iter().all(|s| s["stage"] == "refinery"));
    assert!(output.iter().all(|s| s["year"].as_u64().unwrap() <= 2024));
    let copper = output.iter().find(|s| s["mineral"] == "copper").unwrap();
    near(&copper["quantity"]["value"], 498_000.0, 0.0);
    let lines = |arguments: &[&str]| stdout(arguments).lines().count();
    assert!(lines(&["show", "KAZ", "--top", "2"]) < lines(&["show", "KAZ"]));
    assert!(refused(&["show", "KAZ", "--top", "0"]).contains("--top"));
}

#[test]
fn the_table_fits_eighty_columns_and_lists_no_row_over_several_lines() {
    for name in ["KAZ", "C5", "EU27", "CHN", "USA"] {
        let output = common::program().args(["show", name]).env("COLUMNS", "80").output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        assert!(!text.contains("Mineral:") && !text.contains("Partner:"), "{text}");
    }
}
