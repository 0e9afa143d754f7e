//! Publishers' own files, read into our tidy tables. One module a publisher.
//!
//! An importer is a pure function from the publisher's bytes to CSV text by table, with an account
//! of every row: rows in = used + set aside, and why. A row that no rule fits stops it.

pub mod baci;
mod cells;
mod decimal;
pub mod eu_study;
mod file;
mod files;
pub mod iea;
mod merge;
mod rows;
pub mod usgs_mcs;
pub mod wgi;

use std::borrow::Cow;
use std::collections::BTreeMap;

use encoding_rs::WINDOWS_1252;

pub use merge::merge;

/// A publisher's file: its name, for messages, and its bytes as published.
#[derive(Debug, Clone, Copy)]
pub struct Publication<'a> {
    /// The file's name, without folders.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// The first line of a file, without a byte order mark, whatever the file is: what it is told by.
fn first_line(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let line = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    std::str::from_utf8(line).map_or_else(|_| WINDOWS_1252.decode_without_bom_handling(line).0, Cow::Borrowed)
}

/// What an importer makes of a publisher's files.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// CSV text by table name: `production`. The same input gives the same bytes.
    pub tables: BTreeMap<&'static str, String>,
    /// What became of each file's rows, by the file's name.
    pub accounts: BTreeMap<String, Account>,
}

/// What became of the rows of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// Rows in the file, without its header.
    pub rows: usize,
    /// Rows that stand in our tables.
    pub used: usize,
    /// The others, counted by reason.
    pub set_aside: BTreeMap<String, usize>,
}

/// What becomes of one row of a publisher's file.
enum Fate {
    Used,
    SetAside(&'static str),
}

impl Account {
    /// Counts a row and what became of it.
    fn count(&mut self, fate: &Fate) {
        self.rows += 1;
        match fate {
            Fate::Used => self.used += 1,
            Fate::SetAside(reason) => *self.set_aside.entry((*reason).to_owned()).or_default() += 1,
        }
    }

    /// Every row is used or set aside.
    #[must_use]
    pub fn balances(&self) -> bool {
        self.rows == self.used + self.set_aside.values().sum::<usize>()
    }
}
