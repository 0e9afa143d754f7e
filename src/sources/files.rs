//! A publisher's files, told apart by their headers, and by their names where two have one header.

use std::borrow::Cow;

use super::{Publication, file, first_line};
use crate::diag::{Code, Diagnostic, quote};

/// A file whose kind is known.
pub struct File<'a, K> {
    /// What it is.
    pub kind: K,
    /// Its name, for messages.
    pub name: &'a str,
    /// All of it.
    pub text: Cow<'a, str>,
}

/// Finds each file's kind by its first line and name; `unknown` is the error about a file of none.
///
/// # Errors
/// Files of no kind, of the same kind, and those that are no text.
pub fn sort<'a, K: PartialEq>(
    publications: &[Publication<'a>],
    kind: impl Fn(&str, &str) -> Option<K>,
    unknown: impl Fn(&str) -> Diagnostic,
) -> Result<Vec<File<'a, K>>, Vec<Diagnostic>> {
    let mut files: Vec<File<'a, K>> = Vec::new();
    let mut errors = Vec::new();
    for publication in publications {
        let name = publication.name;
        // The header first: what is no file of the publisher's has no encoding to complain of.
        let header = first_line(publication.bytes);
        let Some(kind) = kind(&header, name) else {
            errors.push(unknown(name));
            continue;
        };
        let text = match file::text(*publication) {
            Ok(text) => text,
            Err(error) => {
                errors.push(*error);
                continue;
            }
        };
        match files.iter().find(|f| f.kind == kind) {
            None => files.push(File { kind, name, text }),
            Some(first) => {
                let message =
                    format!("`{}` and `{}` are the same kind of file", quote(first.name), quote(name));
                errors.push(Diagnostic::error(Code::DuplicateRow, message).help("give one of each"));
            }
        }
    }
    if errors.is_empty() { Ok(files) } else { Err(errors) }
}
