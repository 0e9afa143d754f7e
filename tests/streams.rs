//! Pipes, full disks, files and settings: the same answer, whole or not at all, and the promised exit
//! code.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::fs;
use std::io::Read;
use std::process::Stdio;

use common::{folder, program, refused, run, stdout};

#[test]
fn a_reader_that_leaves_is_no_error() {
    let mut child = program()
        .args(["score", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 16];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap(); // and dropped here
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_exit_2() {
    for arguments in [vec!["score"], vec!["score", "--format", "csv"], vec!["methods"], vec![]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = program().args(&arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("standard output"));
    }
}

#[test]
fn an_output_file_is_whole_or_as_it_was() {
    let folder = folder("output");
    let file = folder.join("scores.json");
    stdout(&["score", "cobalt", "--format", "json", "--output", file.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(&file).unwrap(), stdout(&["score", "cobalt", "--format", "json"]));
    let before = fs::read(&file).unwrap();
    refused(&["score", "cobald", "--output", file.to_str().unwrap()]);
    assert_eq!(fs::read(&file).unwrap(), before);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");
    refused(&["score", "--output", folder.join("none/scores.json").to_str().unwrap()]);
    refused(&["score", "--output", folder.to_str().unwrap()]);
}

#[test]
#[cfg(unix)]
fn a_link_a_pipe_and_a_dash_are_written_through_and_never_replaced() {
    let folder = folder("special");
    let (target, link, pipe) = (folder.join("target.json"), folder.join("link.json"), folder.join("pipe"));
    fs::write(&target, "old").unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let expected = stdout(&["score", "cobalt", "--format", "json"]);
    stdout(&["score", "cobalt", "--format", "json", "--output", link.to_str().unwrap()]);
    assert!(fs::symlink_metadata(&link).unwrap().file_type().is_symlink());
    assert_eq!(fs::read_to_string(&target).unwrap(), expected);
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).unwrap()
    });
    stdout(&["score", "cobalt", "--format", "json", "--output", pipe.to_str().unwrap()]);
    assert_eq!(reader.join().unwrap(), expected);
    assert!(!fs::symlink_metadata(&pipe).unwrap().is_file(), "the pipe is still a pipe");
    assert_eq!(stdout(&["score", "cobalt", "--format", "json", "--output", "-"]), expected);
}

#[test]
#[cfg(unix)]
fn a_file_keeps_its_permissions_and_a_link_to_nothing_leads_to_the_new_file() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder("permissions");
    let (private, link, loose) = (folder.join("private"), folder.join("link"), folder.join("loop"));
    fs::write(&private, "old").unwrap();
    fs::set_permissions(&private, fs::Permissions::from_mode(0o600)).unwrap();
    stdout(&["methods", "--output", private.to_str().unwrap()]);
    assert_eq!(fs::metadata(&private).unwrap().permissions().mode() & 0o777, 0o600);
    symlink("new", &link).unwrap();
    stdout(&["methods", "--output", link.to_str().unwrap()]);
    assert!(fs::symlink_metadata(&link).unwrap().file_type().is_symlink());
    assert_eq!(fs::read_to_string(folder.join("new")).unwrap(), stdout(&["methods"]));
    symlink("loop", &loose).unwrap();
    assert!(refused(&["methods", "--output", loose.to_str().unwrap()]).contains("circle"));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 4, "nothing is left beside them");
}

#[test]
#[cfg(target_os = "linux")]
fn what_a_stream_already_holds_is_kept() {
    let log = folder("log").join("log");
    fs::write(&log, "before\n").unwrap();
    let file = fs::OpenOptions::new().append(true).open(&log).unwrap();
    assert!(program().args(["methods", "-o", "/dev/stdout"]).stdout(file).status().unwrap().success());
    assert_eq!(fs::read_to_string(&log).unwrap(), format!("before\n{}", stdout(&["methods"])));
}

#[test]
fn a_file_is_written_in_colour_only_where_colour_is_asked_for() {
    let file = folder("colour").join("methods.txt");
    let path = file.to_str().unwrap();
    for (when, coloured) in [("auto", false), ("always", true)] {
        let mut command = program();
        command.args(["methods", "--color", when, "-o", path]).env("CLICOLOR_FORCE", "1");
        assert!(command.status().unwrap().success());
        assert_eq!(fs::read_to_string(&file).unwrap().contains('\u{1b}'), coloured, "{when}");
    }
}

#[test]
fn settings_that_are_set_to_nothing_count_as_none() {
    let output =
        program().args(["score", "--top", "1"]).env("MINERALS_DATA", "").env("MINERALS_FORMAT", "").output();
    assert_eq!(output.unwrap().status.code(), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn help_to_a_full_disk_is_exit_2_as_well() {
    for argument in ["--help", "--version"] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = program().arg(argument).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{argument}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("standard output"), "{argument}");
    }
}

#[test]
fn every_command_fits_the_width_down_to_forty_columns() {
    for arguments in [
        vec!["score"],
        vec!["score", "--for", "USA"],
        vec!["score", "--sort", "stages.estimated_share"],
        vec!["show", "rare-earths"],
        vec!["show", "niobium"],
        vec!["show", "boron"],
        vec!["show", "titanium-dioxide"],
        vec!["explain", "hhi_wgi", "cobalt"],
        vec!["explain", "exposure", "lithium"],
        vec!["explain"],
        vec!["schema"],
        vec!["methods"],
        vec!["data", "list"],
        vec!["data", "sources"],
        vec!["compare", "tests/readme/old.json", "tests/readme/new.json"],
        vec![],
    ] {
        let narrowest = if arguments.is_empty() { 80 } else { 40 }; // the commands to try are not broken
        for width in [narrowest, narrowest.max(60), 80, 120] {
            let output = program().args(&arguments).env("COLUMNS", width.to_string()).output().unwrap();
            for line in String::from_utf8(output.stdout).unwrap().lines() {
                // a word that no blank breaks, such as a link, may be longer
                let unbroken = line.split_whitespace().any(|word| word.chars().count() > width - 12);
                assert!(line.chars().count() <= width || unbroken, "{arguments:?} at {width}: {line}");
            }
        }
    }
}

#[test]
fn the_same_question_gives_the_same_bytes_whatever_the_locale_terminal_or_row_order() {
    let (straight, data) = (folder("straight"), folder("permuted"));
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    for table in [
        "production",
        "capacity",
        "consumption",
        "reserves",
        "reliance",
        "import_sources",
        "prices",
        "stocks",
        "governance",
        "supply_shares",
        "end_uses",
        "published_scores",
        "hs_codes",
    ] {
        let text = fs::read_to_string(source.join(format!("{table}.csv"))).unwrap();
        fs::write(straight.join(format!("{table}.csv")), &text).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        let header = lines.remove(0);
        lines.reverse();
        let half = lines.len() / 3;
        lines.rotate_left(half);
        lines.insert(0, header);
        fs::write(data.join(format!("{table}.csv")), lines.join("\n") + "\n").unwrap();
    }
    let results = |command: &mut std::process::Command| {
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        text[text.find("\n  \"parameters\": {").unwrap()..].to_owned() // the inputs' names and hashes differ
    };
    let arguments = ["score", "--for", "USA", "--format", "json"];
    let shipped = results(program().args(arguments));
    let in_order = results(program().args(arguments).arg("--data").arg(&straight));
    // a table that the rows stand in another order in has other lines, and the same figures
    let without_lines = |text: String| {
        text.lines().filter(|l| !l.contains("\"place\"")).map(str::to_owned).collect::<Vec<_>>().join("\n")
    };
    for other in [["show", "rare-earths"], ["show", "cobalt"]] {
        let of = |data: &std::path::Path| {
            let mut command = program();
            command.args(other).args(["--for", "USA", "--format", "json"]).arg("--data").arg(data);
            without_lines(results(&mut command))
        };
        assert_eq!(of(&straight), of(&data), "{other:?}");
    }
    assert_eq!(shipped, results(program().args(arguments).env("LANG", "tr_TR.UTF-8").env("TERM", "dumb")));
    assert_eq!(shipped, results(program().args(arguments).env("COLUMNS", "40").env("CLICOLOR_FORCE", "1")));
    assert_eq!(in_order, results(program().args(arguments).arg("--data").arg(&data)));
}

#[test]
fn colour_is_asked_for_and_never_forced_into_a_pipe() {
    assert!(!stdout(&["score"]).contains('\u{1b}'));
    let forced = program().arg("score").env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(String::from_utf8(forced.stdout).unwrap().contains('\u{1b}'));
    let refused = program().arg("score").env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output().unwrap();
    assert!(!String::from_utf8(refused.stdout).unwrap().contains('\u{1b}'));
    assert!(stdout(&["score", "--color", "always"]).contains('\u{1b}'));
}

#[test]
fn bad_usage_is_exit_2_with_nothing_on_standard_output() {
    refused(&["scoer"]);
    refused(&["score", "--stage", "smelter"]);
    refused(&["score", "--year", "20245"]);
    refused(&["score", "--data", "no/such/folder"]);
    refused(&["score", "--production", "src"]);
    refused(&["score", "--sort", "beauty"]);
}

#[test]
fn the_bare_program_prints_the_ten_worst_and_three_commands() {
    let text = stdout(&[]);
    assert!(text.contains("\n10  ") || text.contains("\n 10"), "{text}");
    for next in ["minerals score", "minerals score --for USA", "minerals show rare-earths"] {
        assert!(text.contains(next), "{text}");
    }
    assert_eq!(run(&["--version"]).status.code(), Some(0));
}

#[test]
fn a_csv_of_every_command_has_its_header_and_as_many_cells_in_each_row() {
    for arguments in [
        vec!["score", "--for", "USA"],
        vec!["show", "cobalt"],
        vec!["explain", "hhi", "cobalt"],
        vec!["explain"],
        vec!["schema"],
        vec!["methods"],
        vec!["data", "list"],
        vec!["data", "sources"],
        vec!["compare", "tests/readme/old.json", "tests/readme/new.json"],
    ] {
        let mut all = arguments.clone();
        all.extend(["--format", "csv"]);
        let text = stdout(&all);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert!(reader.headers().unwrap().len() >= 3);
        let rows: Result<Vec<_>, _> = reader.records().collect();
        assert!(!rows.unwrap().is_empty(), "{arguments:?}");
    }
}

#[test]
fn no_figure_of_a_score_stands_twice_in_its_csv() {
    let text = stdout(&["score", "--for", "USA", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|h| h == name).unwrap();
    let (mineral, stage, reserves) = (column("mineral"), column("stages.stage"), column("reserves.quantity"));
    let mut seen = std::collections::BTreeSet::new();
    for row in reader.records() {
        let row = row.unwrap();
        for (what, cell) in [("stage", &row[stage]), ("reserves", &row[reserves])] {
            if !cell.is_empty() {
                assert!(
                    seen.insert((what, row[mineral].to_owned(), cell.to_owned())),
                    "{what} of {}",
                    &row[mineral]
                );
            }
        }
    }
    assert!(seen.len() > 100);
}
