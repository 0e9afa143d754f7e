//! What the marks of a table of scores mean, what is not in it, and why.

use super::{Scores, sector};

/// Most names that a note lists.
const MOST: usize = 24;

pub(super) fn of(scores: &Scores<'_>, rows: &[Vec<String>], of_consumer: bool) -> Vec<String> {
    let has = |mark: char| rows.iter().flatten().any(|cell| cell.contains(mark));
    let mut notes: Vec<String> = hidden(scores).into_iter().collect();
    let mut say = |code: &str, meaning: &str| {
        let minerals = minerals(scores, code);
        if !minerals.is_empty() {
            notes.push(format!("{meaning}: {}", listed(&minerals)));
        }
    };
    if !of_consumer {
        say("incomplete", "? incomplete, a producer is withheld or not known");
        say("no-concentration", "no concentration, the figures do not allow one");
        say("no-governance", "bounds only and ranked last, a supplier has no governance estimate");
        say("total-mismatch", "rows and published total differ by more than rounding");
    }
    if of_consumer {
        say("basket-code", "shares of a basket, the codes of the trade hold other minerals too");
        say(
            "intra-trade",
            "trade between members is left out, and would change the largest source (`--intra`)",
        );
    }
    say("year-too-early", "no figures up to the year asked for");
    say("year-too-old", "only figures more than five years older than the year asked for");
    say("no-data", "no figures in the tables");
    say("no-split", "left out, no share of their use in the sector is published");
    say("set-aside", "rows of another publisher are not used");
    if has('–') && !of_consumer {
        notes.push("a–b: between these, as far as what is unknown leaves it open".to_owned());
    }
    if has('≥') {
        notes.push("≥ no more than a lower bound is known".to_owned());
    }
    if has('≤') {
        notes.push("≤ no more than an upper bound is known".to_owned());
    }
    if of_consumer && !rows.is_empty() {
        let shares = |of: &str| {
            let all =
                scores.answer.results.iter().flat_map(|r| r.dependency.iter().chain(&r.other_dependencies));
            all.into_iter().any(|d| d.shares_of == of && d.exposure.is_some())
        };
        if shares("imports") {
            notes.push("exposure = net import reliance x share of the largest source in imports".to_owned());
        }
        if shares("supply") {
            notes.push(
                "by the EU's study: exposure = share of the largest foreign source in all supply".to_owned(),
            );
        }
        let periods = spread(scores, |d| d.period.clone());
        let years = spread(scores, |d| d.year.map(|y| y.to_string()));
        if !periods.is_empty() && !years.is_empty() {
            notes.push(format!("reliance of {years}, import shares of {periods}"));
        }
    }
    notes.extend(sector::notes(scores));
    let parameters = &scores.answer.parameters;
    if let (Some(consumer), Some(method), false) = (&parameters.consumer, &parameters.method, of_consumer) {
        notes.push(format!("`{method}` is about the world's supply: nothing in it hangs on {consumer}"));
    }
    notes.extend(scores.answer.warnings.iter().filter(|w| w.mineral.is_none()).map(|w| w.message.clone()));
    notes
}

/// How many results `--top` left out.
pub(super) fn hidden(scores: &Scores<'_>) -> Option<String> {
    (scores.hidden > 0).then(|| format!("{} more: leave `--top` out to see them", scores.hidden))
}

/// The minerals that a warning is about, in the order of the answer.
fn minerals(scores: &Scores<'_>, code: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for w in scores.answer.warnings.iter().filter(|w| w.code == code) {
        let name = match (&w.mineral, w.stage) {
            (Some(m), Some("refinery")) => format!("{m} (refinery)"),
            (Some(m), _) => m.clone(),
            (None, _) => continue,
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn listed(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(MOST).map(String::as_str).collect();
    let more = names.len() - shown.len();
    let rest = if more > 0 { format!(" and {more} more (-v lists them)") } else { String::new() };
    format!("{}{rest}", shown.join(", "))
}

/// The distinct years of the dependencies, in order.
fn spread(scores: &Scores<'_>, of: impl Fn(&crate::output::Dependency) -> Option<String>) -> String {
    let all = scores.answer.results.iter().flat_map(|r| r.dependency.iter().chain(&r.other_dependencies));
    let mut years: Vec<String> = all.filter_map(of).collect();
    years.sort_unstable();
    years.dedup();
    years.join(", ")
}
