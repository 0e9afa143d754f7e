//! The mapping holds nothing that the publisher's files do not have.

use std::path::PathBuf;

use super::labels::{Labels, RELEASE_2026, WORLD_2025};
use super::read;
use crate::load::Names;
use crate::sources::Publication;

#[test]
fn no_line_of_the_mappings_is_without_a_row() {
    let Some(folder) = std::env::var_os("MINERALS_SOURCES").map(PathBuf::from) else {
        println!("MINERALS_SOURCES does not name the publishers' folder: nothing is compared");
        return;
    };
    let names = Names::from_csv([
        include_str!("../../../data/countries.csv"),
        include_str!("../../../data/country_aliases.csv"),
        include_str!("../../../data/groups.csv"),
        include_str!("../../../data/minerals.csv"),
    ])
    .unwrap();
    let release = std::fs::read(folder.join("usgs_mcs2026/MCS2026_Commodities_Data.csv")).unwrap();
    let world = std::fs::read(folder.join("usgs_mcs2025/MCS2025_World_Data.csv")).unwrap();
    let files =
        [Publication { name: "release", bytes: &release }, Publication { name: "world", bytes: &world }];
    let (_, used) = read(&files, &|name| names.country(name)).unwrap();
    for (texts, used) in [(&RELEASE_2026[..], &used[0]), (&WORLD_2025[..], &used[1])] {
        let labels = Labels::parse(texts).unwrap();
        let idle: Vec<_> = labels.iter().map(|(key, _)| key).filter(|key| !used.contains(*key)).collect();
        assert!(idle.is_empty(), "{idle:#?}");
    }
}
