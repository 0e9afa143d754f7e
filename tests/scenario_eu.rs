//! Scenarios on what the EU's study holds: parameters of its method, and the Union's own sourcing.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::fs;

use common::{folder, near, only, program};
use serde_json::Value;

fn effect(name: &str, shock: &str, mineral: &str) -> Value {
    let folder = folder(&format!("scenario-eu-{name}"));
    fs::write(folder.join("s.toml"), format!("name = \"Test\"\n[[shock]]\nmineral = \"{mineral}\"\n{shock}"))
        .unwrap();
    let arguments = ["scenario", "s.toml", "--for", "EU27", "-f", "json"];
    let output = program().args(arguments).current_dir(folder).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    only(&answer)["minerals"][0].clone()
}

fn metric<'e>(effect: &'e Value, path: &str) -> &'e Value {
    effect["metrics"]
        .as_array()
        .unwrap()
        .iter()
        .find(|m| m["metric"] == path)
        .unwrap_or_else(|| panic!("{effect:#}"))
}

#[test]
fn supply_risk_falls_with_recycling_as_its_formula_says() {
    // SR = (...) x (1 - EoL-RIR) x SI, and cobalt's EoL-RIR is 0.22
    let effect = effect("recycling", "kind = \"parameter\"\nname = \"eol_rir\"\nvalue = 0.61\n", "cobalt");
    let risk = metric(&effect, "eu_sr");
    let before = risk["before"]["value"].as_f64().unwrap();
    near(&risk["after"]["value"], before * (1.0 - 0.61) / (1.0 - 0.22), 1e-9);
}

#[test]
fn substitution_scales_supply_risk_and_a_trade_factor_raises_it() {
    let si = effect("substitution", "kind = \"parameter\"\nname = \"si_sr\"\nvalue = 0.49\n", "gallium");
    let risk = metric(&si, "eu_sr");
    let before = risk["before"]["high"].as_f64().unwrap();
    near(&risk["after"]["high"], before * 0.49 / 0.98, 1e-9);
    let trade = effect(
        "factor",
        "kind = \"parameter\"\nname = \"trade_factor\"\ncountry = \"CHN\"\nvalue = 1.3\n",
        "gallium",
    );
    let risk = metric(&trade, "eu_sr");
    assert!(risk["after"]["low"].as_f64().unwrap() > risk["before"]["high"].as_f64().unwrap(), "{risk:#}");
}

#[test]
fn what_moves_to_a_member_is_no_import_any_more_and_what_moves_abroad_is() {
    let shock = |to: &str| {
        format!(
            "kind = \"reallocation\"\nstage = \"refinery\"\nfrom = \"CHN\"\nto = \"{to}\"\nshare = 0.5\nfor = \"EU27\"\n"
        )
    };
    let exposure = |effect: &Value| metric(effect, "dependency.exposure")["after"]["value"].clone();
    // China has 69 percent of the Union's supply of gallium, Japan none of it
    near(&exposure(&effect("home", &shock("DEU"), "gallium")), 0.345, 1e-12);
    let abroad = effect("abroad", &shock("JPN"), "gallium");
    let japan = abroad["sources"].as_array().unwrap().iter().find(|s| s["country"] == "JPN").unwrap();
    near(&japan["after"], 0.345, 1e-12);
}

#[test]
fn a_stop_takes_from_the_unions_supply_what_came_from_there() {
    let stop =
        effect("stop", "kind = \"export-restriction\"\nstage = \"refinery\"\ncountry = \"CHN\"\n", "gallium");
    near(&stop["losses"][0]["share"]["value"], 0.69, 1e-12);
    let sources = stop["sources"].as_array().unwrap();
    let of = |country: &str| sources.iter().find(|s| s["country"] == country).unwrap()["after"].clone();
    near(&of("CHN"), 0.0, 0.0);
    near(&of("USA"), 0.1 / 0.31, 1e-12);
    // only those named are cut off
    let other = effect(
        "named",
        "kind = \"export-restriction\"\nstage = \"refinery\"\ncountry = \"CHN\"\nto = \"JPN\"\n",
        "gallium",
    );
    assert!(other.get("losses").is_none(), "{other:#}");
    let named = effect(
        "union",
        "kind = \"export-restriction\"\nstage = \"refinery\"\ncountry = \"CHN\"\nto = \"EU27\"\n",
        "gallium",
    );
    near(&named["losses"][0]["share"]["value"], 0.69, 1e-12);
}
