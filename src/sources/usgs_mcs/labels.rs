//! What each label of the publisher means to us: the mapping tables under `labels/`, kept by hand.
//!
//! A row of the publisher's file is looked up by section, chapter, commodity, statistic and detail;
//! `*` in the mapping stands for any chapter, commodity or detail, and the exact word goes first. No
//! line of the mapping for a row stops the import.

use std::collections::BTreeMap;

use crate::diag::quote;
use crate::model::{MineralId, Stage};

/// The mapping of the 2026 release: its world tables, the United States' figures, prices, import sources.
pub const RELEASE_2026: [&str; 4] = [
    include_str!("labels/world.csv"),
    include_str!("labels/united_states.csv"),
    include_str!("labels/prices.csv"),
    include_str!("labels/import_sources.csv"),
];

/// The mapping of the 2025 world table, whose `commodity` is its country cell.
pub const WORLD_2025: [&str; 1] = [include_str!("labels/mcs2025.csv")];

/// What becomes of a row.
#[derive(Debug, Clone)]
pub enum Fate {
    /// It is read into one of our tables.
    Used(Meaning),
    /// It is not, for this reason.
    SetAside(String),
}

/// What a used row is about.
#[derive(Debug, Clone)]
pub struct Meaning {
    /// Our table.
    pub table: &'static str,
    /// The mineral's id.
    pub mineral: String,
    /// The stage, where the table has one.
    pub stage: Option<Stage>,
    /// The product; empty means the whole.
    pub product: String,
    /// Our unit, where the publisher's own is wrong or not one of ours; else empty.
    pub unit: String,
    /// What is weighed; in `reserves` only.
    pub basis: String,
    /// Forms that cannot be added up.
    pub not_additive: bool,
    /// Rows of this label that meet in one country are added up.
    pub add: bool,
    /// A few words that each row of this label needs.
    pub note: String,
}

/// Section, chapter, commodity, statistic and detail, each as [`fold`] leaves it.
pub type Key = [String; 5];

/// A mapping by its keys.
#[derive(Debug, Default)]
pub struct Labels(BTreeMap<Key, Fate>);

const HEADER: &str =
    "section,chapter,commodity,statistic,detail,table,mineral,stage,product,unit,basis,rule,note";

/// Our tables, by the names that the mapping uses.
const TABLES: [&str; 8] =
    ["production", "capacity", "consumption", "reserves", "reliance", "import_sources", "prices", "stocks"];

impl Labels {
    /// Reads mapping tables.
    ///
    /// # Errors
    /// The first line of the mapping that is wrong, and why.
    pub fn parse(texts: &[&str]) -> Result<Self, String> {
        let mut labels = Self::default();
        for text in texts {
            if text.lines().next() != Some(HEADER) {
                return Err(format!("a mapping table must start with `{HEADER}`"));
            }
            for record in csv::Reader::from_reader(text.as_bytes()).records() {
                let record = record.map_err(|error| error.to_string())?;
                let cells: Vec<&str> = record.iter().collect();
                let (key, fate) = line(&cells).map_err(|why| format!("{why}: {}", cells.join(",")))?;
                if labels.0.insert(key, fate).is_some() {
                    return Err(format!("a second line for the same label: {}", cells.join(",")));
                }
            }
        }
        Ok(labels)
    }

    /// The line for a row, exact words before `*`.
    pub fn find(&self, [section, chapter, commodity, statistic, detail]: &Key) -> Option<(&Key, &Fate)> {
        let any = "*".to_owned();
        [chapter, &any]
            .into_iter()
            .flat_map(|ch| [commodity, &any].map(|co| (ch, co)))
            .flat_map(|(ch, co)| [detail, &any].map(|de| [section, ch, co, statistic, de].map(Clone::clone)))
            .find_map(|key| self.0.get_key_value(&key))
    }

    /// Every line, in the order of the keys.
    #[cfg(test)]
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Fate)> {
        self.0.iter()
    }
}

/// One line of a mapping table.
fn line(cells: &[&str]) -> Result<(Key, Fate), &'static str> {
    let &[
        section,
        chapter,
        commodity,
        statistic,
        detail,
        table,
        mineral,
        stage,
        product,
        unit,
        basis,
        rule,
        note,
    ] = cells
    else {
        return Err("not 13 cells");
    };
    let key = [section, chapter, commodity, statistic, detail].map(fold);
    if table == "set-aside" {
        return if note.is_empty() { Err("no reason") } else { Ok((key, Fate::SetAside(note.to_owned()))) };
    }
    let table = TABLES.into_iter().find(|t| *t == table).ok_or("not one of our tables")?;
    let staged = !matches!(table, "reserves" | "prices" | "stocks");
    let stage = match stage {
        "" if !staged => None,
        stage if staged => Some(Stage::parse(stage).map_err(|_| "not a stage")?),
        _ => return Err("a stage in a table without stages"),
    };
    MineralId::new(mineral).map_err(|_| "not a mineral id")?;
    if (table == "reserves") == basis.is_empty() {
        return Err("reserves need a basis, and no other table has one");
    }
    let (not_additive, add) = match rule {
        "" => (false, false),
        "not-additive" => (true, false),
        "add" => (false, true),
        _ => return Err("not a rule"),
    };
    let [mineral, product, unit, basis, note] = [mineral, product, unit, basis, note].map(str::to_owned);
    Ok((key, Fate::Used(Meaning { table, mineral, stage, product, unit, basis, not_additive, add, note })))
}

/// What to say about a row that no line of the mapping is for: its key, from the detail outwards.
pub fn missing([section, chapter, commodity, statistic, detail]: &Key) -> String {
    let [detail, statistic, commodity, chapter] = [detail, statistic, commodity, chapter].map(|t| quote(t));
    format!(
        "no line of the mapping is for `{detail}` of `{statistic}`, `{commodity}`, `{chapter}` ({section})"
    )
}

/// A label without regard to case and to the width of its blanks.
pub fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A detail as the mapping has it: the row of a total says `: rounded`, its neighbours do not.
pub fn detail(text: &str) -> String {
    let folded = fold(text);
    match folded.strip_suffix("rounded") {
        Some(rest) => rest.trim_end().trim_end_matches([',', ':']).trim_end().to_owned(),
        None => folded,
    }
}

#[cfg(test)]
mod tests {
    use super::{Fate, Labels, RELEASE_2026, WORLD_2025, detail};

    const HEAD: &str =
        "section,chapter,commodity,statistic,detail,table,mineral,stage,product,unit,basis,rule,note\n";

    fn parse(line: &str) -> Result<Labels, String> {
        Labels::parse(&[&format!("{HEAD}{line}\n")])
    }

    #[test]
    fn a_total_is_found_by_the_label_of_its_rows() {
        assert_eq!(detail("Mine production: rounded"), "mine production");
        assert_eq!(detail("Mine production:  Platinum, rounded"), "mine production: platinum");
        assert_eq!(detail("Production\u{a0}capacity"), "production capacity");
    }

    #[test]
    fn the_exact_word_goes_before_any() {
        let labels =
            parse("us,*,*,Stock,*,set-aside,,,,,,,stocks\nus,Gold,*,Stock,at mines,stocks,gold,,mines,,,,")
                .unwrap();
        let find = |detail: &str| {
            let key = ["us", "gold", "gold", "stock", detail].map(str::to_owned);
            labels.find(&key).map(|(_, fate)| matches!(fate, Fate::Used(_)))
        };
        assert_eq!((find("at mines"), find("elsewhere")), (Some(true), Some(false)));
    }

    #[test]
    fn a_wrong_line_of_the_mapping_is_refused() {
        for wrong in [
            "us,*,*,Stock,*,set-aside,,,,,,,",
            "us,a,*,b,c,produce,gold,mine,,,,,",
            "us,a,*,b,c,production,gold,,,,,,",
            "us,a,*,b,c,production,Gold,mine,,,,,",
            "us,a,*,b,c,reserves,gold,,,,,,",
            "us,a,*,b,c,reserves,gold,mine,,,Au,,",
            "us,a,*,b,c,production,gold,mine,,,,sometimes,",
            "us,a,*,b,c,production,gold,mine,,,,,\nus,A,*,B,C,production,gold,mine,,,,,",
        ] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_mappings_compiled_in_are_sound() {
        assert!(Labels::parse(&RELEASE_2026).is_ok());
        assert!(Labels::parse(&WORLD_2025).is_ok());
    }

    #[test]
    fn every_mineral_of_the_mappings_is_in_the_reference_table() {
        let minerals: Vec<&str> = include_str!("../../../data/minerals.csv")
            .lines()
            .filter_map(|line| line.split(',').next())
            .collect();
        for labels in [Labels::parse(&RELEASE_2026).unwrap(), Labels::parse(&WORLD_2025).unwrap()] {
            for (key, fate) in labels.iter() {
                if let Fate::Used(meaning) = fate {
                    assert!(minerals.contains(&meaning.mineral.as_str()), "{key:?}: {}", meaning.mineral);
                }
            }
        }
    }
}
