//! One pass over the files: workers take chunks, make flows of them, and add these to their groups.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::{self, Thread};
use std::time::Duration;

use super::baci::{self, Prefix};
use super::feed::{Chunk, Feed};
use super::filter::Chosen;
use super::flow::Flow;
use super::groups::Lanes;
use super::lane::{Exporter, Overflow, RowPlace};
use super::layout::{Header, Layout};
use super::order::Order;
use super::parties::{Exporters, OTHER};
use super::strict::{self, Fate, Words};
use crate::diag::{Code, Diagnostic};
use crate::load::Faults;
use crate::load::limits::ERRORS;
use crate::model::HsCodeRow;

/// Rows of a chunk that are read one by one where the quick reader leaves them; after that, all are.
const ODD_ROWS: u32 = 50;
/// Keys that the order of the rows is found by.
const SAMPLE: usize = 10_000;
/// The most threads that work.
const WORKERS: usize = 16;

/// What a pass does with the flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Adds them up, and stops if the rows are in no strict order.
    Ordered,
    /// Adds them up, and notes which come again.
    Seen,
    /// Adds up once more those that were noted.
    Again,
    /// Keeps them as they are.
    Keep,
}

/// What all workers of a pass look at.
pub struct Pass<'a> {
    pub kind: Kind,
    pub words: &'a Words<'a>,
    pub codes: &'a [HsCodeRow],
    pub lanes: &'a Lanes,
    pub exporters: &'a Exporters,
    feed: Mutex<Feed<'a>>,
    /// The layout of the first file, which the others share, and what of it is asked for.
    chosen: OnceLock<(Layout, Chosen)>,
    order: OnceLock<Option<Order>>,
    out_of_order: AtomicBool,
    reports: Mutex<Vec<Report>>,
    kept: Mutex<Vec<(Flow, RowPlace)>>,
    errors: AtomicUsize,
}

/// What became of a chunk.
#[derive(Debug, Default)]
pub struct Report {
    /// File and chunk.
    pub at: (u32, u32),
    /// Lines in it.
    pub lines: u32,
    /// Rows, those that were used, and totals among the others.
    pub rows: [u64; 3],
    /// Ranks of the first and the last flow.
    ranks: Option<(u64, u64)>,
    /// First and last year.
    years: Option<(u16, u16)>,
    /// What is wrong with it.
    pub faults: Faults,
}

/// How a pass ended.
pub struct Passed {
    /// Of each chunk, in the order of the files.
    pub reports: Vec<Report>,
    /// The flows that were kept, in no order.
    pub kept: Vec<(Flow, RowPlace)>,
    /// The headers of the files.
    pub headers: Vec<Arc<Header>>,
    /// The rows are in no strict order, so that a flow may come twice; the pass may have stopped for it.
    pub out_of_order: bool,
    /// What stopped it.
    pub stopped: Option<Box<Diagnostic>>,
}

impl<'a> Pass<'a> {
    pub fn new(
        kind: Kind,
        feed: Feed<'a>,
        (words, codes): (&'a Words<'a>, &'a [HsCodeRow]),
        lanes: &'a Lanes,
        exporters: &'a Exporters,
    ) -> Self {
        Self {
            kind,
            words,
            codes,
            lanes,
            exporters,
            feed: Mutex::new(feed),
            chosen: OnceLock::new(),
            order: OnceLock::new(),
            out_of_order: AtomicBool::new(false),
            reports: Mutex::default(),
            kept: Mutex::default(),
            errors: AtomicUsize::new(0),
        }
    }

    /// Reads all files. `watch` is called from time to time.
    pub fn run(self, watch: &mut dyn FnMut()) -> (Option<Layout>, Passed) {
        // the first chunk tells the layout and the order of the rows, which the workers need to know
        let mut first = Worker::new(&self);
        let stopped = match first.step() {
            Err(error) => Some(error),
            Ok(_) => self.work(watch),
        };
        drop(first);
        let layout = self.chosen.get().map(|(layout, _)| *layout);
        let mut reports = self.reports.into_inner().unwrap_or_else(PoisonError::into_inner);
        reports.sort_unstable_by_key(|report| report.at);
        let kept = self.kept.into_inner().unwrap_or_else(PoisonError::into_inner);
        let feed = self.feed.into_inner().unwrap_or_else(PoisonError::into_inner);
        let out_of_order = self.out_of_order.into_inner() || !are_in_order(&reports);
        (layout, Passed { reports, kept, headers: feed.headers, out_of_order, stopped })
    }

    fn work(&self, watch: &mut dyn FnMut()) -> Option<Box<Diagnostic>> {
        let stopped = Mutex::new(None);
        let count = thread::available_parallelism().map_or(1, usize::from).min(WORKERS);
        let left = AtomicUsize::new(count);
        let main = thread::current();
        thread::scope(|scope| {
            for _ in 0..count {
                scope.spawn(|| {
                    let _leaving = Leaving { left: &left, main: main.clone() };
                    let mut worker = Worker::new(self);
                    loop {
                        match worker.step() {
                            Ok(true) => {}
                            Ok(false) => break,
                            Err(error) => {
                                stopped.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                                break;
                            }
                        }
                    }
                });
            }
            while left.load(Ordering::Acquire) > 0 {
                thread::park_timeout(Duration::from_millis(100));
                watch();
            }
        });
        stopped.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A worker that tells the main thread when it leaves, in whichever way: it would wait for ever.
struct Leaving<'l> {
    left: &'l AtomicUsize,
    main: Thread,
}

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        self.left.fetch_sub(1, Ordering::Release);
        self.main.unpark();
    }
}

/// Chunk follows chunk in the order of the rows, and no two files share a year.
fn are_in_order(reports: &[Report]) -> bool {
    let mut years: Vec<(u32, (u16, u16))> = Vec::new();
    let mut before: Option<(u32, u64)> = None;
    for report in reports {
        let file = report.at.0;
        if let Some((first, last)) = report.ranks {
            if before.is_some_and(|(of, rank)| of == file && rank >= first) {
                return false;
            }
            before = Some((file, last));
        }
        let Some((first, last)) = report.years else { continue };
        if years.iter().any(|(of, (a, b))| *of != file && first <= *b && *a <= last) {
            return false;
        }
        match years.last_mut() {
            Some((of, (a, b))) if *of == file => (*a, *b) = ((*a).min(first), (*b).max(last)),
            _ => years.push((file, (first, last))),
        }
    }
    true
}

/// Whoever takes chunks, with the room that it needs for one.
struct Worker<'p, 'a> {
    pass: &'p Pass<'a>,
    chunk: Chunk,
    taken: Vec<Taken>,
}

/// A flow that is asked for: the importer as which it counts, and its line in the chunk.
#[derive(Debug, Clone, Copy)]
struct Taken {
    flow: Flow,
    importer: u16,
    line: u32,
}

impl<'p, 'a> Worker<'p, 'a> {
    fn new(pass: &'p Pass<'a>) -> Self {
        Self { pass, chunk: Chunk::new(), taken: Vec::new() }
    }

    /// Takes the next chunk, if there is one.
    fn step(&mut self) -> Result<bool, Box<Diagnostic>> {
        let mut feed = self.pass.feed.lock().unwrap_or_else(PoisonError::into_inner);
        let any = feed.next(&mut self.chunk)?;
        drop(feed);
        let Some(header) = self.chunk.header.clone().filter(|_| any) else { return Ok(false) };
        let report = self.read(&header)?;
        let errors =
            self.pass.errors.fetch_add(report.faults.errors(), Ordering::Relaxed) + report.faults.errors();
        if errors >= ERRORS || self.pass.out_of_order.load(Ordering::Relaxed) {
            self.pass.feed.lock().unwrap_or_else(PoisonError::into_inner).stop();
        }
        self.pass.reports.lock().unwrap_or_else(PoisonError::into_inner).push(report);
        Ok(true)
    }

    fn read(&mut self, header: &Header) -> Result<Report, Box<Diagnostic>> {
        let pass = self.pass;
        let (layout, chosen) = pass.chosen.get_or_init(|| {
            let words = pass.words;
            (
                header.layout,
                Chosen::new(pass.words.filter, header.layout, words.countries, words.names, pass.codes),
            )
        });
        if *layout != header.layout {
            return Err(two_layouts(header));
        }
        let mut report = Report { at: (self.chunk.file, self.chunk.number), ..Report::default() };
        let mut sample = pass.order.get().is_none().then(Vec::new);
        let taken = &mut self.taken;
        taken.clear();
        let mut rows = [0; 3];
        let mut take = |fate: Fate| {
            rows = add(rows, [1, 0, u64::from(fate == Fate::Total)]);
            let Fate::Flow(flow, line) = fate else { return };
            if let Some(sample) = sample.as_mut().filter(|sample| sample.len() < SAMPLE) {
                sample.push(flow.key);
            }
            let product_asked =
                || *layout == Layout::Baci || pass.words.products.is_asked(flow.key.product());
            if let Some(importer) = chosen.importer(flow.key).filter(|_| product_asked()) {
                taken.push(Taken { flow, importer, line });
            }
        };
        report.lines = if header.plain && *layout == Layout::Baci {
            quick_rows(&self.chunk, header, pass.words, &mut report.faults, &mut take)
        } else {
            let body = self.chunk.rows();
            strict::rows(header, (body, 0), pass.words, &mut report.faults, &mut take);
            lines_of(body)
        };
        rows = add(rows, [0, u64::try_from(taken.len()).unwrap_or_default(), 0]);
        report.rows = rows;
        if let Some(sample) = sample {
            // products of tables are numbered as they are met, and those of a group are meant to come together
            let orderly = *layout == Layout::Baci && !pass.words.filter.is_together();
            let _ = pass.order.set(Order::of(sample.into_iter()).filter(|_| orderly));
        }
        self.check_order(&mut report);
        if let Err(Overflow) = self.add(report.at) {
            let message = "the numbers add up to more than can be held: a group's sum stays below 1.8e16";
            report.faults.close(
                Diagnostic::error(Code::TooLarge, message)
                    .help("is the unit of a column wrong?")
                    .of(&header.name),
            );
        }
        Ok(report)
    }

    /// Notes the years, and whether each flow comes after the one before.
    fn check_order(&self, report: &mut Report) {
        let Some(first) = self.taken.first().map(|taken| taken.flow.key) else { return };
        let order = self.pass.order.get().copied().flatten();
        let (mut years, mut before) = ((first.year(), first.year()), None);
        let mut sorted = order.is_some();
        for key in self.taken.iter().map(|taken| taken.flow.key) {
            let rank = order.map(|order| order.rank(key));
            sorted &= before < rank;
            before = rank;
            years = (years.0.min(key.year()), years.1.max(key.year()));
        }
        report.years = Some(years);
        report.ranks = order.map(|order| order.rank(first)).zip(before);
        if !sorted && self.pass.kind == Kind::Ordered {
            self.pass.out_of_order.store(true, Ordering::Relaxed);
        }
    }

    /// Adds the flows to their groups. Rows of one importer mostly follow each other.
    fn add(&self, (file, number): (u32, u32)) -> Result<(), Overflow> {
        let pass = self.pass;
        if pass.kind == Kind::Keep {
            let flows = self.taken.iter().map(|taken| (taken.flow, (file, number, taken.line)));
            pass.kept.lock().unwrap_or_else(PoisonError::into_inner).extend(flows);
            return Ok(());
        }
        let mut exporter = Exporter { code: u16::MAX, number: 0 };
        let at = |taken: &Taken| (taken.flow.key.year(), taken.importer);
        for of_one in self.taken.chunk_by(|a, b| at(a) == at(b)) {
            let Some(mut lane) = of_one.first().and_then(|first| pass.lanes.lock(at(first))) else {
                continue;
            };
            for Taken { flow, line, .. } in of_one {
                let (product, code) = (pass.words.products.number(flow.key.product()), flow.key.exporter());
                if code != exporter.code {
                    exporter = Exporter { code, number: pass.exporters.number(code) };
                }
                let amounts = (flow.value, flow.quantity);
                match pass.kind {
                    Kind::Again => lane.add_again(product, code, amounts, (file, number, *line))?,
                    _ if code == OTHER => lane.add_rest(product, amounts)?,
                    kind => lane.add(product, exporter, amounts, kind == Kind::Seen)?,
                }
            }
        }
        Ok(())
    }
}

fn add(a: [u64; 3], b: [u64; 3]) -> [u64; 3] {
    let ([a0, a1, a2], [b0, b1, b2]) = (a, b);
    [a0 + b0, a1 + b1, a2 + b2]
}

/// Reads a chunk in BACI's own form; rows in any other are given to the strict reader. Tells how many lines
/// there are.
fn quick_rows(
    chunk: &Chunk,
    header: &Header,
    words: &Words<'_>,
    faults: &mut Faults,
    take: &mut impl FnMut(Fate),
) -> u32 {
    let (rows, padded) = (chunk.rows(), chunk.padded());
    let (mut at, mut lines, mut odd) = (0, 0, 0);
    let mut prefix = Prefix::default();
    while at < rows.len() {
        if let Some((flow, next)) = baci::row(padded, at, &mut prefix) {
            lines += 1;
            take(Fate::Flow(flow, lines));
            at = next;
            continue;
        }
        let rest = rows.get(at..).unwrap_or_default();
        odd += 1;
        let end = rest.iter().position(|b| *b == b'\n').map_or(rest.len(), |end| end + 1);
        let (body, passed) =
            if odd > ODD_ROWS { (rest, lines_of(rest)) } else { (rest.get(..end).unwrap_or_default(), 1) };
        strict::rows(header, (body, lines), words, faults, &mut *take);
        lines += passed;
        at += body.len();
    }
    lines
}

fn lines_of(rows: &[u8]) -> u32 {
    u32::try_from(rows.iter().filter(|b| **b == b'\n').count()).unwrap_or(u32::MAX)
}

fn two_layouts(header: &Header) -> Box<Diagnostic> {
    let message = "the files are of two layouts: BACI, and the table `trade`";
    Diagnostic::error(Code::WrongTable, message).of(&header.name).help("give files of one layout").into()
}
