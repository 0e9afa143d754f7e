//! The importer on the publisher's own files.
//!
//! The folder with the publishers' files is named by `MINERALS_SOURCES`; without it this shows nothing.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

use minerals::sources::Imported;

use super::run;

const FILES: [&str; 3] = [
    "usgs_mcs2026/MCS2026_Commodities_Data.csv",
    "usgs_mcs2026/revision_audit_rare_earths.csv",
    "usgs_mcs2025/MCS2025_World_Data.csv",
];

/// A file's name and bytes.
type File = (String, Vec<u8>);

/// The publisher's files, if the folder is named.
fn files() -> Option<&'static [File]> {
    static READ: LazyLock<Option<Vec<File>>> = LazyLock::new(|| {
        let folder = PathBuf::from(std::env::var_os("MINERALS_SOURCES")?);
        let read = |file: &str| {
            let path = folder.join(file);
            (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap())
        };
        Some(FILES.map(read).into())
    });
    if READ.is_none() {
        println!("MINERALS_SOURCES does not name the publishers' folder: nothing is rebuilt");
    }
    READ.as_deref()
}

fn imported() -> Option<&'static Imported> {
    static IMPORTED: LazyLock<Option<Imported>> = LazyLock::new(|| {
        let files: Vec<_> = files()?.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        Some(run(&files).unwrap_or_else(|errors| panic!("{errors:#?}")))
    });
    IMPORTED.as_ref()
}

#[test]
fn every_row_of_the_publisher_is_accounted_for() {
    let Some(imported) = imported() else { return };
    let rows = |file: &str| {
        let account = &imported.accounts[file];
        println!("{file}: {account:#?}");
        assert!(account.balances());
        (account.rows, account.used)
    };
    assert_eq!(rows("MCS2026_Commodities_Data.csv"), (8886, 5918));
    assert_eq!(rows("MCS2025_World_Data.csv"), (1250, 1168));
    assert_eq!(rows("revision_audit_rare_earths.csv"), (4, 4));
}

/// Read with plain string tools, apart from the importer: the largest figure of each world table.
#[test]
fn the_largest_producer_of_the_publisher_is_the_largest_in_the_table() {
    let Some((imported, files)) = imported().zip(files()) else { return };
    let (text, _, _) = encoding_rs::WINDOWS_1252.decode(&files[0].1);
    let mut largest: BTreeMap<(String, String), (f64, String)> = BTreeMap::new();
    for row in csv::Reader::from_reader(text.as_bytes()).records() {
        let row = row.unwrap();
        let figure = row[8].replace(',', "").parse::<f64>();
        // Where a chapter has several columns, the label goes on behind these words.
        let plain = row[5].starts_with("Mine production") && !SEVERAL.contains(&&row[0]);
        if let Ok(figure) = figure
            && plain
            && !row[6].contains("carats") // counted one by one in the table
            && row[1].starts_with("World")
            && &row[7] == "2025"
            && &row[4] == "Production"
            && !row[3].starts_with("World")
            && &row[3] != "Other countries"
        {
            let best = largest.entry((row[0].to_owned(), row[6].to_owned())).or_insert((0.0, String::new()));
            if figure > best.0 {
                *best = (figure, row[3].to_owned());
            }
        }
    }
    assert!(largest.len() > 30, "{}", largest.len());
    for ((chapter, _), (figure, country)) in largest {
        let code = super::country(&country).unwrap().to_string();
        let mineral = mineral(&chapter);
        let mix = super::mix(imported, &format!("{mineral},mine,"), "2025");
        let countries = mix.iter().filter(|(party, _)| *party != "other");
        let (party, quantity) = countries.max_by(|a, b| a.1.total_cmp(b.1)).unwrap();
        assert_eq!((party.as_str(), *quantity), (code.as_str(), figure), "{chapter}");
    }
}

/// Chapters whose world table has several columns of production.
const SEVERAL: [&str; 6] =
    ["CLAYS", "COPPER", "IRON ORE", "PLATINUM-GROUP METALS", "SODA ASH", "TITANIUM MINERAL CONCENTRATES"];

/// Our id of a chapter whose world table has one plain column.
fn mineral(chapter: &str) -> String {
    let id = chapter.to_lowercase().replace(' ', "-");
    match id.as_str() {
        "feldspar-and-nepheline-syenite" => return "feldspar".to_owned(),
        "garnet-(industrial)" => return "industrial-garnet".to_owned(),
        "graphite-(natural)" => return "natural-graphite".to_owned(),
        "kyanite-and-related-minerals" => return "kyanite".to_owned(),
        "niobium-(columbium)" => return "niobium".to_owned(),
        "pumice-and-pumicite" => return "pumice".to_owned(),
        "sand-and-gravel-(construction)" => return "construction-sand-gravel".to_owned(),
        "sand-and-gravel-(industrial)" => return "industrial-sand-gravel".to_owned(),
        "stone-(crushed)" => return "crushed-stone".to_owned(),
        "stone-(dimension)" => return "dimension-stone".to_owned(),
        "talc-and-pyrophyllite" => return "talc".to_owned(),
        "zeolites-(natural)" => return "zeolites".to_owned(),
        _ => {}
    }
    id
}
