//! Tables of several publishers put together: `data/production.csv` has rows of more than one.

use std::collections::BTreeMap;

use super::Imported;
use super::cells::cells;

/// How many of a row's cells say what it is about, in the tables that have several publishers: mineral,
/// stage, country and year, or mineral, sector, application and code.
const ABOUT: usize = 4;

/// Every table of some imports. Rows of a table that several have are sorted by what they are about;
/// rows about one thing stand in the order of the imports.
#[must_use]
pub fn merge(imports: &[Imported]) -> BTreeMap<&'static str, String> {
    let mut parts: BTreeMap<&'static str, Vec<&str>> = BTreeMap::new();
    for (table, text) in imports.iter().flat_map(|import| &import.tables) {
        parts.entry(table).or_default().push(text);
    }
    parts.into_iter().map(|(table, texts)| (table, together(&texts))).collect()
}

fn together(texts: &[&str]) -> String {
    let [first, _, ..] = texts else { return texts.concat() };
    let header = first.lines().next().unwrap_or_default();
    let mut rows: Vec<(Vec<String>, &str)> =
        texts.iter().flat_map(|text| text.lines().skip(1)).map(|row| (about(row), row)).collect();
    rows.sort_by(|(a, _), (b, _)| a.cmp(b));
    let lines = std::iter::once(header).chain(rows.into_iter().map(|(_, row)| row));
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn about(row: &str) -> Vec<String> {
    let cells = cells(row, "", 0).unwrap_or_default();
    cells.into_iter().take(ABOUT).map(|cell| cell.text.into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::merge;
    use crate::sources::Imported;

    fn imported(table: &'static str, text: &str) -> Imported {
        Imported { tables: [(table, text.to_owned())].into(), ..Imported::default() }
    }

    #[test]
    fn rows_are_sorted_by_what_they_are_about_and_then_stand_as_the_imports_do() {
        let one = "m,stage,country,year,q\ntin,mine,world,2024,1\nzinc,mine,CHN,2024,2\n";
        let two = "m,stage,country,year,q\ntin,mine,PER,2024,3\ntin,mine,world,2024,0\n";
        let merged = merge(&[imported("production", one), imported("production", two)]);
        let expected = "m,stage,country,year,q\ntin,mine,PER,2024,3\ntin,mine,world,2024,1\n\
                        tin,mine,world,2024,0\nzinc,mine,CHN,2024,2\n";
        assert_eq!(merged["production"], expected);
    }

    #[test]
    fn a_table_of_one_publisher_stays_as_it_is() {
        let text = "b,a\nz,1\ny,2\n";
        assert_eq!(merge(&[imported("prices", text), imported("stocks", text)])["prices"], text);
    }
}
