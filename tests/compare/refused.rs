//! What cannot be compared is refused with its line and the remedy; a later minor version is no such thing.

use std::fs;

use super::common::{folder, refused, stdout};
use super::{OLD, edited, scored};

#[test]
fn keys_of_a_later_minor_version_are_passed_over_and_a_major_one_is_refused() {
    let folder = folder("compare-format");
    let old = scored(&folder, "old", OLD, &[]);
    let minor = edited(&folder, &old, "minor.json", |text| {
        text.replacen("\"format_version\": \"1.", "\"novelty\": [{}], \"format_version\": \"1.9", 1)
    });
    assert!(stdout(&["compare", &old, &minor]).starts_with("nothing moved"));
    let major = edited(&folder, &old, "major.json", |text| {
        text.replacen("\"format_version\": \"1.", "\"format_version\": \"2.", 1)
    });
    let said = refused(&["compare", &old, &major]);
    assert!(said.contains("error[other-format]") && said.contains("major.json:2:"), "{said}");
    assert!(said.contains("newer `minerals`"), "{said}");
}

#[test]
fn what_is_no_run_is_refused_with_its_line_and_the_remedy() {
    let folder = folder("compare-hostile");
    let old = scored(&folder, "old", OLD, &[]);
    let write = |name: &str, text: &str| {
        fs::write(folder.join(name), text).unwrap();
        folder.join(name).to_str().unwrap().to_owned()
    };
    let lines = stdout(&["score", "cobalt", "--format", "ndjson"]);
    let whole = fs::read_to_string(&old).unwrap();
    let of = |edit: &dyn Fn(&str) -> String| edit(&whole);
    let cut_lines = lines.lines().take(2).map(|l| format!("{l}\n")).collect::<String>();
    let fewer =
        lines.lines().filter(|l| !l.contains("\"result\"")).map(|l| format!("{l}\n")).collect::<String>();
    for (name, text, code, what) in [
        ("a.txt", "what moved?".to_owned(), "bad-json", "a.txt:1:1"),
        ("empty.json", " \n".to_owned(), "empty-table", "is empty"),
        ("page.json", "<!DOCTYPE html><html>".to_owned(), "not-a-table", "web page"),
        ("cut.json", of(&|t| t.split_at(t.len() / 2).0.to_owned()), "bad-json", "the file ends inside"),
        ("twice.json", of(&|t| t.repeat(2)), "not-a-run", "first is no header"),
        ("rows.json", "[{\"mineral\": \"cobalt\"}]".to_owned(), "not-a-run", "several values"),
        ("null.json", "null".to_owned(), "not-a-run", "no object"),
        ("other.json", "{\"results\": []}".to_owned(), "not-a-run", "no `format_version`"),
        ("format.json", of(&|t| t.replacen("\"1.", "\"one.", 1)), "not-a-run", "format.json:2:"),
        (
            "tool.json",
            of(&|t| t.replace("\"minerals\",\n    \"version", "\"ores\",\n    \"version")),
            "not-a-run",
            "tool.json:4:",
        ),
        (
            "results.json",
            of(&|t| t.replace("\"results\": [", "\"results\": 7, \"was\": [")),
            "not-a-run",
            "`results` is not a list",
        ),
        (
            "methods.json",
            stdout(&["methods", "-f", "json"]),
            "not-a-run",
            "`methods` has results that are about no mineral",
        ),
        (
            "key.json",
            of(&|t| t.replacen("\"command\"", "\"command\": \"x\", \"command\"", 1)),
            "bad-json",
            "a key stands twice",
        ),
        ("deep.json", "[".repeat(100_000), "bad-json", "deeper than 128"),
        ("cut.ndjson", cut_lines, "not-a-run", "cut.ndjson:2:1"),
        ("header.ndjson", lines.lines().next().unwrap().to_owned(), "not-a-run", "ends after its header"),
        ("fewer.ndjson", fewer, "not-a-run", "counts other results"),
    ] {
        let file = write(name, &text);
        for pair in [[old.as_str(), file.as_str()], [file.as_str(), old.as_str()]] {
            let said = refused(&["compare", pair[0], pair[1]]);
            assert!(said.contains(&format!("error[{code}]")) && said.contains(what), "{name}: {said}");
            assert!(
                said.contains("help: give what `minerals score --format json` wrote, whole"),
                "{name}: {said}"
            );
        }
    }
    assert!(refused(&["compare", &old, "no-such.json"]).contains("error[unreadable]"));
    assert!(refused(&["compare", "-", "-"]).contains("named twice"));
    let shown = folder.join("show.json");
    stdout(&["show", "cobalt", "-f", "json", "-o", shown.to_str().unwrap()]);
    let said = refused(&["compare", &old, shown.to_str().unwrap()]);
    assert!(said.contains("error[unlike-runs]") && said.contains("a run of `show`"), "{said}");
    assert!(
        refused(&["compare", &old, shown.to_str().unwrap(), "-o", &old]).contains("error[output-is-input]")
    );
    assert!(refused(&["compare", &old, &old, "cobolt"]).contains("did you mean `cobalt`?"));
    assert!(refused(&["compare", &old, &old, "gallium"]).contains("neither run has a result of `gallium`"));
}
