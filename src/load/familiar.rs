//! What people call a country, a group or a mineral where that is not its name: what to write instead.
//!
//! Nothing here gives a meaning to a cell: a name that two countries share is asked about, never guessed.

use std::collections::BTreeSet;

use super::fold::fold;
use super::names::Names;
use crate::diag::did_you_mean;

/// Names that two countries share, and what tells them apart.
const SHARED: [(&str, [&str; 2]); 4] = [
    ("congo", ["Congo (Kinshasa)", "Congo (Brazzaville)"]),
    ("the congo", ["Congo (Kinshasa)", "Congo (Brazzaville)"]),
    ("korea", ["South Korea", "North Korea"]),
    ("virgin islands", ["British Virgin Islands", "U.S. Virgin Islands"]),
];

/// Parts of a country, and loose names, that no spelling comes near to.
const LOOSE: [(&str, &str); 6] = [
    ("america", "United States"),
    ("the states", "United States"),
    ("england", "United Kingdom"),
    ("scotland", "United Kingdom"),
    ("wales", "United Kingdom"),
    ("northern ireland", "United Kingdom"),
];

/// Other names of groups, folded.
const GROUPS: [(&str, &str); 3] = [("eu", "eu27"), ("e.u.", "eu27"), ("eu 27", "eu27")];

/// Most minerals that one word may suggest: more are no help.
const MOST: usize = 4;

/// A group's name of its other name.
pub fn group_of(folded: &str) -> Option<&'static str> {
    GROUPS.iter().find(|(other, _)| *other == folded).map(|(_, id)| *id)
}

impl Names {
    /// What to write for a text that names no country.
    #[must_use]
    pub fn country_advice(&self, text: &str) -> Option<String> {
        if let Some(group) = self.find_group(text) {
            return Some(format!("`{}` is a group of countries: name one country", group.id));
        }
        let folded = fold(text);
        let known = |name: &&str| self.country(name).is_some();
        if let Some((_, [one, other])) = SHARED.iter().find(|(name, _)| *name == folded)
            && known(one)
            && known(other)
        {
            return Some(format!("two countries have that name: write `{one}` or `{other}`"));
        }
        let loose = LOOSE.iter().find(|(name, _)| *name == folded).map(|(_, name)| *name).filter(known);
        loose.or_else(|| self.nearest_country(text)).map(|near| format!("did you mean `{near}`?"))
    }

    /// What to write for a text that names no mineral: those that have its words in a name, else the nearest name.
    #[must_use]
    pub fn mineral_advice(&self, text: &str) -> Option<String> {
        let folded = fold(text);
        let wanted: Vec<&str> = words(&folded).collect();
        let has_all = |name: &str| {
            let there: Vec<&str> = words(name).collect();
            wanted.iter().all(|word| there.contains(word))
        };
        let found: BTreeSet<&str> = self
            .mineral_names_folded()
            .filter(|(name, _)| !wanted.is_empty() && has_all(name))
            .map(|(_, id)| id.as_str())
            .collect();
        if (1..=MOST).contains(&found.len()) {
            let ids: Vec<String> = found.iter().map(|id| format!("`{id}`")).collect();
            return Some(format!("did you mean {}?", ids.join(" or ")));
        }
        did_you_mean(text, self.mineral_words()).map(|near| format!("did you mean `{near}`?"))
    }
}

/// The words of a name, without the mark of the plural.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.map(|word| word.trim_end_matches('s')).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::load::Names;

    fn names() -> Names {
        Names::from_csv([
            include_str!("../../data/countries.csv"),
            include_str!("../../data/country_aliases.csv"),
            include_str!("../../data/groups.csv"),
            include_str!("../../data/minerals.csv"),
        ])
        .unwrap()
    }

    #[test]
    fn a_name_that_two_countries_share_is_asked_about() {
        for shared in ["Congo", "KOREA", "the Congo"] {
            assert_eq!(names().country(shared), None, "{shared}");
            assert!(names().country_advice(shared).unwrap().contains("two countries"), "{shared}");
        }
        let advice = names().country_advice("Congo").unwrap();
        assert!(advice.ends_with("write `Congo (Kinshasa)` or `Congo (Brazzaville)`"), "{advice}");
    }

    #[test]
    fn what_is_no_name_of_a_country_suggests_the_right_one_or_none() {
        for (typed, near) in [
            ("England", "United Kingdom"),
            ("America", "United States"),
            ("the States", "United States"),
            ("Chlie", "Chile"),
            ("Austalia", "Australia"),
        ] {
            let advice = names().country_advice(typed);
            assert_eq!(advice, Some(format!("did you mean `{near}`?")), "{typed}");
        }
        for (typed, code) in [("Holland", "NLD"), ("UAE", "ARE"), ("Great Britain", "GBR")] {
            assert_eq!(names().country(typed).map(|c| c.to_string()).as_deref(), Some(code), "{typed}");
        }
        for nobody in ["Atlantis", "Rest", "Europe", "Asia", "Eurasia", "Wakanda", "nowhere"] {
            assert_eq!(names().country_advice(nobody), None, "{nobody}");
        }
    }

    #[test]
    fn the_union_is_a_group_under_its_short_names() {
        for typed in ["EU", "eu", "EU-27", "European Union", "EU27"] {
            assert_eq!(names().find_group(typed).map(|g| g.id.as_str()), Some("EU27"), "{typed}");
            assert!(names().country_advice(typed).unwrap().contains("`EU27` is a group"), "{typed}");
        }
    }

    #[test]
    fn a_word_suggests_the_minerals_that_have_it_in_a_name() {
        for (typed, advice) in [
            ("coal", "did you mean `metallurgical-coal`?"),
            ("quartz", "did you mean `cultured-quartz` or `high-purity-quartz`?"),
            ("sand", "did you mean `construction-sand-gravel` or `industrial-sand-gravel`?"),
            ("Diamonds", "did you mean `gem-diamond` or `industrial-diamond`?"),
            ("cobolt", "did you mean `cobalt`?"),
            ("lithum", "did you mean `lithium`?"),
        ] {
            assert_eq!(names().mineral_advice(typed).as_deref(), Some(advice), "{typed}");
        }
        for nothing in ["unobtainium", "", "-", "x"] {
            assert_eq!(names().mineral_advice(nothing), None, "{nothing}");
        }
    }
}
