//! `data/trade.csv.gz` is what the importer makes of the publisher's files, byte for byte once unpacked.
//!
//! The folder with the publishers' files is named by `MINERALS_SOURCES`; without it this shows nothing.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::sync::LazyLock;

use flate2::read::GzDecoder;
use flate2::{Compression, GzBuilder};
use minerals::sources::Imported;

use super::run;

const FILES: [&str; 3] =
    ["baci_hs92/baci_hs92_minerals_2022_2024.csv.gz", "baci_hs17/baci_2022.csv", "baci_hs17/baci_2024.csv"];

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

fn unpacked(bytes: &[u8]) -> String {
    let mut text = String::new();
    GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
    text
}

/// With `MINERALS_REBUILD` set, the table in `data/` is written anew first.
#[test]
fn the_table_in_data_is_rebuilt_byte_for_byte() {
    let Some(imported) = imported() else { return };
    let text = &imported.tables["trade"];
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/trade.csv.gz");
    if std::env::var_os("MINERALS_REBUILD").is_some() {
        // no clock and no name in it: the same text gives the same bytes
        let mut packer = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
        packer.write_all(text.as_bytes()).unwrap();
        std::fs::write(&path, packer.finish().unwrap()).unwrap();
    }
    let stands = unpacked(&std::fs::read(&path).unwrap());
    assert!(stands == *text, "data/trade.csv.gz is not what the importer makes");
}
