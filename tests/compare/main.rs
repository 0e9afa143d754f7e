//! `compare`: what moved between two runs, by how much, because of which input, and what is no run.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::float_cmp,
    reason = "a test file: a failure is meant to stop it"
)]

#[path = "../common/mod.rs"]
mod common;
mod refused;

use std::fs;
use std::path::{Path, PathBuf};

use common::{folder, json, near, run, stdout};
use serde_json::Value;

const OLD: &str = "mineral,stage,country,year,quantity,unit\n\
                   cobalt,mine,COD,2024,60,t\ncobalt,mine,IDN,2024,40,t\n\
                   lithium,mine,AUS,2024,50,t\nlithium,mine,CHL,2024,50,t\n";

/// A run of `score` on a table of output, as a file.
fn scored(folder: &Path, name: &str, production: &str, more: &[&str]) -> String {
    let data = folder.join(name);
    fs::create_dir_all(&data).unwrap();
    fs::write(data.join("production.csv"), production).unwrap();
    let file = folder.join(format!("{name}.json"));
    let mut all = vec!["score", "cobalt", "lithium", "--data", data.to_str().unwrap()];
    all.extend(["--format", "json", "--output", file.to_str().unwrap()]);
    all.extend(if more.contains(&"--method") { &[][..] } else { &["--method", "hhi"] });
    all.extend(more);
    stdout(&all);
    file.to_str().unwrap().to_owned()
}

/// The moves of an answer, without the causes.
fn moves(answer: &Value) -> Vec<&Value> {
    answer["results"].as_array().unwrap().iter().filter(|r| r.get("cause").is_none()).collect()
}

fn causes(answer: &Value) -> Vec<&Value> {
    answer["results"].as_array().unwrap().iter().filter(|r| r.get("cause").is_some()).collect()
}

fn of_metric<'v>(answer: &'v Value, metric: &str) -> &'v Value {
    moves(answer)
        .into_iter()
        .find(|m| m["metric"] == metric)
        .unwrap_or_else(|| panic!("no {metric}: {answer}"))
}

#[test]
fn a_changed_cell_moves_what_is_made_of_it_and_nothing_else() {
    let folder = folder("compare-cell");
    let old = scored(&folder, "old", OLD, &[]);
    let new = scored(&folder, "new", &OLD.replace("IDN,2024,40", "IDN,2024,90"), &[]);
    let answer = json(&["compare", &old, &new]);
    let metrics: Vec<&str> = moves(&answer).iter().map(|m| m["metric"].as_str().unwrap()).collect();
    // 0.6, 0.4 become 0.4, 0.6: the same concentration, another country at the head, more governance
    assert_eq!(metrics, ["stages.hhi_wgi", "stages.top_supplier.share", "stages.total.quantity"]);
    let total = of_metric(&answer, "stages.total.quantity");
    assert_eq!((&total["old"]["value"], &total["new"]["value"]), (&100.0.into(), &150.0.into()));
    assert_eq!((&total["change"]["value"], &total["relative"]), (&50.0.into(), &0.5.into()));
    assert_eq!(
        (&total["mineral"], &total["stage"], &total["old"]["unit"]),
        (&"cobalt".into(), &"mine".into(), &"t".into())
    );
    let top = of_metric(&answer, "stages.top_supplier.share");
    assert_eq!((&top["old"]["country"], &top["new"]["country"]), (&"COD".into(), &"IDN".into()));
    assert!(moves(&answer).iter().all(|m| m["because"] == serde_json::json!(["production"])), "{answer}");
    let all: Vec<&Value> = causes(&answer);
    assert_eq!(all.len(), 1);
    assert_eq!(
        (&all[0]["kind"], &all[0]["cause"], &all[0]["new"]["rows"]),
        (&"input".into(), &"production".into(), &4.into())
    );
    assert_ne!(all[0]["old"]["sha256"], all[0]["new"]["sha256"]);
}

#[test]
fn the_headline_stands_first_and_then_the_largest_move_on_a_scale() {
    let folder = folder("compare-order");
    let old = scored(&folder, "old", OLD, &[]);
    let new = scored(
        &folder,
        "new",
        &OLD.replace("COD,2024,60", "COD,2024,160").replace("CHL,2024,50", "CHL,2024,60"),
        &[],
    );
    let answer = json(&["compare", &old, &new]);
    let all = moves(&answer);
    let named = |m: &Value| format!("{} {}", m["mineral"].as_str().unwrap(), m["metric"].as_str().unwrap());
    assert_eq!(named(all[0]), "cobalt headline.value");
    assert_eq!(named(all[1]), "lithium headline.value");
    assert_eq!(named(all[2]), "cobalt stages.supply_without_largest");
    near(&all[0]["old"]["value"], 0.52, 1e-12);
    near(&all[0]["new"]["value"], 0.68, 1e-12);
    near(&all[0]["change"]["value"], 0.16, 1e-12);
    near(&all[0]["size"], 0.16, 1e-12);
    assert_eq!(all[0]["risk"], "higher");
    let sizes = |metric: &str| of_metric(&answer, metric)["size"].as_f64().unwrap();
    assert!(sizes("stages.total.quantity") > sizes("stages.top_supplier.share"), "a quantity has no scale");
    let place = |metric: &str| all.iter().position(|m| m["metric"] == metric).unwrap();
    assert!(place("stages.top_supplier.share") < place("stages.total.quantity"));
    let left = of_metric(&answer, "stages.supply_without_largest");
    assert!(left["change"]["value"].as_f64().unwrap() < 0.0 && left["risk"] == "higher", "{left}");
    assert!(left.get("relative").is_none(), "a part of a part misleads");
    let shown = json(&["compare", &old, &new, "--top", "1"]);
    let kept: Vec<String> = moves(&shown).into_iter().map(named).collect();
    assert_eq!(kept, ["cobalt headline.value", "cobalt stages.supply_without_largest"]);
}

#[test]
fn people_read_in_the_first_lines_what_moved_most_and_why() {
    let folder = folder("compare-table");
    let old = scored(&folder, "old", OLD, &[]);
    let new = scored(&folder, "new", &OLD.replace("COD,2024,60", "COD,2024,160"), &[]);
    let text = stdout(&["compare", &old, &new]);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("What moved from old.json to new.json: 1 headline and "), "{text}");
    assert!(lines[1].contains("because of  input production: production.csv (4 rows, sha256 "), "{text}");
    let row = lines.iter().find(|line| line.starts_with("Cobalt")).unwrap();
    assert_eq!(
        row.split_whitespace().collect::<Vec<_>>(),
        ["Cobalt", "5200", "6800", "+1600", "+30.8", "higher"]
    );
    assert!(text.contains("60.0 %  80.0 %  +20.0 pp"), "{text}");
    assert_eq!(text.matches("5200").count(), 1, "the HHI is the headline here, and stands once: {text}");
}

#[test]
fn permuted_rows_move_nothing_and_one_line_says_so() {
    let folder = folder("compare-permuted");
    let mut rows: Vec<&str> = OLD.lines().collect();
    rows[1..].reverse();
    let old = scored(&folder, "old", OLD, &[]);
    let new = scored(&folder, "new", &(rows.join("\n") + "\n"), &[]);
    let text = stdout(&["compare", &old, &new]);
    assert_eq!(text, "nothing moved from old.json to new.json, though input production differs\n");
    assert_eq!(stdout(&["compare", &old, &old]), "nothing moved from old.json to old.json\n");
    assert_eq!(json(&["compare", &old, &old])["results"], serde_json::json!([]));
    assert_eq!(moves(&json(&["compare", &old, &new])), [] as [&Value; 0]);
}

#[test]
fn every_answer_about_minerals_or_countries_is_the_same_as_itself() {
    let folder = folder("compare-self");
    for (i, line) in [
        "score --for USA",
        "score --for EU27",
        "score --sector batteries",
        "show cobalt rare-earths --for JPN",
        "show KAZ EU27",
        "explain hhi_wgi cobalt",
    ]
    .iter()
    .enumerate()
    {
        let file = folder.join(format!("{i}.json"));
        let lines = folder.join(format!("{i}.ndjson"));
        for (file, format) in [(&file, "json"), (&lines, "ndjson")] {
            let mut all: Vec<&str> = line.split(' ').collect();
            all.extend(["--format", format, "--output", file.to_str().unwrap()]);
            stdout(&all);
        }
        let text = stdout(&["compare", file.to_str().unwrap(), lines.to_str().unwrap()]);
        assert!(text.starts_with("nothing moved") && text.lines().count() == 1, "{line}: {text}");
    }
}

#[test]
fn what_only_one_run_has_came_or_went_and_is_no_change_from_zero() {
    let folder = folder("compare-gone");
    let old = scored(&folder, "old", OLD, &[]);
    let refinery = "cobalt,refinery,CHN,2024,10,t\n";
    let only_cobalt: String =
        OLD.lines().filter(|l| !l.starts_with("lithium")).map(|l| format!("{l}\n")).collect();
    let new = scored(&folder, "new", &(only_cobalt + refinery), &["--stage", "mine"]);
    let worst = scored(&folder, "worst", &(OLD.to_owned() + refinery), &[]);
    let answer = json(&["compare", &old, &worst]);
    let appeared: Vec<&Value> = moves(&answer).into_iter().filter(|m| m["kind"] == "appeared").collect();
    assert_eq!(appeared.len(), 1, "{answer}");
    assert_eq!((&appeared[0]["metric"], &appeared[0]["stage"]), (&"stages".into(), &"refinery".into()));
    let headline = of_metric(&answer, "headline.value");
    assert_eq!((&headline["old"]["stage"], &headline["new"]["stage"]), (&"mine".into(), &"refinery".into()));
    let answer = json(&["compare", &old, &new]);
    let gone: Vec<&Value> = moves(&answer).into_iter().filter(|m| m["kind"] == "disappeared").collect();
    assert!(gone.iter().any(|m| m["mineral"] == "lithium" && m.get("change").is_none()), "{answer}");
    for found in moves(&answer).iter().filter(|m| m["kind"] != "moved") {
        assert!(found.get("change").is_none() && found.get("size").is_none(), "{found}");
    }
}

#[test]
fn a_net_exporter_says_so_where_its_reliance_was() {
    let folder = folder("compare-exporter");
    let table = |name: &str, percent: &str, status: &str| {
        let file = folder.join(format!("{name}.csv"));
        let text = format!(
            "mineral,stage,country,year,percent,status\ncobalt,refinery,USA,2024,{percent},{status}\n"
        );
        fs::write(&file, text).unwrap();
        let answer = folder.join(format!("{name}.json"));
        stdout(&[
            "score",
            "cobalt",
            "--for",
            "USA",
            "--reliance",
            file.to_str().unwrap(),
            "-f",
            "json",
            "-o",
            answer.to_str().unwrap(),
        ]);
        answer.to_str().unwrap().to_owned()
    };
    let (old, new) = (table("old", "70", "reported"), table("new", "", "net-exporter"));
    let answer = json(&["compare", &old, &new]);
    for metric in ["dependency.import_reliance", "dependency.exposure", "headline.value"] {
        let found = of_metric(&answer, metric);
        assert_eq!(
            (&found["kind"], &found["why"]),
            (&"disappeared".into(), &"net exporter".into()),
            "{found}"
        );
        assert_eq!(found["because"], serde_json::json!(["reliance"]));
    }
}

#[test]
fn a_parameter_is_named_where_no_input_differs_and_each_metric_names_its_own_tables() {
    let folder = folder("compare-causes");
    let old = scored(&folder, "old", OLD, &[]);
    let new = scored(&folder, "new", &OLD.replace("COD,2024,60", "COD,2024,160"), &["--method", "hhi-wgi"]);
    let answer = json(&["compare", &old, &new]);
    assert_eq!(of_metric(&answer, "stages.hhi")["because"], serde_json::json!(["production"]));
    assert_eq!(
        of_metric(&answer, "headline.value")["because"],
        serde_json::json!(["production", "parameters.method"])
    );
    let headline = of_metric(&answer, "headline.value");
    assert_eq!((&headline["old"]["method"], &headline["new"]["method"]), (&"hhi".into(), &"hhi-wgi".into()));
    assert!(headline.get("change").is_none(), "the numbers of two methods are not subtracted");
    let text = stdout(&["compare", &old, &new]);
    assert!(text.contains("5200 hhi  5.46 hhi-wgi"), "{text}");
    assert!(text.contains("parameter method: hhi -> hhi-wgi") && text.contains("Because"), "{text}");

    let governance =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/governance.csv")).unwrap();
    let worse: String = governance
        .lines()
        .map(|l| if l.starts_with("AUS,") { l.replace(",1.", ",-1.") } else { l.to_owned() } + "\n")
        .collect();
    let table = folder.join("governance.csv");
    fs::write(&table, worse).unwrap();
    let other = scored(&folder, "other", OLD, &["--governance", table.to_str().unwrap()]);
    let answer = json(&["compare", &old, &other]);
    let metrics: Vec<&str> = moves(&answer).iter().map(|m| m["metric"].as_str().unwrap()).collect();
    assert_eq!(metrics, ["stages.hhi_wgi"], "the HHI does not hang on it");
    assert_eq!(of_metric(&answer, "stages.hhi_wgi")["because"], serde_json::json!(["governance"]));
}

/// A run with something in it replaced.
fn edited(folder: &Path, run: &str, name: &str, edit: impl Fn(String) -> String) -> String {
    let file: PathBuf = folder.join(name);
    fs::write(&file, edit(fs::read_to_string(run).unwrap())).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn the_version_is_named_where_nothing_else_differs_and_a_hand_is_suspected_where_nothing_does() {
    let folder = folder("compare-version");
    let old = scored(&folder, "old", OLD, &[]);
    let by_hand = edited(&folder, &old, "hand.json", |text| text.replace("0.52", "0.53"));
    let output = run(&["compare", &old, &by_hand, "--fail-on", "warning", "-v"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("warning[unexplained-move]"));
    let of_next =
        edited(&folder, &by_hand, "next.json", |text| text.replace("\"version\": \"0.", "\"version\": \"7."));
    let answer = json(&["compare", &old, &of_next]);
    assert_eq!(of_metric(&answer, "stages.hhi")["because"], serde_json::json!(["tool.version"]));
    assert_eq!(causes(&answer)[0]["kind"], "version");
    assert_eq!(answer["warnings"], serde_json::json!([]));
}

#[test]
fn a_mineral_that_a_cut_run_lacks_may_still_be_there() {
    let folder = folder("compare-cut");
    let old = scored(&folder, "old", OLD, &["--top", "1"]);
    let new = scored(&folder, "new", OLD, &[]);
    let answer = json(&["compare", &old, &new]);
    assert_eq!(answer["warnings"][0]["code"], "cut-run");
    let text = stdout(&["compare", &old, &new, "lithium"]);
    assert!(text.contains("appeared  Lithium  all of it"), "{text}");
    assert!(!stdout(&["compare", &old, &new, "Co"]).contains("ithium"));
}

#[test]
fn figures_in_other_units_are_beside_each_other_and_not_subtracted() {
    let folder = folder("compare-units");
    let old = scored(&folder, "old", OLD, &[]);
    let new = edited(&folder, &old, "new.json", |text| text.replace("\"unit\": \"t\"", "\"unit\": \"kt\""));
    let total = json(&["compare", &old, &new]);
    let total = of_metric(&total, "stages.total.quantity");
    assert_eq!((&total["old"]["unit"], &total["new"]["unit"]), (&"t".into(), &"kt".into()));
    assert!(total.get("change").is_none() && total.get("relative").is_none(), "{total}");
}
