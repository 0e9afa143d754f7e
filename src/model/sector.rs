//! Sectors as people name them: which rows of end uses a name takes, and the sectors that nobody's table
//! sets apart.

use super::EndUseRow;

/// Names of one thing, where publishers and people use several.
const SAME: &[&[&str]] = &[
    &["electric vehicles", "ev", "evs", "electric cars"],
    &["solar", "pv", "photovoltaics"],
    &["wind", "wind power", "wind turbines"],
    &["grid", "electricity networks"],
    &["automotive", "motor vehicles", "cars"],
    &["electronics", "electronic"],
    &["fertilizers", "fertiliser"],
    &["tyres", "tires"],
];

/// Words that say what a sector is without.
const WITHOUT: &[&str] = &["excl", "except", "other than"];

/// A sector that people ask about, and that no publisher sets apart.
#[derive(Debug, PartialEq, Eq)]
pub struct Unsplit {
    /// What it is called.
    pub name: &'static str,
    /// What else it is called.
    aliases: &'static [&'static str],
    /// Parts of it, that a publisher may well name.
    parts: &'static [&'static str],
    /// Why there is no share.
    pub reason: &'static str,
    /// NACE divisions that hold it among others.
    pub nace: &'static [&'static str],
}

impl Unsplit {
    /// All of them, by name.
    pub const ALL: &'static [Self] = &[
        Self {
            name: "artificial intelligence",
            aliases: &["ai", "machine learning"],
            parts: &[],
            reason: "its chips and servers are counted with all other electronics",
            nace: &["C26"],
        },
        Self {
            name: "data centres",
            aliases: &["data centers", "data centre", "servers", "cloud computing"],
            parts: &[],
            reason: "servers are counted with all other electronics, cables and batteries with electrical equipment",
            nace: &["C26", "C27"],
        },
        Self {
            name: "defence",
            aliases: &["defense", "military", "weapons", "arms", "armaments"],
            parts: &[],
            reason: "weapons are counted with fabricated metal, military aircraft, ships and vehicles with civil ones",
            nace: &["C25", "C30"],
        },
        Self {
            name: "semiconductors",
            aliases: &["semiconductor", "chips", "microchips"],
            parts: &["integrated circuits"],
            reason: "chips are counted with all other electronics, and a study names them for few minerals",
            nace: &["C26"],
        },
    ];

    /// The one that a text names.
    #[must_use]
    pub fn named(text: &str) -> Option<&'static Self> {
        let text = words(text);
        Self::ALL.iter().find(|u| u.names().any(|name| words(name) == text))
    }

    /// Everything that it is called.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }

    /// A row names it, or a part of it, be it together with others.
    #[must_use]
    pub fn is_in(&self, row: &EndUseRow) -> bool {
        self.names().chain(self.parts.iter().copied()).any(|name| names(row, &words(name)))
    }
}

/// A sector, an application or a NACE code, as the user named it.
#[derive(Debug, Clone)]
pub struct Sector {
    /// In the user's words.
    pub name: String,
    /// Each of its names, word by word.
    spellings: Vec<Vec<String>>,
}

impl Sector {
    /// A sector of this name.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let own = words(name);
        let same = SAME.iter().find(|all| all.iter().any(|one| words(one) == own));
        let mut spellings: Vec<Vec<String>> =
            same.into_iter().flat_map(|all| all.iter().map(|one| words(one))).collect();
        spellings.push(own);
        spellings.retain(|spelling| !spelling.is_empty());
        Self { name: name.to_owned(), spellings }
    }

    /// A row is of it: it has this NACE code, or its sector or application has these words in this order.
    #[must_use]
    pub fn takes(&self, row: &EndUseRow) -> bool {
        let is_code = !row.nace.is_empty() && row.nace.eq_ignore_ascii_case(self.name.trim());
        is_code || self.spellings.iter().any(|spelling| names(row, spelling))
    }

    /// Names that are known beside those of the tables, for "did you mean".
    pub fn known() -> impl Iterator<Item = &'static str> {
        SAME.iter().copied().flatten().copied().chain(Unsplit::ALL.iter().flat_map(Unsplit::names))
    }
}

/// Whether a row's sector or application has these words in this order.
fn names(row: &EndUseRow, spelling: &[String]) -> bool {
    [&*row.sector, &row.application].into_iter().any(|text| {
        let held = words(&without(text));
        held.windows(spelling.len()).any(|window| window == spelling)
    })
}

/// A text less what it says it is without: `Metal (excl. Batteries)` is no battery.
fn without(text: &str) -> String {
    let lower = text.to_lowercase();
    let Some(at) = WITHOUT.iter().filter_map(|word| lower.find(word)).min() else { return lower };
    let (before, after) = lower.split_at(at);
    let rest = after.split_once(')').map_or("", |(_, rest)| rest);
    format!("{before} {rest}")
}

/// The words of a text in small letters and without the ending of the plural; `non-` is part of its word.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace("non-", "non");
    let parts = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.map(singular).collect()
}

fn singular(word: &str) -> String {
    match (word.strip_suffix("ies"), word.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) if stem.len() > 2 => stem.to_owned(),
        (None, _) => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Amount, MineralId, Origin, Publisher, Scope, Status};

    fn row(sector: &str, application: &str, nace: &str) -> EndUseRow {
        EndUseRow {
            mineral: MineralId::new("tin").unwrap(),
            sector: sector.into(),
            application: application.to_owned(),
            nace: nace.into(),
            value_added: None,
            region: Scope::World,
            period: None,
            share: Amount { value: Some(0.5), low: None, high: None, status: Status::Reported },
            note: String::new(),
            origin: Origin { file: "end_uses.csv".into(), line: 2, publisher: Publisher::parse("a-2020") },
        }
    }

    fn takes(name: &str, application: &str) -> bool {
        Sector::new(name).takes(&row("Manufacture of electrical equipment", application, "C27"))
    }

    #[test]
    fn a_name_is_matched_by_whole_words_in_any_case_and_number() {
        assert!(takes("Batteries", "Lead-acid batteries") && takes("battery", "Batteries (alkaline)"));
        assert!(takes("lead acid batteries", "Lead-acid batteries"));
        assert!(!takes("iron", "Environment") && !takes("acid lead", "Lead-acid batteries"));
        assert!(takes("electrical equipment", "") && takes("c27", "") && !takes("C2", ""));
        assert!(!takes("", "Lighting") && !takes("--", "Lighting"));
    }

    #[test]
    fn what_an_application_is_without_is_not_in_it() {
        assert!(!takes("batteries", "Metal (excl. Batteries)"));
        assert!(!takes("steel", "Industrial energy use (other than Iron and steel)"));
        assert!(!takes("electrical", "Manufacture, Industrial, non-electrical") || takes("electrical", ""));
        let metal = row("Manufacture of fabricated metal products, except machinery", "", "C25");
        assert!(!Sector::new("machinery").takes(&metal) && Sector::new("metal products").takes(&metal));
        assert!(takes("lamps", "Metal (excl. batteries) and lamps"));
    }

    #[test]
    fn one_thing_has_several_names() {
        let vehicles = row("Electric vehicles", "", "");
        for name in ["EV", "EVs", "electric vehicle", "Electric Vehicles"] {
            assert!(Sector::new(name).takes(&vehicles), "{name}");
        }
        assert!(Sector::new("photovoltaics").takes(&row("Solar PV", "", "")));
        assert!(!Sector::new("EV").takes(&row("Sevres", "", "")));
    }

    #[test]
    fn a_sector_that_nobody_sets_apart_is_known_by_its_names_and_not_by_its_parts() {
        for name in ["AI", "artificial  intelligence", "Artificial Intelligence"] {
            assert_eq!(Unsplit::named(name).map(|u| u.name), Some("artificial intelligence"), "{name}");
        }
        assert_eq!(Unsplit::named("Defense").map(|u| u.name), Some("defence"));
        assert_eq!(Unsplit::named("integrated circuits"), None);
        let circuits = row("Manufacture of computers", "Integrated circuits", "C26");
        let of = |name: &str| Unsplit::named(name).unwrap().is_in(&circuits);
        assert!(of("semiconductors") && !of("AI"));
    }
}
