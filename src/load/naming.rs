//! What a file's name tells: how the file is written, and which table it holds.

use std::path::Path;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A header and rows, separated by commas.
    Csv,
    /// An array of rows, or an object of such arrays.
    Json,
    /// A row a line, each an object.
    Ndjson,
}

/// The form that a name promises; whether it is packed besides does not count.
///
/// ```text
/// production.csv   production.json   production.ndjson   production.jsonl   production.csv.gz
/// ```
pub fn form(path: &Path) -> Option<Form> {
    match bare(path).extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "csv" => Some(Form::Csv),
        "json" => Some(Form::Json),
        "ndjson" | "jsonl" => Some(Form::Ndjson),
        _ => None,
    }
}

/// The name without what tells the form: `production` of `production.csv.gz`.
pub fn stem(path: &Path) -> String {
    bare(path).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The name without `.gz`.
fn bare(path: &Path) -> &Path {
    let packed = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gz"));
    path.file_stem().filter(|_| packed).map_or(path, Path::new)
}

#[cfg(test)]
mod tests {
    use super::{Form, form, stem};
    use std::path::Path;

    #[test]
    fn a_packed_file_has_the_name_and_form_of_what_is_in_it() {
        for (name, told) in [
            ("a/production.csv", Some(Form::Csv)),
            ("production.CSV.gz", Some(Form::Csv)),
            ("a/production.jsonl", Some(Form::Ndjson)),
            ("production.json", Some(Form::Json)),
            ("production.xlsx", None),
            ("production.gz", None),
            ("production", None),
        ] {
            assert_eq!(form(Path::new(name)), told, "{name}");
            assert_eq!(stem(Path::new(name)), "production", "{name}");
        }
    }
}
