//! A file's text: its bytes checked and decoded once, its hash, and the way from a byte to its place.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use super::limits::BYTES;
use super::lines::Lines;
use super::{foreign, layouts};
use crate::diag::{Code, Diagnostic, Place, clean, shell};

/// A text that tables are read from.
#[derive(Debug)]
pub struct Source {
    name: Arc<str>,
    listed: Arc<str>,
    text: Cow<'static, str>,
    sha256: Cow<'static, str>,
    builtin: bool,
    lines: OnceLock<Lines>,
}

impl Source {
    /// A table compiled in; its hash was recorded when the program was built.
    #[must_use]
    pub fn builtin(name: &str, text: &'static str, sha256: &'static str) -> Self {
        Self {
            name: name.into(),
            listed: listed(name),
            text: Cow::Borrowed(text),
            sha256: Cow::Borrowed(sha256),
            builtin: true,
            lines: OnceLock::new(),
        }
    }

    /// A file's bytes: UTF-8 text, with or without a byte order mark, plain or packed with gzip.
    ///
    /// # Errors
    /// If it is too large, empty, no text, or in another encoding.
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<Self, Box<Diagnostic>> {
        if bytes.len() > BYTES {
            return Err(Box::new(too_large(name)));
        }
        let sha256 = hex(&Sha256::digest(&bytes));
        let bytes = foreign::unpacked(name, bytes)?;
        foreign::refuse(name, &bytes)?;
        refuse_foreign_marks(name, &bytes)?;
        let mut text = String::from_utf8(bytes).map_err(|e| Box::new(not_utf8(name, &e)))?;
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        let source = Self {
            name: name.into(),
            listed: listed(name),
            text: Cow::Owned(text),
            sha256: Cow::Owned(sha256),
            builtin: false,
            lines: OnceLock::new(),
        };
        if let Some(at) = source.text.find('\0') {
            let message = format!("`{}` is not text: it has a NUL byte", clean(name));
            let help = "if it is UTF-16 without a byte order mark: ".to_owned() + &iconv("UTF-16LE", name);
            let error = Diagnostic::error(Code::BadEncoding, message).help(help);
            return Err(Box::new(error.at(source.place(at..at + 1), "NUL byte")));
        }
        foreign::refuse_conflict(name, &source.text)?;
        if source.text.trim().is_empty() {
            let message = format!("`{}` is empty", clean(name));
            let help = "a table has a header and at least one row: was the download cut short?";
            return Err(Box::new(Diagnostic::error(Code::EmptyTable, message).help(help)));
        }
        Ok(source)
    }

    /// The file as the user named it.
    #[must_use]
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// The file as results name it: an absolute path would make them differ from place to place.
    #[must_use]
    pub fn listed(&self) -> &Arc<str> {
        &self.listed
    }

    /// Its text, without a byte order mark. Byte ranges count in it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// SHA-256 of the file's bytes, packed as they are, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// It is compiled in.
    #[must_use]
    pub fn is_builtin(&self) -> bool {
        self.builtin
    }

    /// Where a byte range stands.
    #[must_use]
    pub fn place(&self, range: Range<usize>) -> Place {
        self.lines().place(&self.name, &self.text, range)
    }

    /// The line of a byte, from 1.
    #[must_use]
    pub fn line(&self, at: usize) -> u32 {
        self.lines().number(&self.text, at)
    }

    /// The bytes of a line, which counts from 1, without its ending.
    #[must_use]
    pub fn range_of_line(&self, line: u32) -> Range<usize> {
        self.lines().range(&self.text, line)
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::of(&self.text))
    }
}

/// The error for a file that is larger than what is read.
#[must_use]
pub fn too_large(name: &str) -> Diagnostic {
    Diagnostic::error(Code::TooLarge, format!("`{}` is larger than 256 MB", clean(name)))
        .help("keep the rows and columns that the question needs")
}

/// A file's name as results give it: an absolute path would make them differ from place to place.
#[must_use]
pub fn listed(name: &str) -> Arc<str> {
    let path = std::path::Path::new(name);
    match path.file_name() {
        Some(file) if path.is_absolute() => file.to_string_lossy().into(),
        _ => name.into(),
    }
}

/// Bytes in hexadecimal.
#[must_use]
pub fn hex(digest: &[u8]) -> String {
    digest.iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}"); // writing to a String cannot fail
        out
    })
}

fn iconv(from: &str, name: &str) -> String {
    format!("`iconv -f {from} -t UTF-8 {} > utf8.csv`", shell(name))
}

/// UTF-16 and UTF-32 announce themselves by their byte order mark; the longer marks come first.
fn refuse_foreign_marks(name: &str, bytes: &[u8]) -> Result<(), Box<Diagnostic>> {
    const MARKS: [(&[u8], &str); 4] = [
        (&[0xff, 0xfe, 0, 0], "UTF-32"),
        (&[0, 0, 0xfe, 0xff], "UTF-32"),
        (&[0xff, 0xfe], "UTF-16"),
        (&[0xfe, 0xff], "UTF-16"),
    ];
    match MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        None => Ok(()),
        Some((_, encoding)) => {
            let message = format!("`{}` is {encoding}, not UTF-8", clean(name));
            let help = format!("convert it: {}", iconv(encoding, name));
            Err(Box::new(Diagnostic::error(Code::BadEncoding, message).help(help)))
        }
    }
}

fn not_utf8(name: &str, error: &std::string::FromUtf8Error) -> Diagnostic {
    let good = error.utf8_error().valid_up_to();
    let bytes = error.as_bytes();
    let byte = bytes.get(good).copied().unwrap_or_default();
    // The place is shown in a text where the bad bytes stand as the replacement character.
    let text = String::from_utf8_lossy(bytes);
    let range = good..good + '\u{fffd}'.len_utf8();
    let place = Lines::of(&text).place(&name.into(), &text, range);
    let header: Vec<&str> = text.lines().next().unwrap_or_default().split(',').collect();
    if let (Some((what, help)), [], false) =
        (layouts::known(&header), layouts::best_fits(&header).as_slice(), layouts::is_of_trade(&header))
    {
        let message = format!("`{}` is laid out as {what}, not as one of our tables", clean(name));
        return Diagnostic::error(Code::WrongTable, message).help(help.replace("FILE", &clean(name)));
    }
    let message = format!("`{}` is not UTF-8: byte 0x{byte:02X}", clean(name));
    Diagnostic::error(Code::BadEncoding, message)
        .at(place, "not UTF-8")
        .help(format!("if it comes from Windows or Excel, convert it: {}", iconv("WINDOWS-1252", name)))
}

#[cfg(test)]
mod tests {
    use super::{BYTES, Source};
    use crate::diag::Code;

    fn refusal(bytes: &[u8]) -> crate::diag::Diagnostic {
        *Source::from_bytes("x.csv", bytes.to_vec()).unwrap_err()
    }

    #[test]
    fn a_byte_order_mark_is_taken_and_the_hash_is_of_the_bytes() {
        let source = Source::from_bytes("x.csv", b"\xef\xbb\xbfabc".to_vec()).unwrap();
        assert_eq!(source.text(), "abc");
        assert_eq!(source.sha256(), "1c28dc3f1f804a1ad9c9b4b4cf5e2658d16ad4ed08e3020d04a8d2865018947c");
        assert_eq!(source.place(0..1).column, 1);
    }

    #[test]
    fn another_encoding_is_refused_with_the_command_that_mends_it() {
        let latin = refusal(b"country\nC\xf4te\n");
        let place = latin.place.unwrap();
        assert_eq!((latin.code, place.line, place.column), (Code::BadEncoding, 2, 2));
        assert!(latin.message.contains("0xF4") && latin.help.unwrap().contains("iconv -f WINDOWS-1252"));
        assert!(refusal(b"\xff\xfea\0").help.unwrap().contains("iconv -f UTF-16"));
        assert!(refusal(b"\xff\xfe\0\0").message.contains("UTF-32"));
        assert!(refusal(b"a\0b").message.contains("NUL"));
    }

    #[test]
    fn results_name_a_file_without_folders_that_only_this_machine_has() {
        let listed = |name: &str| Source::from_bytes(name, b"x".to_vec()).unwrap().listed().to_string();
        assert_eq!([listed("a/b.csv"), listed("/a/b.csv")], ["a/b.csv", "b.csv"]);
    }

    #[test]
    fn a_bad_byte_is_marked_by_itself() {
        let place = refusal(b"country\nC\xf4te\n").place.unwrap();
        assert_eq!(place.text.get(place.span), Some("\u{fffd}"));
        let place = refusal(b"ab\0cd").place.unwrap();
        assert_eq!(place.text.get(place.span), Some("\0"));
    }

    #[test]
    fn nothing_in_it_is_an_error() {
        for empty in [&b""[..], b"\n\r\n", b"\xef\xbb\xbf", b" "] {
            assert_eq!(refusal(empty).code, Code::EmptyTable);
        }
    }

    #[test]
    fn too_large_is_refused_before_anything_else() {
        assert_eq!(refusal(&vec![0; BYTES + 1]).code, Code::TooLarge);
    }
}
