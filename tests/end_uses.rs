//! What minerals are used for, and which minerals a sector uses: shares that the IEA and the EU's study
//! publish come out, by region and publisher, and what nobody publishes is said to be nowhere.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::collections::BTreeMap;

use common::publishers::folder as publishers;
use common::{folder, json, near, of, only, refused, stdout};
use serde_json::Value;

/// The end use of this name in the answer of `show`.
fn of_use<'v>(shown: &'v Value, name: &str) -> &'v Value {
    let uses = shown["end_uses"].as_array().unwrap();
    let is = |u: &&Value| u["application"] == name || (u.get("application").is_none() && u["sector"] == name);
    uses.iter().find(is).unwrap_or_else(|| panic!("no {name}"))
}

fn minerals(answer: &Value) -> Vec<&str> {
    answer["results"].as_array().unwrap().iter().map(|r| r["mineral"].as_str().unwrap()).collect()
}

#[test]
fn lithium_goes_into_electric_vehicles_as_the_iea_counts_it() {
    // IEA, Critical Minerals Dataset 2025, 2024: 109.026 kt in electric vehicles, 18.975 kt in grid storage
    let answer = json(&["show", "lithium"]);
    let vehicles = of_use(only(&answer), "Electric vehicles");
    near(&vehicles["share"], 109.026 / (109.026 + 18.975), 1e-6);
    assert_eq!((&vehicles["region"], &vehicles["period"]), (&"world".into(), &"2024".into()));
    assert_eq!(vehicles["source"], "iea-cm-2025:178");
    assert_eq!(vehicles["age"], 1, "from 2024 to 2025, the newest year of the tables");
    assert!(vehicles["note"].as_str().unwrap().contains("other uses are not counted"));
}

#[test]
fn magnesium_is_used_as_the_study_of_the_eu_has_it_of_years_that_it_does_not_state() {
    let answer = json(&["show", "magnesium"]);
    let cars = of_use(only(&answer), "Transportation (automotive)");
    near(&cars["share"], 0.48, 0.0);
    assert_eq!((&cars["nace"], &cars["region"]), (&"C29".into(), &"EU27".into()));
    assert!(cars.get("period").is_none());
    assert_eq!((&cars["before"], &cars["age"]), (&2023.into(), &2.into()));
    let text = stdout(&["show", "magnesium"]);
    assert!(text.contains("Used for: EU27, of years before 2023, not stated (2 years old)"), "{text}");
}

#[test]
fn every_share_is_the_one_in_the_publishers_files() {
    let Some(folder) = publishers() else { return };
    let read = |path: &str| {
        let bytes = std::fs::read(folder.join(path)).unwrap();
        let text: String = bytes.iter().map(|b| char::from(*b)).collect();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        reader.records().map(Result::unwrap).collect::<Vec<_>>()
    };
    let mut kt: BTreeMap<String, Vec<(String, f64)>> = BTreeMap::new();
    for row in read("iea/iea_demand_by_sector.csv").iter().filter(|row| &row[3] == "2024") {
        kt.entry(row[0].to_lowercase()).or_default().push((row[1].to_owned(), row[4].parse().unwrap()));
    }
    for mineral in ["cobalt", "copper", "lithium", "nickel"] {
        let answer = json(&["show", mineral]);
        let all = &kt[mineral];
        let total: f64 = all.iter().map(|(_, kt)| kt).sum();
        for (sector, kt) in all.iter().filter(|(_, kt)| *kt > 0.0) {
            near(&of_use(only(&answer), sector)["share"], kt / total, 1e-9);
        }
    }
    let study = read("eu_crm2023/fact_MaterialUseShares.csv");
    for (mineral, name) in [("cobalt", "Cobalt"), ("magnesium", "Magnesium"), ("gallium", "Gallium")] {
        let answer = json(&["show", mineral]);
        let printed: Vec<_> = study.iter().filter(|row| &row[0] == name).collect();
        assert!(printed.len() > 2, "{mineral}");
        for row in printed {
            let share: f64 = row[2].trim_end_matches('%').parse().unwrap();
            near(&of_use(only(&answer), &row[1])["share"], share / 100.0, 1e-12);
        }
    }
}

#[test]
fn uses_stand_by_region_and_publisher_the_largest_first_and_are_never_merged() {
    let answer = json(&["show", "cobalt"]);
    let uses = only(&answer)["end_uses"].as_array().unwrap();
    let of_whole: Vec<(&str, f64)> =
        uses.iter().map(|u| (u["region"].as_str().unwrap(), u["share"].as_f64().unwrap())).collect();
    assert!(of_whole.windows(2).all(|w| w[0].0 != w[1].0 || w[0].1 >= w[1].1), "{of_whole:?}");
    assert_eq!(of_whole.chunk_by(|a, b| a.0 == b.0).count(), 2, "{of_whole:?}");
    let rows = stdout(&["show", "cobalt", "-f", "csv"]);
    let of_table = |row: &&str| row.starts_with("cobalt,end_uses,");
    assert_eq!(rows.lines().filter(of_table).count(), uses.len());
}

#[test]
fn a_bound_stays_a_bound() {
    let answer = json(&["show", "copper"]);
    let plant = of_use(only(&answer), "Building construction, building plant");
    assert_eq!((&plant["status"], plant.get("share")), (&"bound".into(), None));
    assert_eq!((plant["low"].as_f64(), plant["high"].as_f64()), (Some(0.0), Some(0.005)));
    let answer = json(&["score", "copper", "--sector", "C32"]);
    let sector = &only(&answer)["sector"];
    assert!(sector.get("share").is_none());
    near(sector.get("high").unwrap(), sector["low"].as_f64().unwrap() + 0.005, 1e-12);
}

#[test]
fn what_has_no_published_share_is_said_to_have_none() {
    let no_split = |mineral: &str| {
        let answer = json(&["show", mineral]);
        let all = only(&answer)["no_split"].as_array().unwrap().clone();
        all.iter().map(|s| s.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let all = ["artificial intelligence", "data centres", "defence", "semiconductors"];
    assert_eq!(no_split("magnesium"), all);
    assert_eq!(no_split("gallium"), all[..3], "its integrated circuits are semiconductors");
    assert_eq!(no_split("beryllium"), all[..2], "it has a share in aerospace and defence");
    let text = stdout(&["show", "magnesium"]);
    assert!(text.contains("no share is published here for: artificial intelligence, data centres"), "{text}");
    assert!(stdout(&["show", "dysprosium"]).contains("no share of its use is published here"));
}

#[test]
fn a_sector_ranks_what_it_uses_with_its_share() {
    let answer = json(&["score", "--sector", "Electric Vehicles"]);
    let mut found = minerals(&answer);
    found.sort_unstable();
    assert_eq!(found, ["cobalt", "copper", "lithium", "magnet-rare-earths", "natural-graphite", "nickel"]);
    assert_eq!(answer["parameters"]["sector"], "Electric Vehicles");
    assert!(answer["parameters"].get("minerals").is_none());
    let lithium = of(&answer, "lithium");
    near(&lithium["sector"]["share"], 109.026 / 128.001, 1e-6);
    assert_eq!(lithium["sector"]["sources"], serde_json::json!(["iea-cm-2025:178"]));
    assert_eq!(json(&["score", "--sector", "ev"])["results"], answer["results"], "an alias");

    let ranked =
        json(&["score", "cobalt", "copper", "lithium", "magnet-rare-earths", "natural-graphite", "nickel"]);
    assert_eq!(minerals(&answer), minerals(&ranked), "ranked as usual");
}

#[test]
fn the_applications_of_a_sector_add_up_within_one_publisher_and_region() {
    // the study: CIGS solar cells 5 %, integrated circuits 70 %
    let answer = json(&["score", "--sector", "c26"]);
    let gallium = &of(&answer, "gallium")["sector"];
    near(&gallium["share"], 0.75, 1e-12);
    assert_eq!(gallium["names"], serde_json::json!(["Integrated circuits", "CIGS solar cells"]));
    assert_eq!((&gallium["region"], &gallium["nace"]), (&"EU27".into(), &serde_json::json!(["C26"])));

    // the IEA's grid batteries of the world and the study's batteries of the EU are two shares
    let answer = json(&["score", "cobalt", "--sector", "batteries"]);
    let cobalt = only(&answer);
    near(&cobalt["sector"]["share"], 0.0575308622, 1e-12);
    near(&cobalt["other_sectors"][0]["share"], 0.03, 0.0);
    let answer = json(&["score", "cobalt", "--sector", "batteries", "--for", "EU27"]);
    assert_eq!(only(&answer)["sector"]["region"], "EU27", "the consumer's own use first");
    let csv = stdout(&["score", "cobalt", "--sector", "batteries", "-f", "csv"]);
    assert!(csv.contains("iea-cm-2025:146") && csv.contains("eu-crm-2023-uses:68"), "{csv}");
}

#[test]
fn an_application_without_batteries_is_no_battery() {
    let answer = json(&["score", "--sector", "batteries"]);
    let found = minerals(&answer);
    assert!(found.contains(&"cadmium") && !found.contains(&"gadolinium") && !found.contains(&"yttrium"));
    near(&of(&answer, "cerium")["sector"]["share"], 0.02, 0.0);
}

#[test]
fn a_mineral_that_the_sector_has_no_share_of_is_left_out_and_told() {
    let answer = json(&["score", "nickel", "tin", "--sector", "wind"]);
    assert_eq!(minerals(&answer), ["nickel"]);
    let told = |w: &Value| w["code"] == "no-split" && w["mineral"] == "tin";
    assert!(answer["warnings"].as_array().unwrap().iter().any(told), "{answer}");
    let none = refused(&["score", "tin", "--sector", "wind"]);
    assert!(none.starts_with("error[no-split]: no share of tin in `wind`"), "{none}");
}

#[test]
fn artificial_intelligence_and_defence_have_no_published_split() {
    for name in ["AI", "artificial intelligence", "data centers"] {
        let error = refused(&["score", "--sector", name]);
        assert!(
            error.starts_with(&format!("error[no-split]: no share is published for `{name}`")),
            "{error}"
        );
        assert!(error.contains("`--sector C26`"), "{error}");
    }
    let error = refused(&["score", "--sector", "defence"]);
    assert!(
        error.contains("`--sector C30`") && error.contains("`Aerospace and Defence` (beryllium)"),
        "{error}"
    );
    let error = refused(&["score", "--sector", "semiconductors"]);
    assert!(error.contains("`Integrated circuits` (gallium)"), "{error}");
}

#[test]
fn an_unknown_sector_is_refused_with_the_nearest_and_the_list() {
    let error = refused(&["score", "--sector", "baterries"]);
    assert!(error.starts_with("error[unknown-sector]: unknown sector `baterries`"), "{error}");
    assert!(error.contains("did you mean `Batteries`?"), "{error}");
    assert!(error.contains("C27 Manufacture of electrical equipment") && error.contains("Wind"), "{error}");
    for name in ["", "xyzzy", "C2", "\u{1b}[31m"] {
        let error = refused(&["score", "--sector", name]);
        assert!(error.starts_with("error[unknown-sector]") && !error.contains('\u{1b}'), "{error}");
    }
}

#[test]
fn a_table_of_the_users_own_takes_the_place_of_the_publishers() {
    let own = folder("own-end-uses");
    std::fs::write(
        own.join("production.csv"),
        "mineral,stage,country,year,quantity,unit\ncobalt,mine,COD,2020,3,t\ncobalt,mine,AUS,2020,1,t\n",
    )
    .unwrap();
    let data = own.to_str().unwrap();
    let error = refused(&["score", "--sector", "wind", "--data", data]);
    assert!(error.starts_with("error[no-data]"), "{error}");
    assert!(!stdout(&["show", "cobalt", "--data", data]).contains("Used for"));

    std::fs::write(
        own.join("end_uses.csv"),
        "mineral,sector,region,period,share\ncobalt,Wind,world,2016-2018,0.25\ncobalt,Wind,world,2012,0.5\n\
         cobalt,Other,world,2016-2018,0.75\n",
    )
    .unwrap();
    let answer = json(&["score", "--sector", "WIND", "--data", data]);
    let sector = &only(&answer)["sector"];
    near(&sector["share"], 0.25, 0.0);
    assert_eq!((&sector["period"], &sector["age"]), (&"2016-2018".into(), &2.into()));
    let answer = json(&["score", "--sector", "wind", "--data", data, "--year", "2020"]);
    near(&only(&answer)["sector"]["share"], 0.25, 0.0);
}
