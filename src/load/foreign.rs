//! What a file is when it is no table: an archive, a workbook, a web page, a pointer to a file that was
//! not fetched, a merge that was not finished. Each is told apart by its first bytes and has its own
//! remedy.

use std::io::Read as _;

use super::limits::{BYTES, PARTS};
use super::lines::Lines;
use crate::diag::{Code, Diagnostic, clean, shell};

/// A kind of file: the bytes it starts with, what it is, and what to do (`{}` is the file's name).
struct Kind {
    starts: &'static [u8],
    what: &'static str,
    help: &'static str,
}

const KINDS: &[Kind] = &[
    kind(b"\xd0\xcf\x11\xe0", "an Excel workbook of the old kind", WORKBOOK),
    kind(
        b"%PDF-",
        "a PDF document",
        "look for the publisher's data file: a table on a page cannot be read safely",
    ),
    kind(b"PAR1", "a Parquet file", "write it as CSV: `duckdb -csv -c \"from {}\" > table.csv`"),
    kind(b"ARROW1", "an Arrow file", "write it as CSV: `duckdb -csv -c \"from {}\" > table.csv`"),
    kind(
        b"SQLite format 3\0",
        "an SQLite database",
        "write the table as CSV: `sqlite3 -csv -header {} 'select * from production' > production.csv`",
    ),
    kind(b"\x28\xb5\x2f\xfd", "compressed with zstd", "unpack it: `zstd -d {}`"),
    kind(b"\xfd7zXZ\0", "compressed with xz", "unpack it: `xz -d {}`"),
    kind(b"\x1f\x8b", "packed with gzip twice", "unpack it once: `gunzip {}`"),
    kind(b"BZh", "compressed with bzip2", "unpack it: `bunzip2 {}`"),
    kind(b"7z\xbc\xaf", "a 7z archive", "unpack it: `7z x {}`"),
    kind(
        b"version https://git-lfs",
        "a Git LFS pointer, not the file it points to",
        "fetch the file: `git lfs pull`",
    ),
    kind(b"{\\rtf", "a rich text document", "save it as CSV"),
];

const WORKBOOK: &str = "save the sheet as `CSV UTF-8`, or run `libreoffice --headless --convert-to csv {}`";

const fn kind(starts: &'static [u8], what: &'static str, help: &'static str) -> Kind {
    Kind { starts, what, help }
}

/// Refuses bytes that are known to be something else than the text of a table.
pub fn refuse(name: &str, bytes: &[u8]) -> Result<(), Box<Diagnostic>> {
    let known = KINDS.iter().find(|kind| bytes.starts_with(kind.starts)).map(|kind| (kind.what, kind.help));
    let Some((what, help)) = known.or_else(|| zip(bytes)).or_else(|| markup(bytes)) else { return Ok(()) };
    let message = format!("`{}` is {what}", clean(name));
    let help = help.replace("{}", &shell(name));
    Err(Box::new(Diagnostic::error(Code::NotATable, message).help(help)))
}

/// A workbook is a zip archive of files whose names tell it.
fn zip(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const NAMES: usize = 4_000;
    bytes.strip_prefix(b"PK\x03\x04")?;
    let some = bytes.get(..NAMES).unwrap_or(bytes);
    let holds = |name: &[u8]| some.windows(name.len()).any(|window| window == name);
    Some(if holds(b"[Content_Types].xml") || holds(b"xl/") {
        ("an Excel workbook", WORKBOOK)
    } else if holds(b"opendocument.spreadsheet") {
        ("an OpenDocument spreadsheet", WORKBOOK)
    } else {
        ("a zip archive", "unpack it and give the file inside: `unzip {}`")
    })
}

fn markup(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let starts = |mark: &[u8]| start.get(..mark.len()).is_some_and(|s| s.eq_ignore_ascii_case(mark));
    let page = [&b"<!doctype html"[..], b"<html", b"<head", b"<body", b"<table"];
    if page.into_iter().any(starts) {
        let help =
            "it may be the page of an error or a login: open it in a browser, and download the file itself";
        return Some(("a web page", help));
    }
    let xml = starts(b"<?xml") || starts(b"<!doctype");
    xml.then_some(("XML", "ask the publisher's service for CSV or JSON"))
}

/// What a gzip file holds; the bytes themselves if it is none.
pub fn unpacked(name: &str, bytes: Vec<u8>) -> Result<Vec<u8>, Box<Diagnostic>> {
    if !bytes.starts_with(b"\x1f\x8b") {
        return Ok(bytes);
    }
    let mut unpacked = Vec::new();
    let mut rest = bytes.as_slice();
    for _ in 0..=PARTS {
        if rest.is_empty() {
            return Ok(unpacked);
        }
        let mut part = flate2::bufread::GzDecoder::new(rest);
        let room = u64::try_from(BYTES + 1 - unpacked.len()).unwrap_or(u64::MAX);
        if let Err(error) = part.by_ref().take(room).read_to_end(&mut unpacked) {
            let message = format!("`{}` is a gzip file that is cut short or damaged: {error}", clean(name));
            let help = format!("fetch it again; `gzip -t {}` tests it", shell(name));
            return Err(Box::new(Diagnostic::error(Code::Unreadable, message).help(help)));
        }
        if unpacked.len() > BYTES {
            return Err(Box::new(super::source::too_large(name)));
        }
        rest = part.into_inner();
    }
    let message = format!("`{}` is a gzip file of more than {PARTS} parts", clean(name));
    let help = format!("unpack it: `gunzip {}`", shell(name));
    Err(Box::new(Diagnostic::error(Code::TooLarge, message).help(help)))
}

/// Refuses a text in which a merge has left both sides: each of them may be the one that is meant.
pub fn refuse_conflict(name: &str, text: &str) -> Result<(), Box<Diagnostic>> {
    const MARK: &str = "<<<<<<< ";
    if !text.contains(MARK) {
        return Ok(());
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with(MARK) {
            let place = Lines::of(text).place(&name.into(), text, at..at + line.trim_end().len());
            let message = format!("`{}` holds both sides of a merge that was not finished", clean(name));
            let help = "keep one side, and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`";
            return Err(Box::new(
                Diagnostic::error(Code::MergeConflict, message).at(place, "from here").help(help),
            ));
        }
        at += line.len();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{PARTS, refuse, refuse_conflict, unpacked};
    use crate::diag::Code;

    fn told(bytes: &[u8]) -> String {
        let error = refuse("x.csv", bytes).unwrap_err();
        format!("{} | {}", error.message, error.help.unwrap())
    }

    #[test]
    fn each_kind_of_file_has_its_own_words() {
        assert!(told(b"PK\x03\x04....[Content_Types].xml").contains("Excel workbook | save the sheet"));
        assert!(told(b"PK\x03\x04....production.csv").contains("unzip 'x.csv'"));
        assert!(told(b"\n <!DOCTYPE html><html>").contains("web page"));
        assert!(told(b"\xef\xbb\xbf<?xml version='1.0'?>").contains("is XML"));
        assert!(told(b"version https://git-lfs.github.com/spec/v1\n").contains("git lfs pull"));
        assert!(refuse("x.csv", b"mineral,stage\n").is_ok() && refuse("x.csv", b"").is_ok());
    }

    #[test]
    fn a_gzip_file_is_opened_or_refused_whole() {
        let packed =
            b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x4b\x4c\x4a\x06\x00\xc2\x41\x24\x35\x03\x00\x00\x00";
        assert_eq!(unpacked("x.gz", packed.to_vec()).unwrap(), b"abc");
        let cut = packed.get(..16).unwrap().to_vec();
        assert!(unpacked("x.gz", cut).unwrap_err().message.contains("cut short"));
        assert_eq!(unpacked("x", b"abc".to_vec()).unwrap(), b"abc");
        assert_eq!(unpacked("x.gz", packed.repeat(3)).unwrap(), b"abcabcabc");
        assert_eq!(unpacked("x.gz", packed.repeat(PARTS + 1)).unwrap_err().code, Code::TooLarge);
    }

    #[test]
    fn a_merge_is_pointed_at_where_it_starts() {
        let error = refuse_conflict("x.csv", "a,b\n<<<<<<< HEAD\n1,2\n=======\n").unwrap_err();
        assert_eq!((error.code, error.place.unwrap().line), (Code::MergeConflict, 2));
        assert!(refuse_conflict("x.csv", "a,<<<<<<< b\n").is_ok());
    }
}
