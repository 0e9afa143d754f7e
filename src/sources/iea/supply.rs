//! Supply by country to `production`: each mix held to its total.

use super::{BASE_YEAR, EDITION, GRAPHITE, agree, grouped, kilotonnes, mineral, year};
use crate::diag::{Code, Diagnostic, quote};
use crate::load::{Names, Table};
use crate::model::{Party, Stage, Year};
use crate::sources::decimal::Decimal;
use crate::sources::file::Line;
use crate::sources::rows::Rows;
use crate::sources::{Account, Fate};

/// The file's first line.
pub const HEADER: &str = "mineral,stage,country,year,kt";

/// A line that was read.
struct Read<'l, 'a> {
    line: &'l Line<'a>,
    party: Party,
    quantity: Decimal,
    note: String,
}

/// What a mix is of.
type Key = (&'static str, Stage, Year);

/// The rows of `production`, and what became of the lines.
pub fn read(lines: &[Line<'_>], names: &Names) -> Result<(&'static str, Rows, Account), Vec<Diagnostic>> {
    let mut errors = Vec::new();
    let mut keyed = Vec::new();
    for line in lines {
        match key(line) {
            Ok(key) => keyed.push((key, line)),
            Err(error) => errors.push(*error),
        }
    }
    let mut rows = Rows::of(Table::Production, 4);
    let mut account = Account::default();
    for (key, lines) in grouped(keyed.into_iter()) {
        let mut mix = Vec::new();
        for line in lines {
            match supplier(line, key, names) {
                Ok(read) => mix.push(read),
                Err(error) => errors.push(*error),
            }
        }
        if errors.is_empty() {
            errors.extend(settle(&mut mix).err().map(|e| *e));
        }
        for read in mix {
            match rows.insert(read.line.number, row(key, &read)) {
                Ok(()) => account.count(&Fate::Used),
                Err(first) => errors.push(*twice(read.line, first)),
            }
        }
    }
    if errors.is_empty() { Ok(("production", rows, account)) } else { Err(errors) }
}

fn key(line: &Line<'_>) -> Result<Key, Box<Diagnostic>> {
    let stage = match line.get(1) {
        "mining" => Stage::Mine,
        "refining" => Stage::Refinery,
        other => {
            let message = format!("`{}` is not a stage of the publisher", quote(other));
            return Err(line.fault(1, Code::BadStage, message, "neither `mining` nor `refining`"));
        }
    };
    Ok((mineral(line)?, stage, year(line)?))
}

fn supplier<'l, 'a>(line: &'l Line<'a>, key: Key, names: &Names) -> Result<Read<'l, 'a>, Box<Diagnostic>> {
    let party = names.party(line.get(2)).ok_or_else(|| {
        let message = format!("unknown country `{}`", quote(line.get(2)));
        line.fault(2, Code::UnknownCountry, message, "not in the reference table")
    })?;
    let graphite = key.0 == GRAPHITE && key.1 == Stage::Refinery;
    let note = if graphite { "battery grade, of natural and synthetic graphite" } else { "" };
    Ok(Read { line, party, quantity: kilotonnes(line)?, note: note.to_owned() })
}

/// Takes out of the rest the country that it counts a second time.
///
/// Where the rows add up to more than the total, they do so by the figure of the last country that is
/// named: the rest was taken before it was.
fn settle(mix: &mut [Read<'_, '_>]) -> Result<(), Box<Diagnostic>> {
    let of = |mix: &[Read<'_, '_>], wanted: fn(Party) -> bool| -> f64 {
        mix.iter().filter(|r| wanted(r.party)).map(|r| r.quantity.approximate()).sum()
    };
    let Some(total) = mix.iter().find(|r| r.party == Party::World) else {
        let Some(first) = mix.first() else { return Ok(()) };
        let message = "the mix has no row `World total`".to_owned();
        return Err(first.line.fault(0, Code::TotalMismatch, message, "a row of the mix"));
    };
    let (sum, whole) = (of(mix, |p| p != Party::World), total.quantity.approximate());
    if agree(sum, whole) {
        return Ok(());
    }
    let wrong = |sum: f64| {
        let message = format!("the rows of the mix add up to {sum}, its total is {whole}");
        total.line.fault(4, Code::TotalMismatch, message, "another total")
    };
    let last = mix.iter().rev().find(|r| matches!(r.party, Party::Country(_)));
    let Some(last) = last.filter(|last| agree(sum - last.quantity.approximate(), whole)) else {
        return Err(wrong(sum));
    };
    let (counted, name) = (last.quantity, last.party);
    let Some(taken) = mix.iter().find(|r| r.party == Party::Other).and_then(|r| r.quantity.minus(counted))
    else {
        return Err(wrong(sum));
    };
    if let Some(rest) = mix.iter_mut().find(|r| r.party == Party::Other) {
        let without = format!("without {name}, which the printed {} counts a second time", rest.quantity);
        rest.note = if rest.note.is_empty() { without } else { format!("{}; {without}", rest.note) };
        rest.quantity = taken;
    }
    Ok(())
}

fn row((mineral, stage, year): Key, read: &Read<'_, '_>) -> Vec<String> {
    let status = if year.get() == BASE_YEAR { "estimated" } else { "projected" };
    let source = format!("{EDITION}:{}", read.line.number);
    let cells = [
        mineral,
        stage.as_str(),
        &read.party.to_string(),
        &year.to_string(),
        &read.quantity.to_string(),
        "kt",
        "",
        "",
        status,
        "",
        &read.note,
        &source,
    ];
    cells.map(str::to_owned).into()
}

fn twice(line: &Line<'_>, first: u32) -> Box<Diagnostic> {
    let message = format!("`{}` stands in line {first} already", quote(line.get(2)));
    line.fault(2, Code::DuplicateRow, message, "a second figure")
}
