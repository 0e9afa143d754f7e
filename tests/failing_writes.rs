//! Writing that breaks off, for every command and every format, after whatever byte: a full disk is exit
//! code 2 and is told, a reader that left is no error, nothing panics, and success is never claimed.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::ffi::OsString;
use std::fs;
use std::io::{BufWriter, Error, ErrorKind, Result, Write};

use common::{commands, folder, formats_of, only_cobalt, program};
use minerals::cli::{Exit, Streams, run};

/// Takes so many bytes, then fails as told.
struct Breaks {
    room: usize,
    with: ErrorKind,
    taken: Vec<u8>,
}

impl Breaks {
    fn after(room: usize, with: ErrorKind) -> Self {
        Self { room, with, taken: Vec::new() }
    }

    fn never() -> Self {
        Self::after(usize::MAX, ErrorKind::Other)
    }
}

impl Write for Breaks {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        let fits = bytes.len().min(self.room - self.taken.len());
        if fits == 0 && !bytes.is_empty() {
            return Err(Error::from(self.with));
        }
        self.taken.extend(&bytes[..fits]);
        Ok(fits)
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

fn answer(arguments: &[String], out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let arguments = std::iter::once("minerals").chain(arguments.iter().map(String::as_str));
    run(arguments.map(OsString::from), &mut Streams::plain(out, err))
}

/// Every n for a short output, a spread of them for a long one.
fn breaks(length: usize) -> Vec<usize> {
    let step = if length <= 250 { 1 } else { length.div_ceil(3) };
    let mut all: Vec<usize> = (0..length).step_by(step).chain([1, length - 1]).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Breaks one command's output off in one format, wherever it can.
fn break_off(arguments: &[String]) {
    let (mut out, mut err) = (Breaks::never(), Breaks::never());
    answer(arguments, &mut out, &mut err); // what it makes is there, and the next run finds it
    let (mut out, mut err) = (Breaks::never(), Breaks::never());
    assert_eq!(answer(arguments, &mut out, &mut err), Exit::Done, "{arguments:?}");
    let whole = out.taken;
    assert!(!whole.is_empty(), "{arguments:?}");

    let mut enough = Breaks::after(whole.len(), ErrorKind::StorageFull);
    assert_eq!(answer(arguments, &mut enough, &mut Breaks::never()), Exit::Done, "{arguments:?}");
    assert!(enough.taken == whole, "{arguments:?} gives other bytes the second time");

    for n in breaks(whole.len()) {
        let (mut full, mut err) = (Breaks::after(n, ErrorKind::StorageFull), Breaks::never());
        assert_eq!(answer(arguments, &mut full, &mut err), Exit::Refused, "{arguments:?} after {n}");
        let told = String::from_utf8(err.taken).unwrap();
        assert!(told.starts_with("error: cannot write to standard output: "), "{arguments:?}: {told}");

        let (mut left, mut err) = (Breaks::after(n, ErrorKind::BrokenPipe), Breaks::never());
        assert_eq!(answer(arguments, &mut left, &mut err), Exit::Done, "{arguments:?} after {n}");
        assert!(err.taken.is_empty(), "{arguments:?} after {n}");
    }
    let (mut full, mut closed) =
        (Breaks::after(0, ErrorKind::StorageFull), Breaks::after(0, ErrorKind::BrokenPipe));
    assert_eq!(answer(arguments, &mut full, &mut closed), Exit::Refused, "{arguments:?}");

    let full = Breaks::after(whole.len() - 1, ErrorKind::StorageFull);
    let mut late = BufWriter::with_capacity(2 * whole.len(), full); // tells of it when it is flushed
    assert_eq!(answer(arguments, &mut late, &mut Breaks::never()), Exit::Refused, "{arguments:?}");
}

#[test]
fn an_answer_that_breaks_off_is_never_called_done() {
    let (imported, data) = (folder("imported"), folder("cobalt"));
    only_cobalt(&data);
    let all: Vec<Vec<String>> = commands(&imported, &format!("--data {}", data.display()))
        .iter()
        .flat_map(|command| {
            let with = |format: &str| [command.clone(), vec!["--format".into(), format.into()]].concat();
            formats_of(command).into_iter().map(with).collect::<Vec<_>>()
        })
        .collect();
    assert!(all.len() >= 40);
    // two at a time: each run reads the tables anew
    std::thread::scope(|scope| {
        for half in 0..2 {
            let all = &all;
            scope.spawn(move || all.iter().skip(half).step_by(2).for_each(|one| break_off(one)));
        }
    });
}

#[test]
fn help_and_the_version_that_break_off_are_never_called_done() {
    for flag in ["--help", "-h", "--version"] {
        break_off(&[flag.to_owned()]);
    }
}

#[test]
fn what_is_said_on_a_standard_error_that_breaks_off_changes_no_exit_code() {
    let given = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
    for (line, exit) in [
        ("scoer", Exit::Refused),
        ("score --stage smelter", Exit::Refused),
        ("score cobald", Exit::Refused),
        ("score --production tests/readme/plant.csv", Exit::Refused),
        ("score cobalt --verbose --for USA", Exit::Done),
        ("score cobalt --format csv --for USA", Exit::Done),
        ("score cobalt --verbose --for USA --fail-on warning", Exit::GateFailed),
    ] {
        let (mut out, mut err) = (Breaks::never(), Breaks::never());
        assert_eq!(answer(&given(line), &mut out, &mut err), exit, "{line}");
        assert!(!err.taken.is_empty(), "{line}");
        for (n, with) in [(0, ErrorKind::BrokenPipe), (1, ErrorKind::StorageFull), (9, ErrorKind::Other)] {
            let (mut same, mut breaks) = (Breaks::never(), Breaks::after(n, with));
            assert_eq!(answer(&given(line), &mut same, &mut breaks), exit, "{line}");
            assert!(same.taken == out.taken && breaks.taken == err.taken[..n], "{line}");
        }
    }
}

/// The program where no file may grow beyond so many blocks of 512 bytes.
#[cfg(unix)]
fn limited(blocks: usize, arguments: &[String]) -> std::process::Output {
    let program = program();
    let mut shell = std::process::Command::new("sh");
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    shell.args(["-c", &script]).arg(program.get_program()).args(arguments);
    for (name, _) in program.get_envs() {
        shell.env_remove(name);
    }
    shell.output().unwrap()
}

#[test]
#[cfg(unix)]
fn a_file_for_which_there_is_no_room_is_as_it_was_and_nothing_lies_beside_it() {
    for before in [None, Some("as it was")] {
        let folder = folder("no-room");
        let file = folder.join("answer.json");
        let arguments: Vec<String> =
            ["score", "--format", "json", "--output", file.to_str().unwrap()].map(str::to_owned).to_vec();
        before.iter().for_each(|text| fs::write(&file, text).unwrap());
        for blocks in [0, 1, 7, 64] {
            let output = limited(blocks, &arguments);
            let told = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{blocks} blocks: {told}");
            assert!(told.starts_with("error: cannot write `") && told.contains("answer.json`: "), "{told}");
            assert!(output.stdout.is_empty());
            assert_eq!(fs::read_to_string(&file).ok().as_deref(), before, "{blocks} blocks");
            assert_eq!(fs::read_dir(&folder).unwrap().count(), before.iter().count(), "{blocks} blocks");
        }
        assert_eq!(limited(100_000, &arguments).status.code(), Some(0), "with room it is written");
    }
}

#[test]
#[cfg(unix)]
fn tables_for_which_there_is_no_room_are_as_they_were() {
    let folder = folder("no-room-for-tables");
    let table = folder.join("governance.csv");
    fs::write(&table, "as it was").unwrap();
    let import = commands(&folder, "").into_iter().find(|c| c.contains(&"import".to_owned())).unwrap();
    let output = limited(0, &import);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&table).unwrap(), "as it was");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}
