//! `minerals scenario` and `--scenario`: what each kind of shock does, held to sums made by hand.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{folder, json, near, only, program, run};
use serde_json::Value;

/// Two mines and a refiner, with a consumer of cobalt; of gallium only shares are known.
const TABLES: &str = r#"{
"production": [
 {"mineral": "cobalt", "stage": "mine", "country": "COD", "year": 2024, "quantity": 60, "unit": "t"},
 {"mineral": "cobalt", "stage": "mine", "country": "AUS", "year": 2024, "quantity": 30, "unit": "t"},
 {"mineral": "cobalt", "stage": "mine", "country": "other", "year": 2024, "quantity": 10, "unit": "t"},
 {"mineral": "cobalt", "stage": "mine", "country": "world", "year": 2024, "quantity": 100, "unit": "t"}],
"capacity": [
 {"mineral": "cobalt", "stage": "mine", "country": "AUS", "year": 2024, "quantity": 42, "unit": "t"},
 {"mineral": "cobalt", "stage": "mine", "country": "other", "year": 2024, "quantity": 13, "unit": "t"}],
"consumption": [
 {"mineral": "cobalt", "stage": "mine", "country": "USA", "year": 2024, "quantity": 40, "unit": "t"}],
"reliance": [
 {"mineral": "cobalt", "stage": "mine", "country": "USA", "year": 2024, "percent": 80}],
"import_sources": [
 {"mineral": "cobalt", "stage": "mine", "importer": "USA", "exporter": "COD", "period": "2024", "share": 0.5},
 {"mineral": "cobalt", "stage": "mine", "importer": "USA", "exporter": "AUS", "period": "2024", "share": 0.3},
 {"mineral": "cobalt", "stage": "mine", "importer": "USA", "exporter": "other", "period": "2024", "share": 0.2}],
"stocks": [
 {"mineral": "cobalt", "country": "USA", "year": 2024, "quantity": 4, "unit": "t"}],
"supply_shares": [
 {"mineral": "gallium", "stage": "refinery", "scope": "world", "country": "CHN", "period": "2024", "share": 0.9},
 {"mineral": "gallium", "stage": "refinery", "scope": "world", "country": "JPN", "period": "2024", "share": 0.1}]
}"#;

/// A folder with the tables and a scenario of one shock.
fn written(name: &str, shock: &str) -> PathBuf {
    let folder = folder(&format!("scenario-{name}"));
    fs::write(folder.join("tables.json"), TABLES).unwrap();
    fs::write(folder.join("s.toml"), format!("name = \"Test\"\n[[shock]]\n{shock}")).unwrap();
    folder
}

fn at(folder: &Path, arguments: &[&str]) -> std::process::Output {
    let mut all = arguments.to_vec();
    all.extend(["--data", "tables.json"]);
    program().args(all).current_dir(folder).output().unwrap()
}

fn effect(name: &str, shock: &str) -> Value {
    let output = at(&written(name, shock), &["scenario", "s.toml", "--for", "USA", "-f", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    only(&answer)["minerals"][0].clone()
}

fn metric(effect: &Value, path: &str) -> Value {
    let all = effect["metrics"].as_array().unwrap();
    all.iter().find(|m| m["metric"] == path).unwrap_or_else(|| panic!("no {path}: {effect:#}")).clone()
}

fn share(effect: &Value, list: &str, country: &str) -> Value {
    let all = effect[list].as_array().unwrap();
    all.iter().find(|s| s["country"] == country).unwrap_or_else(|| panic!("no {country}: {effect:#}")).clone()
}

const OUTAGE: &str =
    "kind = \"outage\"\nmineral = \"cobalt\"\nstage = \"mine\"\ncountry = \"COD\"\nreduction = 0.5\n";

#[test]
fn an_outage_takes_output_and_deliveries_and_leaves_a_gap_that_spare_capacity_fills() {
    let effect = effect("outage", &format!("{OUTAGE}ramp = 0.5\n"));
    // 30 of 70 tons are left to each of the two
    near(&share(&effect, "shares", "COD")["after"], 30.0 / 70.0, 1e-12);
    near(&metric(&effect, "stages.hhi")["after"]["value"], 2.0 * (30.0_f64 / 70.0).powi(2), 1e-12);
    let gap = &effect["gaps"][0];
    near(&gap["lost"]["value"], 30.0, 1e-12);
    near(&gap["spare"], 12.0 + 3.0, 1e-12);
    near(&gap["spare_unnamed"], 3.0, 1e-12);
    near(&gap["spare_used"]["value"], 7.5, 1e-12);
    near(&gap["shortfall"]["value"], 22.5, 1e-12);
    // of 100 tons 30 are gone; what can be delivered, 77.5, binds before the elasticities do
    let mid = &gap["prices"][1];
    near(&mid["price"], 0.775_f64.powf(-1.0 / 0.3), 1e-9);
    near(&mid["quantity"], 0.775, 1e-12);
    // the consumer loses 0.8 x 0.5 x 0.5 of its use, and keeps what is left of the rest
    near(&effect["losses"][0]["share"]["value"], 0.2, 1e-12);
    near(&effect["losses"][0]["lost"]["value"], 8.0, 1e-12);
    near(&effect["losses"][0]["stock_days"]["value"], 365.0 * 4.0 / 8.0, 1e-9);
    near(&share(&effect, "sources", "COD")["after"], 0.25 / 0.75, 1e-12);
    near(&metric(&effect, "dependency.import_reliance")["after"]["value"], 0.8 * 0.75 / (1.0 - 0.2), 1e-12);
}

#[test]
fn a_restriction_keeps_output_and_stops_exports_of_which_own_use_is_no_part() {
    let base = "kind = \"export-restriction\"\nmineral = \"cobalt\"\nstage = \"mine\"\ncountry = \"COD\"\nunit = \"t\"\n";
    let stop = effect("stop", &format!("{base}own_use = 20\n"));
    near(&metric(&stop, "stages.top_supplier.share")["change"], 0.0, 0.0);
    near(&stop["gaps"][0]["lost"]["value"], 40.0, 1e-12);
    near(&stop["gaps"][0]["shortfall"]["value"], 25.0, 1e-12);
    let quota = effect("quota", &format!("{base}own_use = 20\nquota = 10\n"));
    near(&quota["gaps"][0]["lost"]["value"], 30.0, 1e-12);
    near(&share(&quota, "sources", "COD")["after"], 0.5 * 0.25 / (1.0 - 0.5 * 0.75), 1e-12);
    // stated use tells what was exported
    let used = effect("used", &format!("{base}use = 70\n"));
    near(&used["gaps"][0]["lost"]["value"], 30.0, 1e-12);
    near(&used["gaps"][0]["shortfall"]["value"], 15.0, 1e-12);
    assert_eq!(used["gaps"][0]["implied"], true);
    // without either nothing is made up
    let open = effect("open", base);
    assert!(open["gaps"][0]["shortfall"].get("value").is_none(), "{open:#}");
    near(&open["gaps"][0]["shortfall"]["high"], 60.0 - 15.0, 1e-12);
    assert!(
        open["gaps"][0]["formula"].as_str().unwrap().starts_with("max(0, use - 40 t - 15 t x 1"),
        "{open:#}"
    );
    let others = effect("to", &format!("{base}to = \"JPN\"\n"));
    near(&share(&others, "sources", "COD")["change"], 0.0, 0.0);
}

#[test]
fn new_capacity_grows_the_total_and_its_offtake_displaces_imports() {
    let base = "kind = \"new-capacity\"\nmineral = \"cobalt\"\nstage = \"mine\"\ncountry = \"KAZ\"\ncapacity = 20\nunit = \"t\"\n\
                utilisation = 0.8\nofftake = { USA = 0.5 }\n";
    let even = effect("capacity", base);
    near(&metric(&even, "stages.total.quantity")["after"]["value"], 116.0, 1e-12);
    near(&share(&even, "shares", "KAZ")["after"], 16.0 / 116.0, 1e-12);
    // 8 of the 32 tons that are imported
    near(&share(&even, "sources", "KAZ")["after"], 0.25, 1e-12);
    near(&share(&even, "sources", "COD")["after"], 0.5 * 0.75, 1e-12);
    near(&metric(&even, "dependency.exposure")["after"]["value"], 0.8 * 0.375, 1e-12);
    let first = effect("displaces", &format!("{base}displaces = \"COD\"\n"));
    near(&share(&first, "sources", "COD")["after"], 0.25, 1e-12);
    near(&share(&first, "sources", "AUS")["after"], 0.3, 1e-12);
    // at home, it is that much less that is imported
    let home = effect("home", &base.replace("KAZ", "USA"));
    near(&metric(&home, "dependency.import_reliance")["after"]["value"], 0.6, 1e-12);
    let plain = effect("at-full", &base.replace("utilisation = 0.8\n", ""));
    near(&share(&plain, "shares", "KAZ")["after"], 20.0 / 120.0, 1e-12);
}

#[test]
fn growth_is_imported_stocks_fill_and_a_reallocation_keeps_the_total() {
    let grown =
        effect("growth", "kind = \"demand-growth\"\nmineral = \"cobalt\"\nstage = \"mine\"\ngrowth = 0.25\n");
    near(&grown["gaps"][0]["grown"], 25.0, 1e-12);
    near(&metric(&grown, "dependency.import_reliance")["after"]["value"], (0.8 + 0.25) / 1.25, 1e-12);
    let filled = format!(
        "{OUTAGE}[[shock]]\nkind = \"stock-release\"\nmineral = \"cobalt\"\nstage = \"mine\"\ncountry = \"USA\"\nquantity = 5000\nunit = \"kg\"\n"
    );
    let filled = effect("stocks", &filled);
    near(&filled["gaps"][0]["shortfall"]["value"], 30.0 - 15.0 - 5.0, 1e-12);
    near(&filled["gaps"][0]["stock_days"], 365.0 * 5.0 / 15.0, 1e-9);
    let moved = effect(
        "moved",
        "kind = \"reallocation\"\nmineral = \"cobalt\"\nstage = \"mine\"\nfrom = \"COD\"\nto = { AUS = 0.5, KAZ = 0.5 }\nquantity = 20\nunit = \"t\"\n",
    );
    near(&share(&moved, "shares", "COD")["after"], 0.4, 1e-12);
    near(&share(&moved, "shares", "AUS")["after"], 0.4, 1e-12);
    near(&share(&moved, "shares", "KAZ")["after"], 0.1, 1e-12);
    let bought = effect(
        "bought",
        "kind = \"reallocation\"\nmineral = \"cobalt\"\nstage = \"mine\"\nfrom = \"COD\"\nto = \"AUS\"\nshare = 0.4\nfor = \"USA\"\n",
    );
    near(&share(&bought, "sources", "COD")["after"], 0.3, 1e-12);
    near(&share(&bought, "sources", "AUS")["after"], 0.5, 1e-12);
}

#[test]
fn a_supply_of_shares_takes_parts_and_refuses_tons() {
    let gallium = "kind = \"outage\"\nmineral = \"gallium\"\nstage = \"refinery\"\ncountry = \"CHN\"\n";
    let half = effect("shares", &format!("{gallium}reduction = 0.5\n"));
    near(&share(&half, "shares", "CHN")["after"], 0.45 / 0.55, 1e-12);
    assert!(half.get("gaps").is_none(), "shares are no tons: {half:#}");
    let tons =
        at(&written("tons", &format!("{gallium}quantity = 5\nunit = \"t\"\n")), &["scenario", "s.toml"]);
    let said = String::from_utf8(tons.stderr).unwrap();
    assert_eq!((tons.status.code(), tons.stdout.len()), (Some(2), 0));
    assert!(said.contains("error[needs-quantity]") && said.contains("s.toml:3:8"), "{said}");
}

#[test]
fn a_shock_that_begins_after_the_horizon_does_not_apply_and_one_without_effect_changes_no_bit() {
    let zero = OUTAGE.replace("0.5", "0");
    let late = format!("{OUTAGE}start = 2031\n");
    for (name, shock) in [("zero", zero), ("late", late)] {
        let folder = written(name, &shock);
        let text = fs::read_to_string(folder.join("s.toml")).unwrap();
        fs::write(folder.join("s.toml"), format!("year = 2030\n{text}")).unwrap();
        for command in ["score", "show cobalt", "explain hhi cobalt"] {
            let words: Vec<&str> = command.split(' ').chain(["-f", "json"]).collect();
            let results = |output: std::process::Output| {
                let value: Value = serde_json::from_slice(&output.stdout).unwrap();
                serde_json::to_string(&value["results"]).unwrap()
            };
            let plain = results(at(&folder, &words));
            let shocked = results(at(&folder, &[words.as_slice(), &["--scenario", "s.toml"]].concat()));
            assert_eq!(plain, shocked, "{name}: {command}");
        }
    }
}

#[test]
fn the_order_of_rows_and_the_form_of_the_files_change_no_byte() {
    let shock = format!(
        "{OUTAGE}[[shock]]\nkind = \"new-capacity\"\nmineral = \"cobalt\"\nstage = \"mine\"\ncountry = \"KAZ\"\ncapacity = 7\nunit = \"t\"\n"
    );
    let folder = written("order", &shock);
    let read = |folder: &Path, scenario: &str| {
        let output = at(folder, &["scenario", scenario, "--for", "USA", "-f", "json"]);
        let mut value: Value = serde_json::from_slice(&output.stdout).unwrap();
        for shock in value["results"][0]["shocks"].as_array_mut().unwrap() {
            shock.as_object_mut().unwrap().retain(|key, _| key != "file" && key != "line");
        }
        serde_json::to_string(&value["results"]).unwrap()
    };
    let first = read(&folder, "s.toml");
    let mut tables: Value = serde_json::from_str(TABLES).unwrap();
    tables.as_object_mut().unwrap().values_mut().for_each(|rows| rows.as_array_mut().unwrap().reverse());
    fs::write(folder.join("tables.json"), tables.to_string()).unwrap();
    assert_eq!(read(&folder, "s.toml"), first);
    fs::create_dir(folder.join("json")).unwrap();
    fs::write(
        folder.join("json/s.json"),
        r#"{"name": "Test", "shock": [
        {"kind": "outage", "mineral": "cobalt", "stage": "mine", "country": "COD", "reduction": 0.5},
        {"kind": "new-capacity", "mineral": "cobalt", "stage": "mine", "country": "KAZ", "capacity": 7, "unit": "t"}]}"#,
    )
    .unwrap();
    assert_eq!(read(&folder, "json/s.json"), first);
}

#[test]
fn every_slip_of_a_file_is_told_with_its_line_and_nothing_is_computed() {
    let outage = "kind = \"outage\"\nmineral = \"cobalt\"\nstage = \"mine\"\ncountry = \"COD\"\n";
    let cases: [(&str, &str, &str); 16] = [
        ("reduction = 1.5\n", "bad-value", "7:13"),
        ("reduction = -0.5\n", "bad-number", "7:13"),
        ("reduction = nan\n", "bad-number", "7:13"),
        ("reduction = \"0.5\"\n", "bad-value", "7:13"),
        ("quantity = 5\n", "missing-key", "2:1"),
        ("quantity = 5\nunit = \"tons\"\n", "bad-unit", "8:8"),
        ("quantity = 500\nunit = \"t\"\n", "bad-value", "3:8"),
        ("quantity = 5\nunit = \"ct\"\n", "bad-unit", "3:8"),
        ("reduction = 0.5\nquantity = 5\nunit = \"t\"\n", "bad-value", "8:12"),
        ("reduction = 0.5\nramp = 2\n", "bad-value", "8:8"),
        ("reduction = 0.5\nstart = 30\n", "bad-value", "8:9"),
        ("reduction = 0.5\nstart = 2030\nend = 2029\n", "bad-value", "9:7"),
        ("reduction = 0.5\nyear = 2030\n", "unknown-key", "8:1"),
        ("reduction = 0.5\ncountry = \"AUS\"\n", "bad-toml", "8:"),
        ("reduction = [0.5]\n", "bad-value", "7:13"),
        ("reduction = 0.5\nuse = { Utopia = 5 }\nunit = \"t\"\n", "unknown-country", "8:9"),
    ];
    for (i, (keys, code, place)) in cases.into_iter().enumerate() {
        let output = at(&written(&format!("slip-{i}"), &format!("{outage}{keys}")), &["scenario", "s.toml"]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{keys}: {said}");
        assert!(said.contains(&format!("error[{code}]")), "{keys}: {said}");
        assert!(said.contains(&format!("s.toml:{place}")), "{keys}: {said}");
        assert!(said.contains("help: "), "{keys}: {said}");
    }
}

#[test]
fn all_that_is_wrong_with_a_file_is_told_in_one_run() {
    let output = at(
        &written(
            "several",
            "kind = \"outage\"\nmineral = \"kobalt\"\nstage = \"mines\"\ncountry = \"Chlie\"\nreduction = 2\n",
        ),
        &["scenario", "s.toml"],
    );
    let said = String::from_utf8(output.stderr).unwrap();
    for code in ["unknown-mineral", "bad-value"] {
        assert!(said.contains(code), "{said}");
    }
}

#[test]
fn an_include_stays_in_its_folder_and_makes_no_circle() {
    let folder = written("include", OUTAGE);
    fs::write(folder.join("more.toml"), "name = \"More\"\ninclude = \"s.toml\"\n").unwrap();
    let output = at(&folder, &["scenario", "more.toml", "-f", "json"]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(only(&answer)["shocks"].as_array().unwrap().len(), 1);
    let inputs = answer["inputs"].as_array().unwrap();
    assert_eq!(inputs.iter().filter(|i| i["table"] == "scenario").count(), 2);
    for (name, include, why) in [
        ("circle.toml", "circle.toml", "includes itself"),
        ("up.toml", "../s.toml", "not in the folder"),
        ("absent.toml", "absent-as-well.toml", "no such file"),
    ] {
        fs::write(folder.join(name), format!("name = \"X\"\ninclude = \"{include}\"\n")).unwrap();
        let output = at(&folder, &["scenario", name]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(why) && said.contains(&format!("{name}:2:11")), "{said}");
    }
}

#[test]
fn what_is_no_scenario_is_told_with_what_is() {
    let said = String::from_utf8(run(&["scenario", "c5-kazakstan"]).stderr).unwrap();
    assert!(said.contains("did you mean `c5-kazakhstan`?"), "{said}");
    let said = String::from_utf8(run(&["scenario", "c5-kazakhstan", "kobalt"]).stderr).unwrap();
    assert!(said.contains("unknown mineral `kobalt`"), "{said}");
    let said = String::from_utf8(run(&["scenario", "cobalt"]).stderr).unwrap();
    assert!(said.contains("no scenario is named"), "{said}");
}

#[test]
fn the_first_question_of_the_project_is_answered_on_one_screen() {
    let output = program().args(["scenario", "c5-kazakhstan"]).env("COLUMNS", "80").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.lines().count() <= 48, "{} lines", text.lines().count());
    for words in
        ["CHN 69.35  CHN 66.78", "5072       4717", "CHN 47.57  CHN 47.57", "net exporter", "26 075 t a year"]
    {
        assert!(text.contains(words), "{words} is not in\n{text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let exposure = |name: &str, country: &str| {
        let answer = json(&["scenario", name]);
        let sources = only(&answer)["minerals"][0]["sources"].as_array().unwrap().clone();
        let its = sources.iter().find(|s| s["country"] == country && s["stage"] == "refinery").unwrap();
        its["exposure_after"]["value"].clone()
    };
    near(&exposure("c5-kazakhstan", "CHN"), 0.67 * 0.71, 1e-12);
    near(&exposure("c5-kazakhstan-refinery", "CHN"), 0.278, 6e-4);
    near(&exposure("c5-kazakhstan-refinery-china", "CHN"), 0.198, 6e-4);
}

#[test]
fn what_is_lost_is_what_fills_it_and_what_nobody_fills() {
    for name in [
        "china-gallium-germanium",
        "drc-cobalt-quota",
        "indonesia-nickel",
        "platinum-strike",
        "tantalum-rubaya",
    ] {
        let answer = json(&["scenario", name]);
        let minerals = only(&answer)["minerals"].as_array().unwrap();
        for gap in minerals.iter().flat_map(|m| m["gaps"].as_array().cloned().unwrap_or_default()) {
            let number = |key: &str| gap[key].as_f64().or_else(|| gap[key]["value"].as_f64());
            let (Some(lost), Some(left)) = (number("lost"), number("gap")) else { continue };
            let shortfall = number("shortfall");
            let used = number("spare_used").unwrap_or(0.0);
            if gap["used"].is_null() {
                assert!(
                    (lost + number("grown").unwrap() - number("added").unwrap() - left).abs() < 1e-6,
                    "{gap:#}"
                );
            }
            if let Some(shortfall) = shortfall {
                let filled = used + number("stocks").unwrap().min(left - used);
                assert!((left - filled - shortfall).abs() < 1e-6, "{name}: {gap:#}");
            }
        }
    }
}
