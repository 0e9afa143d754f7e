//! The view of a consumer: what USGS publishes of the United States comes out.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use common::{json, near, of, only, refused, run, stdout};

#[test]
fn the_united_states_hang_on_norway_for_cobalt() {
    // USGS, Mineral Commodity Summaries 2026, cobalt: reliance 79 %; Norway 26, Finland 16, Canada 14, Japan 14
    let answer = json(&["score", "cobalt", "--for", "USA"]);
    let result = only(&answer);
    let dependency = &result["dependency"];
    near(&dependency["import_reliance"]["value"], 0.79, 1e-12);
    assert_eq!(dependency["top_source"]["country"], "NOR");
    near(&dependency["top_source"]["share"], 0.26, 1e-12);
    near(&dependency["import_hhi"]["value"], 0.1324, 1e-9);
    near(&dependency["import_hhi"]["high"], 0.2224, 1e-9);
    near(&dependency["exposure"]["value"], 0.2054, 1e-9);
    near(&result["headline"]["value"], 0.2054, 1e-9);
    assert_eq!(result["headline"]["method"], "exposure");
    assert_eq!(result["headline"]["stage"], "refinery");
    let shown = json(&["show", "cobalt", "--for", "USA"]);
    let sources = only(&shown)["import_sources"].as_array().unwrap();
    let share = |code: &str| sources.iter().find(|s| s["country"] == code).unwrap()["value"].clone();
    for (code, published) in [("NOR", 0.26), ("FIN", 0.16), ("CAN", 0.14), ("JPN", 0.14), ("other", 0.30)] {
        near(&share(code), published, 1e-12);
    }
}

#[test]
fn gallium_is_all_imported_and_lithium_only_known_to_be_more_than_half() {
    let answer = json(&["score", "--for", "USA"]);
    near(&of(&answer, "gallium")["dependency"]["import_reliance"]["value"], 1.0, 1e-12);
    let lithium = &of(&answer, "lithium")["dependency"]["import_reliance"];
    near(&lithium["low"], 0.5, 1e-12);
    assert!(lithium.get("value").is_none() && lithium.get("high").is_none());
}

#[test]
fn rare_earths_are_imported_as_compounds_and_exported_as_ore() {
    let answer = json(&["score", "rare-earths", "--for", "USA"]);
    let result = only(&answer);
    near(&result["dependency"]["import_reliance"]["value"], 0.67, 1e-12);
    near(&result["dependency"]["exposure"]["value"], 0.67 * 0.71, 1e-9);
    assert_eq!(result["dependency"]["stage"], "refinery");
    let ore = result["other_dependencies"].as_array().unwrap().iter().find(|d| d["stage"] == "mine").unwrap();
    assert_eq!(ore["net_exporter"], true);
    assert!(ore.get("import_reliance").is_none());
    assert!(stdout(&["score", "rare-earths", "--for", "USA"]).contains("net exporter"));
    let mine = json(&["score", "rare-earths", "--for", "USA", "--stage", "mine"]);
    assert_eq!(only(&mine)["headline"]["net_exporter"], true);
    assert!(only(&mine)["headline"].get("value").is_none());
}

#[test]
fn a_consumer_without_tables_is_refused_with_the_way_to_give_them() {
    let folder = common::folder("no-consumer");
    std::fs::write(
        folder.join("production.csv"),
        "mineral,stage,country,year,quantity,unit\ncobalt,mine,COD,2024,226000,t\n",
    )
    .unwrap();
    let said = refused(&["score", "--for", "Japan", "--data", folder.to_str().unwrap()]);
    assert!(said.contains("no-data") && said.contains("--reliance"), "{said}");
    let said = refused(&["score", "--for", "Jpan"]);
    assert!(said.contains("unknown-country") && said.contains("Japan"), "{said}");
    let said = refused(&["score", "--method", "exposure"]);
    assert!(said.contains("--for"), "{said}");
}

#[test]
fn a_consumer_of_ones_own_tables_is_answered() {
    let folder = common::folder("consumer");
    let reliance = folder.join("reliance.csv");
    let sources = folder.join("import_sources.csv");
    std::fs::write(
        &reliance,
        "mineral,stage,country,year,percent\nCobalt,refinery,Japan,2024,90\nnickel,refinery,JP,2024,100\n",
    )
    .unwrap();
    std::fs::write(
        &sources,
        "mineral,stage,importer,exporter,period,share\ncobalt,refinery,JPN,Finland,2024,0.6\n\
         cobalt,refinery,JPN,other,2024,0.4\n",
    )
    .unwrap();
    let answer = json(&[
        "score",
        "--for",
        "Japan",
        "--stage",
        "refinery",
        "--reliance",
        reliance.to_str().unwrap(),
        "--import-sources",
        sources.to_str().unwrap(),
    ]);
    near(&of(&answer, "cobalt")["dependency"]["exposure"]["value"], 0.54, 1e-12);
    near(&of(&answer, "cobalt")["dependency"]["import_hhi"]["high"], 0.52, 1e-12);
    // reliance alone is no exposure
    assert!(of(&answer, "nickel")["dependency"].get("exposure").is_none());
}

#[test]
fn a_gate_fails_on_warnings_only_where_it_is_asked_to() {
    assert_eq!(run(&["score", "lithium"]).status.code(), Some(0));
    assert_eq!(run(&["score", "lithium", "--fail-on", "warning"]).status.code(), Some(1));
    assert_eq!(run(&["score", "gallium", "--fail-on", "warning"]).status.code(), Some(0));
    // reliance of 2025 under import shares of 2021-2024
    assert_eq!(run(&["score", "cobalt", "--for", "USA", "--fail-on", "warning"]).status.code(), Some(1));
    // what --top hides is judged all the same
    assert_eq!(run(&["score", "--top", "1", "--fail-on", "warning"]).status.code(), Some(1));
}

#[test]
fn import_shares_that_cannot_be_are_refused_with_their_place() {
    let folder = common::folder("shares");
    let sources = folder.join("import_sources.csv");
    let path = sources.to_str().unwrap();
    let header = "mineral,stage,importer,exporter,period,share\n";
    for (rows, code) in [
        ("cobalt,refinery,DEU,CHN,2024,0.8\ncobalt,refinery,DEU,FIN,2024,0.7\n", "shares-above-one"),
        ("cobalt,refinery,DEU,DEU,2024,0.5\n", "bad-party"),
        ("cobalt,refinery,DEU,world,2024,1\n", "bad-party"),
        ("cobalt,refinery,DEU,Congo,2024,0.5\n", "Congo (Brazzaville)"),
    ] {
        std::fs::write(&sources, format!("{header}{rows}")).unwrap();
        let said = refused(&["score", "--for", "DEU", "--import-sources", path]);
        assert!(said.contains(code) && said.contains("import_sources.csv:"), "{said}");
    }
    // what is left to the whole is the unnamed rest, and no share grows for it
    std::fs::write(&sources, format!("{header}cobalt,refinery,DEU,CHN,2024,0.2\n")).unwrap();
    let answer = json(&["score", "cobalt", "--for", "DEU", "--import-sources", path]);
    let hhi = &only(&answer)["dependency"]["import_hhi"];
    near(&hhi["value"], 0.04, 1e-12);
    near(&hhi["high"], 0.04 + 0.64, 1e-12);
}
