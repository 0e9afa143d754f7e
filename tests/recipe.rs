//! The gate for CI that the README shows: its policy is a policy, and its workflow's commands run.

#![allow(clippy::unwrap_used, reason = "a test file: a failure is meant to stop it")]

mod common;

use std::path::Path;
use std::process::{Command, Output};

use common::folder;

fn readme() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("README.md")).unwrap();
    let section = text.split("## A gate for CI").nth(1).unwrap();
    section.split("\n## ").next().unwrap().to_owned()
}

/// The one block of a language.
fn block<'t>(text: &'t str, language: &str) -> &'t str {
    let (_, rest) = text.split_once(&format!("```{language}\n")).unwrap();
    rest.split("```").next().unwrap()
}

/// Runs a command as the workflow does, where the README's policy is; on a day of which its exception is good.
fn step(command: &str, folder: &Path) -> Output {
    let bin = Path::new(env!("CARGO_BIN_EXE_minerals")).parent().unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let command = command.replace("check supply.toml", "check supply.toml --as-of 2027-06-30");
    let mut shell = Command::new("sh");
    shell
        .args(["-e", "-c", &command])
        .env("PATH", path)
        .env("GITHUB_STEP_SUMMARY", folder.join("summary.md"));
    shell.env_remove("MINERALS_FORMAT").env_remove("MINERALS_DATA").current_dir(folder).output().unwrap()
}

#[test]
fn the_commands_of_the_workflow_run_on_the_policy_that_is_shown() {
    let text = readme();
    let folder = folder("recipe");
    std::fs::write(folder.join("supply.toml"), block(&text, "toml")).unwrap();
    let runs = block(&text, "yaml").lines().filter_map(|line| line.split_once("run: "));
    let commands: Vec<&str> =
        runs.map(|(_, command)| command).filter(|c| c.starts_with("minerals ")).collect();
    assert_eq!(commands.len(), 2, "{commands:?}");
    for command in commands {
        let output = step(command, &folder);
        assert!(output.status.success(), "{command}: {output:?}");
    }
    assert!(std::fs::read_to_string(folder.join("summary.md")).unwrap().contains("supply: 0 broken"));
    let sarif = std::fs::read_to_string(folder.join("minerals.sarif")).unwrap();
    assert!(sarif.contains("\"version\": \"2.1.0\""), "{sarif}");
}

#[test]
fn the_workflow_fails_where_the_policy_is_broken() {
    let text = readme();
    let folder = folder("recipe-broken");
    std::fs::write(folder.join("supply.toml"), block(&text, "toml").replace("max = 0.5", "max = 0.1"))
        .unwrap();
    let output = step("minerals check supply.toml --format github", &folder);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(
        String::from_utf8_lossy(&output.stdout).starts_with("::error file=supply.toml,line="),
        "{output:?}"
    );
    let output =
        step("minerals check supply.toml --format sarif --output minerals.sarif || test $? = 1", &folder);
    assert!(output.status.success(), "the log is uploaded all the same: {output:?}");
}

#[test]
fn the_policy_beside_the_examples_is_the_one_that_is_shown() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readme/supply.toml");
    assert_eq!(block(&readme(), "toml"), std::fs::read_to_string(file).unwrap());
}
