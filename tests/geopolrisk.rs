//! GeoPolRisk: the published scores come out, and what must not matter does not.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::path::Path;

use common::{json, near, only, run, stdout};
use serde_json::Value;

/// A case of the workbook of Koyamparambath et al. 2024, doi:10.1016/j.resconrec.2024.107801: the United
/// States in 2022. HHI, import risk, score and CF are published, to the digits that stand here. Output,
/// imports and estimates by country are not: the tables below are made so that they add up to the published
/// HHI and import risk, within the rounding of their last digits.
struct Case {
    mineral: &'static str,
    hhi: f64,
    import_risk: f64,
    score: f64,
    cf: f64,
    /// Half of the last digit of the import risk.
    half_of_last: f64,
    /// The United States put some out.
    mines: bool,
}

const CASES: [Case; 3] = [
    Case {
        mineral: "nickel",
        hhi: 0.26749,
        import_risk: 0.001_207_7,
        score: 0.000_323_04,
        cf: 0.003_792_7,
        half_of_last: 5e-8,
        mines: true,
    },
    Case {
        mineral: "manganese",
        hhi: 0.20352,
        import_risk: 0.54519,
        score: 0.11096,
        cf: 0.10860,
        half_of_last: 5e-6,
        mines: false,
    },
    Case {
        mineral: "natural-graphite",
        hhi: 0.47066,
        import_risk: 0.58423,
        score: 0.27497,
        cf: 1.49566,
        half_of_last: 5e-6,
        mines: false,
    },
];

/// Copper's own, as the authors publish it.
const COPPER: f64 = 0.409_412_948;

impl Case {
    /// An HHI and an import risk that round to the published ones, and whose product is the published score.
    fn unrounded(&self) -> (f64, f64) {
        let risk = self.score / self.hhi;
        let risk = risk.clamp(self.import_risk - self.half_of_last, self.import_risk + self.half_of_last);
        (self.score / risk, risk)
    }

    /// Tables of the importer. Output: China with a share a and nine equal others, `a^2 + (1-a)^2/9 = HHI`; the
    /// United States are one of them where they mine at all. Imports: 90 000 t from China, whose estimate makes
    /// up the import risk, and 10 000 t from Canada, with an estimate of 2.5, so that `g` is 0.
    fn write(&self, folder: &Path, unit: &str, per_ton: f64, backwards: bool) {
        let (hhi, risk) = self.unrounded();
        let a = 0.1 + (0.01 - (0.1 - 0.9 * hhi)).sqrt();
        let others =
            ["AUS", "BRA", "CAN", "FIN", "IDN", "PHL", "RUS", "ZAF", if self.mines { "USA" } else { "NOR" }];
        let tons = |country: &str| if country == "CHN" { 1e6 * a } else { 1e6 * (1.0 - a) / 9.0 };
        let own = if self.mines { tons("USA") } else { 0.0 };
        let g = risk * (own + 100_000.0) / 90_000.0;
        let usd_per_ton = self.cf / self.score * COPPER * 1000.0;
        let out = |country: &str| {
            format!("{},mine,{country},2022,{},{unit}", self.mineral, tons(country) * per_ton)
        };
        let flow = |from: &str, tons: f64| {
            let (quantity, usd) = (tons * per_ton, tons * usd_per_ton);
            format!("{},mine,{from},USA,2022,{quantity},{unit},{usd}", self.mineral)
        };
        let mut tables = [
            ("production", "mineral,stage,country,year,quantity,unit", others.map(out).to_vec()),
            (
                "trade",
                "mineral,stage,exporter,importer,year,quantity,unit,value_usd",
                vec![flow("CHN", 90_000.0), flow("CAN", 10_000.0)],
            ),
            (
                "governance",
                "country,year,dimension,estimate,edition",
                vec![
                    format!("CHN,2022,political-stability,{},wgi-2023", 2.5 - 5.0 * g),
                    "CAN,2022,political-stability,2.5,wgi-2023".to_owned(),
                ],
            ),
        ];
        tables[0].2.push(out("CHN"));
        for (table, header, rows) in &mut tables {
            if backwards {
                rows.reverse();
            }
            let text = format!("{header}\n{}\n", rows.join("\n"));
            std::fs::write(folder.join(format!("{table}.csv")), text).unwrap();
        }
    }

    fn run(&self, folder: &Path) -> Value {
        let data = folder.to_str().unwrap();
        let answer = json(&["score", self.mineral, "--for", "USA", "--method", "geopolrisk", "--data", data]);
        only(&answer).clone()
    }
}

#[test]
fn the_published_scores_come_out_of_tables_that_add_up_to_the_published_inputs() {
    for case in CASES {
        let folder = common::folder(&format!("geopolrisk-{}", case.mineral));
        case.write(&folder, "t", 1.0, false);
        let result = case.run(&folder);
        let risk = &result["geopolrisk"][0];
        // inputs, as published, to half of their last digit
        near(&risk["hhi"]["value"], case.hhi, 5.005e-6);
        near(&risk["import_risk"]["value"], case.import_risk, case.half_of_last * 1.001);
        // results
        near(&risk["score"]["value"], case.score, 1e-9);
        near(&risk["cf"]["value"], case.cf, 1e-9);
        near(&result["headline"]["value"], case.score, 1e-9);
        assert_eq!(result["headline"]["method"], "geopolrisk");
    }
}

#[test]
fn neither_the_unit_nor_the_order_of_the_rows_matters() {
    for case in CASES {
        let folder = common::folder(&format!("geopolrisk-order-{}", case.mineral));
        case.write(&folder, "t", 1.0, false);
        let first = case.run(&folder);
        case.write(&folder, "t", 1.0, true);
        assert_eq!(case.run(&folder)["geopolrisk"], first["geopolrisk"]);
        case.write(&folder, "kg", 1000.0, true);
        let score = first["headline"]["value"].as_f64().unwrap();
        near(&case.run(&folder)["headline"]["value"], score, 1e-12 * score);
    }
}

#[test]
fn the_trade_that_ships_gives_the_published_import_risk_as_far_as_its_vintage_goes() {
    // the authors took an older release of BACI and of the estimates, and output of World Mining Data; the
    // United States put out neither manganese nor graphite, so that only trade and stability tell the risk
    let folder = common::folder("geopolrisk-shipped");
    let output = folder.join("production.csv");
    let rows = "manganese,mine,ZAF,2022,7200,kt\nmanganese,mine,USA,2022,0,t\n\
                natural-graphite,mine,CHN,2022,850,kt\nnatural-graphite,mine,USA,2022,0,t\n";
    std::fs::write(&output, format!("mineral,stage,country,year,quantity,unit\n{rows}")).unwrap();
    for (mineral, published) in [("manganese", 0.54519), ("natural-graphite", 0.58423)] {
        let path = output.to_str().unwrap();
        let question =
            ["score", mineral, "--for", "USA", "--method", "geopolrisk", "--year", "2022", "--production"];
        let answer = json(&[&question[..], &[path]].concat());
        near(&only(&answer)["geopolrisk"][0]["import_risk"]["value"], published, 0.004 * published);
    }
}

/// One table each of output, trade and stability.
fn tables(name: &str, output: &str, trade: &str, stability: &str) -> String {
    let folder = common::folder(name);
    for (table, header, rows) in [
        ("production", "mineral,stage,country,year,quantity,unit,low,high,status", output),
        ("trade", "mineral,stage,product,exporter,importer,year,quantity,unit,value_usd", trade),
        ("governance", "country,year,dimension,estimate,edition", stability),
    ] {
        std::fs::write(folder.join(format!("{table}.csv")), format!("{header}\n{rows}\n")).unwrap();
    }
    folder.to_str().unwrap().to_owned()
}

fn risk_of(data: &str, consumer: &str) -> Value {
    let answer = json(&["score", "cobalt", "--for", consumer, "--method", "geopolrisk", "--data", data]);
    only(&answer)["geopolrisk"][0].clone()
}

const OUTPUT: &str = "cobalt,mine,COD,2022,60,t,,,\ncobalt,mine,AUS,2022,40,t,,,";
const STABILITY: &str = "COD,2022,political-stability,-2,e\nAUS,2022,political-stability,1,e";

#[test]
fn what_is_unknown_widens_the_score() {
    let both = "cobalt,mine,,COD,JPN,2022,30,t,300000\ncobalt,mine,,AUS,JPN,2022,10,t,100000";
    let known = risk_of(&tables("grp-known", OUTPUT, both, STABILITY), "JPN");
    // 0.52 x (0.9 x 30 + 0.3 x 10) / 40
    near(&known["score"]["value"], 0.52 * 0.75, 1e-12);
    near(&known["price"], 10.0, 1e-12);
    // Japan may put out a part of the rest, and the rest may be one country
    let rest = format!("{OUTPUT}\ncobalt,mine,other,2022,10,t,,,");
    let bounded = risk_of(&tables("grp-rest", &rest, both, STABILITY), "JPN");
    near(&bounded["output"]["high"], 10.0, 1e-12);
    let hhi = (60.0_f64.powi(2) + 40.0_f64.powi(2)) / 110.0_f64.powi(2);
    near(&bounded["score"]["value"], hhi * 0.75, 1e-12);
    near(&bounded["score"]["low"], hhi * 30.0 / 50.0, 1e-12);
    near(&bounded["score"]["high"], (hhi + (10.0_f64 / 110.0).powi(2)) * 0.75, 1e-12);
    // a seller without an estimate is anything from stable to not
    let one = risk_of(&tables("grp-ungoverned", OUTPUT, both, "COD,2022,political-stability,-2,e"), "JPN");
    assert!(one["score"].get("value").is_none());
    near(&one["score"]["low"], 0.52 * 27.0 / 40.0, 1e-12);
    near(&one["score"]["high"], 0.52 * 37.0 / 40.0, 1e-12);
    // an importer that its source names without a figure
    let withheld = format!("{OUTPUT}\ncobalt,mine,JPN,2022,,t,,,withheld");
    let withheld = risk_of(&tables("grp-withheld", &withheld, both, STABILITY), "JPN");
    assert!(withheld["output"].get("high").is_none() && withheld["score"].get("value").is_none());
}

#[test]
fn imports_without_a_quantity_lower_the_coverage_and_say_so() {
    let trade = "cobalt,mine,,COD,JPN,2022,30,t,300000\ncobalt,mine,,AUS,JPN,2022,,,100000";
    let data = tables("grp-coverage", OUTPUT, trade, STABILITY);
    let risk = risk_of(&data, "JPN");
    near(&risk["coverage"], 0.75, 1e-12);
    near(&risk["imports"], 30.0, 1e-12);
    let said =
        stdout(&["score", "cobalt", "--for", "JPN", "--method", "geopolrisk", "--data", &data, "-f", "json"]);
    assert!(said.contains("75.0 % of their value"), "{said}");
}

#[test]
fn goods_that_are_weighed_otherwise_are_added_with_a_warning() {
    // cobalt oxides and hydroxides are counted by gross weight, output by cobalt content
    let trade = "cobalt,refinery,282200,COD,JPN,2022,30,t,300000";
    let output = OUTPUT.replace("mine", "refinery");
    let data = tables("grp-gross", &output, trade, STABILITY);
    let answer = json(&["score", "cobalt", "--for", "JPN", "--method", "geopolrisk", "--data", &data]);
    let warnings = answer["warnings"].as_array().unwrap();
    let mixed = warnings.iter().find(|w| w["code"] == "mixed-bases").unwrap();
    assert!(mixed["message"].as_str().unwrap().contains("282200"), "{mixed}");
}

#[test]
fn a_group_carries_no_risk_for_what_its_members_sell_one_another() {
    let trade = "cobalt,mine,,COD,DEU,2022,30,t,300000\ncobalt,mine,,FRA,DEU,2022,30,t,100000";
    let stability = format!("{STABILITY}\nFRA,2022,political-stability,0,e");
    let data = tables("grp-group", OUTPUT, trade, &stability);
    near(&risk_of(&data, "EU27")["import_risk"]["value"], 27.0 / 60.0, 1e-12);
    near(&risk_of(&data, "DEU")["import_risk"]["value"], (27.0 + 15.0) / 60.0, 1e-12);
}

#[test]
fn the_score_explains_itself_down_to_the_rows() {
    let trade = "cobalt,mine,,COD,JPN,2022,30,t,300000\ncobalt,mine,,AUS,JPN,2022,10,t,100000";
    let data = tables("grp-explain", OUTPUT, trade, STABILITY);
    let answer = json(&["explain", "geopolrisk.score", "cobalt", "--for", "JPN", "--data", &data]);
    let explained = only(&answer);
    near(&explained["reading"]["value"], 0.39, 1e-12);
    let terms = explained["terms"].as_array().unwrap();
    let seller = terms.iter().find(|t| t["label"] == "COD").unwrap();
    let places: Vec<&str> =
        seller["rows"].as_array().unwrap().iter().map(|r| r["place"].as_str().unwrap()).collect();
    assert!(places[0].ends_with("trade.csv:2") && places[1].ends_with("governance.csv:2"), "{places:?}");
    // with no imports the reason is told
    let output = run(&["explain", "geopolrisk.score", "cobalt", "--for", "USA", "--data", &data]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("trade"));
}
