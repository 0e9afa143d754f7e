//! The rows of one of our tables as they come together, and the CSV that they are written to.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::load::Table;

/// Rows, sorted by the first of their cells: those that say what a row is about.
#[derive(Debug)]
pub struct Rows {
    columns: Vec<&'static str>,
    about: usize,
    rows: BTreeMap<Vec<String>, (u32, Vec<String>)>,
}

impl Rows {
    /// No rows of a table, in the columns that its loader knows; the first `about` say what a row is about.
    pub fn of(table: Table, about: usize) -> Self {
        Self::new(table.spec().columns.iter().map(|column| column.name).collect(), about)
    }

    fn new(columns: Vec<&'static str>, about: usize) -> Self {
        Self { columns, about, rows: BTreeMap::new() }
    }

    /// Takes in the row that stands in a line of the publisher's file.
    ///
    /// # Errors
    /// The line of another row about the same thing.
    pub fn insert(&mut self, line: u32, mut cells: Vec<String>) -> Result<(), u32> {
        let rest = cells.split_off(self.about.min(cells.len()));
        match self.rows.entry(cells) {
            Entry::Vacant(vacant) => {
                vacant.insert((line, rest));
                Ok(())
            }
            Entry::Occupied(first) => Err(first.get().0),
        }
    }

    /// The table.
    pub fn csv(&self) -> String {
        let mut out = self.columns.join(",") + "\n";
        for (about, (_, rest)) in &self.rows {
            let cells: Vec<_> = about.iter().chain(rest).map(|cell| quoted(cell)).collect();
            out.push_str(&cells.join(","));
            out.push('\n');
        }
        out
    }
}

/// A cell as CSV has it.
pub fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;

    fn row(cells: [&str; 3]) -> Vec<String> {
        cells.map(str::to_owned).into()
    }

    #[test]
    fn the_order_is_that_of_what_rows_are_about() {
        let mut rows = Rows::new(vec!["mineral", "sector", "share"], 2);
        rows.insert(2, row(["tin", "Cans, tubes", "0.5"])).unwrap();
        rows.insert(3, row(["tin", "\"Bronze\"", "0.1"])).unwrap();
        assert_eq!(rows.csv(), "mineral,sector,share\ntin,\"\"\"Bronze\"\"\",0.1\ntin,\"Cans, tubes\",0.5\n");
    }

    #[test]
    fn a_second_row_about_one_thing_names_the_line_of_the_first() {
        let mut rows = Rows::new(vec!["mineral", "sector", "share"], 2);
        rows.insert(2, row(["tin", "Cans", "0.5"])).unwrap();
        assert_eq!(rows.insert(9, row(["tin", "Cans", "0.6"])), Err(2));
    }
}
