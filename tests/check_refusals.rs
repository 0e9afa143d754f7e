//! `minerals check` of policies that cannot be held: every fault is told with its place, and nothing is answered.

#![allow(clippy::unwrap_used, reason = "a test file: a failure is meant to stop it")]

mod common;

use std::fs;
use std::path::PathBuf;

use common::{folder, program};

/// What is said of a policy that must be refused.
fn refused_in(folder: &PathBuf, policy: &[u8], file: &str) -> String {
    fs::write(folder.join(file), policy).unwrap();
    let output = program().args(["check", file]).current_dir(folder).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

fn refused(name: &str, policy: &str) -> String {
    refused_in(&folder(&format!("refusals-{name}")), policy.as_bytes(), "policy.toml")
}

#[test]
fn every_fault_of_a_policy_is_told_in_one_run_with_line_and_column() {
    let said = refused(
        "all",
        "nme = \"x\"\n\n[[limit]]\nmetric = \"stages.hhii\"\nmax = 65\nminerals = [\"galium\"]\n\n[[limit]]\nmetric = \"stages.top_supplier.share\"\n\
         max = 65\nlist = \"eu-strategic\"\nfor = \"Amerika\"\nseverity = \"fatal\"\nscenario = \"c5-kazakstan\"\n\n\
         [[allow]]\nmineral = \"gallium\"\nmetric = \"hhi\"\nuntil = \"2027-02-30\"\n\n[[test]]\nmineral = \"cobalt\"\n",
    );
    for (code, place) in [
        ("unknown-key", "1:1"),
        ("unknown-metric", "4:10"),
        ("unknown-mineral", "6:13"),
        ("bad-value", "10:7"),
        ("unknown-list", "11:8"),
        ("unknown-country", "12:7"),
        ("bad-value", "13:12"),
        ("unknown-scenario", "14:12"),
        ("missing-key", "16:1"),
        ("bad-value", "19:9"),
        ("missing-key", "21:1"),
    ] {
        let at =
            said.find(&format!("--> policy.toml:{place}\n")).unwrap_or_else(|| panic!("{place}: {said}"));
        let before = said.get(..at).unwrap();
        let title = before.lines().rev().find(|line| line.starts_with("error[")).unwrap();
        assert!(title.starts_with(&format!("error[{code}]")), "{place}: {title}");
    }
    for help in [
        "did you mean `name`?",
        "did you mean `stages.hhi`?",
        "write `0.65`",
        "did you mean `gallium`?",
        "`c5-kazakhstan`",
    ] {
        assert!(said.contains(help), "{help}: {said}");
    }
}

#[test]
fn what_would_demand_nothing_or_the_impossible_is_refused() {
    let limit = |rest: &str| format!("[[limit]]\nmetric = \"stages.hhi\"\n{rest}\n");
    for (name, policy, told) in [
        ("nothing", "name = \"x\"\n".to_owned(), "the policy demands nothing"),
        ("no-end", limit(""), "neither `max` nor `min`"),
        ("turned", limit("min = 0.5\nmax = 0.4"), "`max` is less than `min`"),
        ("points", limit("max = 2500"), "write `0.25`"),
        ("negative", limit("max = -1"), "never -1"),
        ("text", limit("max = \"0.5\""), "not a number"),
        ("infinite", limit("max = inf"), "error["),
        ("nan", limit("max = nan"), "error["),
        ("hex", limit("max = 0x1"), "not decimal"),
        ("nobody", limit("max = 0.5").replace("stages.hhi", "dependency.exposure"), "add `for = \"USA\"`"),
        ("method", limit("max = 0.5\nmethod = \"exposure\""), "add `for = \"USA\"`"),
        ("intra", limit("max = 0.5\nintra = true"), "`intra` is about a consumer"),
        ("intra-one", limit("max = 0.5\nfor = \"USA\"\nintra = true"), "`USA` is one country"),
        ("intra-text", limit("max = 0.5\nfor = \"EU27\"\nintra = \"yes\""), "write `true` or `false`"),
        ("stage", limit("max = 0.5\nstage = \"smelter\""), "`refinery`"),
        ("year", limit("max = 0.5\nyear = 25"), "not a year"),
        ("empty", limit("max = 0.5\nminerals = []"), "an empty list"),
        ("no-table", "limit = 3\n".to_owned(), "`[[limit]]`"),
        (
            "empty-test",
            "[[test]]\nmineral = \"cobalt\"\nexpect = {}\n".to_owned(),
            "the test expects nothing",
        ),
        (
            "reason",
            limit("max = 0.5") + "[[allow]]\nmineral = \"cobalt\"\nmetric = \"hhi\"\n",
            "the key `reason` is missing",
        ),
        (
            "what",
            limit("max = 0.5") + "[[allow]]\nmineral = \"cobalt\"\nreason = \"r\"\n",
            "neither `metric` nor `code`",
        ),
        ("twice", limit("max = 0.5\nmax = 0.6"), "error[bad-toml]"),
    ] {
        let said = refused(name, &policy);
        assert!(said.contains(told), "{name}: {said}");
        assert!(said.contains("--> policy.toml:") && said.contains('^'), "{name}: {said}");
    }
}

#[test]
fn in_no_format_is_anything_answered() {
    let folder = folder("refusals-formats");
    fs::write(folder.join("policy.toml"), "[[limit]]\nmetric = \"hhii\"\nmax = 1\n").unwrap();
    for format in ["text", "json", "ndjson", "csv", "markdown", "github", "junit", "sarif"] {
        let output =
            program().args(["check", "policy.toml", "-f", format]).current_dir(&folder).output().unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{format}: {output:?}");
    }
}

#[test]
fn files_that_hold_no_policy_are_refused() {
    let folder = folder("refusals-files");
    for (file, bytes) in [
        ("not.toml", &b"[[limit]\n"[..]),
        ("not.json", b"{\"limit\": [}"),
        ("deep.json", "{\"limit\": ".repeat(5000).as_bytes()),
        ("bytes.toml", b"name = \"\xff\"\n"),
        ("empty.toml", b""),
        ("nul.toml", b"name = \"a\0b\"\n"),
        ("escape.toml", "[[limit]]\nmetric = \"\u{1b}[31mhhi\"\nmax = 1\n".as_bytes()),
        ("bidi.toml", "[[limit]]\nmetric = \"\u{202e}ihh\"\nmax = 1\n".as_bytes()),
    ] {
        let said = refused_in(&folder, bytes, file);
        assert!(
            said.contains("error[") && !said.contains('\u{1b}') && !said.contains('\u{202e}'),
            "{file}: {said}"
        );
    }
    let gone = program().args(["check", "gone.toml", "crma-2040"]).current_dir(&folder).output().unwrap();
    let said = String::from_utf8(gone.stderr).unwrap();
    assert_eq!(gone.status.code(), Some(2));
    assert!(said.contains("no such file") && said.contains("did you mean `crma-2030`?"), "{said}");
}

#[test]
fn bad_tables_and_a_scenario_that_cannot_be_applied_are_exit_2() {
    let folder = folder("refusals-tables");
    fs::write(folder.join("policy.toml"), "[[limit]]\nmetric = \"hhi\"\nmax = 1\n").unwrap();
    fs::write(
        folder.join("bad.csv"),
        "mineral,stage,country,year,quantity,unit\ncobalt,mine,Chlie,2024,1,t\n",
    )
    .unwrap();
    let bad =
        program().args(["check", "policy.toml", "--data", "bad.csv"]).current_dir(&folder).output().unwrap();
    assert_eq!((bad.status.code(), bad.stdout.len()), (Some(2), 0));
    fs::write(
        folder.join("deal.toml"),
        "name = \"x\"\n[[shock]]\nkind = \"outage\"\nmineral = \"cobalt\"\nstage = \"mine\"\ncountry = \"ISL\"\nreduction = 0.5\n",
    )
    .unwrap();
    let policy = b"[[limit]]\nmetric = \"hhi\"\nmax = 1\nscenario = \"deal.toml\"\n";
    let said = refused_in(&folder, policy, "after.toml");
    assert!(said.contains("error[unknown-supplier]") && said.contains("deal.toml:"), "{said}");
}

#[test]
fn a_day_that_is_none_is_bad_usage() {
    let output = program().args(["check", "crma-2030", "--as-of", "2027-02-30"]).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}
