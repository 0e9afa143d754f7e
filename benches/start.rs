//! How long a user waits: whole runs of the program beside a program that does nothing, interleaved.
//!
//! `cargo bench --bench start`. Each line is a command, its fastest and median run in milliseconds, and
//! the median as a multiple of the empty program's. Quiet machines give numbers worth quoting; on
//! others the ratio is the better one.

#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints and stops")]

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 200;

fn main() {
    let minerals = env!("CARGO_BIN_EXE_minerals");
    let commands: [(&str, &str, &[&str]); 12] = [
        ("an empty program", "/bin/true", &[]),
        ("minerals --version", minerals, &["--version"]),
        ("minerals score", minerals, &["score"]),
        ("minerals score --for USA", minerals, &["score", "--for", "USA"]),
        ("minerals score --for EU27", minerals, &["score", "--for", "EU27"]),
        ("minerals score --for JPN", minerals, &["score", "--for", "JPN"]),
        ("minerals score --for KAZ", minerals, &["score", "--for", "KAZ"]),
        ("minerals show KAZ", minerals, &["show", "KAZ"]),
        ("minerals show rare-earths", minerals, &["show", "rare-earths"]),
        ("minerals scenario c5-kazakhstan", minerals, &["scenario", "c5-kazakhstan"]),
        ("minerals check, ten scenarios", minerals, &["check", "benches/ten-scenarios.toml"]),
        ("minerals score, own production", minerals, &["score", "--production", "data/production.csv"]),
    ];
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); commands.len()];
    for _ in 0..RUNS {
        for ((_, program, arguments), times) in commands.iter().zip(&mut times) {
            let start = Instant::now();
            let status = Command::new(program)
                .args(*arguments)
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .unwrap();
            times.push(start.elapsed());
            assert!(status.success(), "{program} {arguments:?} failed");
        }
    }
    let median = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        (times.first().copied().unwrap_or_default(), times.get(RUNS / 2).copied().unwrap_or_default())
    };
    println!(
        "{RUNS} interleaved runs each\n{:<32} {:>9} {:>9} {:>7}",
        "command", "min ms", "median ms", "ratio"
    );
    let mut empty = Duration::ZERO;
    for ((name, ..), times) in commands.iter().zip(&mut times) {
        let (fastest, middle) = median(times);
        if empty.is_zero() {
            empty = middle;
        }
        let ms = |d: Duration| d.as_secs_f64() * 1000.0;
        println!("{name:<32} {:>9.2} {:>9.2} {:>7.1}", ms(fastest), ms(middle), ms(middle) / ms(empty));
    }
}
