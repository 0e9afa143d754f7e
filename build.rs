//! Compiles the tables of `data/` in, with their hashes and row counts, so that a start computes neither;
//! the trade as fixed records, so that a start that needs no trade does not even read it.

#[path = "src/load/shipped/pack.rs"]
mod pack;

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sha2::{Digest, Sha256};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=data");
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let mut code = String::from("&[\n");
    for path in tables(&Path::new(&root).join("data"))? {
        code += &entry(&path)?;
    }
    code += "]\n";
    fs::write(Path::new(&out).join("builtin.rs"), code)?;
    fs::write(Path::new(&out).join("documents.rs"), documents(&Path::new(&root).join("data"))?)?;
    trade(&Path::new(&root).join("data/trade.csv.gz"), Path::new(&out))
}

/// The trade as records, and the code that tells what they are.
fn trade(path: &Path, out: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", path.display());
    let bytes = fs::read(path)?;
    let mut text = String::new();
    flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text)?;
    let packed =
        pack::pack(&text, &hex(&bytes)).map_err(|e| io::Error::other(format!("{}: {e}", path.display())))?;
    fs::write(out.join("trade.bin"), packed.flows)?;
    fs::write(out.join("trade.rs"), packed.code)
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}"); // writing to a String cannot fail
        hex
    })
}

/// The scenarios and policies, by folder and name.
fn documents(data: &Path) -> io::Result<String> {
    let mut code = String::from("&[\n");
    for folder in ["scenarios", "policies"] {
        let Ok(entries) = fs::read_dir(data.join(folder)) else { continue };
        let mut paths = entries.map(|entry| entry.map(|e| e.path())).collect::<io::Result<Vec<_>>>()?;
        paths.retain(|path| path.extension().is_some_and(|e| e == "toml"));
        paths.sort();
        for path in paths {
            println!("cargo::rerun-if-changed={}", path.display());
            let hash = hex(&fs::read(&path)?);
            let name = path.file_stem().and_then(|stem| stem.to_str());
            let name = name.ok_or_else(|| io::Error::other("name of a document"))?;
            let _ = writeln!(
                code,
                "    Document {{ folder: {folder:?}, name: {name:?}, text: include_str!({path:?}), sha256: {hash:?} }},"
            );
        }
    }
    code += "]\n";
    Ok(code)
}

/// The CSV files of a directory, by name.
fn tables(data: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(data)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "csv") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn entry(path: &Path) -> io::Result<String> {
    println!("cargo::rerun-if-changed={}", path.display());
    let bytes = fs::read(path)?;
    let text = String::from_utf8(bytes).map_err(|e| io::Error::other(format!("{}: {e}", path.display())))?;
    let name =
        path.file_stem().and_then(|stem| stem.to_str()).ok_or_else(|| io::Error::other("name of a table"))?;
    let hash = hex(text.as_bytes());
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).count();
    Ok(format!(
        "    Builtin {{ name: {name:?}, text: include_str!({path:?}), sha256: {hash:?}, rows: {} }},\n",
        lines.saturating_sub(1)
    ))
}
