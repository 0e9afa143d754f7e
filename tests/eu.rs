//! The EU's study of 2023 reproduced from its published inputs: supply risk, economic importance, the means
//! of families, and every difference that is more than rounding, with its likely cause.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::float_cmp,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::collections::BTreeMap;

use common::{folder, json, near, of, only, refused, stdout};
use serde_json::Value;

/// The families that the study scores as the mean of their members.
const FAMILIES: [&str; 3] = ["heavy-rare-earths", "light-rare-earths", "platinum-group-metals"];

/// Supply risks beyond rounding: the mineral, ours less the printed one, the term that it turns on.
const RISKS: [(&str, f64, &str); 20] = [
    ("arsenic", -0.88, "scope"),
    ("beryllium", -0.19, "HHI_GS"),
    ("chromium", -0.64, "HHI_EU"),
    ("germanium", 1.85, "HHI_EU"),
    ("iridium", -0.23, "EoL-RIR"),
    ("kaolin", -0.27, "EoL-RIR"),
    ("lanthanum", 0.51, "HHI_EU"),
    ("lithium", 0.10, "HHI"),
    ("neodymium", -2.62, "HHI"),
    ("perlite", -0.22, "scope"),
    ("phosphate-rock", 0.24, "EoL-RIR"),
    ("praseodymium", 0.85, "HHI_EU"),
    ("rhodium", 0.51, "EoL-RIR"),
    ("ruthenium", -0.25, "EoL-RIR"),
    ("samarium", 0.55, "HHI_EU"),
    ("silver", 0.21, "EoL-RIR"),
    ("tantalum", 0.15, "HHI_EU"),
    ("terbium", 0.30, "EoL-RIR"),
    ("vanadium", -0.13, "EoL-RIR"),
    ("yttrium", 1.59, "EoL-RIR"),
];

/// Economic importances beyond rounding.
const IMPORTANCES: [(&str, f64); 17] = [
    ("cerium", -0.14),
    ("copper", 0.11),
    ("fluorspar", -0.43),
    ("gallium", 0.14),
    ("hafnium", -0.27),
    ("iron-ore", -0.69),
    ("lanthanum", 0.76),
    ("limestone", -0.13),
    ("manganese", -0.20),
    ("praseodymium", 0.19),
    ("ruthenium", -1.14),
    ("selenium", -0.67),
    ("silver", 0.26),
    ("sulfur", 0.22),
    ("talc", -0.17),
    ("tin", -0.34),
    ("zirconium", -0.22),
];

/// Every material of the study, its families and their members in rows of their own.
fn all() -> Value {
    json(&["score", "--method", "eu", "--for", "EU27", "--edition", "2023", "--members"])
}

/// The materials, without the families, whose number (`eu_sr`, `eu_ei`) can be held against a printed one.
fn differences(answer: &Value, key: &str) -> BTreeMap<String, f64> {
    let results = answer["results"].as_array().unwrap().iter();
    let id = |r: &Value| r["mineral"].as_str().unwrap().to_owned();
    results
        .filter(|r| !FAMILIES.contains(&&*id(r)))
        .filter_map(|r| Some((id(r), r[key]["difference"].as_f64()?)))
        .collect()
}

fn within(differences: &BTreeMap<String, f64>, most: f64) -> usize {
    differences.values().filter(|d| d.abs() <= most + 1e-9).count()
}

#[test]
fn the_supply_risk_of_the_study_comes_out_of_its_published_inputs() {
    // 85 materials with shares of every supply that their scope takes, and xenon, whose import reliance of
    // nothing leaves the world's supply, which is not published, without a part in it
    let differences = differences(&all(), "eu_sr");
    assert_eq!(differences.len(), 86);
    assert_eq!([0.05, 0.10, 0.16].map(|most| within(&differences, most)), [50, 66, 69]);
}

#[test]
fn the_economic_importance_of_the_study_comes_out_of_its_published_uses() {
    let differences = differences(&all(), "eu_ei");
    assert_eq!((differences.len(), within(&differences, 0.1)), (55, 38));
}

#[test]
fn every_difference_that_is_more_than_rounding_is_known_with_its_term() {
    let answer = all();
    let expected: BTreeMap<String, f64> = RISKS.iter().map(|(id, d, _)| ((*id).to_owned(), *d)).collect();
    hold(&differences(&answer, "eu_sr"), &expected);
    for (id, _, term) in RISKS {
        assert_eq!(of(&answer, id)["eu_sr"]["likely_cause"]["term"], term, "{id}");
    }
    let expected = IMPORTANCES.iter().map(|(id, d)| ((*id).to_owned(), *d)).collect();
    hold(&differences(&answer, "eu_ei"), &expected);
}

/// Those beyond rounding, and no others, with these differences.
fn hold(found: &BTreeMap<String, f64>, expected: &BTreeMap<String, f64>) {
    let beyond: BTreeMap<&String, &f64> = found.iter().filter(|(_, d)| d.abs() > 0.1 + 1e-9).collect();
    assert_eq!(
        beyond.keys().collect::<Vec<_>>(),
        expected.keys().collect::<Vec<_>>().iter().collect::<Vec<_>>()
    );
    for (id, difference) in beyond {
        assert!((difference - expected[id]).abs() < 0.01, "{id}: {difference}");
    }
}

#[test]
fn a_score_without_a_difference_names_no_cause() {
    let answer = all();
    for (id, difference) in differences(&answer, "eu_sr") {
        let told = of(&answer, &id)["eu_sr"].get("likely_cause").is_some();
        assert_eq!(told, difference.abs() > 0.1 + 1e-9, "{id}");
    }
}

#[test]
fn the_worked_examples_come_out() {
    let answer = all();
    // with governance of another edition, in which China is 5.68 and not 5.71: 4.09 and 4.40
    near(&of(&answer, "magnesium")["eu_sr"]["value"], 4.09, 0.035);
    near(&of(&answer, "niobium")["eu_sr"]["value"], 4.40, 0.025);
    near(&of(&answer, "tungsten")["eu_ei"]["value"], 8.70, 0.005);
    near(&of(&answer, "dysprosium")["eu_sr"]["value"], 5.6, 0.05);
    assert_eq!(of(&answer, "magnesium")["eu_sr"]["band"], "critical");
}

#[test]
fn the_printed_score_of_a_family_is_the_mean_of_the_printed_scores_of_its_members() {
    let answer = all();
    for family in FAMILIES {
        let of_family = of(&answer, family);
        for key in ["eu_sr", "eu_ei"] {
            let members: Vec<f64> = of_family["eu_sr"]["members"]
                .as_array()
                .unwrap()
                .iter()
                .map(|id| of(&answer, id.as_str().unwrap())[key]["published"].as_f64().unwrap())
                .collect();
            let mean = members.iter().sum::<f64>() / f64::from(u32::try_from(members.len()).unwrap());
            near(&of_family[key]["published"], mean, 0.0501);
        }
    }
}

#[test]
fn ours_of_a_family_is_the_mean_of_ours_of_its_members() {
    let answer = all();
    let heavy = of(&answer, "heavy-rare-earths");
    let members = heavy["eu_sr"]["members"].as_array().unwrap();
    let values =
        members.iter().map(|id| of(&answer, id.as_str().unwrap())["eu_sr"]["value"].as_f64().unwrap());
    near(&heavy["eu_sr"]["value"], values.sum::<f64>() / 10.0, 1e-9);
    assert!(heavy["eu_ei"]["absent"].as_str().unwrap().contains("dysprosium"));
}

#[test]
fn in_the_world_s_view_every_trade_factor_is_one_and_its_supply_alone_counts() {
    let answer = json(&["score", "cobalt", "magnesium", "xenon", "industrial-sand-gravel"]);
    let cobalt = &of(&answer, "cobalt")["eu_sr"];
    assert_eq!(
        (&cobalt["scope"], &cobalt["edition"], &cobalt["stage"]),
        (&"GS".into(), &"2023".into(), &"mine".into())
    );
    // the Congo's factor is 1.1
    let union = json(&["score", "cobalt", "--for", "EU27"]);
    assert!(cobalt["value"].as_f64().unwrap() < only(&union)["eu_sr"]["value"].as_f64().unwrap());
    assert!(of(&answer, "magnesium").get("eu_ei").is_none());
    assert_eq!(of(&answer, "magnesium")["eu_sr"]["band"], "at-or-above-threshold");
    for without in ["xenon", "industrial-sand-gravel"] {
        assert!(of(&answer, without).get("eu_sr").is_none(), "{without} lacks the world's shares, or SI");
    }
}

#[test]
fn another_consumer_is_outside_the_guidelines_and_must_ask_for_them() {
    let asked = json(&["score", "natural-graphite", "--for", "JPN", "--method", "eu"]);
    assert_eq!(only(&asked)["eu_sr"]["outside_guidelines"], true);
    assert!(only(&json(&["score", "natural-graphite", "--for", "JPN"])).get("eu_sr").is_none());
    let page = stdout(&["score", "natural-graphite", "--for", "JPN", "--method", "eu"]);
    assert!(page.contains("outside the guidelines"), "{page}");
}

#[test]
fn a_net_exporter_has_no_supply_risk_and_not_one_of_nothing() {
    let tables = folder("eu-net-exporter");
    let write = |name: &str, text: &str| std::fs::write(tables.join(name), text).unwrap();
    write("supply_shares.csv", "mineral,stage,scope,country,period,share\ncobalt,mine,world,COD,2020,1\n");
    write(
        "published_scores.csv",
        "scheme,edition,mineral,stage,scope,name,value\neu-criticality,2023,cobalt,mine,GS,sr,2.8\n",
    );
    write("import_sources.csv", "mineral,stage,importer,exporter,period,share\ncobalt,mine,USA,COD,2020,1\n");
    let scored = |reliance: &str| {
        write("reliance.csv", &format!("mineral,stage,country,year,percent,status\n{reliance}\n"));
        json(&["score", "cobalt", "--for", "USA", "--method", "eu", "--data", tables.to_str().unwrap()])
    };
    let exporter = scored("cobalt,mine,USA,2020,,net-exporter");
    assert_eq!(only(&exporter)["headline"]["net_exporter"], true);
    assert!(only(&exporter)["eu_sr"].get("value").is_none());
    // half imported from the Congo, all of it from there: HHI_GS x IR/2 + (IR)^2 x WGI x (1 - IR/2)
    let half = scored("cobalt,mine,USA,2020,50,");
    let wgi = 8.5;
    let core = 0.25 + 0.25 * 0.75;
    let value = only(&half)["eu_sr"]["value"].as_f64().unwrap();
    assert!((value / (core * 0.78 * 0.98) - wgi).abs() < 0.5, "{value}");
}

#[test]
fn what_is_not_published_leaves_bounds_and_names_what_lacks() {
    let answer = all();
    let sand = &of(&answer, "industrial-sand-gravel")["eu_sr"];
    assert!(sand.get("value").is_none() && sand["lacks"][0].as_str().unwrap().contains("SI_SR"));
    assert!(sand["low"].as_f64().unwrap() <= 0.3 && sand["high"].as_f64().unwrap() >= 0.3);
    // what lacks a value stands after those that have one
    let last = answer["results"].as_array().unwrap().last().unwrap();
    assert_eq!(last["mineral"], "industrial-sand-gravel");
    let lutetium = &of(&answer, "lutetium")["eu_ei"];
    assert!(lutetium.get("value").is_none() && lutetium["high"].as_f64().unwrap() > 5.0);
}

#[test]
fn the_union_is_scored_by_its_own_method_unless_another_is_asked_for() {
    assert_eq!(only(&json(&["score", "cobalt", "--for", "EU27"]))["headline"]["method"], "eu");
    let exposed = json(&["score", "magnesium", "--for", "EU27", "--method", "exposure"]);
    assert_eq!(only(&exposed)["headline"]["method"], "exposure");
}

#[test]
fn an_edition_whose_inputs_are_not_published_is_refused_with_those_that_are_held() {
    let error = refused(&["score", "--method", "eu", "--for", "EU27", "--edition", "2020"]);
    assert!(error.contains("its inputs are not published here") && error.contains("`2023`"), "{error}");
    let error = refused(&["score", "--method", "eu", "--edition", "1999"]);
    assert!(error.contains("`2011`, `2014`, `2017`, `2020`"), "{error}");
    assert!(refused(&["score", "--edition", "2023"]).contains("--method eu"));
    assert!(refused(&["explain", "eu_ei", "cobalt"]).contains("--for EU27"));
}

#[test]
fn a_score_explains_itself_down_to_the_lines_of_its_tables() {
    let answer = json(&["explain", "eu_sr", "magnesium", "--for", "EU27"]);
    let explained = only(&answer);
    let terms = explained["terms"].as_array().unwrap();
    let find = |label: &str| terms.iter().find(|t| t["label"].as_str().unwrap().starts_with(label)).unwrap();
    let number = |label: &str, name: &str| {
        let numbers = find(label)["numbers"].as_array().unwrap();
        numbers.iter().find(|n| n["name"] == name).unwrap()["value"].as_f64().unwrap()
    };
    assert_eq!(number("CHN", "share"), 0.906);
    assert_eq!(number("CHN", "t"), 1.0);
    assert!(find("CHN")["rows"].as_array().unwrap().len() > 30, "its share, and 30 estimates of governance");
    let core = (number("HHI_GS", "index") + number("HHI_EU", "index")) / 2.0;
    let [recycled, substituted] = [number("EoL-RIR", "value"), number("SI_SR", "index")];
    near(&explained["reading"]["value"], core * (1.0 - recycled) * substituted, 1e-9);
    for label in ["IR", "EoL-RIR", "SI_SR", "as printed"] {
        assert!(find(label)["rows"][0]["source"].as_str().unwrap().starts_with("eu-crm-2023-parameters:"));
    }
    let importance = json(&["explain", "eu_ei", "tungsten", "--for", "EU27"]);
    assert_eq!(only(&importance)["terms"][0]["numbers"][1]["value"], 204_200.0);
}

#[test]
fn show_has_the_published_scores_of_every_edition() {
    let shown = json(&["show", "cobalt"]);
    let scores = only(&shown)["published_scores"].as_array().unwrap();
    let risks: Vec<f64> =
        scores.iter().filter(|s| s["score"] == "sr").map(|s| s["value"].as_f64().unwrap()).collect();
    assert_eq!(risks, [1.1, 1.6, 1.6, 2.5, 2.8]);
}
