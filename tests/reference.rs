//! The reference tables: countries, what others call them, and the groups that they belong to.
//!
//! Read here apart from the program's own loader, so that neither can hide a fault of the other.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test file: a failure is meant to stop it"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const COUNTRIES: &str = include_str!("../data/countries.csv");
const ALIASES: &str = include_str!("../data/country_aliases.csv");
const GROUPS: &str = include_str!("../data/groups.csv");
const LABELS: &str = include_str!("publishers/country_labels.csv");

/// The rows of a table whose header is exactly this.
fn rows(text: &str, header: &str) -> Vec<Vec<String>> {
    assert_eq!(text.lines().next(), Some(header));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn countries() -> Vec<Vec<String>> {
    rows(COUNTRIES, "country,alpha2,numeric,name,comtrade,note")
}

fn aliases() -> Vec<Vec<String>> {
    rows(ALIASES, "alias,country,note")
}

fn groups() -> Vec<Vec<String>> {
    rows(GROUPS, "group,name,country,as_of,source")
}

/// What a cell is looked up by: case, accents, apostrophes and the width of blanks do not matter.
fn fold(label: &str) -> String {
    let plain =
        label.chars().filter(|c| !"'’‘`´".contains(*c)).flat_map(char::to_lowercase).map(|c| match c {
            'à'..='å' => 'a',
            'ç' => 'c',
            'è'..='ë' => 'e',
            'ì'..='ï' => 'i',
            'ò'..='ö' => 'o',
            'ù'..='ü' => 'u',
            other => other,
        });
    plain.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every code, name and alias, folded, with the codes that it stands for: one, if all is well.
fn names() -> BTreeMap<String, BTreeSet<String>> {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in countries() {
        for name in [&row[0], &row[1], &row[3]] {
            names.entry(fold(name)).or_default().insert(row[0].clone());
        }
    }
    for row in aliases() {
        names.entry(fold(&row[0])).or_default().insert(row[1].clone());
    }
    names
}

fn resolve(label: &str) -> Option<String> {
    static NAMES: LazyLock<BTreeMap<String, BTreeSet<String>>> = LazyLock::new(names);
    NAMES.get(&fold(label)).and_then(|codes| codes.first().cloned())
}

#[test]
fn every_iso_3166_country_is_listed_with_its_codes() {
    let ours: BTreeMap<_, _> =
        countries().into_iter().map(|row| (row[0].clone(), (row[1].clone(), row[2].clone()))).collect();
    for theirs in rust_iso3166::ALL {
        let (alpha2, numeric) =
            ours.get(theirs.alpha3).unwrap_or_else(|| panic!("{} is missing", theirs.alpha3));
        assert_eq!(alpha2, theirs.alpha2, "{}", theirs.alpha3);
        assert_eq!(*numeric, format!("{:03}", theirs.numeric), "{}", theirs.alpha3);
    }
    let iso: BTreeSet<_> = rust_iso3166::ALL.iter().map(|c| c.alpha3).collect();
    let beyond: Vec<_> = ours.keys().filter(|code| !iso.contains(code.as_str())).collect();
    assert_eq!(beyond, ["XKX"], "Kosovo alone stands outside ISO 3166");
    assert_eq!(ours["XKX"], ("XK".to_owned(), String::new()));
}

#[test]
fn no_code_name_or_alias_means_two_countries() {
    let ambiguous: Vec<_> = names().into_iter().filter(|(_, codes)| codes.len() > 1).collect();
    assert_eq!(ambiguous, []);
}

#[test]
fn every_alias_names_a_known_country_and_says_something_new() {
    let codes: BTreeSet<_> = countries().into_iter().map(|row| row[0].clone()).collect();
    let mut seen: BTreeSet<_> =
        countries().iter().flat_map(|row| [&row[0], &row[1], &row[3]].map(|name| fold(name))).collect();
    for row in aliases() {
        assert!(codes.contains(&row[1]), "{row:?}");
        assert!(seen.insert(fold(&row[0])), "{row:?} is a code, a name or an alias already");
    }
}

#[test]
fn a_group_is_never_taken_for_a_country() {
    for row in groups() {
        assert_eq!(resolve(&row[0]), None, "{row:?}");
        assert_eq!(resolve(&row[1]), None, "{row:?}");
    }
    for special in ["other", "world", ""] {
        assert_eq!(resolve(special), None, "{special}");
    }
}

#[test]
fn the_tables_are_sorted_and_nothing_in_them_is_blank_or_padded() {
    let sorted = |keys: Vec<Vec<String>>| keys.windows(2).all(|pair| pair[0] < pair[1]);
    assert!(sorted(countries().into_iter().map(|row| vec![row[0].clone()]).collect()));
    assert!(sorted(aliases().into_iter().map(|row| vec![row[1].clone(), fold(&row[0])]).collect()));
    for table in [countries(), aliases(), groups()] {
        for row in table {
            assert!(row.iter().all(|cell| cell.trim() == cell), "{row:?}");
            assert!(!row[0].is_empty() && !row[1].is_empty(), "{row:?}");
        }
    }
    for text in [COUNTRIES, ALIASES, GROUPS] {
        assert!(!text.contains('\r') && text.ends_with('\n'));
    }
}

#[test]
fn groups_have_their_members() {
    let codes: BTreeSet<_> = countries().into_iter().map(|row| row[0].clone()).collect();
    let mut members: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in groups() {
        assert!(codes.contains(&row[2]), "{row:?}");
        assert!(!row[3].is_empty() && !row[4].is_empty(), "{row:?} lacks its date or source");
        assert!(members.entry(row[0].clone()).or_default().insert(row[2].clone()), "{row:?} twice");
    }
    let sizes: Vec<_> = members.iter().map(|(group, of)| (group.as_str(), of.len())).collect();
    let expected = [
        ("C5", 5),
        ("EAEU", 5),
        ("EU27", 27),
        ("G7", 7),
        ("MSP", 14),
        ("NATO", 32),
        ("OECD", 38),
        ("US-FTA", 20),
    ];
    assert_eq!(sizes, expected);
    assert_eq!(Vec::from_iter(&members["C5"]), ["KAZ", "KGZ", "TJK", "TKM", "UZB"]);
    assert!(!members["EU27"].contains("GBR"), "the United Kingdom left in 2020");
    assert!(!members["US-FTA"].contains("USA"), "a country is no partner of itself");
}

#[test]
fn comtrade_has_its_own_numbers_for_six_countries() {
    let own: Vec<_> = countries()
        .into_iter()
        .filter(|row| !row[4].is_empty())
        .map(|row| format!("{} {} {}", row[0], row[2], row[4]))
        .collect();
    let expected = ["CHE 756 757", "FRA 250 251", "IND 356 699", "NOR 578 579", "TWN 158 490", "USA 840 842"];
    assert_eq!(own, expected);
    let iso: BTreeSet<_> = countries().into_iter().map(|row| row[2].clone()).collect();
    assert!(countries().iter().all(|row| row[4].is_empty() || !iso.contains(&row[4])), "a number means two");
}

#[test]
fn namibia_is_not_a_missing_value() {
    assert_eq!(resolve("NA").as_deref(), Some("NAM"));
    assert_eq!(resolve("na").as_deref(), Some("NAM"));
}

#[test]
fn the_world_banks_old_codes_resolve() {
    for (old, code) in
        [("ZAR", "COD"), ("ROM", "ROU"), ("ADO", "AND"), ("WBG", "PSE"), ("TMP", "TLS"), ("KSV", "XKX")]
    {
        assert_eq!(resolve(old).as_deref(), Some(code), "{old}");
    }
}

#[test]
fn what_people_type_resolves() {
    for (typed, code) in [
        ("Burma", "MMR"),
        ("myanmar", "MMR"),
        ("DRC", "COD"),
        ("DR Congo", "COD"),
        ("Congo (Kinshasa)", "COD"),
        ("Côte d’Ivoire", "CIV"),
        ("cote d'ivoire", "CIV"),
        ("Ivory Coast", "CIV"),
        ("Turkey", "TUR"),
        ("Turkiye", "TUR"),
        ("Korea, Republic of", "KOR"),
        ("U.S.", "USA"),
        ("UK", "GBR"),
        ("United\u{a0}States", "USA"),
        ("Russian Federation", "RUS"),
        ("Viet Nam", "VNM"),
        ("Taiwan, Province of China", "TWN"),
    ] {
        assert_eq!(resolve(typed).as_deref(), Some(code), "{typed}");
    }
    for shared in ["Korea", "Congo"] {
        assert_eq!(resolve(shared), None, "`{shared}`: which of the two is not ours to guess");
    }
}

/// Two publishers print `Congo` for Congo (Brazzaville): who imports them must say so of their file alone.
#[test]
fn every_label_of_a_country_in_the_publishers_files_resolves_and_no_other_does() {
    for row in rows(LABELS, "label,country,publishers") {
        assert_eq!(resolve(&row[0]).unwrap_or_default(), row[1], "`{}` of {}", row[0], row[2]);
    }
}
