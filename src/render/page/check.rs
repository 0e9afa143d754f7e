//! `check`: each limit with what breaks it, then one line a policy.

use super::Page;
use crate::diag::Code;
use crate::output::{Checked, Envelope, ShippedPolicy};
use crate::render::document::{Column, Document};

/// What breaks policies.
#[derive(Debug)]
pub struct Checks<'a> {
    /// The policies, and what was found.
    pub answer: &'a Envelope<Checked>,
    /// Notes are listed, not counted.
    pub notes: bool,
}

/// The policies that are compiled in.
#[derive(Debug)]
pub struct Policies<'a>(pub &'a Envelope<ShippedPolicy>);

impl Page for Checks<'_> {
    fn document(&self) -> Document {
        let mut document = Document::default();
        for policy in &self.answer.policies {
            let of_it: Vec<&Checked> =
                self.answer.results.iter().filter(|c| c.policy == policy.policy).collect();
            if of_it.is_empty() {
                continue;
            }
            document.title(if policy.name.is_empty() { &policy.policy } else { &policy.name });
            for (first, all) in by_limit(&of_it) {
                of_limit(&mut document, first, &all, self.notes);
            }
            document.gap();
        }
        for policy in &self.answer.policies {
            document.paragraph(2, &policy.line());
        }
        document
    }
}

/// The findings of each limit, in the order in which it is first met.
fn by_limit<'c>(all: &[&'c Checked]) -> Vec<(&'c Checked, Vec<&'c Checked>)> {
    let mut limits: Vec<(&Checked, Vec<&Checked>)> = Vec::new();
    for found in all {
        match limits.iter_mut().find(|(first, _)| place(first) == place(found)) {
            Some((_, its)) => its.push(found),
            None => limits.push((found, vec![found])),
        }
    }
    limits
}

/// The findings of one limit.
fn of_limit(document: &mut Document, first: &Checked, all: &[&Checked], notes: bool) {
    let name = if first.limit.is_empty() {
        first.metric.as_deref().unwrap_or(first.finding.code)
    } else {
        &first.limit
    };
    document.gap();
    document.heading(&format!("{name} ({})", place(first)));
    let listed =
        |found: &&&Checked| notes || found.finding.severity != "note" || found.finding.allowed.is_some();
    let (listed, counted): (Vec<&Checked>, Vec<&Checked>) = all.iter().partition(listed);
    let (silent, told): (Vec<&Checked>, Vec<&Checked>) =
        listed.into_iter().partition(|found| is_silent(found));
    for found in told {
        let code = found.finding.code;
        let line = match &found.finding.allowed {
            Some(reason) => {
                let until = found.until.as_ref().map(|day| format!(" until {day}")).unwrap_or_default();
                format!("allowed{until} ({reason}): {}", found.finding.message)
            }
            None => format!("{}[{code}]: {}", found.finding.severity, found.finding.message),
        };
        document.item((2, 4), &line);
    }
    if let Some(one) = silent.first() {
        let code = one.finding.code;
        let of: Vec<String> = silent.iter().map(|found| subject(found)).collect();
        let (_, what) = one.finding.message.split_once(": ").unwrap_or_default();
        document.item((2, 4), &format!("{}[{code}]: {what} of {}", one.finding.severity, of.join(", ")));
    }
    if !counted.is_empty() {
        document.item((2, 4), &format!("for information: {}; -v lists them", notes_of(&counted)));
    }
    if !first.note.is_empty() {
        document.item((2, 4), &format!("note: {}", first.note));
    }
    if let Some(help) = &first.finding.help {
        document.item((2, 4), &format!("help: {help}"));
    }
}

/// `12 beyond the limit, 3 without a number`.
fn notes_of(all: &[&Checked]) -> String {
    let kinds = [
        (Code::LimitBroken, "beyond the limit"),
        (Code::LimitUndecided, "not decided"),
        (Code::LimitUnknown, "without a number"),
    ];
    let count = |code: Code| all.iter().filter(|found| found.finding.code == code.name()).count();
    let told = kinds.into_iter().map(|(code, what)| (count(code), what)).filter(|(count, _)| *count > 0);
    told.map(|(count, what)| format!("{count} {what}")).collect::<Vec<_>>().join(", ")
}

/// It has no number, and there is no more to say: such are told together.
fn is_silent(checked: &Checked) -> bool {
    let finding = &checked.finding;
    let bare = checked.mineral.is_some() && finding.message.ends_with("has no number");
    bare && finding.allowed.is_none() && finding.code == Code::LimitUnknown.name()
}

/// `cobalt (mine, for USA)`.
fn subject(checked: &Checked) -> String {
    let consumer = checked.consumer.as_ref().map(|consumer| format!("for {consumer}"));
    let scenario = checked.scenario.as_ref().map(|scenario| format!("after {scenario}"));
    let beside: Vec<String> =
        checked.stage.map(str::to_owned).into_iter().chain(consumer).chain(scenario).collect();
    let mineral = checked.mineral.as_deref().unwrap_or_default();
    if beside.is_empty() { mineral.to_owned() } else { format!("{mineral} ({})", beside.join(", ")) }
}

/// `policy.toml:3:1`.
fn place(checked: &Checked) -> String {
    let Some(place) = &checked.finding.place else { return String::new() };
    let at = |number: Option<u32>| number.map(|n| format!(":{n}")).unwrap_or_default();
    format!("{}{}{}", place.file, at(place.line), at(place.column))
}

impl Page for Policies<'_> {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let columns = [Column::text("Policy"), Column::text("Name"), Column::text("What it is for")];
        let row = |p: &ShippedPolicy| vec![p.policy.to_owned(), p.name.clone(), p.description.clone()];
        let rows: Vec<Vec<String>> = self.0.results.iter().map(row).collect();
        document.grid(&columns, &rows);
        document
    }
}
