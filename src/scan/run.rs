//! The whole way: pass after pass over the files until every flow is summed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::answer::Groups;
use super::feed::{Feed, Input};
use super::filter::Filter;
use super::groups::Lanes;
use super::layout::Layout;
use super::parties::{Countries, Exporters};
use super::pass::{Kind, Pass, Passed, Report};
use super::products::Products;
use super::repeats::{Repeated, find};
use super::strict::Words;
use crate::diag::{Code, Diagnostic, clean};
use crate::load::{Faults, Names, is_stdin, name_of};
use crate::model::HsCodeRow;

/// What is to be read, and what of it is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The files; `-` is standard input.
    pub files: Vec<PathBuf>,
    /// What is asked for.
    pub filter: Filter,
    /// Their hashes are wanted.
    pub hashed: bool,
}

/// How far a run is.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Bytes that were read, of files as they are packed.
    pub bytes: u64,
    /// All bytes of the pass, where they can be known.
    pub total: Option<u64>,
    /// Which pass, from 1: rows out of order may need another.
    pub pass: u32,
}

/// What became of a file's rows.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// The file, as the user named it.
    pub name: String,
    /// SHA-256 of its bytes, where it was asked for.
    pub sha256: Option<String>,
    /// Its rows.
    pub rows: u64,
    /// Rows that are in the answer.
    pub used: u64,
    /// Rows that are a country's total, and no flow.
    pub totals: u64,
}

/// Folds the rows of trade files into groups of importer, product and year.
///
/// Memory grows with the groups, 64 bytes each and 32 more where the rows are in no strict order; where
/// several rows tell one flow, with these flows as well.
///
/// # Errors
/// Everything that is wrong with the files: then nothing is computed from any.
///
/// ```
/// use minerals::load::builtin;
/// use minerals::scan::{Index, Request, fold};
///
/// let file = std::env::temp_dir().join("minerals-fold-example.csv");
/// std::fs::write(&file, "t,i,j,k,v,q\n2022,152,392,283691,60,2\n2022,32,392,283691,40,NA\n")?;
/// let request = Request { files: vec![file], ..Request::default() };
/// let groups = fold(&request, &builtin::names().unwrap(), &[], &mut |_| {}).unwrap();
/// let hhi = |group: minerals::scan::Group<'_>| {
///     assert_eq!(group.hhi, Index::Exact(0.52)); // 0.6 x 0.6 + 0.4 x 0.4
///     assert_eq!((group.suppliers, group.without_quantity), (2, 1));
///     Ok::<(), ()>(())
/// };
/// groups.of(groups.importers()[0], hhi).unwrap();
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn fold(
    request: &Request,
    names: &Names,
    codes: &[HsCodeRow],
    watch: &mut dyn FnMut(Progress),
) -> Result<Groups, Vec<Diagnostic>> {
    if request.files.iter().filter(|path| is_stdin(path)).count() > 1 {
        let message = "standard input (`-`) is named twice, and can be read once";
        return Err(vec![
            Diagnostic::error(Code::Unreadable, message).help("save it to a file, and name that"),
        ]);
    }
    refuse_twice(&request.files)?;
    let mut inputs: Vec<Input> = request.files.iter().cloned().map(Input::new).collect();
    let total = inputs.iter().map(Input::size).sum::<Option<u64>>();
    let countries = Countries::of(names);
    let products = Products::new();
    let exporters = Exporters::new();
    let words = Words { names, countries: &countries, products: &products, filter: &request.filter };
    let mut number = 0;
    let mut pass = |kind, lanes: &Lanes, inputs: &mut [Input]| {
        number += 1;
        let read = Arc::new(AtomicU64::new(0));
        let hashed = request.hashed && kind != Kind::Again;
        let feed = Feed::new(inputs, hashed, read.clone());
        let mut tell = || watch(Progress { bytes: read.load(Ordering::Relaxed), total, pass: number });
        Pass::new(kind, feed, (&words, codes), lanes, &exporters).run(&mut tell)
    };

    let mut lanes = Lanes::new();
    let (mut layout, mut passed) = pass(Kind::Ordered, &lanes, &mut inputs);
    let ordered = !passed.out_of_order;
    if !ordered {
        lanes = Lanes::new();
        (layout, passed) = pass(Kind::Seen, &lanes, &mut inputs);
    }
    // a pass that found rows out of order may have stopped before the end: only the last was whole
    let hashes = inputs.iter().map(Input::sha256).collect();
    let accounts = accounts(&inputs, &passed, hashes);
    let warnings = refuse_faults(&Lines::of(&passed), passed)?;
    let mut repeated = Repeated::default();
    if lanes.each().any(|(_, lane)| lane.repeats().next().is_some()) {
        let (_, again) = pass(Kind::Again, &lanes, &mut inputs);
        let lines = Lines::of(&again);
        refuse_faults(&lines, again)?;
        // what the members of a group buy from one country is meant to come together
        if !request.filter.is_together() {
            repeated = find(&lanes, &lines, &inputs);
        }
        for (_, mut lane) in lanes.each() {
            lane.mend().map_err(|_| {
                vec![Diagnostic::error(
                    Code::TooLarge,
                    "a flow of several rows adds up to more than can be held",
                )]
            })?;
        }
    }
    let layout = layout.unwrap_or(Layout::Baci);
    Ok(Groups::new(
        layout,
        lanes,
        &products,
        (countries, exporters.codes()),
        !ordered,
        accounts,
        (repeated, warnings),
    ))
}

/// A file that is named twice would count twice.
fn refuse_twice(files: &[PathBuf]) -> Result<(), Vec<Diagnostic>> {
    let mut seen = BTreeSet::new();
    // what is a pipe is another each time
    let mut regular = files.iter().filter(|path| path.is_file());
    let again = regular.find(|path| path.canonicalize().is_ok_and(|place| !seen.insert(place)));
    again.map_or(Ok(()), |path| {
        let message = format!("`{}` is named twice, and its rows would count twice", clean(&name_of(path)));
        Err(vec![Diagnostic::error(Code::DuplicateTable, message).help("name it once")])
    })
}

/// How many lines of each file come before a chunk.
pub struct Lines(Vec<((u32, u32), u32)>);

impl Lines {
    pub fn of(passed: &Passed) -> Self {
        let mut all = Vec::with_capacity(passed.reports.len());
        let mut before: Option<(u32, u32)> = None;
        for Report { at, lines, .. } in &passed.reports {
            let header = || passed.headers.get(usize::try_from(at.0).ok()?).map(|header| header.lines);
            let start = match before {
                Some((file, end)) if file == at.0 => end,
                _ => header().unwrap_or(1),
            };
            all.push((*at, start));
            before = Some((at.0, start.saturating_add(*lines)));
        }
        Self(all)
    }

    /// The lines of its file that come before a chunk.
    pub fn before(&self, at: (u32, u32)) -> u32 {
        let found = self.0.binary_search_by_key(&at, |(at, _)| *at).ok();
        found.and_then(|i| self.0.get(i)).map_or(0, |(_, lines)| *lines)
    }
}

/// What became of the rows of each file.
pub fn accounts(inputs: &[Input], passed: &Passed, hashes: Vec<Option<String>>) -> Vec<Account> {
    let account = |(number, (input, sha256)): (u32, (&Input, Option<String>))| {
        let mut account = Account { name: name_of(&input.path).into_owned(), sha256, ..Account::default() };
        for report in passed.reports.iter().filter(|report| report.at.0 == number) {
            let [rows, used, totals] = report.rows;
            account.rows += rows;
            account.used += used;
            account.totals += totals;
        }
        account
    };
    (0..).zip(inputs.iter().zip(hashes)).map(account).collect()
}

/// All that is wrong with the files, each error at its line; else what must be said of them.
pub fn refuse_faults(lines: &Lines, passed: Passed) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let Passed { reports, headers, stopped, .. } = passed;
    let mut all = Faults::default();
    let mut told = BTreeSet::new();
    let sound = stopped.is_none() && reports.iter().all(|report| report.faults.is_sound());
    for (number, header) in (0..).zip(&headers).filter(|_| sound) {
        if reports.iter().all(|report| report.at.0 != number || report.rows == [0; 3]) {
            let message =
                format!("`{}` has no rows: nothing can be computed from an empty table", clean(&header.name));
            let help = "a trade file has a header and at least one row: was the download cut short?";
            all.push(Diagnostic::error(Code::EmptyTable, message).help(help).of(&header.name));
        }
    }
    let mut by_file: BTreeMap<u32, Faults> = BTreeMap::new();
    for report in reports {
        let before = lines.before(report.at);
        let header = headers.get(usize::try_from(report.at.0).unwrap_or(usize::MAX));
        for mut found in report.faults.all() {
            let of_header = found.place.as_ref().is_some_and(|place| place.line == 0);
            // the header was read once more with each chunk
            if of_header && !told.insert((report.at.0, found.message.clone())) {
                continue;
            }
            let lines_of_header = header.map_or(1, |header| header.lines);
            let shift = |line: &mut u32| {
                *line = if *line == 0 { lines_of_header } else { line.saturating_add(before) }
            };
            found.place.iter_mut().for_each(|place| shift(&mut place.line));
            found.related.iter_mut().for_each(|(place, _)| shift(&mut place.line));
            by_file.entry(report.at.0).or_default().push(found);
        }
    }
    for (number, of_file) in by_file {
        let header = headers.get(usize::try_from(number).unwrap_or(usize::MAX));
        let name = header.map_or_else(|| "".into(), |header| header.name.clone());
        all.append(&name, of_file);
    }
    stopped.into_iter().for_each(|error| all.push(*error));
    all.finish()
}
