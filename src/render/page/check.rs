//! `check`: each limit with what breaks it, then one line a policy.

use super::Page;
use crate::output::{Checked, Envelope, ShippedPolicy};
use crate::render::document::{Column, Document};

/// What breaks policies.
#[derive(Debug)]
pub struct Checks<'a> {
    /// The policies, and what was found.
    pub answer: &'a Envelope<Checked>,
}

/// The policies that are compiled in.
#[derive(Debug)]
pub struct Policies<'a>(pub &'a Envelope<ShippedPolicy>);

impl Page for Checks<'_> {
    fn document(&self) -> Document {
        let mut document = Document::default();
        for policy in &self.answer.policies {
            let of_it: Vec<&Checked> = self.answer.results.iter().filter(|c| c.policy == policy.policy).collect();
            if !of_it.is_empty() {
                document.title(if policy.name.is_empty() { &policy.policy } else { &policy.name });
            }
            let mut rest = of_it.as_slice();
            while let Some(first) = rest.first() {
                let same = rest.iter().take_while(|c| place(c) == place(first) && c.limit == first.limit).count();
                let (limit, others) = rest.split_at(same);
                of_limit(&mut document, first, limit);
                rest = others;
            }
            document.gap();
        }
        for policy in &self.answer.policies {
            document.paragraph(2, &policy.line());
        }
        document
    }
}

/// The findings of one limit.
fn of_limit(document: &mut Document, first: &Checked, all: &[&Checked]) {
    let name = if first.limit.is_empty() { first.metric.as_deref().unwrap_or(first.finding.code) } else { &first.limit };
    document.gap();
    document.heading(&format!("{name} ({})", place(first)));
    for found in all {
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
    if !first.note.is_empty() {
        document.item((2, 4), &format!("note: {}", first.note));
    }
    if let Some(help) = &first.finding.help {
        document.item((2, 4), &format!("help: {help}"));
    }
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
