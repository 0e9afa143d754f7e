//! `minerals compare`.

use std::num::NonZero;
use std::path::{Path, PathBuf};

use clap::Args;

use super::ask::mineral;
use super::deliver::deliver_of;
use super::exit::Refused;
use super::inputs::refuse_over;
use super::{Common, Exit, Format, Streams};
use crate::diag::{Code, Diagnostic, quote};
use crate::load::{self, Request, Source, json};
use crate::output::{Difference, Envelope, Input, Move, Parameters, Run, Warning, compare};
use crate::render::Comparison;

const EXAMPLES: &str = "Examples:
  minerals compare old.json new.json
  minerals compare old.json new.json cobalt --top 10
  minerals score --format json | minerals compare old.json - --format csv

Exit codes: 0 done, whether anything moved or not; 2 the files cannot be compared.";

/// How many headlines, metrics and so on people are shown unless they ask for more.
const SHOWN: usize = 20;

/// What moved between two runs, by how much, because of which input
///
/// Reads two answers of the same command, as `minerals score --format json > old.json` writes them; those of
/// `show`, and NDJSON, do as well. The number that
/// ranks a mineral comes first, then every other metric: those that tell a risk, those that only describe,
/// those that have no scale (quantities, counts, years). In each the largest move stands first, as a part of
/// the metric's whole: 1 of a share or an HHI, 10 of a score; without a scale, of the larger of both
/// numbers. Of a bounded metric the value counts, where it moved, else the high end, else the low one. Ties
/// go by mineral, stage and path. What only one run has appeared or disappeared, and is no change from 0.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Compare {
    /// The earlier run, `-` for standard input
    #[arg(value_name = "OLD.json")]
    old: PathBuf,
    /// The later run, `-` for standard input
    #[arg(value_name = "NEW.json")]
    new: PathBuf,
    /// Only these minerals, by id, name or alias
    #[arg(value_name = "MINERAL")]
    minerals: Vec<String>,
    /// Print only the first N headlines, N other metrics, and N that appeared or disappeared; tables print
    /// 20 of each unless told
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    top: Option<NonZero<usize>>,
}

impl Compare {
    pub(super) fn run(&self, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
        refuse_over(common.output.as_deref(), [&self.old, &self.new])?;
        let [(mut old, of_old), (mut new, of_new)] = self.runs()?;
        if old.command != new.command {
            return Err(Refused(vec![unlike(&old, &of_old, &new, &of_new)]).into());
        }
        let minerals = self.minerals(&old, &new)?;
        if !minerals.is_empty() {
            old.keep(&minerals);
            new.keep(&minerals);
        }
        let mut results = compare(&old, &new);
        let warnings = warnings(&results, &[(&old, &of_old), (&new, &of_new)]);
        let top = self.top.map(NonZero::get);
        let for_people = matches!(common.format, Format::Table | Format::Markdown);
        if for_people {
            fold(&mut results);
        }
        let hidden = truncate(&mut results, top.or(for_people.then_some(SHOWN)));
        let inputs = vec![input("old", &of_old, old.count), input("new", &of_new, new.count)];
        let parameters = Parameters { minerals, top, ..Parameters::default() };
        let mut envelope = Envelope::new("compare", inputs, parameters, results);
        let count = warnings.len();
        envelope.warnings = warnings;
        let page = Comparison { answer: &envelope, hidden };
        deliver_of(&envelope, &page, common, count, streams)
    }

    /// Both runs with the files that they stand in; what is wrong with either is told in one go.
    fn runs(&self) -> anyhow::Result<[(Run, Source); 2]> {
        if [&self.old, &self.new].into_iter().all(|path| path == Path::new("-")) {
            let message = "standard input (`-`) is named twice, and can be read once";
            let error = Diagnostic::error(Code::Unreadable, message);
            return Err(Refused(vec![error.help("save one of the runs to a file, and name that")]).into());
        }
        match (read(&self.old), read(&self.new)) {
            (Ok(old), Ok(new)) => Ok([old, new]),
            (old, new) => {
                Err(Refused([old.err(), new.err()].into_iter().flatten().map(|e| *e).collect()).into())
            }
        }
    }

    /// The minerals named: an id of either run, else a name that we know.
    fn minerals(&self, old: &Run, new: &Run) -> anyhow::Result<Vec<String>> {
        if self.minerals.is_empty() {
            return Ok(Vec::new());
        }
        let names = load::load(&Request::default()).map_err(Refused)?.names;
        let mut wrong = Vec::new();
        let mut all = Vec::new();
        for text in &self.minerals {
            let known = |id: &String| old.has(id) || new.has(id);
            let found = Some(text.clone()).filter(known);
            let Some(id) = found.or_else(|| mineral(text, &names, &mut wrong).map(|id| id.to_string()))
            else {
                continue;
            };
            if !known(&id) {
                let message = format!("neither run has a result of `{}`", quote(text));
                let help = "leave the mineral out, or write runs that ask about it";
                wrong.push(Diagnostic::error(Code::NoData, message).help(help));
            }
            all.push(id);
        }
        if wrong.is_empty() { Ok(all) } else { Err(Refused(wrong).into()) }
    }
}

/// Reads a run from its file.
fn read(path: &Path) -> Result<(Run, Source), Box<Diagnostic>> {
    const HELP: &str = "give what `minerals score --format json` wrote, whole";
    let not_ours = |error: Box<Diagnostic>| match error.code {
        Code::EmptyTable | Code::NotATable | Code::BadJson => Box::new(error.help(HELP)),
        _ => error,
    };
    let source = load::read(path).map_err(not_ours)?;
    let document = json::value(&source).map_err(not_ours)?;
    let run = Run::read(source.name(), &document)
        .map_err(|flaw| Box::new(flaw.diagnostic.at(json::place(&source, &flaw.pointer), flaw.label)))?;
    Ok((run, source))
}

fn unlike(old: &Run, of_old: &Source, new: &Run, of_new: &Source) -> Diagnostic {
    let at = |source: &Source| {
        let of_lines = json::place(source, "/0/command");
        if of_lines.path.as_deref() == Some("$[0].command") {
            of_lines
        } else {
            json::place(source, "/command")
        }
    };
    let [a, b] = [&old.command, &new.command].map(|command| quote(command));
    let message = format!("`{a}` and `{b}` answer different questions, and cannot be compared");
    Diagnostic::error(Code::UnlikeRuns, message)
        .at(at(of_new), format!("a run of `{b}`"))
        .related(at(of_old), format!("a run of `{a}`"))
        .help(format!("compare two runs of one command: write both with `minerals {a}`"))
}

/// What must be known beside the moves.
fn warnings(results: &[Difference], runs: &[(&Run, &Source)]) -> Vec<Warning> {
    let moves = || results.iter().filter_map(Difference::as_move);
    let warning =
        |code: Code, message: String| Warning { code: code.name(), mineral: None, stage: None, message };
    let mut all = Vec::new();
    if moves().any(|m| m.metric.is_none()) {
        for (_, source) in runs.iter().filter(|(run, _)| run.is_cut()) {
            let message = format!(
                "`{}` holds only the first of its results (`--top`): what is not among them may still be there",
                source.listed()
            );
            all.push(warning(Code::CutRun, message));
        }
    }
    if moves().any(|m| m.because.is_empty()) {
        let message = "figures moved, and neither inputs nor parameters nor the version differ: a file was changed \
                       by hand, or another build of the program wrote it";
        all.push(warning(Code::UnexplainedMove, message.to_owned()));
    }
    all
}

/// Leaves out what its headline says with the same numbers.
fn fold(results: &mut Vec<Difference>) {
    let moves = results.iter().filter_map(Difference::as_move);
    let headlines: Vec<Move> = moves.filter(|m| m.is_headline()).cloned().collect();
    let is_told = |m: &Move| headlines.iter().any(|headline| m.is_told_by(headline));
    results.retain(|difference| !difference.as_move().is_some_and(is_told));
}

/// Keeps so many headlines, other metrics, and things that came or went, and tells how many of each it left out.
fn truncate(results: &mut Vec<Difference>, most: Option<usize>) -> [usize; 3] {
    let most = most.unwrap_or(usize::MAX);
    let [mut headlines, mut metrics, mut others] = [0, 0, 0];
    results.retain(|difference| {
        let Some(found) = difference.as_move() else { return true };
        let count = match (found.is_moved(), found.is_headline()) {
            (true, true) => &mut headlines,
            (true, false) => &mut metrics,
            (false, _) => &mut others,
        };
        *count += 1;
        *count <= most
    });
    [headlines, metrics, others].map(|count: usize| count.saturating_sub(most))
}

/// A run, as an input of this one.
fn input(which: &str, source: &Source, results: usize) -> Input {
    Input {
        table: which.to_owned(),
        name: source.listed().to_string(),
        sha256: source.sha256().to_owned(),
        builtin: false,
        rows: results,
        used: results,
        set_aside: 0,
    }
}
