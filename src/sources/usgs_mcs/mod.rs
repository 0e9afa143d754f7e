//! The US Geological Survey's Mineral Commodity Summaries: the 2026 data release, the 2025 world table,
//! and the corrections of later versions, read into our tables.
//!
//! # How a row finds its place
//!
//! The mapping under `labels/` says, for each label that the publisher uses, which table, mineral,
//! stage and product it means, or why it is set aside. A row for which it has no line stops the
//! import, as does a cell that the grammar of `values` does not know. What was read is then held
//! against itself in `guard`: rows against totals, reserves against production, shares against one.
//!
//! # To add next year's edition
//!
//! Run the import with the new file. It lists every label without a line in the mapping: write the
//! line, or the reason to set it aside. Then name the edition in `release` (its header has a year in
//! it), let `world` read what becomes the old edition, and drop corrections that the new one holds.

#[cfg(test)]
mod coverage;
mod excludes;
mod guard;
mod labels;
mod overlay;
mod party;
mod release;
mod tidy;
mod units;
mod values;
mod world;

use std::collections::BTreeSet;

use self::labels::{Key, Labels, Meaning};
use self::overlay::Overlay;
use self::tidy::Tables;
use super::files::{self, File};
use super::{Imported, Publication};
use crate::diag::{Code, Diagnostic, quote};
use crate::model::{CountryCode, Status};

/// Looks the name of a country up in the reference tables.
pub type Country<'a> = &'a dyn Fn(&str) -> Option<CountryCode>;

/// What a file is, told by its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Corrections,
    Release,
    World,
}

const KINDS: [(Kind, &str); 3] =
    [(Kind::Corrections, overlay::HEADER), (Kind::Release, release::HEADER), (Kind::World, world::HEADER)];

/// Reads the publisher's files, told apart by their headers; the release must be among them.
///
/// # Errors
/// Every row that cannot be read and every guard that does not hold.
pub fn import(publications: &[Publication<'_>], country: Country<'_>) -> Result<Imported, Vec<Diagnostic>> {
    read(publications, country).map(|(imported, _)| imported)
}

/// The import, and the lines of each mapping that a row was found by.
fn read(
    publications: &[Publication<'_>],
    country: Country<'_>,
) -> Result<(Imported, [BTreeSet<Key>; 2]), Vec<Diagnostic>> {
    let files = sort(publications)?;
    let [release_labels, world_labels] =
        [&labels::RELEASE_2026[..], &labels::WORLD_2025[..]].map(Labels::parse);
    let broken =
        |why: String| vec![Diagnostic::error(Code::UnknownLabel, format!("the mapping is wrong: {why}"))];
    let (release_labels, world_labels) = (release_labels.map_err(broken)?, world_labels.map_err(broken)?);

    let mut errors = Vec::new();
    let mut overlay = Overlay::default();
    for (number, line) in lines(&files, Kind::Corrections) {
        errors.extend(overlay.add(line, name(&files, Kind::Corrections), number).err().map(|e| *e));
    }
    let mut tables = Tables::default();
    let mut release = release::Release::new(&release_labels, &mut overlay, country);
    for (number, line) in lines(&files, Kind::Release) {
        errors.extend(release.take(line, name(&files, Kind::Release), number, &mut tables).err().map(|e| *e));
    }
    let (release_account, release_used) = (release.account, release.labels_used);
    let mut older = Tables::default();
    let mut world = world::World::new(&world_labels, country);
    for (number, line) in lines(&files, Kind::World) {
        let taken = world.take(line, name(&files, Kind::World), number, &tables, &mut older);
        errors.extend(taken.err().map(|e| *e));
    }
    let corrections = overlay.finish().map_err(|lost| errors.extend(lost));
    if !errors.is_empty() {
        return Err(errors);
    }
    for (table, rows) in older.0 {
        tables.0.entry(table).or_default().extend(rows);
    }
    excludes::compare(&mut tables);
    let errors = guard::check(&tables);
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut imported = Imported { tables: tables.csv(), ..Imported::default() };
    let accounts = [
        (Kind::Corrections, corrections.unwrap_or_default()),
        (Kind::Release, release_account),
        (Kind::World, world.account),
    ];
    for (kind, account) in accounts {
        if files.iter().any(|f| f.kind == kind) {
            imported.accounts.insert(name(&files, kind).to_owned(), account);
        }
    }
    Ok((imported, [release_used, world.labels_used]))
}

/// Tells the files apart by their headers.
fn sort<'a>(publications: &[Publication<'a>]) -> Result<Vec<File<'a, Kind>>, Vec<Diagnostic>> {
    let kind =
        |header: &str, _: &str| KINDS.iter().find(|(_, known)| *known == header).map(|(kind, _)| *kind);
    let files = files::sort(publications, kind, unknown)?;
    if files.iter().any(|f| f.kind == Kind::Release) {
        return Ok(files);
    }
    let message = "the data release of 2026 is not among the files";
    Err(vec![Diagnostic::error(Code::NoData, message).help("the other files only add to it")])
}

fn unknown(name: &str) -> Diagnostic {
    let message = format!("`{}` is no file of the Mineral Commodity Summaries that is known", quote(name));
    let [corrections, release, world] = KINDS.map(|(_, header)| header);
    let help = format!(
        "the first line must be that of the 2026 data release, `{release}`, of the 2025 world table, \
         `{world}`, or of the corrections, `{corrections}`"
    );
    Diagnostic::error(Code::UnknownTable, message).help(help)
}

/// The lines of a kind of file after its header, with their numbers.
fn lines<'a>(files: &'a [File<'_, Kind>], kind: Kind) -> impl Iterator<Item = (u32, &'a str)> {
    let lines = files.iter().filter(move |f| f.kind == kind).flat_map(|f| f.text.lines());
    (1..).zip(lines).skip(1)
}

fn name<'a>(files: &[File<'a, Kind>], kind: Kind) -> &'a str {
    files.iter().find(|f| f.kind == kind).map_or("", |f| f.name)
}

/// Completes a value: forms that cannot be added up say so, and a plain figure is a reported one.
/// Reserves are judged, not reported: theirs stays unmarked.
fn settle(value: &mut values::Value, meaning: &Meaning) {
    if value.status.is_none() && meaning.table != "reserves" {
        value.status = Some(Status::Reported);
    }
    let a_figure = matches!(value.status, None | Some(Status::Reported | Status::Estimated | Status::Bound));
    if meaning.not_additive && a_figure {
        value.status = Some(Status::NotAdditive);
    }
}

/// The words of a note, each once.
fn note(words: &[&str]) -> String {
    let mut said: Vec<&str> = Vec::new();
    for word in words.iter().filter(|w| !w.is_empty()) {
        if !said.contains(word) {
            said.push(word);
        }
    }
    said.join("; ")
}
