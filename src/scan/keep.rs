//! The flows of minerals out of a file in the layout of BACI, as rows of the table `trade`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::feed::{Feed, Input, is_of_baci};
use super::filter::Filter;
use super::flow::{Flow, UNKNOWN};
use super::groups::Lanes;
use super::parties::{Countries, Exporters, country_of_code};
use super::pass::{Kind, Pass};
use super::products::Products;
use super::run::{Account, Lines, Progress, accounts, refuse_faults};
use super::strict::Words;
use crate::diag::{Code, Diagnostic, clean};
use crate::load::limits::ROWS;
use crate::load::{Names, is_stdin, listed, name_of};
use crate::model::{Confidence, CountryCode, HsCodeRow, Origin, Party, Publisher, TradeRow, Unit, Year};

/// The trade in minerals of a file.
#[derive(Debug)]
pub struct Kept {
    /// Its rows, by code, year, exporter and importer.
    pub rows: Vec<TradeRow>,
    /// What became of the file's rows.
    pub account: Account,
    /// What must be known beside the answer.
    pub warnings: Vec<Diagnostic>,
}

/// A file is in the layout of BACI, and its minerals can be kept. What cannot be read, or only once, is not.
#[must_use]
pub fn can_keep(path: &Path) -> bool {
    !is_stdin(path) && !path.is_dir() && is_of_baci(path)
}

/// What a flow is about, with countries in the place of codes.
type Subject = (u32, u16, CountryCode, CountryCode);

/// Takes the rows of minerals out of a file; all others are read as strictly, and left.
///
/// # Errors
/// Everything that is wrong with the file; more rows of minerals than a run takes; codes of countries that are
/// not known.
pub fn keep(
    path: &Path,
    names: &Names,
    codes: &[HsCodeRow],
    watch: &mut dyn FnMut(Progress),
) -> Result<Kept, Vec<Diagnostic>> {
    let mut inputs = [Input::new(path.to_owned())];
    let total = inputs.iter().map(Input::size).sum::<Option<u64>>();
    let filter =
        Filter { products: codes.iter().map(|row| row.code.to_string()).collect(), ..Filter::default() };
    let (countries, products, exporters, lanes) =
        (Countries::of(names), Products::new(), Exporters::new(), Lanes::new());
    let words = Words { names, countries: &countries, products: &products, filter: &filter };
    let read = Arc::new(AtomicU64::new(0));
    let feed = Feed::new(&mut inputs, true, read.clone());
    let mut tell =
        || watch(Progress { bytes: read.load(std::sync::atomic::Ordering::Relaxed), total, pass: 1 });
    let (_, mut passed) = Pass::new(Kind::Keep, feed, (&words, codes), &lanes, &exporters).run(&mut tell);
    let kept = std::mem::take(&mut passed.kept);
    let hashes = inputs.iter().map(Input::sha256).collect();
    let account = accounts(&inputs, &passed, hashes).pop().unwrap_or_default();
    let lines = Lines::of(&passed);
    let mut warnings = refuse_faults(&lines, passed)?;

    let file = listed(&name_of(path));
    let mut flows: BTreeMap<Subject, Sum> = BTreeMap::new();
    let mut unknown: BTreeMap<u16, u32> = BTreeMap::new();
    for (flow, (file, chunk, row)) in kept {
        let line = lines.before((file, chunk)).saturating_add(row);
        let mut country = |code: u16| {
            let known = country_of_code(code, names);
            if known.is_none() {
                let first = unknown.entry(code).or_insert(line);
                *first = line.min(*first);
            }
            known
        };
        let key = flow.key;
        if let (Some(exporter), Some(importer)) = (country(key.exporter()), country(key.importer())) {
            flows.entry((key.product(), key.year(), exporter, importer)).or_default().add(flow, line);
        }
    }
    if !unknown.is_empty() {
        return Err(unknown.into_iter().map(|(code, line)| of_no_country(code, line, path)).collect());
    }
    let rows = rows(&flows, codes, &file);
    if rows.len() > ROWS {
        let message = format!("`{}` has more than {ROWS} rows of minerals", clean(&name_of(path)));
        return Err(vec![Diagnostic::error(Code::TooLarge, message).help("give a file of fewer years")]);
    }
    warnings.extend(repeated(&flows, path));
    Ok(Kept { rows, account, warnings })
}

/// A flow of one row or several.
#[derive(Debug, Default)]
struct Sum {
    value: u64,
    quantity: Option<u64>,
    rows: u32,
    /// Of its first row.
    line: u32,
    /// Of its second.
    again: Option<u32>,
}

impl Sum {
    fn add(&mut self, flow: Flow, line: u32) {
        let quantity = Some(flow.quantity).filter(|quantity| *quantity != UNKNOWN);
        if self.rows == 0 {
            (self.quantity, self.line) = (Some(0), line);
        } else {
            let later = self.line.max(line);
            self.line = self.line.min(line);
            self.again = Some(self.again.map_or(later, |again| again.min(later)));
        }
        self.rows += 1;
        self.value = self.value.saturating_add(flow.value);
        // what one of its rows does not tell is not known of the flow
        self.quantity = self.quantity.zip(quantity).map(|(a, b)| a.saturating_add(b));
    }
}

fn rows(flows: &BTreeMap<Subject, Sum>, codes: &[HsCodeRow], file: &Arc<str>) -> Vec<TradeRow> {
    let mut by_code: BTreeMap<u32, Vec<&HsCodeRow>> = BTreeMap::new();
    for row in codes {
        by_code.entry(row.code.parse().unwrap_or_default()).or_default().push(row);
    }
    by_code
        .values_mut()
        .for_each(|rows| rows.sort_by(|a, b| (&a.mineral, a.stage).cmp(&(&b.mineral, b.stage))));
    let exact: Arc<str> = "".into();
    let inexact = [Confidence::Dominant, Confidence::Basket].map(|c| (c, Arc::<str>::from(c.as_str())));
    let publisher = Publisher { id: exact.clone(), line: None };
    let mut rows = Vec::new();
    for ((code, year, exporter, importer), flow) in flows {
        let Ok(year) = Year::new(*year) else { continue };
        for row in by_code.get(code).into_iter().flatten() {
            let note = inexact.iter().find(|(c, _)| *c == row.confidence).map_or(&exact, |(_, note)| note);
            rows.push(TradeRow {
                mineral: row.mineral.clone(),
                stage: row.stage,
                product: row.code.clone(),
                exporter: Party::Country(*exporter),
                importer: Party::Country(*importer),
                year,
                quantity: flow.quantity.and_then(decimal),
                unit: Unit::T,
                // thousandths of thousand dollars
                value_usd: format!("{}", flow.value).parse().ok(),
                note: note.clone(),
                origin: Origin { file: file.clone(), line: flow.line, publisher: publisher.clone() },
            });
        }
    }
    rows
}

/// Thousandths as the number that their decimal text is read as.
fn decimal(thousandths: u64) -> Option<f64> {
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000).parse().ok()
}

fn of_no_country(code: u16, line: u32, path: &Path) -> Diagnostic {
    let name: Arc<str> = name_of(path).into();
    let message =
        format!("line {line} of `{}`: the code {code} is that of no country that we know", clean(&name));
    Diagnostic::error(Code::UnknownCountry, message)
        .of(&name)
        .help("name its country in a table `country_aliases` of your own, or leave its rows out")
}

fn repeated(flows: &BTreeMap<Subject, Sum>, path: &Path) -> Option<Diagnostic> {
    let several = || flows.values().filter(|flow| flow.rows > 1);
    let first = several().min_by_key(|flow| flow.again)?;
    let (count, name) = (several().count(), name_of(path).into_owned());
    let places: [(String, u32); 2] = [(name.clone(), first.line), (name, first.again.unwrap_or_default())];
    Some(super::repeats::told(count, &places))
}
