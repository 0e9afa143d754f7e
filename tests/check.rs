//! `minerals check`: limits, exceptions and tests of a policy, with the promised exit codes in every format.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use common::{folder, program};
use serde_json::Value;

const HEADER: &str = "mineral,stage,country,year,quantity,unit\n";

/// China mines 70 of 100 t of gallium, Japan the rest; of cobalt 60 t are Congo's and 40 t nobody's.
const ROWS: [&str; 4] = [
    "gallium,mine,CHN,2024,70,t\n",
    "gallium,mine,JPN,2024,30,t\n",
    "cobalt,mine,COD,2024,60,t\n",
    "cobalt,mine,other,2024,40,t\n",
];

const LIMIT: &str = "[[limit]]\nmetric = \"stages.top_supplier.share\"\nmax = 0.65\nminerals = \"gallium\"\n";

/// A folder with the tables above and a policy.
fn files(name: &str, policy: &str) -> PathBuf {
    let folder = folder(name);
    fs::write(folder.join("production.csv"), HEADER.to_owned() + &ROWS.concat()).unwrap();
    fs::write(folder.join("policy.toml"), policy).unwrap();
    folder
}

fn check(folder: &Path, arguments: &[&str]) -> Output {
    let tables = ["--data", "production.csv"];
    program().arg("check").args(arguments).args(tables).current_dir(folder).output().unwrap()
}

fn text(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"))
}

/// The codes of a policy's findings, those that are allowed in brackets, and the exit code.
fn codes(name: &str, policy: &str, more: &[&str]) -> (Vec<String>, i32) {
    let output = check(&files(name, policy), &[&["policy.toml", "-f", "json"], more].concat());
    let answer = json(&output);
    let code = |f: &Value| {
        let code = f["code"].as_str().unwrap();
        if f.get("allowed").is_some() { format!("({code})") } else { code.to_owned() }
    };
    (answer["results"].as_array().unwrap().iter().map(code).collect(), output.status.code().unwrap())
}

#[test]
fn a_broken_limit_is_exit_1_in_every_format_and_a_kept_one_exit_0() {
    let broken = files("check-broken", LIMIT);
    let kept = files("check-kept", &LIMIT.replace("0.65", "0.7"));
    for format in ["text", "table", "json", "ndjson", "csv", "markdown", "github", "junit", "sarif"] {
        let output = check(&broken, &["policy.toml", "--format", format]);
        assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(1), false), "{format}");
        let told = format == "github" || text(&output).contains("limit-broken");
        assert!(told && text(&output).contains("gallium, mine"), "{format}: {}", text(&output));
        assert_eq!(check(&kept, &["policy.toml", "--format", format]).status.code(), Some(0), "{format}");
    }
    let output = check(&broken, &["policy.toml"]);
    let line = "error[limit-broken]: gallium, mine: 70.0 % from China, the limit is 65.0 %";
    assert!(text(&output).contains(line), "{}", text(&output));
    assert!(text(&output).ends_with("\npolicy: 1 broken, 0 allowed, 0 kept: FAILED\n"), "{}", text(&output));
    assert_eq!(text(&check(&kept, &["policy.toml"])), "policy: 0 broken, 0 allowed, 1 kept: ok\n");
}

#[test]
fn a_finding_says_which_number_of_what_broke_which_limit_and_where() {
    let answer = json(&check(&files("check-json", LIMIT), &["policy.toml", "-f", "json"]));
    let found = &answer["results"][0];
    for (key, value) in [("policy", "policy"), ("mineral", "gallium"), ("stage", "mine"), ("country", "CHN")]
    {
        assert_eq!(found[key], value, "{found}");
    }
    assert_eq!((&found["found"]["value"], &found["max"]), (&0.7.into(), &0.65.into()));
    assert_eq!((&found["place"]["file"], &found["place"]["line"]), (&"policy.toml".into(), &2.into()));
    assert_eq!(answer["policies"][0]["broken"], 1);
    let policy =
        answer["inputs"].as_array().unwrap().iter().find(|input| input["table"] == "policy").unwrap();
    assert_eq!((&policy["name"], policy["sha256"].as_str().unwrap().len()), (&"policy.toml".into(), 64));
}

#[test]
fn what_is_not_known_decides_nothing_and_is_told() {
    let limit =
        |max: &str| format!("[[limit]]\nmetric = \"stages.hhi\"\nmax = {max}\nminerals = \"cobalt\"\n");
    // the named squares are 0.36, with one unnamed supplier 0.52
    for (max, found, exit) in [("0.53", "", 0), ("0.4", "limit-undecided", 1), ("0.3", "limit-broken", 1)] {
        let expected: Vec<String> = Some(found.to_owned()).filter(|f| !f.is_empty()).into_iter().collect();
        assert_eq!(codes("check-undecided", &limit(max), &[]), (expected, exit), "{max}");
    }
    let soft = limit("0.4") + "undecided = \"warning\"\n";
    assert_eq!(codes("check-soft", &soft, &[]).1, 0);
    assert_eq!(codes("check-strict", &soft, &["--fail-on", "warning"]).1, 1);
    let part = |part: &str| limit("0.4").replace("stages.hhi", &format!("stages.hhi.{part}"));
    assert_eq!(codes("check-value", &part("value"), &[]).1, 0);
    assert_eq!(codes("check-high", &part("high"), &[]), (vec!["limit-broken".to_owned()], 1));
    let unnamed =
        limit("0.5").replace("stages.hhi", "stages.top_supplier.share").replace("cobalt", "gallium");
    assert_eq!(codes("check-share", &unnamed, &[]).0, ["limit-broken"]);
}

#[test]
fn the_unnamed_rest_may_be_the_largest_supplier() {
    let rows = HEADER.to_owned()
        + "cobalt,mine,COD,2024,30,t\ncobalt,mine,ZMB,2024,25,t\ncobalt,mine,other,2024,45,t\n";
    let folder = files("check-rest", &LIMIT.replace("gallium", "cobalt").replace("0.65", "0.4"));
    fs::write(folder.join("production.csv"), rows).unwrap();
    let output = check(&folder, &["policy.toml"]);
    assert!(
        text(&output).contains("error[limit-undecided]: cobalt, mine: 30.0 % to 45.0 %"),
        "{}",
        text(&output)
    );
}

#[test]
fn a_mineral_without_a_number_is_told_if_it_is_named() {
    let named = LIMIT.replace("\"gallium\"", "[\"gallium\", \"lithium\"]").replace("0.65", "0.8");
    assert_eq!(codes("check-unknown", &named, &[]), (vec!["limit-unknown".to_owned()], 0));
    assert_eq!(codes("check-unknown-strict", &named, &["--fail-on", "warning"]).1, 1);
    let all = LIMIT.replace("minerals = \"gallium\"\n", "").replace("0.65", "0.8");
    assert_eq!(codes("check-all", &all, &[]), (vec![], 0));
    let nobody = all.replace("stages.top_supplier.share", "reserves.hhi");
    assert_eq!(
        codes("check-nobody", &nobody, &[]),
        (vec!["limit-unknown".to_owned()], 0),
        "a limit that holds nobody"
    );
}

#[test]
fn an_exception_holds_until_its_last_day_and_is_told_when_it_is_over_or_matches_nothing() {
    let allow = |until: &str| {
        format!(
            "{LIMIT}[[allow]]\nmineral = \"gallium\"\nmetric = \"top_supplier.share\"\nreason = \"r\"\n{until}"
        )
    };
    let dated = allow("until = 2027-06-30\n");
    assert_eq!(codes("check-allow", &allow(""), &[]), (vec!["(limit-broken)".to_owned()], 0));
    assert_eq!(codes("check-last-day", &dated, &["--as-of", "2027-06-30"]).1, 0);
    let over = (vec!["limit-broken".to_owned(), "expired-allow".to_owned()], 1);
    assert_eq!(codes("check-over", &dated, &["--as-of", "2027-07-01"]), over);
    let quoted = dated.replace("2027-06-30", "\"2027-06-30\"");
    assert_eq!(codes("check-quoted", &quoted, &["--as-of", "2027-07-01"]), over);
    let kept = allow("").replace("max = 0.65", "max = 0.9");
    assert_eq!(codes("check-unmatched", &kept, &[]), (vec!["unmatched-allow".to_owned()], 1));
    let elsewhere = allow("stage = \"refinery\"\n");
    assert_eq!(codes("check-stage", &elsewhere, &[]).0, ["limit-broken", "unmatched-allow"]);
    let by_code =
        allow("").replace("metric = \"top_supplier.share\"\nreason", "code = \"limit-broken\"\nreason");
    assert_eq!(codes("check-code", &by_code, &[]), (vec!["(limit-broken)".to_owned()], 0));
    let past = check(&files("check-today", &dated.replace("2027", "2001")), &["policy.toml"]);
    assert_eq!(past.status.code(), Some(1), "without --as-of the system's day counts");
    let told = check(&files("check-told", &dated), &["policy.toml", "--as-of", "2027-01-01"]);
    assert!(text(&told).contains("allowed until 2027-06-30 (r): gallium, mine: 70.0 %"), "{}", text(&told));
    assert!(text(&told).ends_with("policy: 0 broken, 1 allowed, 0 kept: ok\n"), "{}", text(&told));
}

#[test]
fn a_test_says_what_it_found_instead() {
    let test = |min: &str| {
        format!(
            "[[test]]\nmineral = \"gallium\"\nexpect = {{ \"stages.hhi.value\" = {{ min = {min}, max = 0.6 }} }}\n"
        )
    };
    assert_eq!(codes("check-test-kept", &test("0.5"), &[]), (vec![], 0));
    assert_eq!(codes("check-test", &test("0.59"), &[]), (vec!["test-failed".to_owned()], 1));
    let output = check(&files("check-test-told", &test("0.59")), &["policy.toml"]);
    assert!(
        text(&output).contains("HHI 5800 (largest China), the limits are 5900 and 6000"),
        "{}",
        text(&output)
    );
    let unquoted = test("0.59").replace("\"stages.hhi.value\"", "stages.hhi.value");
    assert_eq!(codes("check-test-unquoted", &unquoted, &[]).0, ["test-failed"]);
    let none = test("0.5").replace("stages.hhi.value", "reserves.hhi");
    assert_eq!(codes("check-test-none", &none, &[]), (vec!["test-failed".to_owned()], 1));
}

#[test]
fn a_net_exporter_passes_a_limit_on_exposure() {
    let folder = files(
        "check-exporter",
        "[[limit]]\nmetric = \"dependency.exposure\"\nmax = 0.1\nminerals = \"cobalt\"\nfor = \"USA\"\n",
    );
    let reliance = "mineral,stage,country,year,percent,status\ncobalt,refinery,USA,2024,,net-exporter\n";
    fs::write(folder.join("reliance.csv"), reliance).unwrap();
    let output =
        program().args(["check", "policy.toml", "--data", "."]).current_dir(&folder).output().unwrap();
    assert_eq!((text(&output), output.status.code()), ("policy: 0 broken, 0 allowed, 1 kept: ok\n", Some(0)));
}

#[test]
fn policies_are_held_one_after_the_other_with_a_line_each() {
    let folder = files("check-several", LIMIT);
    fs::write(
        folder.join("other.json"),
        "{\"limit\": [{\"metric\": \"cr3\", \"max\": 1, \"minerals\": [\"gallium\"]}]}",
    )
    .unwrap();
    let output = check(&folder, &["other.json", "policy.toml"]);
    assert_eq!(output.status.code(), Some(1));
    let lines: Vec<&str> = text(&output).lines().rev().take(2).collect();
    assert_eq!(
        lines,
        ["policy: 1 broken, 0 allowed, 0 kept: FAILED", "other: 0 broken, 0 allowed, 1 kept: ok"]
    );
}

#[test]
fn the_order_of_rows_changes_no_byte() {
    let folder = files("check-rows", &LIMIT.replace("minerals = \"gallium\"", "").replace("0.65", "0.1"));
    for format in ["text", "csv", "github", "junit", "sarif"] {
        let first = check(&folder, &["policy.toml", "-f", format]).stdout;
        let turned: String = ROWS.iter().rev().copied().collect();
        fs::write(folder.join("production.csv"), HEADER.to_owned() + &turned).unwrap();
        assert_eq!(check(&folder, &["policy.toml", "-f", format]).stdout, first, "{format}");
    }
}

#[test]
fn a_summary_is_added_to_the_file_that_the_service_names() {
    let folder = files("check-summary", LIMIT);
    let file = folder.join("summary.md");
    fs::write(&file, "before\n").unwrap();
    let mut command = program();
    command.args(["check", "policy.toml", "--data", "production.csv", "--summary", "-f", "github"]);
    let output = command.env("GITHUB_STEP_SUMMARY", &file).current_dir(&folder).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let written = fs::read_to_string(&file).unwrap();
    assert!(written.starts_with("before\n") && written.contains("1 broken"), "{written}");
    assert_eq!(check(&folder, &["policy.toml", "--summary"]).status.code(), Some(1), "unset, it is nothing");
}

#[test]
fn a_policy_is_not_written_over() {
    let folder = files("check-over-itself", LIMIT);
    let output = check(&folder, &["policy.toml", "--output", "policy.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(folder.join("policy.toml")).unwrap(), LIMIT);
}

#[test]
fn the_policies_that_ship_are_listed_and_fail_on_todays_tables() {
    let list = json(&program().args(["check", "-f", "json"]).output().unwrap());
    let names: Vec<&str> =
        list["results"].as_array().unwrap().iter().map(|p| p["policy"].as_str().unwrap()).collect();
    assert_eq!(names, ["crma-2030", "us-critical-2025"]);
    for name in names {
        assert_eq!(program().args(["check", name]).output().unwrap().status.code(), Some(1), "{name}");
    }
}

#[test]
fn after_a_scenario_the_named_minerals_are_held_and_of_all_those_that_it_touches() {
    let folder = folder("check-scenario");
    let limit =
        "[[limit]]\nmetric = \"stages.top_supplier.share\"\nmax = 0.01\nscenario = \"c5-kazakhstan\"\n";
    let found = |policy: &str| {
        fs::write(folder.join("policy.toml"), policy).unwrap();
        let output =
            program().args(["check", "policy.toml", "-f", "json"]).current_dir(&folder).output().unwrap();
        json(&output)
    };
    let all = found(limit);
    let minerals: Vec<&str> =
        all["results"].as_array().unwrap().iter().map(|f| f["mineral"].as_str().unwrap()).collect();
    assert!(!minerals.is_empty() && minerals.iter().all(|mineral| *mineral == "rare-earths"), "{minerals:?}");
    let mine = all["results"].as_array().unwrap().iter().find(|f| f["stage"] == "mine").unwrap();
    common::near(&mine["found"]["value"], 0.6678, 5e-5);
    assert_eq!(mine["scenario"], "c5-kazakhstan");
    let named = found(&(limit.to_owned() + "minerals = [\"rare-earths\", \"cobalt\"]\n"));
    let cobalt = named["results"].as_array().unwrap().iter().filter(|f| f["mineral"] == "cobalt").count();
    assert_eq!(cobalt, 2, "{named}");
    assert!(named["inputs"].as_array().unwrap().iter().any(|input| input["table"] == "scenario"));
}

#[test]
fn several_consumers_are_each_held_as_if_alone() {
    let folder = folder("check-consumers");
    let policy = |consumers: &str| {
        format!("[[limit]]\nmetric = \"dependency.exposure\"\nmax = 0.0\nfor = {consumers}\n")
    };
    let results = |consumers: &str| {
        fs::write(folder.join("policy.toml"), policy(consumers)).unwrap();
        let output =
            program().args(["check", "policy.toml", "-f", "json"]).current_dir(&folder).output().unwrap();
        json(&output)["results"].as_array().unwrap().clone()
    };
    let apart: Vec<Value> = ["\"USA\"", "\"JPN\"", "\"EU27\""].iter().flat_map(|c| results(c)).collect();
    let mut together = results("[\"USA\", \"JPN\", \"EU27\"]");
    assert_eq!(together.len(), apart.len());
    together.retain(|found| !apart.contains(found));
    assert_eq!(together, Vec::<Value>::new());
}
