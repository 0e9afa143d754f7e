//! The publishers' files, for tests that read them whole.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use minerals::load::Names;
use minerals::sources::Publication;

/// The tables of the EU's study, within the publishers' folder.
pub const EU_STUDY: [&str; 6] = [
    "eu_crm2023/dimension_CRMsOverTime.csv",
    "eu_crm2023/dimension_ScreenedMatGroupings.csv",
    "eu_crm2023/eu2023_parameters.csv",
    "eu_crm2023/fact_EUSupplyShares_t.csv",
    "eu_crm2023/fact_GlobalSupplyShares_t.csv",
    "eu_crm2023/fact_MaterialUseShares.csv",
];

/// The folder that `MINERALS_SOURCES` names.
pub fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("MINERALS_SOURCES").map(PathBuf::from);
    if folder.is_none() {
        println!("MINERALS_SOURCES does not name the publishers' folder: nothing is compared");
    }
    folder
}

/// Files with their names.
pub struct Files(Vec<(String, Vec<u8>)>);

impl Files {
    /// Reads files within a folder.
    pub fn read(folder: &Path, paths: &[&str]) -> Self {
        let read = |path: &&str| {
            let path = folder.join(path);
            (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap())
        };
        Self(paths.iter().map(read).collect())
    }

    /// As an importer takes them.
    pub fn publications(&self) -> Vec<Publication<'_>> {
        self.0.iter().map(|(name, bytes)| Publication { name, bytes }).collect()
    }
}

/// The names of the reference tables.
pub fn names() -> &'static Names {
    static NAMES: LazyLock<Names> = LazyLock::new(|| {
        let tables = ["countries", "country_aliases", "groups", "minerals"];
        let texts = tables.map(|table| {
            let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
            std::fs::read_to_string(data.join(format!("{table}.csv"))).unwrap()
        });
        Names::from_csv(texts.each_ref().map(String::as_str)).unwrap()
    });
    &NAMES
}
