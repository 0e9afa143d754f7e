//! Where the time of a trade file goes: the same file read in several ways, in turns.
//!
//! `cargo bench --bench rows -- FILE`, where FILE is in the layout of CEPII's BACI (`python3 benches/trade
//! generate` makes one). The last two work on every core, the others on one: where the first of the line is
//! `taskset -c 0`, all have one.

#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints and stops")]

use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::time::{Duration, Instant};

use minerals::load::{Names, builtin};
use minerals::scan::{Filter, Importers, Request, fold};

const ROUNDS: usize = 5;
const BUFFER: usize = 256 << 10;

/// Reads a file in a way, and counts what it reads.
type Way<'w> = &'w dyn Fn(&Path) -> u64;

/// Bytes, and nothing else.
fn bytes(path: &Path) -> u64 {
    let (mut file, mut buffer, mut all) = (File::open(path).unwrap(), vec![0; BUFFER], 0);
    loop {
        match file.read(&mut buffer).unwrap() {
            0 => return all,
            count => all += black_box(&buffer).iter().take(count).take(1).count() as u64,
        }
    }
}

/// Line ends, each found.
fn lines(path: &Path) -> u64 {
    let (mut file, mut buffer, mut all) =
        (BufReader::with_capacity(BUFFER, File::open(path).unwrap()), Vec::new(), 0);
    while file.read_until(b'\n', &mut buffer).unwrap() > 0 {
        buffer.clear();
        all += 1;
    }
    all
}

/// Rows split into cells by the csv crate, at its quickest: one record used again, as bytes.
fn cells(path: &Path) -> u64 {
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(BUFFER).from_path(path).unwrap();
    let (mut record, mut all) = (csv::ByteRecord::new(), 0);
    while reader.read_byte_record(&mut record).unwrap() {
        all += black_box(&record).len() as u64;
    }
    all
}

/// The same, with the cells read as numbers by the standard library.
fn numbers(path: &Path) -> u64 {
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(BUFFER).from_path(path).unwrap();
    let (mut record, mut all) = (csv::StringRecord::new(), 0);
    while reader.read_record(&mut record).unwrap() {
        let whole = |i: usize| record.get(i).unwrap().parse::<u32>().unwrap();
        black_box([0, 1, 2, 3].map(whole));
        black_box([4, 5].map(|i| record.get(i).unwrap().parse::<f64>().ok()));
        all += 1;
    }
    all
}

/// Rows split, read exactly and checked, on every core: nothing of them is asked for.
fn checked(path: &Path, names: &Names) -> u64 {
    let filter = Filter { importers: Some(Importers::Code(0)), ..Filter::default() };
    rows(path, names, filter)
}

/// The same, and each added to its group.
fn folded(path: &Path, names: &Names) -> u64 {
    rows(path, names, Filter::default())
}

fn rows(path: &Path, names: &Names, filter: Filter) -> u64 {
    let request = Request { files: vec![path.to_owned()], filter, ..Request::default() };
    fold(&request, names, &[], &mut |_| {}).unwrap().accounts.iter().map(|a| a.rows).sum()
}

fn main() {
    let Some(path) = std::env::args().skip(1).find(|argument| !argument.starts_with("--")) else {
        println!("cargo bench --bench rows -- FILE");
        return;
    };
    let path = Path::new(&path);
    let names = builtin::names().unwrap();
    let checked = |path: &Path| checked(path, &names);
    let folded = |path: &Path| folded(path, &names);
    let ways: [(&str, Way<'_>); 6] = [
        ("bytes read", &bytes),
        ("lines found", &lines),
        ("cells split by the csv crate", &cells),
        ("numbers read by it and std", &numbers),
        ("read and checked by minerals", &checked),
        ("and added to their groups", &folded),
    ];
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); ways.len()];
    for _ in 0..ROUNDS {
        for ((_, way), times) in ways.iter().zip(&mut times) {
            let start = Instant::now();
            black_box(way(path));
            times.push(start.elapsed());
        }
    }
    println!("{ROUNDS} rounds in turns, medians, {} bytes", path.metadata().unwrap().len());
    for ((name, _), times) in ways.iter().zip(&mut times) {
        times.sort_unstable();
        println!("{name:<32} {:>7.3} s", times.get(ROUNDS / 2).copied().unwrap_or_default().as_secs_f64());
    }
}
