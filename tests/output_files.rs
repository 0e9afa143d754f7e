//! `--output`: never over an input, and where nothing may be written it says so and leaves nothing.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test file: a failure is meant to stop it")]
#![allow(clippy::print_stdout, reason = "a test that cannot run here says so")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{folder, program, refused, stdout};

const WGI: &str = "tests/publishers/wgi/excerpt.csv";

/// A folder with a production table.
fn with_table(name: &str) -> (PathBuf, PathBuf) {
    let folder = folder(name);
    let table = folder.join("production.csv");
    fs::copy("tests/readme/my-production.csv", &table).unwrap();
    (folder, table)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The command is refused for its output, and the table is as it was.
fn is_kept(table: &Path, arguments: &[&str]) {
    let before = fs::read(table).unwrap();
    let told = refused(arguments);
    assert!(told.starts_with("error[output-is-input]: cannot write `"), "{arguments:?}: {told}");
    assert!(told.contains("`: it is an input of this run") && told.contains("help: name another"), "{told}");
    assert_eq!(fs::read(table).unwrap(), before, "{arguments:?}");
}

#[test]
fn an_answer_is_never_written_over_a_table_that_it_is_computed_from() {
    let (folder, table) = with_table("over-an-input");
    for command in ["score", "show cobalt", "explain hhi cobalt", "data list", "data sources"] {
        for input in [["--data", text(&folder)], ["--data", text(&table)], ["--production", text(&table)]] {
            let mut arguments: Vec<&str> = command.split(' ').collect();
            arguments.extend(input);
            arguments.extend(["--output", text(&table)]);
            is_kept(&table, &arguments);
        }
    }
    let dotted = folder.join("../over-an-input/./production.csv");
    is_kept(&table, &["score", "--data", text(&table), "--output", text(&dotted)]);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
#[cfg(unix)]
fn links_to_an_input_are_the_input() {
    let (inputs, table) = with_table("linked-input");
    let others = folder("linked-output");
    let (hard, soft, both) = (others.join("hard.csv"), others.join("soft.csv"), others.join("both.csv"));
    fs::hard_link(&table, &hard).unwrap();
    std::os::unix::fs::symlink(&table, &soft).unwrap();
    std::os::unix::fs::symlink("hard.csv", &both).unwrap();
    for output in [&hard, &soft, &both] {
        is_kept(&table, &["score", "--data", text(&inputs), "--output", text(output)]);
        is_kept(&table, &["score", "--production", text(output), "--output", text(&table)]);
    }
    let mut command = program();
    command.args(["score", "--data", text(&inputs)]).env("MINERALS_DATA", text(&table));
    assert!(command.args(["--output", text(&others.join("new.txt"))]).status().unwrap().success());
}

#[test]
fn an_input_named_by_the_environment_is_an_input() {
    let (_, table) = with_table("input-of-the-environment");
    let before = fs::read(&table).unwrap();
    for arguments in [vec![], vec!["score"]] {
        let mut command = program();
        command.args(arguments).args(["--output", text(&table)]).env("MINERALS_DATA", &table);
        assert_eq!(command.output().unwrap().status.code(), Some(2));
        assert_eq!(fs::read(&table).unwrap(), before);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_table_that_comes_through_standard_input_is_an_input() {
    let (_, table) = with_table("input-of-a-stream");
    let before = fs::read(&table).unwrap();
    let mut command = program();
    command.args(["score", "--data", "-", "--output", text(&table)]);
    let output = command.stdin(fs::File::open(&table).unwrap()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("output-is-input"));
    assert_eq!(fs::read(&table).unwrap(), before);
}

#[test]
fn it_is_refused_before_anything_is_read() {
    let folder = folder("refused-first");
    let table = folder.join("production.csv");
    fs::write(&table, "no,table\n").unwrap();
    is_kept(&table, &["score", "--data", text(&folder), "--output", text(&table)]);
    is_kept(&table, &["data", "import", "wgi", text(&table), "--output", text(&folder)]);
}

#[test]
fn an_import_is_never_written_over_the_publishers_file() {
    let folder = folder("import-over-its-file");
    let file = folder.join("governance.csv");
    fs::copy(WGI, &file).unwrap();
    is_kept(&file, &["data", "import", "wgi", text(&file), "--output", text(&folder)]);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    let other = folder.join("wgi.csv");
    fs::rename(&file, &other).unwrap();
    stdout(&["data", "import", "wgi", text(&other), "--output", text(&folder)]);
    assert_eq!(fs::read(&other).unwrap(), fs::read(WGI).unwrap(), "beside it there is room");
}

#[test]
fn beside_an_input_there_is_room_and_another_answer_may_be_replaced() {
    let (folder, table) = with_table("beside-an-input");
    let report = folder.join("report.md");
    for _ in 0..2 {
        stdout(&["score", "--data", text(&folder), "-f", "markdown", "--output", text(&report)]);
    }
    assert!(fs::read_to_string(&report).unwrap().starts_with("# World supply"));
    assert_eq!(fs::read(&table).unwrap(), fs::read("tests/readme/my-production.csv").unwrap());
    stdout(&["score", "--production", text(&table), "--output", "-"]);
}

#[test]
#[cfg(unix)]
fn a_device_that_is_read_and_written_holds_nothing_to_lose() {
    let told = refused(&["score", "--production", "/dev/null", "--output", "/dev/null"]);
    assert!(!told.contains("output-is-input"), "{told}");
}

/// The run ends with exit code 2, names the file, and leaves nothing.
fn cannot_write(output: &Path, why: &str) {
    let told = refused(&["score", "cobalt", "--output", text(output)]);
    assert_eq!(told, format!("error: cannot write `{}`: {why}\n", output.display()));
}

#[test]
#[cfg(unix)]
fn a_folder_that_is_read_only_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder("read-only");
    let file = folder.join("there.txt");
    fs::write(&file, "as it was").unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::File::create(folder.join("probe")).is_ok() {
        fs::remove_file(folder.join("probe")).unwrap();
        println!("run as root, whom no permission binds: only the other ways to fail were tried");
    } else {
        cannot_write(&folder.join("new.txt"), "Permission denied (os error 13)");
        cannot_write(&file, "Permission denied (os error 13)");
    }
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), "as it was");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
#[cfg(target_os = "linux")]
fn a_place_that_takes_no_file_is_told_also_to_root() {
    let (folder, table) = with_table("no-place");
    cannot_write(&table.join("answer.txt"), "Not a directory (os error 20)");
    cannot_write(&folder.join("none/answer.txt"), "No such file or directory (os error 2)");
    cannot_write(&folder, "it is a folder");
    let proc = refused(&["score", "cobalt", "--output", "/proc/minerals.txt"]);
    assert!(proc.starts_with("error: cannot write `/proc/minerals.txt`: "), "{proc}");
    let import = refused(&["data", "import", "wgi", WGI, "--output", text(&table)]);
    assert!(import.starts_with("error: cannot make the folder `"), "{import}");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}
