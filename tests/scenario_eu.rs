//! Scenarios on what the EU's study holds, losses that policies hold, and files that are not written over.

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

#[test]
fn a_stop_is_a_loss_that_a_limit_can_hold_and_growth_alone_raises_price_and_use() {
    let folder = folder("scenario-lost");
    let policy = "[[limit]]\nmetric = \"dependency.lost\"\nmax = 0.3\nminerals = \"rare-earths\"\nfor = \"USA\"\n\
                  scenario = \"china-rare-earth-ban\"\n";
    fs::write(folder.join("p.toml"), policy).unwrap();
    let output = program().args(["check", "p.toml", "-f", "json"]).current_dir(&folder).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    near(&answer["results"][0]["found"]["value"], 0.67 * 0.71, 1e-12);
    let grown = effect("growth", "kind = \"demand-growth\"\nstage = \"mine\"\ngrowth = 0.5\n", "copper");
    let mid = &grown["gaps"][0]["prices"][1];
    near(&mid["price"], 1.5_f64.powf(2.0), 1e-9);
    near(&mid["quantity"], 1.5 * 1.5_f64.powf(-0.6), 1e-9);
}

#[test]
fn no_scenario_is_written_over_whoever_includes_it() {
    let folder = folder("scenario-over");
    let shock = "name = \"x\"\n[[shock]]\nkind = \"outage\"\nmineral = \"cobalt\"\nstage = \"mine\"\ncountry = \"COD\"\nreduction = 0.1\n";
    fs::write(folder.join("s.toml"), shock).unwrap();
    fs::write(folder.join("more.toml"), "name = \"y\"\ninclude = \"s.toml\"\n").unwrap();
    fs::write(folder.join("p.toml"), "[[limit]]\nmetric = \"hhi\"\nmax = 1\nscenario = \"more.toml\"\n")
        .unwrap();
    for command in [
        "scenario more.toml",
        "score --scenario more.toml",
        "show cobalt --scenario more.toml",
        "show COD --scenario more.toml",
        "explain hhi cobalt --scenario more.toml",
        "check p.toml",
    ] {
        let words: Vec<&str> = command.split(' ').chain(["-o", "s.toml"]).collect();
        let output = program().args(words).current_dir(&folder).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{command}: {said}");
        assert!(said.contains("output-is-input"), "{command}: {said}");
        assert_eq!(fs::read_to_string(folder.join("s.toml")).unwrap(), shock, "{command}");
    }
}

#[test]
fn what_contradicts_itself_is_refused_and_a_stock_without_a_gap_is_told() {
    let folder = folder("scenario-twice");
    let set = "[[shock]]\nkind = \"parameter\"\nmineral = \"cobalt\"\nname = \"eol_rir\"\n";
    fs::write(folder.join("twice.toml"), format!("name = \"x\"\n{set}value = 0.3\n{set}value = 0.4\n"))
        .unwrap();
    let output = program().args(["scenario", "twice.toml"]).current_dir(&folder).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("overlapping-shocks") && said.contains("twice.toml:8:8"), "{said}");
    let stock = "name = \"x\"\n[[shock]]\nkind = \"stock-release\"\nmineral = \"cobalt\"\nstage = \"mine\"\n\
                 country = \"USA\"\nquantity = 5\nunit = \"t\"\n";
    fs::write(folder.join("stock.toml"), stock).unwrap();
    let output =
        program().args(["scenario", "stock.toml", "-f", "json"]).current_dir(&folder).output().unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let codes: Vec<&str> =
        answer["warnings"].as_array().unwrap().iter().map(|w| w["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"no-effect"), "{codes:?}");
}
