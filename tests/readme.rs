//! What README and help show is what the program prints: every command in them is run.
//!
//! `MINERALS_REWRITE=1 cargo test --test readme` writes the README's outputs anew.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs a shell command as a reader would, with `minerals` on the path, 80 columns wide, in a folder that
/// holds the files which the examples name.
fn shell(command: &str) -> Output {
    let binary = Path::new(env!("CARGO_BIN_EXE_minerals"));
    let path = format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut shell = Command::new("sh");
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "MINERALS_DATA", "MINERALS_FORMAT"] {
        shell.env_remove(name);
    }
    let shell = shell.args(["-c", command]).env("PATH", path).env("COLUMNS", "80");
    shell.current_dir(root().join("tests/readme")).output().unwrap()
}

/// The fenced blocks of a language: first line of the content, and the lines.
fn blocks(text: &str, language: &str) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, Vec<String>)> = None;
    for (i, line) in text.lines().enumerate() {
        match &mut open {
            Some((_, lines)) if line != "```" => lines.push(line.to_owned()),
            Some(_) => found.extend(open.take()),
            None if line == format!("```{language}") => open = Some((i + 1, Vec::new())),
            None => {}
        }
    }
    found
}

/// The output with as many lines left out as the README leaves out at its `...`.
fn elided(output: &str, shown: &[String]) -> Vec<String> {
    let lines: Vec<String> = output.lines().map(str::to_owned).collect();
    let Some(at) = shown.iter().position(|l| l == "...") else { return lines };
    let after = shown.len() - at - 1;
    let mut kept: Vec<String> = lines.iter().take(at).cloned().collect();
    kept.push("...".to_owned());
    kept.extend(lines.iter().skip(lines.len().saturating_sub(after)).cloned());
    kept
}

#[test]
fn every_output_in_the_readme_is_real() {
    let path: PathBuf = root().join("README.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let shown = blocks(&text, "console");
    assert!(shown.len() >= 4, "the README shows no output");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (at, block) in shown.iter().rev() {
        let command = block[0].strip_prefix("$ ").unwrap();
        let output = shell(command);
        let all = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        let expected = elided(&all, &block[1..]);
        if std::env::var_os("MINERALS_REWRITE").is_some() {
            lines.splice(at + 1..at + block.len(), expected);
        } else {
            assert_eq!(block[1..], expected, "`{command}` prints something else");
        }
    }
    if std::env::var_os("MINERALS_REWRITE").is_some() {
        std::fs::write(&path, lines.join("\n") + "\n").unwrap();
    }
}

#[test]
fn every_promise_names_a_test_that_there_is() {
    let text = std::fs::read_to_string(root().join("README.md")).unwrap();
    let promises = text.split("## Promises").nth(1).unwrap().split("\n## ").next().unwrap();
    let all: Vec<&str> = promises.split("\n").collect();
    assert_eq!(all.iter().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).count(), 7);
    let words: Vec<&str> = promises.split('`').skip(1).step_by(2).collect();
    let mut tests = Vec::new();
    let mut named = 0;
    for word in words {
        if !word.starts_with("tests/") {
            tests.extend(Some(word).filter(|word| word.matches('_').count() > 3));
            continue;
        }
        let mut files = vec![root().join(word)];
        if word.ends_with('/') {
            files =
                std::fs::read_dir(root().join(word)).unwrap().map(|entry| entry.unwrap().path()).collect();
        }
        let code: String = files.iter().filter_map(|file| std::fs::read_to_string(file).ok()).collect();
        for test in tests.drain(..) {
            assert!(code.contains(&format!("fn {test}(")), "{word} has no test `{test}`");
            named += 1;
        }
    }
    assert!(named >= 10 && tests.is_empty(), "{named} {tests:?}");
}

#[test]
fn every_file_that_the_readme_shows_is_the_one_that_its_commands_read() {
    let text = std::fs::read_to_string(root().join("README.md")).unwrap();
    let shown = blocks(&text, "toml");
    for name in ["deal.toml", "supply.toml"] {
        let file = std::fs::read_to_string(root().join("tests/readme").join(name)).unwrap();
        let lines: Vec<&str> = file.lines().collect();
        assert!(shown.iter().any(|(_, block)| *block == lines), "{name} is not in the README");
    }
}

#[test]
fn every_command_in_the_readme_runs() {
    let text = std::fs::read_to_string(root().join("README.md")).unwrap();
    let mut run = 0;
    for (_, block) in blocks(&text, "sh") {
        for line in block.iter().filter(|l| l.starts_with("minerals")) {
            if line.contains("jq ")
                && !Command::new("jq").arg("--version").output().is_ok_and(|o| o.status.success())
            {
                println!("jq is not here: `{line}` was not run");
                continue;
            }
            let output = shell(line);
            assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
            assert!(!output.stdout.is_empty(), "{line}");
            run += 1;
        }
    }
    assert!(run >= 5);
}

#[test]
fn every_example_in_the_help_runs() {
    let mut run = 0;
    for command in ["", "score", "show", "explain", "scenario", "check", "compare", "trade", "schema"] {
        let help = String::from_utf8(shell(&format!("minerals {command} --help")).stdout).unwrap();
        let examples = help.split("Examples:").nth(1).unwrap_or_else(|| panic!("no examples in {command}"));
        for line in examples.lines().filter(|l| l.starts_with("  minerals")) {
            let line = line.split("   ").find(|part| part.contains("minerals")).unwrap();
            if line.contains("| jq") {
                continue; // the README's test runs jq where it is
            }
            let output = shell(line.trim());
            assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
            run += 1;
        }
    }
    assert!(run >= 15, "{run}");
}

#[test]
fn help_fits_seventy_nine_columns() {
    for command in [
        "",
        "score",
        "show",
        "explain",
        "scenario",
        "check",
        "compare",
        "trade",
        "methods",
        "data",
        "data list",
        "data sources",
        "data import",
        "schema",
    ] {
        for flag in ["-h", "--help"] {
            let help = String::from_utf8(shell(&format!("minerals {command} {flag}")).stdout).unwrap();
            for line in help.lines() {
                assert!(line.chars().count() <= 79, "minerals {command} {flag}: {line}");
            }
        }
    }
}
