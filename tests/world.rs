//! The world view on the compiled-in data: figures that USGS and the World Bank publish come out.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use common::{json, near, of, only, stage, stdout};

#[test]
fn rare_earths_are_concentrated_in_china_as_usgs_prints_it() {
    // USGS, Mineral Commodity Summaries 2026, p. 153
    let answer = json(&["score", "rare-earths", "--stage", "mine", "--year", "2025"]);
    let result = only(&answer);
    let mine = stage(result, "mine");
    assert_eq!(mine["suppliers"], 12);
    near(&mine["total"]["quantity"], 389_310.0, 0.0);
    near(&mine["total"]["published"], 390_000.0, 0.0);
    assert_eq!(mine["total"]["basis"], "REO");
    assert_eq!(mine["top_supplier"]["country"], "CHN");
    near(&mine["top_supplier"]["share"], 0.6935, 0.00005);
    near(&mine["cr3"], 0.8990, 0.00005);
    near(&mine["hhi"]["value"], 0.5072, 0.00005);
    near(&mine["effective_suppliers"]["value"], 1.97, 0.005);
    near(&mine["unknown_share"], 550.0 / 389_310.0, 1e-12);
    // version 1.3 of 27 May 2026: Brazil 11 Mt, the world more than 75 Mt
    near(&result["reserves"]["published_low"], 75_000_000.0, 0.0);
    assert!(result["reserves"]["years"]["low"].as_f64().unwrap() >= 75_000_000.0 / 389_310.0);
    assert!(result["reserves"]["years"].get("value").is_none());
}

#[test]
fn brazil_holds_eleven_million_tons_of_rare_earths_since_version_1_3() {
    let answer = json(&["show", "rare-earths"]);
    let holders = only(&answer)["holders"].as_array().unwrap();
    let brazil = holders.iter().find(|h| h["country"] == "BRA").unwrap();
    near(&brazil["quantity"], 11_000_000.0, 0.0);
    assert!(brazil["source"].as_str().unwrap().starts_with("usgs-mcs-2026-v1.3:"));
}

#[test]
fn cobalt_hangs_on_congo_and_its_governance() {
    let answer = json(&["score", "cobalt", "--stage", "mine", "--year", "2025"]);
    let mine = stage(only(&answer), "mine");
    near(&mine["total"]["quantity"], 314_600.0, 0.0);
    near(&mine["total"]["published"], 310_000.0, 0.0);
    assert_eq!(mine["top_supplier"]["country"], "COD");
    assert_eq!(mine["top_supplier"]["name"], "Congo (Kinshasa)");
    near(&mine["top_supplier"]["share"], 230_000.0 / 314_600.0, 1e-12);
    near(&mine["hhi"]["value"], 0.5554, 0.00005);
    near(&mine["hhi"]["high"], 0.5562, 0.00005);
    near(&mine["hhi_wgi"]["value"], 4.4955, 0.00005);
    near(&mine["hhi_wgi"]["high"], 4.4955 + 10.0 * (9_100.0_f64 / 314_600.0).powi(2), 0.00005);
    near(&mine["supply_without_largest"], 0.2689, 0.00005);
    near(&mine["estimated_share"], 1.0, 0.0);
    let reserves = &only(&answer)["reserves"];
    near(&reserves["quantity"], 11_525_000.0, 0.0);
    near(&reserves["published"], 12_000_000.0, 0.0);
    near(&reserves["years"]["value"], 36.63, 0.005);
    near(&reserves["hhi"]["value"], 0.3051, 0.00005);
    near(&reserves["hhi"]["high"], 0.3097, 0.00005);
}

#[test]
fn lithium_is_incomplete_because_the_united_states_withhold_and_the_total_leaves_them_out() {
    let answer = json(&["score", "lithium", "--stage", "mine"]);
    let mine = stage(only(&answer), "mine");
    assert_eq!(mine["incomplete"], serde_json::json!(["USA"]));
    assert!(mine.get("unknown_share").is_none());
    assert!(mine["hhi"].get("high").is_none());
    assert!(mine["hhi"]["low"].as_f64() < mine["hhi"]["value"].as_f64());
    let warnings = answer["warnings"].as_array().unwrap();
    let said = warnings
        .iter()
        .any(|w| w["code"] == "incomplete" && w["message"].as_str().unwrap().contains("United States"));
    assert!(said, "{warnings:?}");
}

#[test]
fn what_does_not_add_up_gets_no_concentration_and_says_why() {
    for mineral in ["boron", "construction-sand-gravel", "crushed-stone", "dimension-stone"] {
        let answer = json(&["score", mineral, "--stage", "mine"]);
        let result = only(&answer);
        assert!(result.get("headline").is_none(), "{mineral}");
        for stage in result["stages"].as_array().unwrap() {
            assert!(stage.get("hhi").is_none(), "{mineral}");
            assert!(!stage["no_concentration"].as_str().unwrap().is_empty(), "{mineral}");
        }
        assert!(answer["warnings"].as_array().unwrap().iter().any(|w| w["code"] == "no-concentration"));
    }
}

#[test]
fn gallium_production_is_not_its_capacity() {
    // MCS 2026: China put out 900 t of 1 600 t capacity in 2025
    let answer = json(&["show", "gallium"]);
    let result = only(&answer);
    let refinery = result["supply"].as_array().unwrap().iter().find(|s| s["stage"] == "refinery").unwrap();
    near(&refinery["rows"][0]["quantity"], 900.0, 0.0);
    let capacity = result["capacity"].as_array().unwrap().iter().find(|c| c["country"] == "CHN").unwrap();
    near(&capacity["value"], 1_600_000.0, 0.0);
    assert_eq!(capacity["unit"], "kg");
}

#[test]
fn reserves_last_as_long_as_published_figures_say() {
    let answer = json(&["score"]);
    near(&of(&answer, "vanadium")["reserves"]["years"]["value"], 189.0, 1.0);
    near(&of(&answer, "soda-ash")["reserves"]["years"]["value"], 1321.0, 1.0);
    // weighed as Cr2O3 content under output in gross weight, and without the other countries
    near(&of(&answer, "chromium")["reserves"]["years"]["low"], 6.65, 0.005);
    for result in answer["results"].as_array().unwrap() {
        let years = &result["reserves"]["years"];
        for end in ["value", "low", "high"] {
            if let Some(years) = years[end].as_f64() {
                assert!((5.0..=2000.0).contains(&years), "{}: {years}", result["mineral"]);
            }
        }
    }
}

#[test]
fn at_least_seventy_minerals_have_a_headline() {
    let answer = json(&["score"]);
    let scored = answer["results"].as_array().unwrap().iter().filter(|r| r.get("headline").is_some()).count();
    assert!(scored >= 70, "{scored}");
}

#[test]
fn the_worst_comes_first_then_what_lacks_a_parameter_and_ties_go_by_id() {
    let answer = json(&["score"]);
    let ranks: Vec<(u8, f64, String)> = answer["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| {
            let id = r["mineral"].as_str().unwrap().to_owned();
            let Some(h) = r.get("headline") else { return (2, 0.0, id) };
            let end = ["high", "value", "low"].iter().find_map(|e| h[*e].as_f64()).unwrap();
            (u8::from(h.get("value").is_none()), -end, id)
        })
        .collect();
    let mut sorted = ranks.clone();
    sorted.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then_with(|| a.2.cmp(&b.2)));
    assert_eq!(ranks, sorted);
    assert!(ranks.iter().any(|(class, ..)| *class == 1), "nickel has a supplier without governance");
}

#[test]
fn an_older_year_is_answered_from_the_edition_that_has_it() {
    let answer = json(&["score", "cobalt", "--stage", "mine", "--year", "2023"]);
    let mine = stage(only(&answer), "mine");
    assert_eq!(mine["year"], 2023);
    assert_eq!(mine["source"], "usgs-mcs-2025");
    near(&mine["top_supplier"]["share"], 175_000.0 / mine["total"]["quantity"].as_f64().unwrap(), 1e-12);
}

#[test]
fn the_table_fits_eighty_columns_and_shows_more_where_there_is_room() {
    let at = |columns: &str| {
        let output = common::program().arg("score").env("COLUMNS", columns).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let (narrow, wide) = (at("80"), at("200"));
    for line in narrow.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert!(!narrow.contains("usgs-mcs-2026") && wide.contains("usgs-mcs-2026"));
    assert!(stdout(&["score"]).contains("usgs-mcs-2026"), "a pipe has no width");
}
