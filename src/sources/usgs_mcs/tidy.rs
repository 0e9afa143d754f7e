//! The rows of our tables as they come together, and the CSV that they are written to.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Write as _;

use super::values::Value;
use crate::model::{CountryCode, Party, Stage, Status};
use crate::sources::decimal::Decimal;
use crate::sources::rows::quoted;

/// What a row is about, in the order in which our tables are sorted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// The mineral's id.
    pub mineral: String,
    /// The stage, where the table has one.
    pub stage: Option<Stage>,
    /// The product; empty means the whole.
    pub product: String,
    /// Whose; in `import_sources` from whom.
    pub party: Party,
    /// Year or period.
    pub when: String,
}

/// What a row states.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The figure, its bounds and its status.
    pub value: Value,
    /// Unit of the figure.
    pub unit: String,
    /// What is weighed; in `reserves` only.
    pub basis: String,
    /// On a world row: who is left out of the total.
    pub excludes: Vec<CountryCode>,
    /// A few words of ours.
    pub note: String,
    /// The publisher's edition and the line of its file.
    pub source: (String, u32),
}

/// The rows of every table.
#[derive(Debug, Default)]
pub struct Tables(pub BTreeMap<&'static str, BTreeMap<Subject, Fact>>);

/// Why a row cannot be taken in.
pub type Clash = &'static str;

impl Tables {
    /// Takes a row in. With `add`, figures that meet on one subject are added up.
    ///
    /// # Errors
    /// If another row speaks of the same thing already.
    pub fn insert(
        &mut self,
        table: &'static str,
        subject: Subject,
        fact: Fact,
        add: bool,
    ) -> Result<(), Clash> {
        match self.0.entry(table).or_default().entry(subject) {
            Entry::Vacant(vacant) => {
                vacant.insert(fact);
                Ok(())
            }
            Entry::Occupied(mut first) if add => {
                let sum = sum(first.get(), fact)?;
                first.insert(sum);
                Ok(())
            }
            Entry::Occupied(_) => {
                Err("another row speaks of the same mineral, stage, product, country and year")
            }
        }
    }

    /// A table holds a row of this mineral and stage for this year.
    pub fn has(&self, table: &str, mineral: &str, stage: Option<Stage>, year: &str) -> bool {
        self.0.get(table).is_some_and(|rows| {
            rows.keys().any(|s| s.mineral == mineral && s.stage == stage && s.when == year)
        })
    }

    /// Every table as CSV, sorted by subject.
    pub fn csv(&self) -> BTreeMap<&'static str, String> {
        self.0.iter().map(|(table, rows)| (*table, csv(table, rows))).collect()
    }
}

/// Two rows of one country, each a part of its figure.
fn sum(first: &Fact, second: Fact) -> Result<Fact, Clash> {
    let (Some(a), Some(b)) = (first.value.number, second.value.number) else {
        // A part without a figure, such as a blank in the publisher's table, adds nothing known.
        return Err("one of two parts to be added up has no figure");
    };
    let number = a.plus(b).ok_or("a sum beyond the range")?;
    let lines = format!("sum of lines {} and {}", first.source.1, second.source.1);
    let note = [first.note.as_str(), &second.note, &lines].into_iter().filter(|n| !n.is_empty());
    let note = note.collect::<Vec<_>>().join("; ");
    Ok(Fact {
        value: Value { number: Some(number), ..second.value },
        note,
        source: first.source.clone(),
        ..second
    })
}

/// The columns of a table, in the order in which we write them.
fn columns(table: &str) -> &'static [&'static str] {
    match table {
        "reserves" => &[
            "mineral", "country", "year", "quantity", "unit", "basis", "low", "high", "status", "note",
            "source",
        ],
        "reliance" => &[
            "mineral", "product", "stage", "country", "year", "percent", "low", "high", "status", "note",
            "source",
        ],
        "import_sources" => {
            &["mineral", "product", "stage", "importer", "exporter", "period", "share", "note", "source"]
        }
        "prices" => &[
            "mineral", "product", "country", "year", "value", "low", "high", "unit", "status", "note",
            "source",
        ],
        "stocks" => &[
            "mineral", "product", "country", "year", "quantity", "unit", "low", "high", "status", "note",
            "source",
        ],
        _ => &[
            "mineral", "stage", "country", "year", "quantity", "unit", "low", "high", "status", "excludes",
            "note", "source",
        ],
    }
}

fn csv(table: &str, rows: &BTreeMap<Subject, Fact>) -> String {
    let columns = columns(table);
    let mut out = columns.join(",") + "\n";
    for (subject, fact) in rows {
        let cells: Vec<String> = columns.iter().map(|column| quoted(&cell(column, subject, fact))).collect();
        let _ = writeln!(out, "{}", cells.join(",")); // writing to a String cannot fail
    }
    out
}

fn cell(column: &str, subject: &Subject, fact: &Fact) -> String {
    let number = |d: Option<Decimal>| d.map(|d| d.to_string()).unwrap_or_default();
    match column {
        "mineral" => subject.mineral.clone(),
        "product" => subject.product.clone(),
        "stage" => subject.stage.map(|s| s.to_string()).unwrap_or_default(),
        "country" | "exporter" => subject.party.to_string(),
        "importer" => "USA".to_owned(),
        "year" | "period" => subject.when.clone(),
        "quantity" | "percent" | "value" | "share" => number(fact.value.number),
        "unit" => fact.unit.clone(),
        "basis" => fact.basis.clone(),
        "low" => number(fact.value.low),
        "high" => number(fact.value.high),
        "status" => fact.value.status.map(Status::as_str).unwrap_or_default().to_owned(),
        "excludes" => fact.excludes.iter().map(CountryCode::as_str).collect::<Vec<_>>().join(" "),
        "note" => fact.note.clone(),
        _ => format!("{}:{}", fact.source.0, fact.source.1),
    }
}

#[cfg(test)]
mod tests {
    use super::{Fact, Subject, Tables};
    use crate::model::{CountryCode, Party, Stage};
    use crate::sources::usgs_mcs::values;

    fn subject(party: Party) -> Subject {
        Subject {
            mineral: "helium".to_owned(),
            stage: Some(Stage::Mine),
            product: String::new(),
            party,
            when: "2023".to_owned(),
        }
    }

    fn fact(figure: &str, line: u32) -> Fact {
        Fact {
            value: values::read(figure, "", "").unwrap(),
            unit: "t".to_owned(),
            basis: String::new(),
            excludes: Vec::new(),
            note: if line == 1 { "from the ground, once".to_owned() } else { String::new() },
            source: ("usgs".to_owned(), line),
        }
    }

    #[test]
    fn countries_come_before_the_rest_and_the_total() {
        let mut tables = Tables::default();
        for (line, party) in
            [(1, Party::World), (2, Party::Other), (3, Party::Country(CountryCode::new("ZMB").unwrap()))]
        {
            tables.insert("production", subject(party), fact("5", line), false).unwrap();
        }
        let csv = tables.csv().remove("production").unwrap();
        let lines: Vec<&str> = csv.lines().skip(1).collect();
        assert_eq!(lines[0], "helium,mine,ZMB,2023,5,t,,,,,,usgs:3");
        assert_eq!(lines[2], "helium,mine,world,2023,5,t,,,,,\"from the ground, once\",usgs:1");
    }

    #[test]
    fn a_second_row_is_refused_unless_parts_are_to_be_added() {
        let mut tables = Tables::default();
        tables.insert("production", subject(Party::Other), fact("64", 2), false).unwrap();
        assert!(tables.insert("production", subject(Party::Other), fact("18", 3), false).is_err());
        tables.insert("production", subject(Party::Other), fact("18", 3), true).unwrap();
        let csv = tables.csv().remove("production").unwrap();
        assert!(csv.ends_with("helium,mine,other,2023,82,t,,,,,sum of lines 2 and 3,usgs:2\n"), "{csv}");
        assert!(tables.insert("production", subject(Party::Other), fact("W", 4), true).is_err());
    }
}
