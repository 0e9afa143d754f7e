//! The rules of the house: short files that say what they hold, arrows that go one way, no word of
//! anything outside the project.

#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test file: a failure is meant to stop it")]

use std::fs;
use std::path::{Path, PathBuf};

/// Which rooms a room may use; `diag` is the leaf that everyone may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("diag", &[]),
    ("model", &["diag"]),
    ("load", &["model", "diag"]),
    ("sources", &["load", "model", "diag"]),
    ("scan", &["load", "model", "diag"]),
    ("output", &["model", "diag"]),
    ("render", &["output", "model", "diag"]),
    ("cli", &["render", "output", "sources", "scan", "load", "model", "diag"]),
];

const LONGEST: usize = 400;

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut folders = vec![root.join("src"), root.join("tests"), root.join("benches")];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                files.push((path.strip_prefix(root).unwrap().to_owned(), text));
            }
        }
    }
    assert!(files.len() > 30, "the sources were not found");
    files.sort();
    files
}

#[test]
fn every_file_is_short_and_its_first_line_says_what_it_holds() {
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines: is it still one idea?", path.display());
        assert!(text.starts_with("//! "), "{} does not say what it holds", path.display());
    }
}

#[test]
fn arrows_go_one_way() {
    for (path, text) in sources() {
        let mut parts = path.components().skip(1).map(|c| c.as_os_str().to_string_lossy().into_owned());
        let Some(room) = parts.next() else { continue };
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == room) else { continue };
        if !path.starts_with("src") {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (at, _) in code.match_indices("crate::") {
            let used: String =
                code[at + 7..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            let is_room = ARROWS.iter().any(|(name, _)| *name == used);
            assert!(
                !is_room || used == room || allowed.contains(&used.as_str()),
                "{} uses `{used}`, against the arrows",
                path.display()
            );
        }
    }
}

#[test]
fn the_model_does_no_input_or_output() {
    for (path, text) in sources() {
        if !path.starts_with("src/model") {
            continue;
        }
        for word in ["std::fs", "std::env", "std::io", "std::time", "std::net", "println!"] {
            assert!(!text.contains(word), "{} uses {word}", path.display());
        }
    }
}
