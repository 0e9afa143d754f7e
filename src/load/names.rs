//! Whom and what a cell may name: countries, groups of them, minerals, by code, name or alias.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::familiar::group_of;
use super::fold::fold;
use crate::diag::did_you_mean;
use crate::model::{CountryCode, MineralId, MineralInfo, Party};

/// A country with everything that it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryNames<'a> {
    /// ISO 3166 alpha-3.
    pub code: CountryCode,
    /// ISO 3166 alpha-2.
    pub alpha2: &'a str,
    /// ISO 3166 numeric, three digits.
    pub numeric: &'a str,
    /// Name for people.
    pub name: &'a str,
    /// Code in UN Comtrade, where it differs from the numeric one.
    pub comtrade: &'a str,
}

/// A group of countries: `EU27`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Id: `EU27`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Members, by code.
    pub members: Vec<CountryCode>,
    /// The year of this membership.
    pub as_of: String,
    /// Who says so.
    pub source: String,
}

/// A name that already means something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash<T>(pub T);

/// All names, looked up without regard to case, accents, apostrophes, hyphens and blanks.
#[derive(Debug, Default)]
pub struct Names {
    countries: HashMap<String, CountryCode>,
    codes: Vec<u32>,
    country_ids: BTreeSet<CountryCode>,
    country_codes: Vec<String>,
    country_words: Vec<String>,
    minerals: HashMap<String, MineralId>,
    mineral_ids: BTreeSet<MineralId>,
    mineral_words: Vec<String>,
    symbols: HashMap<String, Option<MineralId>>,
    lower_symbols: HashMap<String, Option<MineralId>>,
    groups: BTreeMap<String, Group>,
    group_ids: HashMap<String, String>,
}

impl Names {
    /// The country of an alpha-3, alpha-2, ISO numeric or Comtrade code, a name or an alias. `NA` is Namibia.
    #[must_use]
    pub fn country(&self, text: &str) -> Option<CountryCode> {
        if let Some(code) = packed(text)
            && self.codes.binary_search(&code).is_ok()
        {
            return CountryCode::new(text).ok();
        }
        let digits = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
        if digits {
            return self.countries.get(&format!("{text:0>3}")).copied();
        }
        self.countries.get(fold(text).as_ref()).copied()
    }

    /// A country, or `other` (suppliers that the source does not name), or `world` (its total).
    #[must_use]
    pub fn party(&self, text: &str) -> Option<Party> {
        if let Some(code) = self.country(text) {
            return Some(Party::Country(code));
        }
        match fold(text).as_ref() {
            "other" | "others" | "other countries" | "rest of world" | "rest of the world" => {
                Some(Party::Other)
            }
            "world" | "world total" | "total" => Some(Party::World),
            _ => None,
        }
    }

    /// The mineral of an id, name or alias, or of a chemical symbol that only one has: in its exact case
    /// first, then in any.
    #[must_use]
    pub fn mineral(&self, text: &str) -> Option<&MineralId> {
        // Ids stand among the folded names as they are: nearly every cell is one.
        let named = self.minerals.get(text).or_else(|| self.minerals.get(fold(text).as_ref()));
        named.or_else(|| match self.symbols.get(text.trim()) {
            Some(exact) => exact.as_ref(),
            None => self.lower_symbols.get(&text.trim().to_lowercase())?.as_ref(),
        })
    }

    /// The members of a group, by code.
    #[must_use]
    pub fn group(&self, text: &str) -> Option<&[CountryCode]> {
        self.find_group(text).map(|group| group.members.as_slice())
    }

    /// A group by its id or name.
    #[must_use]
    pub fn find_group(&self, text: &str) -> Option<&Group> {
        let folded = fold(text);
        let id = self.group_ids.get(folded.as_ref());
        self.groups.get(id.or_else(|| self.group_ids.get(group_of(&folded)?))?)
    }

    /// Every country, by code.
    pub fn countries(&self) -> impl Iterator<Item = CountryCode> {
        self.country_ids.iter().copied()
    }

    /// Every group, by id.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.values()
    }

    /// The code or name of a country that is nearest to a slip of it: a code for three letters.
    #[must_use]
    pub fn nearest_country(&self, text: &str) -> Option<&str> {
        let words = if text.chars().count() <= 3 { &self.country_codes } else { &self.country_words };
        did_you_mean(text, words.iter().map(String::as_str))
    }

    /// Every id, name and alias of a mineral, for "did you mean".
    pub fn mineral_words(&self) -> impl Iterator<Item = &str> {
        self.mineral_words.iter().map(String::as_str)
    }

    /// Every name of a mineral as it is compared, with its id. In no order.
    pub(super) fn mineral_names_folded(&self) -> impl Iterator<Item = (&str, &MineralId)> {
        self.minerals.iter().map(|(name, id)| (name.as_str(), id))
    }

    /// Adds a country under all its codes and its name.
    ///
    /// # Errors
    /// If one of them already means another country.
    pub fn add_country(&mut self, country: &CountryNames<'_>) -> Result<(), Clash<CountryCode>> {
        let code = country.code;
        if !self.country_ids.insert(code) {
            return Err(Clash(code));
        }
        if let Some(code) = packed(code.as_str())
            && let Err(place) = self.codes.binary_search(&code)
        {
            self.codes.insert(place, code);
        }
        for word in [code.as_str(), country.name, country.alpha2, country.numeric, country.comtrade] {
            self.add_alias(word, code)?;
        }
        Ok(())
    }

    /// Adds another name of a country. An empty one is none.
    ///
    /// # Errors
    /// If it already means another country.
    pub fn add_alias(&mut self, alias: &str, code: CountryCode) -> Result<(), Clash<CountryCode>> {
        if alias.is_empty() {
            return Ok(());
        }
        match self.countries.insert(fold(alias).into_owned(), code) {
            Some(before) if before != code => Err(Clash(before)),
            Some(_) => Ok(()),
            None => {
                match alias.chars().count() {
                    3 if alias.chars().all(char::is_alphabetic) => self.country_codes.push(alias.to_owned()),
                    4.. => self.country_words.push(alias.to_owned()),
                    _ => {} // two letters, or digits, are no slip of a name
                }
                Ok(())
            }
        }
    }

    /// Adds a mineral under its id, name, aliases and symbol.
    ///
    /// # Errors
    /// If a name already means another mineral. A symbol that two have means neither.
    pub fn add_mineral(&mut self, mineral: &MineralInfo) -> Result<(), Clash<MineralId>> {
        if !self.mineral_ids.insert(mineral.id.clone()) {
            return Err(Clash(mineral.id.clone()));
        }
        let names = [mineral.id.as_str(), &mineral.name];
        for word in names.into_iter().chain(mineral.aliases.iter().map(String::as_str)) {
            match self.minerals.insert(fold(word).into_owned(), mineral.id.clone()) {
                Some(before) if before != mineral.id => return Err(Clash(before)),
                Some(_) => {}
                None => self.mineral_words.push(word.to_owned()),
            }
        }
        self.minerals.insert(mineral.id.as_str().to_owned(), mineral.id.clone());
        if !mineral.symbol.is_empty() {
            for (symbols, symbol) in [
                (&mut self.symbols, mineral.symbol.clone()),
                (&mut self.lower_symbols, mineral.symbol.to_lowercase()),
            ] {
                let only = !symbols.contains_key(&symbol);
                symbols.insert(symbol, only.then(|| mineral.id.clone()));
            }
        }
        Ok(())
    }

    /// Adds a country to a group, which is made by its first member.
    ///
    /// # Errors
    /// If it is a member already.
    pub fn add_member(&mut self, group: Group) -> Result<(), Clash<String>> {
        self.group_ids.insert(fold(&group.id).into_owned(), group.id.clone());
        self.group_ids.insert(fold(&group.name).into_owned(), group.id.clone());
        let Some(known) = self.groups.get_mut(&group.id) else {
            self.groups.insert(group.id.clone(), group);
            return Ok(());
        };
        for member in group.members {
            match known.members.binary_search(&member) {
                Ok(_) => return Err(Clash(group.id)),
                Err(place) => known.members.insert(place, member),
            }
        }
        Ok(())
    }
}

/// Three letters as a number: nearly every country cell is a code, and is found by it.
fn packed(text: &str) -> Option<u32> {
    match *text.as_bytes() {
        [a, b, c] => Some(u32::from_be_bytes([0, a, b, c])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Names;
    use crate::model::Party;

    fn names() -> Names {
        Names::from_csv([
            "country,alpha2,numeric,name,comtrade\nCIV,CI,384,Côte d'Ivoire,\nNAM,NA,516,Namibia,\n\
             USA,US,840,United States,842\nAFG,AF,004,Afghanistan,\nTUR,TR,792,Türkiye,\n",
            "alias,country\nIvory Coast,CIV\n\"Namibia, Republic of\",NAM\n",
            "group,name,country,as_of,source\nC2,Two,USA,2025,us\nC2,Two,NAM,2025,us\n",
            "mineral,name,symbol,family,aliases\nrare-earths,Rare earths,,,REE\ncobalt,Cobalt,Co,,\n\
             carbon,Carbon,C,,\ndiamond,Diamond,C,,\n",
        ])
        .unwrap()
    }

    fn country(text: &str) -> Option<String> {
        names().country(text).map(|code| code.to_string())
    }

    #[test]
    fn digits_and_two_letters_are_no_slip_of_a_name() {
        let names = names();
        assert_eq!(names.nearest_country("civ"), Some("CIV"));
        assert_eq!(names.nearest_country("84"), None);
        assert_eq!(names.nearest_country("ci"), Some("CIV"), "cut short");
        assert_eq!(names.nearest_country("Ivory Coasst"), Some("Ivory Coast"));
    }

    #[test]
    fn a_country_is_known_by_its_codes_names_and_aliases() {
        for text in ["CIV", "civ", "ci", "384", "Cote d’Ivoire", "CÔTE  D'IVOIRE", "ivory coast"] {
            assert_eq!(country(text).as_deref(), Some("CIV"), "{text}");
        }
        assert_eq!(country("842"), country("840"));
        assert_eq!(country("4"), country("004"));
        assert_eq!(country("Turkiye").as_deref(), Some("TUR"));
        assert_eq!(country("СIV"), None, "a Cyrillic letter");
        assert_eq!(country(""), None);
    }

    #[test]
    fn na_is_namibia_and_not_a_missing_value() {
        assert_eq!(country("NA").as_deref(), Some("NAM"));
    }

    #[test]
    fn the_remainder_and_the_total_are_parties_but_not_countries() {
        for rest in ["Other", "others", "Other countries", "Rest of World", "rest of the world"] {
            assert_eq!(names().party(rest), Some(Party::Other), "{rest}");
        }
        for total in ["World", "world total", "Total"] {
            assert_eq!(names().party(total), Some(Party::World), "{total}");
        }
        assert_eq!(country("world"), None);
    }

    #[test]
    fn a_mineral_is_known_by_id_name_alias_and_unambiguous_symbol() {
        let names = names();
        let id = |text| names.mineral(text).map(|m| m.as_str());
        for text in ["rare-earths", "Rare Earths", "RARE_EARTHS", "ree"] {
            assert_eq!(id(text), Some("rare-earths"), "{text}");
        }
        assert_eq!(id("Co"), Some("cobalt"));
        assert_eq!((id("CO"), id("co")), (Some("cobalt"), Some("cobalt")));
        assert_eq!((id("C"), id("c")), (None, None), "two minerals have it");
    }

    #[test]
    fn a_group_has_its_members_in_order() {
        let members: Vec<_> = names().group("c2").unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(members, ["NAM", "USA"]);
        assert!(names().group("C3").is_none());
    }

    #[test]
    fn a_name_cannot_mean_two_things() {
        let told = |countries: &str, minerals: &str| {
            let (alias, group) = ("alias,country\nX,USA\n", "group,name,country\nG,G,USA\n");
            let errors = Names::from_csv([countries, alias, group, minerals]).unwrap_err();
            errors.into_iter().map(|error| error.message).collect::<Vec<_>>().join("; ")
        };
        let two = "country,alpha2,numeric,name\nNAM,NA,516,Namibia\nUSA,US,840,Namibia\n";
        let one = "country,alpha2,numeric,name\nUSA,US,840,United States\n";
        assert!(told(two, "mineral,name\na,A\n").ends_with("of `USA` already means another country"));
        assert!(told(one, "mineral,name\na,A\nb,A\n").ends_with("has too already means another mineral"));
    }
}
