//! The findings of `check` in the dialects of CI services, and the shipped policy against the published shares.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;
#[path = "schemas/validator.rs"]
mod validator;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use common::{folder, program};
use minerals::load::{Source, document};
use serde_json::Value;

fn check(arguments: &[&str]) -> String {
    let output = program().arg("check").args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A policy whose names hold what each dialect must escape, with findings of every kind.
fn odd(name: &str) -> String {
    let file = folder(name).join("a,b:100 % <&\"'.toml");
    fs::write(
        &file,
        "[[limit]]\nname = \"50 %: <a> & \\\"b\\\",\\nnext ::error::x\"\nmetric = \"top_supplier.share\"\nmax = 0.5\nminerals = [\"gallium\", \"lithium\", \"potash\"]\n\
         [[limit]]\nmetric = \"reserves.hhi\"\nmax = 0.9\nminerals = \"gallium\"\n\
         [[limit]]\nmetric = \"cr3\"\nmax = 0.1\nminerals = \"potash\"\nseverity = \"note\"\n\
         [[allow]]\nmineral = \"gallium\"\nmetric = \"top_supplier.share\"\nreason = \"<known> & \\u202E\"\n",
    )
    .unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn sarif_is_of_the_parts_of_its_schema_that_it_uses() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-2.1.0-parts.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    for policy in ["crma-2030", "us-critical-2025", &odd("dialect-sarif")] {
        let log: Value = serde_json::from_str(&check(&[policy, "-f", "sarif"])).unwrap();
        assert_eq!(validator::faults(&schema, &log), Vec::<String>::new());
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        let results = run["results"].as_array().unwrap();
        assert!(!results.is_empty());
        for result in results {
            let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[rule]["id"], result["ruleId"]);
            let region = &result["locations"][0]["physicalLocation"]["region"];
            assert!(region["startLine"].as_u64().unwrap() > 1, "{result}");
        }
    }
    let log: Value = serde_json::from_str(&check(&[&odd("dialect-sarif-allowed"), "-f", "sarif"])).unwrap();
    let suppressed =
        log["runs"][0]["results"].as_array().unwrap().iter().filter(|r| r.get("suppressions").is_some());
    assert!(suppressed.count() >= 1, "what is allowed stays in the log");
}

#[test]
fn the_schema_of_sarif_refuses_what_the_standard_refuses() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-2.1.0-parts.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    let good: Value = serde_json::from_str(&check(&["crma-2030", "-f", "sarif"])).unwrap();
    for (pointer, value) in [
        ("/version", "2.0.0".into()),
        ("/runs/0/results/0/level", "fatal".into()),
        ("/runs/0/results/0/message", "text".into()),
        ("/runs/0/results/0/locations/0/physicalLocation/region/startLine", 0.into()),
        ("/runs/0/tool/driver/name", Value::Null),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap() = value;
        assert!(!validator::faults(&schema, &bad).is_empty(), "{pointer}");
    }
}

#[test]
fn junit_has_a_case_for_every_mineral_and_limit_the_kept_ones_too() {
    let xml = check(&[&odd("dialect-junit"), "-f", "junit"]);
    assert_eq!(xml.matches("<testsuite ").count(), 1, "{xml}");
    let cases = xml.matches("<testcase ").count();
    assert!(cases >= 6, "{xml}");
    assert!(xml.contains(&format!("tests=\"{cases}\"")), "{xml}");
    assert_eq!(xml.matches("<failure ").count(), xml.matches("type=\"limit-").count());
    assert!(!xml.contains("<a>") && xml.contains("&lt;a&gt; &amp; &quot;b&quot;"), "{xml}");
    let kept = xml.lines().filter(|line| line.contains("<testcase ") && line.ends_with("/>")).count();
    assert!(kept >= 1, "{xml}");
}

#[test]
fn junit_is_read_by_a_common_reader_where_there_is_one() {
    let file = folder("dialect-reader").join("junit.xml");
    fs::write(&file, check(&[&odd("dialect-read"), "-f", "junit"])).unwrap();
    let script = "import sys\nfrom junitparser import JUnitXml\nxml = JUnitXml.fromfile(sys.argv[1])\n\
                  print(xml.tests, xml.failures, sum(len(s) for s in xml), sum(not c.is_passed for s in xml for c in s))\n";
    let output = Command::new("python3").args(["-c", script, file.to_str().unwrap()]).output();
    let Ok(output) = output.map(|o| (o.status.success(), String::from_utf8_lossy(&o.stdout).into_owned()))
    else {
        return;
    };
    if !output.0 {
        return; // junitparser is not here: the test above looks at the bytes
    }
    let counts: Vec<usize> = output.1.split_whitespace().map(|n| n.parse().unwrap()).collect();
    assert_eq!((counts[0], counts[1]), (counts[2], counts[3]), "{}", output.1);
}

#[test]
fn annotations_escape_what_ends_a_command_and_are_ten_of_a_kind() {
    let text = check(&[&odd("dialect-github"), "-f", "github"]);
    for line in text.lines() {
        let (properties, _) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        assert!(["error ", "warning ", "notice "].iter().any(|kind| properties.starts_with(kind)), "{line}");
        assert!(properties.contains("a%2Cb%3A100 %25 <&\"'.toml"), "{line}");
    }
    let text = check(&["us-critical-2025", "-f", "github"]);
    for kind in ["::error ", "::warning ", "::notice "] {
        assert!(text.matches(kind).count() <= 10, "{kind}");
    }
    assert!(text.contains("::notice title=minerals::not shown here, but in the log: "), "{text}");
}

#[test]
fn crma_2030_finds_what_the_study_publishes() {
    let answer: Value = serde_json::from_str(&check(&["crma-2030", "-f", "json"])).unwrap();
    let listed = |id: &str| {
        let minerals = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/minerals.csv");
        let mut rows = csv::Reader::from_path(minerals).unwrap();
        rows.records().any(|row| {
            let row = row.unwrap();
            row[0] == *id && row[10].split(';').any(|list| list == "eu-strategic-2024")
        })
    };
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let broken: BTreeSet<(String, String, String)> = answer["results"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["code"] == "limit-broken" && f["limit"] == "one third country")
        .map(|f| (text(&f["mineral"]), text(&f["stage"]), text(&f["country"])))
        .collect();
    let score: Value = serde_json::from_str(&common::stdout(&[
        "score", "--for", "EU27", "--method", "exposure", "-f", "json",
    ]))
    .unwrap();
    let mut beyond = BTreeSet::new();
    for result in
        score["results"].as_array().unwrap().iter().filter(|r| listed(r["mineral"].as_str().unwrap()))
    {
        let others = result.get("other_dependencies").and_then(Value::as_array);
        for d in result.get("dependency").into_iter().chain(others.into_iter().flatten()) {
            if d["exposure"]["low"].as_f64().or(d["exposure"]["value"].as_f64()).is_some_and(|e| e > 0.65) {
                beyond.insert((
                    text(&result["mineral"]),
                    text(&d["stage"]),
                    text(&d["top_source"]["country"]),
                ));
            }
        }
    }
    assert_eq!(broken, beyond);
    assert!(broken.len() >= 8 && broken.iter().any(|(mineral, ..)| mineral == "gallium"), "{broken:?}");
}

/// A policy file as JSON of the same keys.
fn as_json(path: &str) -> Value {
    let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    value(&document::parse(&Source::from_bytes(path, bytes).unwrap()).unwrap())
}

fn value(node: &document::Node) -> Value {
    match &node.value {
        document::Value::Text(text) => text.as_str().into(),
        document::Value::Number(number) => serde_json::from_str(number).unwrap(),
        document::Value::List(items) => items.iter().map(value).collect(),
        document::Value::Table(entries) => {
            entries.iter().map(|entry| (entry.key.clone(), value(&entry.node))).collect()
        }
        document::Value::Odd(what) => panic!("{what}"),
    }
}

#[test]
fn the_schema_of_a_policy_file_takes_policies_and_refuses_what_is_none() {
    let schema: Value = serde_json::from_str(&common::stdout(&["schema", "policy-file"])).unwrap();
    for path in
        ["data/policies/crma-2030.toml", "data/policies/us-critical-2025.toml", "tests/readme/supply.toml"]
    {
        assert_eq!(validator::faults(&schema, &as_json(path)), Vec::<String>::new(), "{path}");
    }
    for (pointer, value) in [
        ("/limit/0/max", "0.5".into()),
        ("/limit/0/stage", "smelter".into()),
        ("/limit/0/minerals", Value::Array(Vec::new())),
        ("/allow/0/until", "30 June".into()),
        ("/test/0/expect/stages.hhi.value", Value::from(1)),
    ] {
        let mut bad = as_json("tests/readme/supply.toml");
        *bad.pointer_mut(pointer).unwrap() = value;
        assert!(!validator::faults(&schema, &bad).is_empty(), "{pointer}");
    }
}
